"""A column of weights: how much each row counts."""

import numpy as np
import pandas as pd

from experiments.data.sources.reading.columns import decide
from experiments.data.sources.reading.deciding import Reading, listed
from experiments.data.sources.reading.rows import Rows
from experiments.data.table import DataError


def read_weights(path: str, rows: Rows, target: str, asked: Reading) -> np.ndarray | None:
    """The weights of some rows, float64 (rows,); None where none are asked for.

    Raises:
        DataError: the column is not there, is what is predicted, holds text or gaps, or a number below 0, or only 0.
    """
    if asked.weights is None:
        return None
    name = asked.weights
    rows.check_column(path, name)
    if name in (target, asked.group, asked.time):
        raise DataError(
            f"{path}: the column {name} cannot hold weights and be something else. Received: {name} as both."
        )
    values = rows.frame[name]
    column = decide(name, values, rows.mark, frozenset(listed("missing_values", asked.missing_values)))
    if column.kind != "number":
        shown = ", ".join(str(entry) for entry in values.dropna().unique()[:3])
        raise DataError(
            f"{path}: weights must be numbers that differ, at least 0. Received in the column {name}: "
            f"{shown or 'no value'}{f' ({column.remark})' if column.remark else ''}."
        )
    numbers = column.features(values)[:, 0]
    for wrong, fault in (
        (np.isnan(numbers), "is missing"),
        (numbers < 0, "is below 0"),
        (np.isinf(numbers), "is infinite"),
    ):
        if wrong.any():
            row, more = values.index[int(wrong.argmax())], int(wrong.sum())
            raise DataError(
                f"{path}, row {row}, column {name}: the weight {fault}"
                f"{f' (the first of {more} such rows)' if more > 1 else ''}. Weights are numbers of at least 0. "
                f"Received: {received(values, row)}."
            )
    return numbers


def received(values: pd.Series, row: object) -> str:
    """A cell as it stands there."""
    value = values.loc[row]
    return "nothing" if pd.isna(value) else repr(value if isinstance(value, str) else float(value))


def joined(parts: list[np.ndarray | None]) -> np.ndarray | None:
    """The weights of all rows, those of test rows behind the others; None without weights."""
    known = [part for part in parts if part is not None]
    return np.concatenate(known) if known else None


def remarks(name: str | None, parts: list[np.ndarray | None]) -> list[str]:
    """What the plan says of weights."""
    if (numbers := joined(parts)) is None:
        return []
    none = int((numbers == 0).sum())
    unused = f"; {none} rows weigh nothing" if none else ""
    return [f"weighted by {name}, from {numbers.min():g} to {numbers.max():g}, which is not learned from{unused}"]
