"""Linear: no activation at all."""

import keras
from keras import ops


@keras.saving.register_keras_serializable("custom_layers")
def linear(x):
    """The identity.

        linear(x) = x

    A stack of linear layers is one linear map. Any shape, dtype kept.
    """
    return ops.convert_to_tensor(x)


@keras.saving.register_keras_serializable("custom_layers")
class Linear(keras.layers.Layer):
    """The layer of `linear`: x, element by element, any shape, dtype kept.

    Reference: Saxe, McClelland and Ganguli 2014, section 1, arXiv:1312.6120 (what depth does without it).
    """

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True

    def call(self, inputs):
        """`linear` of the inputs."""
        return linear(inputs)

    def compute_output_shape(self, input_shape):
        """The shape of the inputs."""
        return input_shape
