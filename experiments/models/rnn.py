"""A recurrent network: one recurrent layer over the sequence, and a dense layer on its last output."""

from typing import Any

import keras

from custom_layers.layers import BatchNormalization
from experiments import build
from experiments.data.table import image
from experiments.errors import UserError
from experiments.models.blocks import dense
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
        batch_normalization: `output`: of the last state; `inside`: of the sums of every step of a `simple_rnn`, each
            step with moments of its own; None for none.
        moving: as in `mlp`.
    """
    if batch_normalization not in (None, "output", "inside"):
        raise UserError(f"`batch_normalization` is output, inside or None. Received: {batch_normalization!r}")
    if batch_normalization == "inside" and cell.name != SIMPLE.name:
        raise UserError(f"`batch_normalization` inside the recurrence is made for simple_rnn. Received: {cell.name}")
    inputs = keras.Input(input_shape)
    x = inputs if len(input_shape) == 2 else keras.layers.Reshape(image(input_shape)[:2])(inputs)
    if batch_normalization == "inside":
        activation = cell.get("activation", "tanh")
        x = normalised(x, units, activation, initializer, recurrent_initializer, seed, moving)
    else:
        x = build.recurrent(cell, units, initializer, recurrent_initializer, seed, "recurrent")(x)
    if batch_normalization == "output":
        x = BatchNormalization(moving, name="normalization")(x)
    return keras.Model(inputs, dense(outputs, initializer, seed, "output")(x))


def normalised(
    sequences: Any, units: int, activation: str, initializer: Part, recurrence: Part, seed: int, moving: float
) -> Any:
    """The last state of a simple recurrent layer whose sums are normalised at every step.

        h_t = φ(BN_t(x_t W + h_{t−1} U)),  h_0 = 0

    Each step t has moments, γ and β of its own, as a state's distribution changes along the sequence. Sequences are
    (batch, steps, features), of known steps; W and U have the initial weights that the plain layer has.

    Reference: Cooijmans et al. 2017, "Recurrent Batch Normalization", arXiv:1603.09025, section 3; there the two
        products are normalised apart.
    """
    drawn, own = build.initializer(initializer, seed + 1), build.initializer(recurrence, seed + 2)
    kernel = keras.layers.Dense(units, use_bias=False, kernel_initializer=drawn, name="kernel")
    recurrent = keras.layers.Dense(units, use_bias=False, kernel_initializer=own, name="recurrent_kernel")
    state = None
    for step in range(sequences.shape[1]):
        sums = kernel(sequences[:, step])
        if state is not None:
            sums = sums + recurrent(state)
        sums = BatchNormalization(moving, name=f"normalization_{step}")(sums)
        state = keras.layers.Activation(activation, name=f"activation_{step}")(sums)
    return state
