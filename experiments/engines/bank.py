"""Bank: the data of a stack on the device, every distinct array once."""

from typing import Any

import numpy as np

from experiments.data import Data
from experiments.engines.backends import backend


class Bank:
    """Distinct inputs and targets, concatenated, and the first row of each trial.

    Attributes:
        x, y: all distinct inputs, all distinct targets.
        scaling: `shift` and `factor` of each trial, (trials, ...features).
    """

    def __init__(self, data: list[Data]):
        self.x, self.x_start = concatenated([trial_data.x for trial_data in data])
        self.y, self.y_start = concatenated([trial_data.y for trial_data in data])
        self.scaling = {
            "shift": backend.spread(np.stack([trial_data.shift for trial_data in data])),
            "factor": backend.spread(np.stack([trial_data.factor for trial_data in data])),
        }

    def rows(self, rows: np.ndarray) -> tuple[Any, Any]:
        """Row numbers (trials, ...) within each trial's data, as row numbers of `x` and of `y`."""
        shape = (len(rows),) + (1,) * (rows.ndim - 1)
        return backend.spread(rows + self.x_start.reshape(shape)), backend.spread(rows + self.y_start.reshape(shape))


def concatenated(arrays: list[np.ndarray]) -> tuple[Any, np.ndarray]:
    """The distinct arrays as one on the device, and the first row of each of the arrays in it."""
    distinct: dict[int, tuple[int, np.ndarray]] = {}
    total = 0
    for array in arrays:
        if id(array) not in distinct:
            distinct[id(array)] = (total, array)
            total += len(array)
    parts = [array for _, array in distinct.values()]
    starts = np.array([distinct[id(array)][0] for array in arrays], np.int32)
    return backend.put(parts[0] if len(parts) == 1 else np.concatenate(parts)), starts
