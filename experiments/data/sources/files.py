"""A data set of the user's own from a file of text: one row a sample, one column to predict."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from experiments.data import encoding as encodings
from experiments.data.precision import LARGEST, SMALLEST, origins, rounded, tiny
from experiments.data.sources.reading.columns import Column
from experiments.data.sources.reading.file import File, Reading, present, read, rows
from experiments.data.table import DataError, Table

OPTIONS = ("target", "encoding", "task", "drop", "missing_values", "characters", "separator")


def table(
    path: str,
    target: str | None = None,
    encoding: str = "one_hot",
    *,
    task: str | None = None,
    drop: Sequence[str] = (),
    missing_values: Sequence[str] = (),
    characters: str | None = None,
    separator: str | None = None,
) -> Table:
    """The file as a table: CSV, TSV and the like, packed or not, in any characters.

    What a column is, is decided from all of its values and said in the table's `notes`. Numbers may be written as
    1,200.00, 1.200,00, $5 or 45%, and stay missing where they are; truth values are 0 and 1; columns of text with at
    most 30 different entries are encoded, others left out, as are dates and columns with one value.

    Args:
        path: the file.
        target: the column to predict; None means the last one.
        encoding: of columns of text: `one_hot` or `ordinal`, see `experiments.data.encoding`.
        task: `classification` or `regression`; None guesses, see `experiments.data.sources.reading.target`.
        drop: columns to leave out.
        missing_values: texts or numbers that stand for a missing value, such as `-999`.
        characters: as Python names them, such as `cp1251`; None finds out.
        separator: of columns, or `tab`, `space`; None finds out.

    Raises:
        DataError: names the file, and the row and column where there is one.
    """
    encodings.known(encoding)
    file = read(path, Reading(target, encoding, task, drop, missing_values, characters, separator))
    x, origin = features(path, file)
    y, level = file.target.y, 0.0
    if file.target.classes is None:
        bounded(path, file.name, y, file.frame.index)
        far = origins(y)
        y, level = rounded(y, far), 0.0 if far is None else float(far[0])
    made = Table(
        name=Path(path).stem,
        title=Path(path).name,
        task=file.target.task,
        x=x,
        y=y,
        classes=file.target.classes,
        test=None,
        source=f"{Path(path).name}, predicting {file.name}",
        target=file.name,
        origin=origin,
        level=level,
        notes=file.notes,
    )
    if faults := made.faults():
        raise DataError(f"{path} cannot be used: {'; '.join(faults)}.")
    return made


def rows_like(path: str, training: str, target: str | None = None, encoding: str = "one_hot", **options) -> np.ndarray:
    """New rows, encoded as those of the training file are: what the saved winner of a search takes.

    Columns are found by name; the target may be there or not. A category that the training file does not have is none
    of its categories, and a missing value is NaN, which the winner fills as it did in training.

    Args:
        path: the file of new rows.
        training: the file that was learned from.
        target, encoding, options: as `table` is given for the training file.

    Returns:
        float64 (rows, features), in the columns' own units.

    Raises:
        DataError: a column of the training file is missing, or holds text where it held numbers.
    """
    encodings.known(encoding)
    asked = Reading(target, encoding, **options)
    columns = [one for one in read(training, asked).columns if one.kind != "none"]
    frame = rows(path, asked)[0]
    for column in columns:
        present(path, column.name, frame)
    return np.concatenate([checked(path, column, frame[column.name]) for column in columns], axis=1)


def features(path: str, file: File) -> tuple[np.ndarray, np.ndarray | None]:
    """The inputs as float32 (rows, features) less what was taken off them, column by column to spare memory."""
    parts, taken = [], []
    for column in file.columns:
        if column.kind != "none":
            values = checked(path, column, file.frame[column.name])
            origin = origins(values) if column.kind == "number" else None
            parts.append(rounded(values, origin))
            taken.append(np.zeros(values.shape[1]) if origin is None else origin)
    origin = np.concatenate(taken)
    return np.concatenate(parts, axis=1), origin if origin.any() else None


def checked(path: str, column: Column, values: pd.Series) -> np.ndarray:
    """The features of a column, without infinite numbers; where it holds numbers, at least half of it must be some."""
    found = column.features(values)
    bounded(path, column.name, found, values.index)
    if (
        column.kind == "number"
        and values.dtype == object
        and (gaps := np.isnan(found[:, 0]) & values.notna()).mean() > 0.5
    ):
        row = gaps.idxmax()
        raise DataError(f"{path}, row {row}, column {column.name}: numbers are needed. Received: {values.loc[row]!r}.")
    return found


def bounded(path: str, column: str, values: np.ndarray, numbers: pd.Index) -> None:
    """Raises `DataError` where a number is infinite or too large for float32."""
    wrong = (np.abs(values) > LARGEST).any(axis=1)
    if wrong.any():
        row = int(wrong.argmax())
        value = values[row][np.abs(values[row]) > LARGEST][0]
        reason = "infinite" if np.isinf(value) else f"too large ({value:g}, and {LARGEST:.3g} is the most)"
        raise DataError(
            f"{path}, row {numbers[row]}, column {column}: the number is {reason}. Mend it, or say --missing "
            f"{value:g} if "
            "it stands for a missing value."
        )
    if tiny(values).any():
        raise DataError(
            f"{path}, column {column}: all its numbers are below {SMALLEST:g}, which float32 cannot scale. "
            "Give it in a larger unit."
        )
