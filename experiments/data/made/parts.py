"""The parts of a made table that every replicate draws anew: so much for training, enough to choose, many to judge."""

from typing import TypedDict

import numpy as np

VALIDATION, TEST = 600, 5000  # rows; a score of 5,000 rows is off by 0.7 points at most, and a comparison by far less


class Parts(TypedDict):
    """Where a table's parts begin, as `Table` takes it."""

    test: int
    validation: np.ndarray


def parts(training: int) -> Parts:
    """Of a table with `training` rows first, then those for validation, then those for the test."""
    return {"test": training + VALIDATION, "validation": np.arange(training, training + VALIDATION)}
