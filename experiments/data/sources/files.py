"""A data set of the user's own from a file: one row a sample, one column to predict."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from experiments.data import encoding as encodings
from experiments.data.sources import arrays
from experiments.data.sources.assembly import assembled, features_like
from experiments.data.sources.reading import typed
from experiments.data.sources.reading.deciding import Reading, read
from experiments.data.sources.reading.formats.arrays import arrays as named
from experiments.data.sources.reading.packing import NUMPY, opened
from experiments.data.sources.reading.reader import check, fitting, rows
from experiments.data.sources.reading.rows import Rows
from experiments.data.table import Table
from experiments.spec import Part

OPTIONS = (
    "target", "encoding", "task", "features", "drop", "missing_values", "characters", "separator", "sheet",
    "group", "time", "weights", "test",
)  # fmt: skip


def table(
    path: str,
    target: str | None = None,
    encoding: str = "one_hot",
    *,
    task: str | None = None,
    features: Sequence[str] | None = None,
    drop: Sequence[str] = (),
    missing_values: Sequence[str] = (),
    characters: str | None = None,
    separator: str | None = None,
    sheet: str | None = None,
    group: str | None = None,
    time: str | None = None,
    weights: str | None = None,
    test: str | Part | None = None,
) -> Table:
    """The file as a table: text such as CSV in any characters, JSON lines, Excel, Parquet, Feather, NumPy's .npz.

    The kind of a column is decided from all of its values, by the same rules in every format; the table's `notes`
    name it. Numbers may be written as 1,200.00, 1.200,00, $5 or 45%, and stay missing where they are; truth values are
    0 and 1; dates become days since 1970, and month, day of the week and hour as sine and cosine; columns of text with
    at most 30 different entries are encoded, others left out, as are columns with one value.

    Args:
        path: the file.
        target: the column to predict; None means the last one. Of .npz, the array; None means `y`.
        encoding: of columns of text: `one_hot` or `ordinal`, see `experiments.data.encoding`.
        task: `classification` or `regression`; None guesses, see `experiments.data.sources.reading.target`.
        features: columns to learn from; None means all others.
        drop: columns to leave out.
        missing_values: texts or numbers that stand for a missing value, such as `-999`.
        characters: of a text, as Python names them, such as `cp1251`; None finds out.
        separator: of a text's columns, or `tab`, `space`; None finds out.
        sheet: of a workbook; None where only one sheet holds anything.
        group: a column whose equal entries mark rows that stay on one side of every split; it is not learned from.
        time: a column by which rows are ordered: the first train, the next validate, the last test.
        weights: a column of numbers of at least 0, how much each row counts in loss and score; it is not learned from.
        test: a file of test rows with the same columns, in any format.

    Raises:
        DataError: names the file, and the row and column where there is one.
    """
    encodings.check_encoding(encoding)
    options = (characters, separator, sheet, group, time, weights)
    asked = Reading(target, encoding, task, features, drop, missing_values, *options)
    content, kind = opened(path)
    held = None if test is None else heldout(test.name if isinstance(test, Part) else test, asked)
    if kind == NUMPY:
        check(path, kind, asked)
        return arrays.table(path, named(path, content), asked, held)
    return assembled(path, rows(path, content, kind, asked), asked, held)


def heldout(path: str, asked: Reading) -> tuple[str, Rows]:
    """A file of test rows: its name, and its rows."""
    content, kind = opened(path)
    return path, rows(path, content, kind, fitting(kind, asked))


def rows_like(
    data: str | pd.DataFrame, training: str, target: str | None = None, encoding: str = "one_hot", **options
) -> np.ndarray:
    """New rows, encoded as those of the training file are: what the saved winner of a search takes.

    Columns are matched by name; the target may be there or not. A category that the training file does not have is none
    of its categories, and a missing value is NaN, which the winner fills as it did in training.

    Args:
        data: a file of new rows, in any format, or a DataFrame.
        training: the file that was learned from.
        target, encoding, options: as `table` is given for the training file.

    Returns:
        float64 (rows, features), in the columns' own units.

    Raises:
        DataError: a column of the training file is missing, or holds text where it held numbers.
    """
    encodings.check_encoding(encoding)
    options.pop("test", None)
    asked = Reading(target, encoding, **options)
    learned = read(training, rows(training, *opened(training), asked), asked)
    if isinstance(data, pd.DataFrame):
        return features_like("the DataFrame", typed.rows("the DataFrame", typed.unindexed(data)), learned)
    content, kind = opened(data)
    return features_like(data, rows(data, content, kind, fitting(kind, asked)), learned)
