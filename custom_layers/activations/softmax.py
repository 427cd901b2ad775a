"""Softmax: numbers turned into probabilities."""

import keras
from keras import ops

from custom_layers.eager import is_eager


@keras.saving.register_keras_serializable("custom_layers")
def softmax(x, axis=-1):
    """Exponentials as shares of their sum.

        softmax(x)ᵢ = exp(xᵢ − max x) / Σⱼ exp(xⱼ − max x)

    Each in (0, 1), together 1 along `axis`; softmax([x, 0]) starts with σ(x). Any shape, dtype kept.
    """
    if is_eager():
        return ops.softmax(x, axis)
    powers = ops.exp(x - ops.stop_gradient(ops.max(x, axis=axis, keepdims=True)))
    return powers / ops.sum(powers, axis=axis, keepdims=True)


@keras.saving.register_keras_serializable("custom_layers")
class Softmax(keras.layers.Layer):
    """The layer of `softmax`: exp(xᵢ) / Σⱼ exp(xⱼ) along one axis, any shape, dtype kept.

    Args:
        axis: the axis along which the outputs sum to 1.
        **kwargs: what every Keras layer takes: `name`, `dtype`, `trainable`.

    Reference: Bridle 1990, "Probabilistic Interpretation of Feedforward Classification Network Outputs",
        Neurocomputing, NATO ASI Series F68.
    """

    def __init__(self, axis=-1, **kwargs):
        super().__init__(**kwargs)
        self.axis = axis
        self.supports_masking = True

    def call(self, inputs):
        """`softmax` of the inputs."""
        return softmax(inputs, self.axis)

    def compute_output_shape(self, input_shape):
        """The shape of the inputs."""
        return input_shape

    def get_config(self):
        """The constructor's arguments."""
        return {**super().get_config(), "axis": self.axis}
