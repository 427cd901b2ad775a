"""PReLU: a rectifier that learns its slope below 0."""

import keras
from keras import ops


@keras.saving.register_keras_serializable("custom_layers")
def prelu(x, alpha):
    """The rectifier with a slope a for each channel below 0.

        prelu(x) = x            x > 0
        prelu(x) = aᵢ x         x ≤ 0, in channel i

    `x` is of any shape with the channels last; `alpha` has one entry a channel. Dtype kept.
    """
    return ops.where(x > 0, x, alpha * x)


@keras.saving.register_keras_serializable("custom_layers")
class PReLU(keras.layers.Layer):
    """The layer of `prelu`: x above 0, aᵢ x below, with one trainable slope a channel (last axis).

    The paper trains `a` without weight decay: a penalty would pull it back to the plain rectifier. (Keras's
    layer has a slope for each unit unless `shared_axes` says otherwise, and starts at 0.)

    Args:
        initial_slope: aᵢ before training, without unit.
        **kwargs: what every Keras layer takes: `name`, `dtype`, `trainable`.

    Reference: He, Zhang, Ren and Sun 2015, "Delving Deep into Rectifiers", equation (1) and section 2.1
        (0.25), arXiv:1502.01852.
    """

    def __init__(self, initial_slope=0.25, **kwargs):
        super().__init__(**kwargs)
        self.initial_slope = initial_slope
        self.supports_masking = True

    def build(self, input_shape):
        """Creates the slopes."""
        value = keras.initializers.Constant(self.initial_slope)
        self.alpha = self.add_weight(shape=(input_shape[-1],), initializer=value, name="alpha")

    def call(self, inputs):
        """`prelu` of the inputs."""
        return prelu(inputs, ops.convert_to_tensor(self.alpha))

    def compute_output_shape(self, input_shape):
        """The shape of the inputs."""
        return input_shape

    def get_config(self):
        """The constructor's arguments."""
        return {**super().get_config(), "initial_slope": self.initial_slope}
