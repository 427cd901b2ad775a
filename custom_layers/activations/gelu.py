"""GELU: the input times the chance that a standard normal number is smaller."""

import math

import keras
from keras import ops

from custom_layers.eager import is_eager


@keras.saving.register_keras_serializable("custom_layers")
def gelu(x, approximate=False):
    """The Gaussian error linear unit.

        gelu(x) = x Φ(x) = ½ x (1 + erf(x / √2))
        gelu(x) ≈ ½ x (1 + tanh(√(2/π) (x + 0.044715 x³)))         approximate, within 0.0005

    Smooth; its minimum is −0.170 at x = −0.752. Any shape, dtype kept.
    """
    if is_eager():
        return ops.gelu(x, approximate)
    if approximate:
        # beyond ±10 the tanh is ±1, and the cube of a large float16 would overflow
        z = ops.clip(x, -10, 10)
        return 0.5 * x * (1 + ops.tanh(math.sqrt(2 / math.pi) * (z + 0.044715 * z * z * z)))
    return 0.5 * x * (1 + ops.erf(x * math.sqrt(0.5)))


@keras.saving.register_keras_serializable("custom_layers")
class GELU(keras.layers.Layer):
    """The layer of `gelu`: x Φ(x), element by element, any shape, dtype kept.

    Args:
        approximate: whether to use the tanh formula.
        **kwargs: what every Keras layer takes: `name`, `dtype`, `trainable`.

    Reference: Hendrycks and Gimpel 2016, "Gaussian Error Linear Units (GELUs)", section 2, arXiv:1606.08415.
    """

    def __init__(self, approximate=False, **kwargs):
        super().__init__(**kwargs)
        self.approximate = approximate
        self.supports_masking = True

    def call(self, inputs):
        """`gelu` of the inputs."""
        return gelu(inputs, self.approximate)

    def compute_output_shape(self, input_shape):
        """The shape of the inputs."""
        return input_shape

    def get_config(self):
        """The constructor's arguments."""
        return {**super().get_config(), "approximate": self.approximate}
