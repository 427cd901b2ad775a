"""How a network's initial weights follow from its seed, determined from their values for two seeds."""

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
from keras import ops

from custom_layers.random import key_of

Draw = Callable[[int], np.ndarray]


def explanation(first: int, value: np.ndarray, second: int, later: np.ndarray, drawn: list[Any]) -> Draw | None:
    """How a weight follows from the seed, given its values for two seeds and the initializers for the first."""
    if np.array_equal(value, later):
        return lambda _: value
    draws = [
        redrawn(initializer, initializer.seed - first, value) for initializer in drawn if initializer.seed >= first
    ]
    if value.dtype == np.int32 and value.shape == (2,):  # a key of random numbers
        low, high = (int(word) for word in value.view(np.uint32))
        draws.append(lambda seed: key_of(low + (high << 32) - first + seed).view(np.int32))
    for draw in draws:
        if np.array_equal(draw(first), value) and np.array_equal(draw(second), later):
            return draw
    return None


def redrawn(initializer: Any, offset: int, like: np.ndarray) -> Draw:
    """An initializer's numbers, as a function of the network's seed."""
    config = initializer.get_config()

    def draw(seed: int) -> np.ndarray:
        fresh = type(initializer).from_config({**config, "seed": offset + seed})
        return ops.convert_to_numpy(fresh(like.shape, dtype=str(like.dtype)))

    return draw


def initializers(network: Any) -> list[Any]:
    """The initializers with a seed that a network's layers hold, each once."""
    values = [value for layer in network.layers for value in vars(layer).values()]
    drawing = [value for value in values if isinstance(value, keras.initializers.Initializer)]
    return list({id(value): value for value in drawing if isinstance(getattr(value, "seed", None), int)}.values())
