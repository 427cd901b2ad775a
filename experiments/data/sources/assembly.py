"""From decided columns to a table: every column's features side by side, in float32."""

from dataclasses import replace
from pathlib import PurePath

import numpy as np
import pandas as pd

from experiments.data.precision import LARGEST, SMALLEST, origins, rounded, tiny
from experiments.data.sources.divisions import divided, division
from experiments.data.sources.reading.columns import Column
from experiments.data.sources.reading.deciding import Decided, Reading, listed, read
from experiments.data.sources.reading.rows import Rows
from experiments.data.sources.reading.target import target_like
from experiments.data.sources.repeats import repeated
from experiments.data.sources.weights import joined, read_weights, remarks
from experiments.data.table import DataError, Table


def assembled(path: str, rows: Rows, asked: Reading, held: tuple[str, Rows] | None = None) -> Table:
    """The table of some rows.

    Args:
        path: what they are called.
        rows: as they are.
        asked: the options of reading.
        held: the name of the test rows, and these rows; their columns are matched by name and read alike.

    Raises:
        DataError: names the source, and the row and column where there is one.
    """
    parted = division(path, rows, asked, held is not None)
    decided = read(path, parted.rows, asked)
    x, origin, names = features(path, decided)
    y = decided.target.y
    if decided.target.classes is None:
        check_range(path, decided.name, y, decided.frame.index)
    weight_parts = [read_weights(path, parted.rows, decided.name, asked)]
    test, notes = None, []
    if held is not None:
        more = inputs_and_targets(*held, decided, asked)
        weight_parts.append(read_weights(*held, decided.name, asked))
        test, notes = len(x), [f"{len(more[0])} test rows from {PurePath(held[0]).name}, and no others"]
        x = np.concatenate([x, rounded(more[0], origin)])
        y = np.concatenate([y, more[1]])
    far = None if decided.target.classes else origins(decided.target.y)
    title = PurePath(path).name
    made = Table(
        name=PurePath(path).stem,
        title=title,
        task=decided.target.task,
        x=x,
        y=y if decided.target.classes else rounded(y, far),
        classes=decided.target.classes,
        test=test,
        source=f"{title}, predicting {decided.name}",
        target=decided.name,
        origin=origin,
        level=0.0 if far is None else float(far[0]),
        weights=joined(weight_parts),
        columns=names,
        notes=(
            *notes,
            *parted.notes,
            *remarks(asked.weights, weight_parts),
            *decided.notes,
        ),
    )
    if faults := made.faults():
        raise DataError(f"{path} cannot be used: {'; '.join(faults)}.")
    made = divided(path, made, parted, asked)
    return replace(made, notes=(*made.notes, *repeated(made)))


def features(path: str, decided: Decided) -> tuple[np.ndarray, np.ndarray | None, tuple[str, ...]]:
    """The inputs as float32 (rows, features) less what was taken off them, and the column of each feature.

    Column by column, to spare memory.
    """
    parts, taken, names = [], [], []
    for column in decided.columns:
        if column.kind != "none":
            values = checked(path, column, decided.frame[column.name])
            origin = origins(values) if column.kind in ("number", "date") else None
            parts.append(rounded(values, origin))
            taken.append(np.zeros(values.shape[1]) if origin is None else origin)
            names += [column.name] * values.shape[1]
    origin = np.concatenate(taken)
    return np.concatenate(parts, axis=1), origin if origin.any() else None, tuple(names)


def inputs_and_targets(path: str, rows: Rows, decided: Decided, asked: Reading) -> tuple[np.ndarray, np.ndarray]:
    """Inputs, float64, and targets of other rows, read as the columns that are decided."""
    rows.check_column(path, decided.name)
    missing = frozenset(listed("missing_values", asked.missing_values))
    y = target_like(path, rows.frame[decided.name], rows.mark, missing, decided.target)
    return features_like(path, rows, decided), y


def features_like(path: str, rows: Rows, decided: Decided) -> np.ndarray:
    """The features of other rows, float64 (rows, features); their columns are matched by name."""
    columns = [column for column in decided.columns if column.kind != "none"]
    for column in columns:
        rows.check_column(path, column.name)
    return np.concatenate([checked(path, column, rows.frame[column.name]) for column in columns], axis=1)


def checked(path: str, column: Column, values: pd.Series) -> np.ndarray:
    """The features of a column, without infinite numbers; where it holds numbers, at least half of it must be some."""
    made = column.features(values)
    check_range(path, column.name, made, values.index)
    if (
        column.kind == "number"
        and values.dtype == object
        and (gaps := np.isnan(made[:, 0]) & values.notna()).mean() > 0.5
    ):
        row = gaps.idxmax()
        raise DataError(f"{path}, row {row}, column {column.name}: numbers are needed. Received: {values.loc[row]!r}.")
    return made


def check_range(path: str, column: str, values: np.ndarray, numbers: pd.Index) -> None:
    """Raises `DataError` where a number is infinite or too large for float32."""
    wrong = (np.abs(values) > LARGEST).any(axis=1)
    if wrong.any():
        row = int(wrong.argmax())
        value = values[row][np.abs(values[row]) > LARGEST][0]
        reason = "infinite" if np.isinf(value) else f"too large ({value:g}, and {LARGEST:.3g} is the most)"
        raise DataError(
            f"{path}, row {numbers[row]}, column {column}: the number is {reason}. Mend it, or say --missing "
            f"{value:g} if it stands for a missing value."
        )
    if tiny(values).any():
        raise DataError(
            f"{path}, column {column}: all its numbers are below {SMALLEST:g}, which float32 cannot scale. "
            "Give it in a larger unit."
        )
