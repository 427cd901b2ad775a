"""ReLU: the rectifier."""

import keras
from keras import ops


@keras.saving.register_keras_serializable("custom_layers")
def relu(x):
    """The rectifier: nothing below 0, the input above.

        relu(x) = max(0, x)

    The slope is 1 above 0 and 0 elsewhere, at 0 too: a unit below 0 for every sample learns no more.
    Any shape, dtype kept.
    """
    return ops.relu(x)


@keras.saving.register_keras_serializable("custom_layers")
class ReLU(keras.layers.Layer):
    """The layer of `relu`: max(0, x), element by element, any shape, dtype kept.

    Reference: Nair and Hinton 2010, "Rectified Linear Units Improve Restricted Boltzmann Machines", section
        2.
    """

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True

    def call(self, inputs):
        """`relu` of the inputs."""
        return relu(inputs)

    def compute_output_shape(self, input_shape):
        """The shape of the inputs."""
        return input_shape
