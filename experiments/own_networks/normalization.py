"""Normalisation layers by the place that they have, which is the value of a network's option `batch_normalization`."""

from math import gcd
from typing import Any

import keras

from custom_layers.layers import BatchNormalization

GROUPS = 4  # of the units or feature maps of a layer; fewer where their number has no such divisor
BEFORE = ("before", "both", "frozen", "layer", "group")  # stand between a kernel and its activation


def normalization(kind: str, width: int, moving: float, name: str | None = None) -> Any:
    """A new layer of a kind: `layer` and `group` normalise each row by its own moments, all others by the batch's.

    Args:
        kind: one of `convention.PLACES`, but for `none`.
        width: units or feature maps.
        moving: what moments of batches keep of themselves at each step.
        name: of the layer.

    Reference: Ba, Kiros and Hinton 2016, "Layer normalization"; Wu and He 2018, "Group normalization", ECCV.
    """
    if kind == "layer":
        return keras.layers.LayerNormalization(name=name)
    if kind == "group":
        return keras.layers.GroupNormalization(gcd(GROUPS, width), name=name)
    return BatchNormalization(moving, frozen=kind == "frozen", name=name)
