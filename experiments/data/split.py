"""Which rows train, which choose, which judge: by replicate, from a seed."""

from dataclasses import dataclass

import numpy as np
from sklearn.model_selection import train_test_split

from experiments.data.grouping import divide_groups
from experiments.data.table import Table

SHARE = 0.2  # of all rows, for validation and for the test each


@dataclass(frozen=True, eq=False)
class Split:
    """Row numbers of the three parts; together every row once, unless the table or an option says otherwise."""

    train: np.ndarray
    validation: np.ndarray
    test: np.ndarray


def split(table: Table, seed: int) -> Split:
    """Splits 60 : 20 : 20, or keeps a published test set and splits the rest 5 : 1; classes keep their shares.

    Where the table states its validation rows, nothing is random, and training rows keep the table's order. Where it
    states groups, each is on one side.
    """
    rows = np.arange(len(table.x))
    rest, test = (rows, None) if table.test is None else (rows[: table.test], rows[table.test :])
    if test is not None and table.validation is not None:
        return Split(np.setdiff1d(rest, table.validation), table.validation, test)
    count = round(SHARE * len(rows)) if test is None else len(rest) // 6
    if table.groups is not None:
        train, validation, *drawn = divide_groups(table, rest, (count,) if test is not None else (count, count), seed)
        return Split(train, validation, drawn[0] if test is None else test)
    if test is None:
        rest, test = divide(table, rows, count, seed)
    train, validation = divide(table, rest, count, seed)
    return Split(train, validation, test)


def divide(table: Table, rows: np.ndarray, second: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Two random parts of `rows`, `second` of them in the second; sorted, so that row order carries no information."""
    labels = table.y[rows] if table.classes else None
    if labels is not None and (np.bincount(labels)[np.unique(labels)].min() < 2 or second < len(table.classes or ())):
        labels = None  # too few rows of a class to keep shares
    first, other = train_test_split(rows, test_size=second, random_state=seed, stratify=labels)
    return np.sort(first), np.sort(other)
