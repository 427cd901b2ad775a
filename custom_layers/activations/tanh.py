"""Tanh: the hyperbolic tangent."""

import keras
from keras import ops


@keras.saving.register_keras_serializable("custom_layers")
def tanh(x):
    """The hyperbolic tangent: a soft step from −1 to 1 through 0.

        tanh x = (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ) = 2 σ(2x) − 1,  tanh′ = 1 − tanh² ≤ 1

    Saturates at both ends, but its mean output is near 0 for centred inputs. Any shape, dtype kept.
    """
    return ops.tanh(x)


@keras.saving.register_keras_serializable("custom_layers")
class Tanh(keras.layers.Layer):
    """The layer of `tanh`: tanh x = (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ), element by element, any shape, dtype kept.

    Reference: LeCun, Bottou, Orr and Müller 1998, "Efficient BackProp", section 4.4.
    """

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True

    def call(self, inputs):
        """`tanh` of the inputs."""
        return tanh(inputs)

    def compute_output_shape(self, input_shape):
        """The shape of the inputs."""
        return input_shape
