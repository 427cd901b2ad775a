"""How much a network does with one row: what a stack's memory and time are reckoned from."""

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
    """What one row becomes behind a layer. Of a layer within a subclassed network, whose outputs Keras does not keep,
    the units of its first weights stand for it.
    """
    try:
        return [tuple(one.shape[1:]) for one in tree.flatten(layer.output)]
    except (AttributeError, ValueError):
        return [tuple(one.shape[-1:]) for one in layer.trainable_variables[:1]]


def width(network: Any) -> int:
    """Numbers that one row becomes on its way through a network."""
    return max(1, sum(math.prod(size or 1 for size in one) for layer in leaves(network) for one in shapes(layer)))


def images(network: Any) -> bool:
    """Whether a network works on images: there compiled programs are so much faster that they repay XLA's seconds."""
    return any(len(one) == 3 for layer in leaves(network) for one in shapes(layer))
