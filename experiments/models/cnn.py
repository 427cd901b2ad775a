"""A small convolutional network: convolution, activation and pooling, repeated; then one dense layer."""

import keras

from custom_layers.layers import AveragePooling2D, Conv2D, MaxPooling2D
from experiments import build
from experiments.data.table import image
from experiments.errors import UserError
from experiments.models.blocks import HE_NORMAL, RELU, activated, dense, entrance
from experiments.spec import Part

POOLINGS = {"max": MaxPooling2D, "average": AveragePooling2D, "none": None}


def cnn(
    input_shape: tuple[int, ...],
    outputs: int,
    seed: int,
    filters: tuple[int, ...] = (16, 32),
    kernel_size: int = 3,
    activation: Part = RELU,
    initializer: Part = HE_NORMAL,
    batch_normalization: str | None = None,
    dropout: float | None = None,
    dropout_kind: str = "dropout",
    moving: float = 0.99,
    pooling: str = "max",
) -> keras.Model:
    """The network; its output is linear.

    Args:
        input_shape: (height, width), (height, width, channels), or a square number of features, row by row.
        outputs, seed, activation, initializer, batch_normalization, moving, dropout, dropout_kind: as in `mlp`; a
            feature map has one mean and one variance.
        filters: feature maps of each convolution, which keeps the image's size; each is followed by 2x2 pooling.
        kernel_size: height and width of the kernels.
        pooling: `max`, `average` or `none`.

    Raises:
        ValueError: the features are no image.
    """
    if pooling not in POOLINGS:
        raise UserError(f"`pooling` is one of {', '.join(POOLINGS)}. Received: {pooling!r}")
    inputs = keras.Input(input_shape)
    x = entrance(keras.layers.Reshape(image(input_shape))(inputs), batch_normalization, moving)
    for depth, maps in enumerate(filters, start=1):
        drawn = build.initializer(initializer, seed + depth)
        x = Conv2D(maps, kernel_size, padding="same", kernel_initializer=drawn, name=f"hidden_{depth}")(x)
        x = activated(x, depth, seed, activation, batch_normalization, dropout, dropout_kind, moving)
        x = POOLINGS[pooling](2)(x) if POOLINGS[pooling] else x
    x = keras.layers.Flatten()(x)
    return keras.Model(inputs, dense(outputs, initializer, seed, "output")(x))
