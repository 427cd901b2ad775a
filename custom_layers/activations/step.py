"""Step: the perceptron's threshold."""

import keras
from keras import ops


@keras.saving.register_keras_serializable("custom_layers")
def step(x):
    """The Heaviside step: 0 below 0, 1 from 0 on.

        step(x) = 1 if x ≥ 0, else 0

    The slope is 0 everywhere: gradient descent cannot train through it. Any shape, dtype kept.
    """
    return ops.cast(x >= 0, x.dtype)


@keras.saving.register_keras_serializable("custom_layers")
class Step(keras.layers.Layer):
    """The layer of `step`: 1 if x ≥ 0, else 0, element by element, any shape, dtype kept.

    Reference: McCulloch and Pitts 1943, "A logical calculus of the ideas immanent in nervous activity";
        Rosenblatt 1958, "The perceptron".
    """

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True

    def call(self, inputs):
        """`step` of the inputs."""
        return step(inputs)

    def compute_output_shape(self, input_shape):
        """The shape of the inputs."""
        return input_shape
