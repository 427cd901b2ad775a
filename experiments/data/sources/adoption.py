"""A table of the user's own: what converts without doubt is converted, the rest is refused by the field's name."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from experiments.data.precision import LARGEST, SMALLEST, origins, rounded, tiny
from experiments.data.sources.labels import flat, labels
from experiments.data.sources.numeric import numeric
from experiments.data.table import FEWEST, DataError, Table

TASKS = ("classification", "regression")


def adopted(table: Table) -> Table:
    """The table with arrays as the suite needs them.

    Inputs may be a DataFrame, lists, or an array of any kind of number; targets may have shape (rows,) or (rows, 1),
    and classes may be words or truth values. Inputs and quantities are centred in float64 where they are far from 0.

    Raises:
        DataError: names the field, what was received, what is allowed and what to do.
    """
    for field in ("name", "title", "source"):
        if not isinstance(getattr(table, field), str):
            raise DataError(f"{field} must be text. Received: {getattr(table, field)!r}.")
    if table.task not in TASKS:
        raise DataError(f"task must be {' or '.join(TASKS)}. Received: {table.task!r}.")
    x = numeric("x", table.x)
    if x.ndim == 1:
        x = x[:, None]
    if x.ndim < 2 or not x.size:
        raise DataError(f"x must have rows of at least one feature. Received: an array of shape {x.shape}.")
    check_range("x", x)
    origin = origins(x) if table.origin is None else table.origin
    level = table.level
    if table.task == "classification":
        y, classes = labels(table.y, table.classes)
    else:
        y, classes = quantity(table), None
    if len(x) != len(y):
        raise DataError(f"x has {len(x)} rows and y has {len(y)}. Give one target a row.")
    if len(x) < FEWEST:
        raise DataError(f"at least {FEWEST} rows are needed, to split them in three. Received: {len(x)}.")
    if table.task == "regression" and not level and (far := origins(y)) is not None:
        level = float(far[0])
        y = y - level
    return replace(
        table,
        x=x if x.dtype == np.float32 and origin is None else rounded(x, None if table.origin is not None else origin),
        y=y if classes else y.astype(np.float32),
        classes=classes,
        test=first_test_row(table, len(x)),
        validation=validation(table, len(x)),
        base=base(table, len(x)),
        columns=columns(table, x),
        groups=groups(table, len(x)),
        origin=origin,
        level=level,
    )


def check_range(field: str, values: np.ndarray) -> None:
    """Raises `DataError` where a number is infinite, or too large for float32, naming its row."""
    wrong = np.abs(values.reshape(len(values), -1)) > LARGEST
    if wrong.any():
        row, feature = np.argwhere(wrong)[0]
        raise DataError(
            f"{field} holds {values.reshape(len(values), -1)[row, feature]:g} in row {row}, feature {feature} (counted "
            f"from 0): numbers must lie between -{LARGEST:.3g} and {LARGEST:.3g}, without infinite ones. "
            "Mark missing values with NaN, and rescale larger ones."
        )
    if (small := tiny(values.reshape(len(values), -1))).any():
        raise DataError(
            f"{field}, feature {int(small.argmax())} (counted from 0): all its numbers are below {SMALLEST:g}, which "
            "float32 cannot scale. Give it in a larger unit."
        )


def quantity(table: Table) -> np.ndarray:
    """The values to predict, float64 or float32 (rows, 1)."""
    if table.classes is not None:
        raise DataError(
            f"classes go with task='classification'. Received: task='regression' and classes={table.classes!r}."
        )
    y = numeric("y", table.y)
    if y.ndim == 1:
        y = y[:, None]
    if y.ndim != 2 or y.shape[1] != 1:
        raise DataError(f"y must be one quantity a row, of shape (rows,) or (rows, 1). Received: {y.shape}.")
    if np.isnan(y).any():
        raise DataError(f"y is missing in row {int(np.isnan(y).argmax())} (counted from 0). Leave such rows out.")
    check_range("y", y)
    return y


def first_test_row(table: Table, rows: int) -> int | None:
    """`test` as a row number that leaves rows to learn from and rows to judge by."""
    test: Any = table.test
    if test is None:
        return None
    integral = isinstance(test, int | np.integer) and not isinstance(test, bool)
    least = 6 if table.validation is None else 2  # a sixth of the rows before it validates
    if not integral or not least <= test < rows:
        raise DataError(
            f"test is the first row of the test set, a whole number from {least} to {rows - 1} for {rows} "
            "rows, or None "
            f"for random test rows. Received: {test!r}."
        )
    return int(test)


def validation(table: Table, rows: int) -> np.ndarray | None:
    """`validation` as sorted row numbers; a mask with a truth value a row is understood."""
    if table.validation is None:
        return None
    given = np.asarray(table.validation)
    if given.dtype == bool and given.shape == (rows,):
        given = np.flatnonzero(given)
    if given.ndim != 1 or not given.size or not np.issubdtype(given.dtype, np.integer):
        raise DataError(f"validation must be row numbers, or a truth value a row. Received: {table.validation!r}.")
    if given.min() < 0 or given.max() >= rows:
        raise DataError(
            f"validation rows must lie between 0 and {rows - 1}. Received: {int(given.min())} to {int(given.max())}."
        )
    if table.test is None:
        raise DataError("validation goes with test, the first row of the test set. Received: validation without test.")
    given = np.unique(given)
    if not len(np.setdiff1d(np.arange(table.test), given)):
        raise DataError(f"validation leaves no row to train on: it holds all {table.test} rows before the test set.")
    return given


def columns(table: Table, x: np.ndarray) -> tuple[str, ...]:
    """`columns` as a name a feature; those of a DataFrame of inputs where none are given."""
    given: Any = table.columns
    if isinstance(table.x, pd.DataFrame) and not given:
        return tuple(map(str, table.x.columns))
    named = isinstance(given, tuple | list) and all(isinstance(name, str) for name in given)
    if not named or (given and (x.ndim != 2 or len(given) != x.shape[1])):
        raise DataError(f"columns must be the names of the features, one each of {x.shape[1:]}. Received: {given!r}.")
    return tuple(given)


def base(table: Table, rows: int) -> np.ndarray | None:
    """`base` as float32 (rows, 1)."""
    if table.base is None:
        return None
    values = numeric("base", table.base)
    if table.task == "classification" or values.size != rows or not np.isfinite(values).all():
        raise DataError(
            f"base goes with a quantity to predict, one finite number a row. Received: {values.shape} for {rows} rows."
        )
    return values.reshape(rows, 1).astype(np.float32)


def groups(table: Table, rows: int) -> np.ndarray | None:
    """`groups` as a number a row, from labels of any kind."""
    if table.groups is None:
        return None
    given = flat("groups", table.groups)
    if len(given) != rows or pd.isna(given).any():
        raise DataError(f"groups must be one label a row, none missing. Received: {given.shape} for {rows} rows.")
    codes = pd.factorize(given)[0]
    if (count := codes[: table.test].max(initial=-1) + 1) < (least := 3 if table.test is None else 2):
        raise DataError(f"groups must be at least {least}, to be split in parts. Received: {count}.")
    return codes
