"""MaxPooling2D: the largest pixel of each window."""

import functools

import keras
from keras import ops

from custom_layers.layers.windows import check_images, checked_padding, checked_pair, output_sizes, tiles, windows
from custom_layers.stacking import is_stacking


@keras.saving.register_keras_serializable("custom_layers")
class MaxPooling2D(keras.layers.Layer):
    """Every window of an image becomes its largest pixel, channel by channel.

        y[b, r, c, k] = max_ij x[b, r s₁ + i, c s₂ + j, k],  i < p₁, j < p₂

    Inputs (batch, height, width, channels) of known height and width; outputs (batch, rows, columns, channels),
    dtype kept; pixels beyond the border do not count. Of equal largest pixels the first, row by row, takes the
    whole gradient. The backend's pooling; within `stacking` pixels are compared one by one: of tiles of the image
    where windows do not overlap, else of shifted images.

    Args:
        pool_size: (p₁, p₂), in pixels; an integer for both.
        strides: (s₁, s₂), in pixels; `None` for `pool_size`.
        padding: "valid" or "same", as in `windows`.
        **kwargs: what every Keras layer takes: `name`, `dtype`, `trainable`.

    Raises:
        ValueError: a setting outside its range, or images of unknown size or smaller than the window.

    Reference: Riesenhuber and Poggio 1999, "Hierarchical models of object recognition in cortex"; Scherer,
        Müller and Behnke 2010, "Evaluation of Pooling Operations in Convolutional Architectures", section 3.2.
    """

    def __init__(self, pool_size=2, strides=None, padding="valid", **kwargs):
        super().__init__(**kwargs)
        self.pool_size = checked_pair(pool_size, "pool_size")
        self.strides = self.pool_size if strides is None else checked_pair(strides, "strides")
        self.padding = checked_padding(padding)

    def build(self, input_shape):
        """Refuses images of unknown size, or smaller than the window."""
        check_images(input_shape, "MaxPooling2D")
        self.compute_output_shape(input_shape)

    def call(self, inputs):
        """The largest pixels."""
        if not is_stacking():
            return ops.max_pool(inputs, self.pool_size, self.strides, self.padding, "channels_last")
        if self.strides == self.pool_size and self.padding == "valid":
            # the columns of each row, then the rows: faster than pixel after pixel, and in the same order
            cut = tiles(inputs, self.pool_size)
            row = functools.reduce(larger, [cut[:, :, :, :, column] for column in range(self.pool_size[1])])
            return functools.reduce(larger, [row[:, :, number] for number in range(self.pool_size[0])])
        pixels = windows(inputs, self.pool_size, self.strides, padding=self.padding, fill=float("-inf"))
        return functools.reduce(larger, pixels)

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


def larger(a, b):
    """The larger of each two numbers, the first of equals; nan stays."""
    return ops.where(ops.logical_or(a >= b, ops.isnan(a)), a, b)
