"""The rows of a text: one column a name, numbers as numbers where all of a column are, else as they are written."""

import csv
import warnings
from collections import Counter
from io import BytesIO, StringIO

import numpy as np
import pandas as pd

from experiments.data.sources.reading.dialect import SPACES, Dialect
from experiments.data.sources.reading.numbers import GAPS, evidence, number
from experiments.data.table import DataError

ROW = "row"  # the name of the index: rows as a spreadsheet counts them


def cells(path: str, text: str, layout: Dialect) -> tuple[pd.DataFrame, str, list[str]]:
    """The rows, the mark before decimals, and what was decided.

    Columns whose every cell is a plain number are float or int; the others hold stripped text, with missing values
    where a cell is empty. Rows of empty cells are left out. The index says each row's number in the file.

    Raises:
        DataError: a row has more cells than there are columns, two columns have one name, or no row is left.
    """
    position = 0
    for _ in range(layout.lines):
        position = text.find("\n", position) + 1
    body = text[position:] if position or not layout.lines else ""
    if layout.comments and '"' not in body:
        body = "\n".join("" if line.startswith("#") else line for line in body.split("\n"))
    check_names(path, layout)
    frame = parsed(path, body, layout)
    marks = evidenced(frame, layout.separator)
    notes = ["numbers have a decimal comma"] if marks == "," else []
    if notes:
        frame = parsed(path, body, layout, ",")  # 1,5 is a number there, and 1.250 stays a text that means 1250
    frame.index = pd.RangeIndex(layout.row, layout.row + len(frame), name=ROW)
    names = list(layout.names) + [""] * (frame.shape[1] - len(layout.names))
    frame.columns = [name or f"column {number}" for number, name in enumerate(names, 1)]
    for name in frame:
        if frame[name].dtype.kind not in "biuf":
            frame[name] = stripped(frame[name])
    frame = frame[frame.notna().any(axis=1)]
    if frame.empty:
        raise DataError(f"{path} has a header and no rows. Received: {', '.join(layout.names)}.")
    frame, more = without_units(frame, marks)
    return frame, marks, [*notes, *more]


def check_names(path: str, layout: Dialect) -> None:
    """Raises `DataError` where two columns have one name."""
    twice = [name for name, count in Counter(layout.names).items() if name and count > 1]
    if twice:
        positions = " and ".join(str(position + 1) for position, name in enumerate(layout.names) if name == twice[0])
        raise DataError(
            f"{path}: columns {positions} have the same name, {twice[0]!r} (spaces around it do not count). Give "
            "each a name "
            "of its own, or delete one."
        )


def parsed(path: str, body: str, layout: Dialect, decimal: str = ".") -> pd.DataFrame:
    """The rows as pandas reads them, each column's kind decided from all of it."""
    width = len(layout.names)
    options = {} if layout.separator == SPACES else {"skipinitialspace": True}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.ParserWarning)
            frame = pd.read_csv(
                BytesIO(body.encode()), sep=layout.separator, header=None, names=range(width), index_col=False,
                skip_blank_lines=False, keep_default_na=False, na_values=[""], low_memory=False, decimal=decimal,
                **options,
            )  # fmt: skip
    except pd.errors.EmptyDataError as error:
        raise DataError(f"{path} has a header and no rows. Received: {', '.join(layout.names)}.") from error
    except (pd.errors.ParserError, pd.errors.ParserWarning) as error:
        raise DataError(misfit(path, body, layout, str(error))) from error
    return frame


def misfit(path: str, body: str, layout: Dialect, reason: str) -> str:
    """What to say where pandas could not read the rows: which row has too many cells."""
    width = len(layout.names)
    if layout.separator == SPACES:
        rows = (line.split() for line in body.split("\n"))
    else:
        rows = csv.reader(StringIO(body), delimiter=layout.separator, skipinitialspace=True)
    try:
        for number, row in enumerate(rows):
            if len(row) > width:
                return (
                    f"{path}, row {layout.row + number}: {len(row)} cells, and there are {width} columns. Put "
                    "text that "
                    f"holds the separator {layout.separator!r} in quotation marks, or mend the row."
                )
    except csv.Error:
        pass
    return f"{path} cannot be read as CSV: {reason}".strip().rstrip(".") + ". A quotation mark may be left open."


def evidenced(frame: pd.DataFrame, separator: str) -> str:
    """The mark before decimals in the whole file; where nothing tells, a comma if it does not separate columns."""
    comma = point = vague = 0
    for name in frame:
        column = frame[name]
        if column.dtype.kind == "f":
            values = column.dropna()[:1000]  # 1.250 and 1.25 look alike here, 0.25 and 1.2345 have a point
            point += int(((values.abs() < 1) & (values != 0) | (values.round(3) != values)).sum())
        if column.dtype.kind not in "biuf":
            written = [str(entry).strip() for entry in column.dropna()[:1000].unique()]
            counts = evidence(written)
            comma, point = comma + counts[0], point + counts[1]
            vague += sum("," in entry and entry.replace(",", "").isdigit() for entry in written)
    if comma or point:
        return "," if comma > point else "."
    return "," if vague and separator != "," else "."


def stripped(column: pd.Series) -> pd.Series:
    """The texts without spaces around them; what is then empty is missing."""
    codes, entries = pd.factorize(column)
    texts = np.array([str(entry).strip() for entry in entries] + [None], object)
    texts[texts == ""] = None
    return pd.Series(texts[codes], column.index, dtype=object)


def without_units(frame: pd.DataFrame, mark: str) -> tuple[pd.DataFrame, list[str]]:
    """The rows without a first one of units: text where all else of a column are numbers, and no number at all."""
    first, texts = frame.iloc[0], [name for name in frame if frame[name].dtype == object]
    numeric = [name for name in frame if frame[name].dtype != object and not pd.isna(first[name])]
    written = {name: first[name] for name in texts if isinstance(first[name], str)}
    if numeric or len(frame) < 3 or any(number(entry, mark) is not None for entry in written.values()):
        return frame, []
    for name, entry in written.items():
        others = frame[name].iloc[1:].dropna().unique()[:1000]
        if entry.lower() not in GAPS and len(others) and all(number(other, mark) is not None for other in others):
            shown = ", ".join(written.values())[:40]
            return frame.iloc[1:], [f"row {frame.index[0]} skipped, as it holds units ({shown})"]
    return frame, []
