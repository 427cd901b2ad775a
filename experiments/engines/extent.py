"""How many numbers a network computes for one row: the estimates of memory and time rest on it."""

import math
from collections.abc import Iterator
from typing import Any

from keras import tree


def leaves(network: Any) -> Iterator[Any]:
    """The layers of a network, and of the networks within it."""
    for layer in network.layers:
        if hasattr(layer, "layers"):
            yield from leaves(layer)
        else:
            yield layer


def shapes(layer: Any) -> list[tuple[int, ...]]:
    """The shapes of a layer's outputs for one row. Keras does not keep the outputs of a layer within a subclassed
    network: there the number of units of its first weights stands for them.
    """
    try:
        return [tuple(tensor.shape[1:]) for tensor in tree.flatten(layer.output)]
    except (AttributeError, ValueError):
        return [tuple(variable.shape[-1:]) for variable in layer.trainable_variables[:1]]


def width(network: Any) -> int:
    """How many numbers a network computes for one row."""
    return max(1, sum(math.prod(size or 1 for size in shape) for layer in leaves(network) for shape in shapes(layer)))


def images(network: Any) -> bool:
    """Whether a network takes images: then a compiled program is so much faster that it repays XLA's seconds."""
    return any(len(shape) == 3 for layer in leaves(network) for shape in shapes(layer))
