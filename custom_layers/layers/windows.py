"""windows: the neighbours of every pixel of an image, one shifted copy of the image for each."""

import numpy as np
from keras import ops


def checked_pair(value, name):
    """An integer above 0, or two of them, as a tuple of two."""
    values = (value, value) if isinstance(value, int) else tuple(value)
    if len(values) != 2 or any(not isinstance(number, int) or number < 1 for number in values):
        raise ValueError(f"`{name}` must be one or two integers above 0. Received: {name}={value}")
    return values


def output_size(size, window, stride, dilation, padding):
    """How many positions a window has along an axis of `size` pixels."""
    reach = (window - 1) * dilation + 1 if padding == "valid" else 1
    if size < reach:
        raise ValueError(f"The window must fit into the image. Received: size={size}, window={reach}")
    return (size - reach) // stride + 1


def output_sizes(input_shape, size, strides, padding, dilation_rate=(1, 1)):
    """(rows, columns): how many positions a window has on images of `input_shape`."""
    rows, columns = zip(input_shape[1:3], size, strides, dilation_rate, strict=True)
    return output_size(*rows, padding), output_size(*columns, padding)


def windows(x, size, strides, dilation_rate=(1, 1), padding="valid", fill=0.0):
    """The pixels that a sliding window sees, one tensor for each position inside the window, row by row.

        windows(x)[i kw + j][b, r, c] = x̃[b, r s₁ + i d₁, c s₂ + j d₂]

    Slices of the image vectorise over stacked models, where convolutions and patches do not.

    Args:
        x: images (batch, height, width, channels) of known height and width.
        size, strides, dilation_rate: (kh, kw), (s₁, s₂), (d₁, d₂), in pixels.
        padding: "valid": x̃ = x; "same": x̃ has a border of `fill`, as even as can be, the odd pixel behind, so
            that there are ⌈n / s⌉ positions along an axis of n pixels.
        fill: what lies outside the image.

    Returns:
        kh × kw tensors (batch, rows, columns, channels).
    """
    borders, spans = [(0, 0)], []
    counts = output_sizes(x.shape, size, strides, padding, dilation_rate)
    for n, k, s, d, count in zip(x.shape[1:3], size, strides, dilation_rate, counts, strict=True):
        spans.append((count - 1) * s + 1)
        missing = max(spans[-1] + (k - 1) * d - n, 0)
        borders.append((missing // 2, missing - missing // 2))
    if any(sum(border) for border in borders):
        inside = np.pad(np.ones((1, *x.shape[1:3], 1), bool), [*borders, (0, 0)])
        # a pad's own constant is lost where TensorFlow vectorises
        x = ops.pad(x, [*borders, (0, 0)])
        x = ops.where(inside, x, ops.cast(fill, x.dtype)) if fill else x
    return [
        x[:, top : top + spans[0] : strides[0], left : left + spans[1] : strides[1]]
        for top in range(0, size[0] * dilation_rate[0], dilation_rate[0])
        for left in range(0, size[1] * dilation_rate[1], dilation_rate[1])
    ]


def tiles(x, size):
    """Images cut into tiles of `size` pixels: (batch, rows, tile height, columns, tile width, channels).

    Pixels below and right of the last whole tile are left out.
    """
    (high, wide), (rows, columns) = size, (x.shape[1] // size[0], x.shape[2] // size[1])
    tiles = x[:, : rows * high, : columns * wide]
    return ops.reshape(tiles, (-1, rows, high, columns, wide, x.shape[3]))


def check_images(input_shape, layer):
    """Refuses images whose height or width is not known."""
    if len(input_shape) != 4 or None in input_shape[1:]:
        raise ValueError(
            f"{layer} needs images (batch, height, width, channels) of known height, width and channels. "
            f"Received: input_shape={tuple(input_shape)}"
        )


def checked_padding(padding):
    """`padding`, which must be "valid" or "same"."""
    if padding not in ("valid", "same"):
        raise ValueError(f'`padding` must be "valid" or "same". Received: padding={padding}')
    return padding
