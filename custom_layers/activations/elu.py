"""ELU: a rectifier that bends smoothly to a floor below 0."""

import keras
from keras import ops

from custom_layers.eager import takes_kernel
from custom_layers.settings import Settings, as_type, setting


@keras.saving.register_keras_serializable("custom_layers")
def elu(x, alpha=1.0):
    """The exponential linear unit.

        elu(x) = x                  x > 0
        elu(x) = α (eˣ − 1)         x ≤ 0

    Falls to −α, so that the mean output is nearer 0; with α = 1 the slope has no jump at 0. Any shape, dtype
    kept.
    """
    if takes_kernel(alpha):
        return ops.elu(x, alpha)
    # the exponential must not see large inputs: its overflow would spoil the gradient of the other branch
    negative = ops.where(x > 0, ops.zeros_like(x), x)
    return ops.where(x > 0, x, as_type(alpha, x.dtype) * ops.expm1(negative))


@keras.saving.register_keras_serializable("custom_layers")
class ELU(keras.layers.Layer):
    """The layer of `elu`: x above 0, α (eˣ − 1) below, element by element, any shape, dtype kept.

    Models that differ in α can share a program; it is no weight.

    Args:
        alpha: α ≥ 0, without unit.
        **kwargs: what every Keras layer takes: `name`, `dtype`, `trainable`.

    Raises:
        ValueError: `alpha` below 0.

    Reference: Clevert, Unterthiner and Hochreiter 2016, "Fast and Accurate Deep Network Learning by
        Exponential Linear Units", equation (15), arXiv:1511.07289.
    """

    alpha = setting("alpha")

    def __init__(self, alpha=1.0, **kwargs):
        super().__init__(**kwargs)
        self.settings = Settings("alpha")
        self.alpha = alpha
        self.supports_masking = True

    def build(self, input_shape):
        """Makes ready α."""
        self.settings.build()

    def call(self, inputs):
        """`elu` of the inputs."""
        return elu(inputs, self.settings.value("alpha"))

    def compute_output_shape(self, input_shape):
        """The shape of the inputs."""
        return input_shape

    def get_config(self):
        """The constructor's arguments."""
        return {**super().get_config(), "alpha": self.alpha}
