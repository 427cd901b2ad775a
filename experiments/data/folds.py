"""Repeated k-fold splits: every row is a test row once in each repetition."""

import numpy as np
from sklearn.model_selection import GroupKFold, KFold, StratifiedGroupKFold, StratifiedKFold

from experiments.data.grouping import divide_groups
from experiments.data.split import SHARE, Split, divide
from experiments.data.table import DataError, Table

LEAST = 2  # rows a fold


def check_folds(table: Table, count: int) -> None:
    """Raises `DataError` where rows cannot be divided into so many folds."""
    received = f"Received: folds={count}"
    if table.test is not None:
        raise DataError(f"Folds divide all rows, and {table.title} has test rows of its own. {received}.")
    if len(table.x) < LEAST * count:
        raise DataError(f"{count} folds need at least {LEAST * count} rows. {received} and {len(table.x)} rows.")
    if table.groups is not None and (groups := len(np.unique(table.groups))) < max(count, 3):
        raise DataError(f"{count} folds need at least {max(count, 3)} groups. {received} and {groups} groups.")
    if table.classes and table.groups is None:
        counts = np.bincount(table.y)
        rarest = int(np.where(counts > 0, counts, len(table.y)).argmin())
        if counts[rarest] < count:
            raise DataError(
                f"{count} folds need {count} rows of each class. {received}, and {counts[rarest]} rows of "
                f"{table.classes[rarest]}."
            )


def fold(table: Table, count: int, number: int, repetition: int, seed: int) -> Split:
    """The split with one fold as its test rows; validation rows are drawn from the others.

    Classes keep their shares, and groups stay on one side. All folds of a repetition have the same size, so that
    trials stack: of larger ones as many rows as they have too many go to the training rows, or with groups to no part.

    Args:
        table: without test rows of its own.
        count: of the folds.
        number: which of them, from 0.
        repetition: which draw of folds.
        seed: of all draws of folds; the repetition is added, and for the validation rows the fold.

    References: repeated k-fold as replicates with the corrected test: Bouckaert and Frank 2004, "Evaluating the
        Replicability of Significance Tests for Comparing Learning Algorithms", PAKDD.
    """
    rows = np.arange(len(table.x))
    parts = folds(table, count, (seed + repetition) % 2**32)
    size = min(map(len, parts))
    rng = np.random.default_rng((seed, repetition, number))
    test = np.sort(rng.permutation(parts[number])[:size])
    drawn = int(rng.integers(2**31))
    wanted = min(round(SHARE * len(rows)), (len(rows) - len(rows) // count) // 4)
    if table.groups is None:
        train, validation = divide(table, np.setdiff1d(rows, test), wanted, drawn)
        return Split(train, validation, test)
    train, validation = divide_groups(table, np.setdiff1d(rows, parts[number]), (wanted,), drawn)
    length = len(rows) - len(rows) // count - len(validation)
    return Split(np.sort(np.resize(rng.permutation(train), length)), validation, test)


def folds(table: Table, count: int, seed: int) -> list[np.ndarray]:
    """The test rows of every fold of one repetition."""
    kinds = {
        (True, False): StratifiedKFold,
        (False, False): KFold,
        (True, True): StratifiedGroupKFold,
        (False, True): GroupKFold,
    }
    kind = kinds[bool(table.classes), table.groups is not None]
    made = kind(n_splits=count, shuffle=True, random_state=seed)
    return [test for _, test in made.split(np.zeros(len(table.y)), table.y.ravel(), table.groups)]
