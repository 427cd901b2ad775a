"""Bank: the data of a stack on the device, every distinct array once."""

from typing import Any

import numpy as np

from experiments.data import Data
from experiments.engines.backends import backend


class Bank:
    """Distinct inputs and targets laid end to end, and where each trial's rows begin.

    Attributes:
        x, y: all distinct inputs, all distinct targets; see `Data.targets`.
        sight: `shift` and `factor` of each trial, (trials, ...features).
    """

    def __init__(self, data: list[Data]):
        self.x, self.x_start = laid([one.x for one in data])
        self.y, self.y_start = laid([one.targets for one in data])
        self.sight = {
            "shift": backend.spread(np.stack([one.shift for one in data])),
            "factor": backend.spread(np.stack([one.factor for one in data])),
        }

    def rows(self, rows: np.ndarray) -> tuple[Any, Any]:
        """Row numbers (trials, ...) within each trial's data, as row numbers of `x` and of `y`."""
        shape = (len(rows),) + (1,) * (rows.ndim - 1)
        return backend.spread(rows + self.x_start.reshape(shape)), backend.spread(rows + self.y_start.reshape(shape))


def laid(arrays: list[np.ndarray]) -> tuple[Any, np.ndarray]:
    """The distinct arrays end to end on the device, and the first row of each of the given ones."""
    distinct: dict[int, tuple[int, np.ndarray]] = {}
    total = 0
    for array in arrays:
        if id(array) not in distinct:
            distinct[id(array)] = (total, array)
            total += len(array)
    whole = [array for _, array in distinct.values()]
    starts = np.array([distinct[id(array)][0] for array in arrays], np.int32)
    return backend.put(whole[0] if len(whole) == 1 else np.concatenate(whole)), starts
