"""SELU: the ELU that keeps mean 0 and variance 1 through depth."""

import keras
from keras import ops

from custom_layers.eager import is_eager

ALPHA = 1.6732632423543772848170429916717
SCALE = 1.0507009873554804934193349852946


@keras.saving.register_keras_serializable("custom_layers")
def selu(x):
    """The self-normalising exponential linear unit.

        selu(x) = λ x               x > 0
        selu(x) = λ α (eˣ − 1)      x ≤ 0

    λ and α make mean 0 and variance 1 the fixed point of a layer with weights of variance 1/n_in
    (`LeCunNormal`). Any shape, dtype kept.
    """
    if is_eager():
        return ops.selu(x)
    negative = ops.where(x > 0, ops.zeros_like(x), x)
    return SCALE * ops.where(x > 0, x, ALPHA * ops.expm1(negative))


@keras.saving.register_keras_serializable("custom_layers")
class SELU(keras.layers.Layer):
    """The layer of `selu`: λ ELU(x; α), element by element, any shape, dtype kept.

    Reference: Klambauer et al. 2017, "Self-Normalizing Neural Networks", equations (2) and (14),
        arXiv:1706.02515.
    """

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True

    def call(self, inputs):
        """`selu` of the inputs."""
        return selu(inputs)

    def compute_output_shape(self, input_shape):
        """The shape of the inputs."""
        return input_shape
