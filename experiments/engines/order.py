"""The order of batches: the same rows in the same order for every technique of a replicate."""

from functools import lru_cache

import numpy as np

from experiments.data import Data
from experiments.errors import UserError
from experiments.spec import Trial

CHUNK = 512  # rows scored at once


def batch_size(trial: Trial, data: Data) -> int:
    """Rows a batch: as asked for, or all training rows if there are fewer."""
    return min(trial.batch_size, len(data.rows.train))


def batches(trial: Trial, data: Data, epoch: int) -> np.ndarray:
    """Row numbers (steps, batch size) of one epoch, shuffled anew in each; an incomplete last batch is left out.

    With the order `fixed` every epoch is as the first.

    Raises:
        UserError: an unknown order.
    """
    if trial.order not in (None, "fixed"):
        raise UserError(f"The order of batches is fixed, or None for a new one each epoch. Received: {trial.order!r}")
    return _batches(trial.seed("order"), data, batch_size(trial, data), 0 if trial.order else epoch)


@lru_cache(maxsize=64)
def _batches(seed: int, data: Data, size: int, epoch: int) -> np.ndarray:
    rows = np.random.default_rng((seed, epoch)).permutation(data.rows.train)
    steps = len(rows) // size
    return rows[: steps * size].reshape(steps, size).astype(np.int32)


def chunks(rows: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows in chunks of one size, (chunks, size), and the weight of each (0 for the filling of the last chunk)."""
    count = -(-len(rows) // size)
    filled = np.resize(rows, count * size).astype(np.int32)
    weight = (np.arange(count * size) < len(rows)).astype(np.float32)
    return filled.reshape(count, size), weight.reshape(count, size)


def probe_rows(data: Data) -> np.ndarray:
    """The validation rows on which layer statistics are taken: the first 128."""
    return data.rows.validation[:128].astype(np.int32)
