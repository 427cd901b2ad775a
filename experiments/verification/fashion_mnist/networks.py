"""The notebook's networks: as `mlp`, but for the output layer's initial weights and for dropout of the inputs."""

import keras

from custom_layers.layers import Dropout
from experiments.models.blocks import activated, dense
from experiments.spec import part


def network(
    input_shape: tuple[int, ...],
    outputs: int,
    seed: int,
    hidden: tuple[int, ...],
    activation: str,
    initializer: str,
    dropout: float | None = None,
) -> keras.Model:
    """Dense layers; the output is linear (class scores before softmax).

    Args:
        input_shape, outputs, seed, hidden: as in `experiments.models.mlp`.
        activation: its name.
        initializer: its name, of the hidden layers; the output layer has Keras's own, Glorot and Bengio's uniform one.
        dropout: share of inputs, and of hidden units, left out in each training step; None for no such layers.
    """
    inputs = keras.Input(input_shape)
    x = keras.layers.Flatten()(inputs)
    if dropout is not None:
        x = Dropout(dropout, seed=seed + 1000, name="dropout_0")(x)
    for depth, units in enumerate(hidden, start=1):
        x = dense(units, part(initializer), seed + depth, f"hidden_{depth}")(x)
        x = activated(x, depth, seed, part(activation), None, dropout, "dropout")
    return keras.Model(inputs, dense(outputs, part("glorot_uniform"), seed, "output")(x))
