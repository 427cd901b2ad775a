"""How much rows count in the training loss: by a column of weights, by class, or both."""

import numpy as np

from experiments.data.table import DataError, Table
from experiments.spec import Part


def weighted(data: Part, table: Table) -> bool:
    """Whether rows count differently in the training loss."""
    return table.weights is not None or data.get("class_weights") is not None


def row_weights(data: Part, table: Table, y: np.ndarray, train: np.ndarray) -> np.ndarray | None:
    """The factor of each row's loss, float32 (rows,), with mean 1 over the training rows; None where all count alike.

    `balanced` divides by what the row's class weighs in the training rows, so that all classes together weigh the same:

        w = W / (k W_c)

    W is the weight of all training rows, W_c that of the row's class c, k the number of classes that they have. Without
    other weights these are counts, as in scikit-learn's `compute_class_weight`. Mean 1 keeps the meaning of a learning
    rate.

    Args:
        data: their options.
        table: with or without weights.
        y: class numbers or values, after what the options changed of them.
        train: rows; some may occur twice.

    Raises:
        DataError: the training rows weigh nothing.
    """
    if not weighted(data, table):
        return None
    weights = np.ones(len(y)) if table.weights is None else table.weights.astype(np.float64)
    if data.get("class_weights") is not None:
        totals = np.bincount(y[train], weights[train], table.outputs)
        there = totals > 0
        weights = weights * np.where(there, totals.sum() / (there.sum() * np.where(there, totals, 1)), 1)[y]
    mean = weights[train].mean()
    if not mean > 0:
        raise DataError(f"The weights of {data.name} must be above 0 for some training rows. Received: 0 for all.")
    return (weights / mean).astype(np.float32)
