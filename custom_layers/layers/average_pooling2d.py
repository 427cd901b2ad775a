"""AveragePooling2D: the mean pixel of each window."""

import keras
from keras import ops

from custom_layers.layers.windows import check_images, checked_padding, checked_pair, output_sizes, tiles, windows
from custom_layers.stacking import is_stacking


@keras.saving.register_keras_serializable("custom_layers")
class AveragePooling2D(keras.layers.Layer):
    """Every window of an image becomes the mean of its pixels, channel by channel.

        y[b, r, c, k] = mean_ij x[b, r s₁ + i, c s₂ + j, k],  i < p₁, j < p₂

    Inputs (batch, height, width, channels) of known height and width; outputs (batch, rows, columns, channels),
    dtype kept; pixels beyond the border do not count. The backend's pooling; within `stacking`, and where borders
    count, the mean of tiles of the image where windows do not overlap, else of shifted images.

    Args:
        pool_size: (p₁, p₂), in pixels; an integer for both.
        strides: (s₁, s₂), in pixels; `None` for `pool_size`.
        padding: "valid" or "same", as in `windows`.
        **kwargs: what every Keras layer takes: `name`, `dtype`, `trainable`.

    Raises:
        ValueError: a setting outside its range, or images of unknown size or smaller than the window.

    Reference: LeCun, Bottou, Bengio and Haffner 1998, "Gradient-Based Learning Applied to Document
        Recognition", section II.A (sub-sampling).
    """

    def __init__(self, pool_size=2, strides=None, padding="valid", **kwargs):
        super().__init__(**kwargs)
        self.pool_size = checked_pair(pool_size, "pool_size")
        self.strides = self.pool_size if strides is None else checked_pair(strides, "strides")
        self.padding = checked_padding(padding)

    def build(self, input_shape):
        """Refuses images of unknown size, or smaller than the window."""
        check_images(input_shape, "AveragePooling2D")
        self.compute_output_shape(input_shape)

    def call(self, inputs):
        """The mean pixels."""
        if self.padding == "valid" and not is_stacking():
            return ops.average_pool(inputs, self.pool_size, self.strides, self.padding, "channels_last")
        if self.strides == self.pool_size and self.padding == "valid":
            # one axis after the other: faster than both at once where nothing is fused
            return ops.mean(ops.mean(tiles(inputs, self.pool_size), axis=4), axis=2)

        def total(images):
            return sum(windows(images, self.pool_size, self.strides, padding=self.padding))

        return total(inputs) / total(ops.ones((1, *inputs.shape[1:3], 1), inputs.dtype))

    def compute_output_shape(self, input_shape):
        """(batch, rows, columns, channels)."""
        rows, columns = output_sizes(input_shape, self.pool_size, self.strides, self.padding)
        return input_shape[0], rows, columns, input_shape[3]

    def get_config(self):
        """The constructor's arguments."""
        return {
            **super().get_config(),
            "pool_size": self.pool_size,
            "strides": self.strides,
            "padding": self.padding,
        }
