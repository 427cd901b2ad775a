"""Sigmoid: the logistic function."""

import keras
from keras import ops


@keras.saving.register_keras_serializable("custom_layers")
def sigmoid(x):
    """The logistic function: a soft step from 0 to 1.

        σ(x) = 1 / (1 + e⁻ˣ),  σ′ = σ (1 − σ) ≤ ¼

    Saturates at both ends: beyond |x| ≈ 5 the slope is below 0.007. Any shape, dtype kept.
    """
    return ops.sigmoid(x)


@keras.saving.register_keras_serializable("custom_layers")
class Sigmoid(keras.layers.Layer):
    """The layer of `sigmoid`: σ(x) = 1 / (1 + e⁻ˣ), element by element, any shape, dtype kept.

    Reference: Rumelhart, Hinton and Williams 1986, "Learning representations by back-propagating errors",
        equation (2).
    """

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True

    def call(self, inputs):
        """`sigmoid` of the inputs."""
        return sigmoid(inputs)

    def compute_output_shape(self, input_shape):
        """The shape of the inputs."""
        return input_shape
