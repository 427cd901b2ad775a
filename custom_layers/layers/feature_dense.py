"""FeatureDense: a linear layer of its own for each feature."""

import keras
from keras import ops


@keras.saving.register_keras_serializable("custom_layers")
class FeatureDense(keras.layers.Layer):
    """A linear layer of its own for each feature, whose code it makes as wide as the others'.

        y_f = x_f W_f + b_f

    Inputs (batch, features, k) give (batch, features, units), dtype kept. Each W_f is drawn as the kernel of a dense
    layer with k inputs.

    Args:
        units: width of each feature's output.
        kernel_initializer: of W, as `keras.layers.Dense` takes it. b is 0 at first.
        **kwargs: what every Keras layer takes: `name`, `dtype`, `trainable`.

    Raises:
        ValueError: no unit.

    Reference: Gorishniy, Rubachev and Babenko 2022, "On Embeddings for Numerical Features in Tabular Deep Learning",
        NeurIPS, section 3.4: "Linear" after an encoding, without weights that features share.
    """

    def __init__(self, units, kernel_initializer="glorot_uniform", **kwargs):
        super().__init__(**kwargs)
        if not (isinstance(units, int) and units >= 1):
            raise ValueError(f"`units` must be a whole number of at least 1. Received: units={units}")
        self.units = units
        self.kernel_initializer = keras.initializers.get(kernel_initializer)

    def build(self, input_shape):
        """Draws the kernels, (features, k, units)."""
        _, features, k = input_shape

        def drawn(shape, dtype):
            kernel = self.kernel_initializer((k, features * self.units), dtype=dtype)
            return ops.transpose(ops.reshape(kernel, (k, features, self.units)), (1, 0, 2))

        self.kernel = self.add_weight(shape=(features, k, self.units), initializer=drawn, name="kernel")
        self.bias = self.add_weight(shape=(features, self.units), initializer="zeros", name="bias")

    def call(self, inputs):
        """The outputs."""
        by_feature = ops.matmul(ops.transpose(inputs, (1, 0, 2)), self.kernel)
        return ops.transpose(by_feature, (1, 0, 2)) + self.bias

    def compute_output_shape(self, input_shape):
        """(batch, features, units)."""
        return (*input_shape[:-1], self.units)

    def get_config(self):
        """The constructor's arguments."""
        drawn = keras.initializers.serialize(self.kernel_initializer)
        return {**super().get_config(), "units": self.units, "kernel_initializer": drawn}
