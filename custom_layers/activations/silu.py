"""SiLU: the input times its own sigmoid."""

import keras
from keras import ops

from custom_layers.eager import is_eager


@keras.saving.register_keras_serializable("custom_layers")
def silu(x):
    """The sigmoid-weighted linear unit (Swish with β = 1).

        silu(x) = x σ(x) = x / (1 + e⁻ˣ)

    Smooth; its minimum is −0.278 at x = −1.278. Any shape, dtype kept.
    """
    return ops.silu(x) if is_eager() else x * ops.sigmoid(x)


@keras.saving.register_keras_serializable("custom_layers")
class SiLU(keras.layers.Layer):
    """The layer of `silu`: x σ(x), element by element, any shape, dtype kept.

    Reference: Elfwing, Uchibe and Doya 2018, "Sigmoid-Weighted Linear Units", arXiv:1702.03118;
        Ramachandran, Zoph and Le 2017, arXiv:1710.05941.
    """

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True

    def call(self, inputs):
        """`silu` of the inputs."""
        return silu(inputs)

    def compute_output_shape(self, input_shape):
        """The shape of the inputs."""
        return input_shape
