"""An autoencoder: hidden layers as those of an `mlp`, their mirror image, and the error of the copy as the output."""

import keras
from keras import ops

from experiments import build
from experiments.models.blocks import HE_NORMAL, RELU, dense
from experiments.spec import Part


def autoencoder(
    input_shape: tuple[int, ...],
    outputs: int,
    seed: int,
    hidden: tuple[int, ...] = (64, 64, 64),
    activation: Part = RELU,
    initializer: Part = HE_NORMAL,
) -> keras.Model:
    """A network that computes its own loss, to be trained with the loss `prediction`; labels are not read.

        output(x) = mean (x − decoder(encoder(x)))²

    The encoder's layers have the names, the shapes and the seeds of those of the `mlp` with the same options; the
    decoder has their widths in reverse and a linear output.

    Args:
        input_shape, seed, hidden, activation, initializer: as in `mlp`.
        outputs: not read.
    """
    del outputs
    inputs = keras.Input(input_shape)
    x = flat = keras.layers.Flatten()(inputs)
    for depth, units in enumerate((*hidden, *reversed(hidden[:-1])), start=1):
        x = dense(units, initializer, seed + depth, f"hidden_{depth}")(x)
        x = build.activation(activation, seed + 2000 + depth, name=f"activation_{depth}")(x)
    copy = dense(flat.shape[-1], initializer, seed, "output")(x)
    return keras.Model(inputs, CopyError(name="error")([flat, copy]))


@keras.saving.register_keras_serializable("experiments")
class CopyError(keras.layers.Layer):
    """The mean squared difference of two tensors (rows, features), as (rows, 1)."""

    def call(self, inputs):
        """The error of each row."""
        return ops.mean(ops.square(inputs[0] - inputs[1]), axis=-1, keepdims=True)
