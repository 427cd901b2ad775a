"""A data set of the user's own from a CSV file: one row a sample, a header, one column to predict."""

from hashlib import sha256
from io import StringIO
from pathlib import Path

import numpy as np
import pandas as pd

from experiments.data.encoding import encoded
from experiments.data.table import DataError, Table
from experiments.errors import guess

CATEGORIES = 30  # a column of text with more different entries is a name or a number, not a category
SEPARATORS = ",;\t|"  # of columns: the one that the header has most of
VALUES = 20  # a column of numbers to predict with more different values is a quantity, not a class


def checksum(path: str) -> str:
    """The first digits of the file's SHA-256, so that a changed file is other data."""
    try:
        return sha256(Path(path).read_bytes()).hexdigest()[:16]
    except OSError as error:
        raise DataError(f"The data file {path} cannot be read: {error.strerror}.") from error


def table(path: str, target: str | None = None, encoding: str = "one_hot") -> Table:
    """The file as a table.

    Columns of numbers are features as they are, with missing entries left missing; columns of text are encoded;
    columns of text with more than 30 different entries are left out. The target is a class if it is text or has at
    most 20 different whole values, else a quantity.

    Args:
        path: the file.
        target: the column to predict; None means the last one.
        encoding: of columns of text: `one_hot` or `ordinal`, see `experiments.data.encoding`.

    Raises:
        DataError: names the file, and the row and column where there is one.
    """
    frame = parsed(path)
    column = target or str(frame.columns[-1])
    if column not in frame.columns:
        near = guess(column, frame.columns)
        raise DataError(f"{path} has no column {column!r}.{near} It has: {', '.join(frame.columns)}.")
    y = frame.pop(column)
    if y.isna().any():
        raise DataError(f"{path}, row {int(y.isna().argmax()) + 2}, column {column}: the value to predict is missing.")
    x, left_out = features(frame, path, encoding)
    task, values, classes = outcome(y)
    source = f"{Path(path).name}, predicting {column}" + (f", without {', '.join(left_out)}" if left_out else "")
    made = Table(Path(path).stem, Path(path).name, task, x, values, classes, None, source, column)
    if faults := made.faults():
        raise DataError(f"{path} cannot be used: {'; '.join(faults)}.")
    return made


def parsed(path: str) -> pd.DataFrame:
    """The file's rows, with stripped column names."""
    try:
        frame = rows(decoded(Path(path).read_bytes()))
    except FileNotFoundError as error:
        raise DataError(f"There is no data file {path}.") from error
    except (OSError, ValueError) as error:  # pandas' own errors are ValueErrors and name the line
        raise DataError(f"{path} cannot be read as CSV: {error}".rstrip(".\n") + ".") from error
    frame.columns = [str(name).strip() for name in frame.columns]
    if len(frame.columns) < 2:
        raise DataError(
            f"{path} needs a header, a column to predict and at least one other, separated by commas, semicolons, tabs "
            f"or bars. Received: {list(frame.columns)}."
        )
    return frame


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8 or, as spreadsheets write it, in Windows-1252."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252")


def rows(text: str) -> pd.DataFrame:
    """The rows of a text; where commas do not separate columns they may be in numbers, if that makes more numbers."""
    separator = max(SEPARATORS, key=text.partition("\n")[0].count)
    marks = "." if separator == "," else ".,"
    read = [pd.read_csv(StringIO(text), sep=separator, decimal=mark, skipinitialspace=True) for mark in marks]
    return max(read, key=lambda frame: len(frame.select_dtypes("number").columns))


def features(frame: pd.DataFrame, path: str, encoding: str) -> tuple[np.ndarray, list[str]]:
    """The inputs, float32 (rows, features), and the names of columns left out."""
    parts, left_out = [], []
    for name in frame.columns:
        column = frame[name]
        if pd.api.types.is_numeric_dtype(column):
            values = column.to_numpy(np.float64)
            if np.isinf(values).any():
                raise DataError(
                    f"{path}, row {int(np.isinf(values).argmax()) + 2}, column {name}: the number is infinite."
                )
            parts.append(values[:, None])
        elif column.nunique() <= CATEGORIES:
            parts.append(encoded(column, encoding))
        else:
            left_out.append(name)
    if not parts:
        raise DataError(
            f"{path} has no usable feature: {', '.join(left_out)} hold text with over {CATEGORIES} entries."
        )
    return np.concatenate(parts, axis=1).astype(np.float32), left_out


def outcome(y: pd.Series) -> tuple[str, np.ndarray, tuple[str, ...] | None]:
    """Task, target values, and class names."""
    numeric = pd.api.types.is_numeric_dtype(y) and not pd.api.types.is_bool_dtype(y)
    if numeric and (y.nunique() > VALUES or (y % 1 != 0).any()):
        return "regression", y.to_numpy(np.float32)[:, None], None
    codes, names = pd.factorize(y, sort=True)
    return "classification", codes.astype(np.int32), tuple(str(name) for name in names)
