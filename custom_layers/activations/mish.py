"""Mish: the input times the tanh of its softplus."""

import keras
from keras import ops


@keras.saving.register_keras_serializable("custom_layers")
def mish(x):
    """The self-regularised non-monotonic unit.

        mish(x) = x tanh(softplus(x)),  softplus(x) = ln(1 + eˣ)

    Smooth; its minimum is −0.309 at x = −1.193. Any shape, dtype kept.
    """
    return x * ops.tanh(ops.softplus(x))


@keras.saving.register_keras_serializable("custom_layers")
class Mish(keras.layers.Layer):
    """The layer of `mish`: x tanh(ln(1 + eˣ)), element by element, any shape, dtype kept.

    Reference: Misra 2019, "Mish: A Self Regularized Non-Monotonic Activation Function",
        arXiv:1908.08681.
    """

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True

    def call(self, inputs):
        """`mish` of the inputs."""
        return mish(inputs)

    def compute_output_shape(self, input_shape):
        """The shape of the inputs."""
        return input_shape
