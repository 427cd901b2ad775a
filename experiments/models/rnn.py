"""A recurrent network: one recurrent layer over the sequence, and a dense layer on its last output."""

import keras

from custom_layers.layers import BatchNormalization
from experiments import build
from experiments.errors import UserError
from experiments.models.blocks import dense, image
from experiments.spec import Part, part

SIMPLE, GLOROT, ORTHOGONAL = part("simple_rnn"), part("glorot_uniform"), part("orthogonal")


def rnn(
    input_shape: tuple[int, ...],
    outputs: int,
    seed: int,
    units: int = 32,
    cell: Part = SIMPLE,
    initializer: Part = GLOROT,
    recurrent_initializer: Part = ORTHOGONAL,
    batch_normalization: str | None = None,
    moving: float = 0.99,
) -> keras.Model:
    """The network; its output is linear.

    Args:
        input_shape: (steps, features), or a square number of features, read as an image row by row.
        outputs, seed, initializer: as in `mlp`.
        units: size of the recurrent state.
        cell: `simple_rnn`, `lstm` or `gru`.
        recurrent_initializer: of the weights from state to state.
        batch_normalization: `output`: of the last state; None for none.
        moving: as in `mlp`.
    """
    if batch_normalization not in (None, "output"):
        raise UserError(f"`batch_normalization` is output or None. Received: {batch_normalization!r}")
    inputs = keras.Input(input_shape)
    x = inputs if len(input_shape) == 2 else keras.layers.Reshape(image(input_shape)[:2])(inputs)
    x = build.recurrent(cell, units, initializer, recurrent_initializer, seed, "recurrent")(x)
    if batch_normalization:
        x = BatchNormalization(moving, name="normalization")(x)
    return keras.Model(inputs, dense(outputs, initializer, seed, "output")(x))
