"""ELU: a rectifier that bends smoothly to a floor below 0."""

import keras
from keras import ops

from custom_layers.eager import is_short, plain


@keras.saving.register_keras_serializable("custom_layers")
def elu(x, alpha=1.0):
    """The exponential linear unit.

        elu(x) = x                  x > 0
        elu(x) = α (eˣ − 1)         x ≤ 0

    Falls to −α, so that the mean output is nearer 0; with α = 1 the slope has no jump at 0. Any shape, dtype
    kept.
    """
    if is_short(alpha):
        return ops.elu(x, alpha)
    # the exponential must not see large inputs: its overflow would spoil the gradient of the other branch
    negative = ops.where(x > 0, ops.zeros_like(x), x)
    return ops.where(x > 0, x, alpha * ops.expm1(negative))


@keras.saving.register_keras_serializable("custom_layers")
class ELU(keras.layers.Layer):
    """The layer of `elu`: x above 0, α (eˣ − 1) below, element by element, any shape, dtype kept.

    The α in use is a non-trainable scalar weight, so that models that differ in it can share a program.

    Args:
        alpha: α ≥ 0, without unit.
        **kwargs: what every Keras layer takes: `name`, `dtype`, `trainable`.

    Raises:
        ValueError: `alpha` below 0.

    Reference: Clevert, Unterthiner and Hochreiter 2016, "Fast and Accurate Deep Network Learning by
        Exponential Linear Units", equation (15), arXiv:1511.07289.
    """

    def __init__(self, alpha=1.0, **kwargs):
        super().__init__(**kwargs)
        if alpha < 0:
            raise ValueError(f"`alpha` must be at least 0. Received: alpha={alpha}")
        self.alpha = alpha
        self.supports_masking = True

    def build(self, input_shape):
        """Stores α."""
        value = keras.initializers.Constant(self.alpha)
        self.floor = self.add_weight(shape=(), initializer=value, trainable=False, name="floor")

    def call(self, inputs):
        """`elu` of the inputs."""
        return elu(inputs, plain(ops.convert_to_tensor(self.floor)))

    def compute_output_shape(self, input_shape):
        """The shape of the inputs."""
        return input_shape

    def get_config(self):
        """The constructor's arguments."""
        return {**super().get_config(), "alpha": self.alpha}
