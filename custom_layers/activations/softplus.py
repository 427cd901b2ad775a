"""Softplus: a smooth rectifier."""

import keras
from keras import ops


@keras.saving.register_keras_serializable("custom_layers")
def softplus(x):
    """The smooth rectifier.

        softplus(x) = ln(1 + eˣ) = max(0, x) + ln(1 + e^−|x|),  softplus′ = σ(x)

    Any shape, dtype kept.
    """
    return ops.softplus(x)


@keras.saving.register_keras_serializable("custom_layers")
class Softplus(keras.layers.Layer):
    """The layer of `softplus`: ln(1 + eˣ), element by element, any shape, dtype kept.

    Reference: Dugas et al. 2001, "Incorporating Second-Order Functional Knowledge for Better Option Pricing",
        equation (4).
    """

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True

    def call(self, inputs):
        """`softplus` of the inputs."""
        return softplus(inputs)

    def compute_output_shape(self, input_shape):
        """The shape of the inputs."""
        return input_shape
