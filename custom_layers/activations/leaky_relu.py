"""LeakyReLU: a rectifier with a small slope below 0."""

import keras
from keras import ops

from custom_layers.eager import takes_kernel
from custom_layers.settings import Settings, as_type, setting


@keras.saving.register_keras_serializable("custom_layers")
def leaky_relu(x, negative_slope=0.01):
    """The rectifier that lets a little through below 0.

        leaky_relu(x) = x           x > 0
        leaky_relu(x) = a x         x ≤ 0

    With a > 0 no unit is ever without a gradient. Any shape, dtype kept. `negative_slope` is a; here and in
    the paper 0.01, in Keras's layer 0.3.
    """
    if takes_kernel(negative_slope):
        return ops.leaky_relu(x, negative_slope)
    return ops.where(x > 0, x, as_type(negative_slope, x.dtype) * x)


@keras.saving.register_keras_serializable("custom_layers")
class LeakyReLU(keras.layers.Layer):
    """The layer of `leaky_relu`: x above 0, a x below, element by element, any shape, dtype kept.

    Models that differ in the slope can share a program; it is no weight.

    Args:
        negative_slope: a ≥ 0, without unit.
        **kwargs: what every Keras layer takes: `name`, `dtype`, `trainable`.

    Raises:
        ValueError: `negative_slope` below 0.

    Reference: Maas, Hannun and Ng 2013, "Rectifier Nonlinearities Improve Neural Network Acoustic Models",
        section 2.
    """

    negative_slope = setting("negative_slope")

    def __init__(self, negative_slope=0.01, **kwargs):
        super().__init__(**kwargs)
        self.settings = Settings("negative_slope")
        self.negative_slope = negative_slope
        self.supports_masking = True

    def build(self, input_shape):
        """Makes ready the slope."""
        self.settings.build()

    def call(self, inputs):
        """`leaky_relu` of the inputs."""
        return leaky_relu(inputs, self.settings.value("negative_slope"))

    def compute_output_shape(self, input_shape):
        """The shape of the inputs."""
        return input_shape

    def get_config(self):
        """The constructor's arguments."""
        return {**super().get_config(), "negative_slope": self.negative_slope}
