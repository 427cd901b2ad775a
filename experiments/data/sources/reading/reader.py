"""Rows from the bytes of a file, by the format that it is in."""

from dataclasses import replace

import pandas as pd

from experiments.data.sources.reading import typed
from experiments.data.sources.reading.deciding import Reading
from experiments.data.sources.reading.formats import arrow, records, text, workbook
from experiments.data.sources.reading.formats.arrays import arrays
from experiments.data.sources.reading.packing import EXCEL, JSON_LINES, NUMPY, TEXT, promise
from experiments.data.sources.reading.rows import Rows
from experiments.data.table import DataError

TAKEN = {  # options of reading that go with some formats alone: the option of the command line, and the formats
    "characters": ("--encoding", (TEXT, JSON_LINES)),
    "separator": ("--sep", (TEXT,)),
    "sheet": ("--sheet", (EXCEL,)),
}


def rows(path: str, content: bytes, kind: str, asked: Reading) -> Rows:
    """The rows of a file.

    Args:
        path: what messages call it.
        content, kind: as `packing.opened` gives them.
        asked: the options of reading.

    Raises:
        DataError: it is damaged, or an option goes with other formats.
    """
    check(path, kind, asked)
    made = formatted(path, content, kind, asked)
    if kind in (TEXT, promise(path)):
        return made
    return replace(made, notes=(f"it is a file of kind {kind}, whatever its name says", *made.notes))


def formatted(path: str, content: bytes, kind: str, asked: Reading) -> Rows:
    """The rows of a file of some kind."""
    if kind == TEXT:
        return text.rows(path, content, asked.characters, asked.separator)
    if kind == JSON_LINES:
        return records.rows(path, content, asked.characters)
    if kind == EXCEL:
        return workbook.rows(path, content, asked.sheet)
    if kind != NUMPY:
        return arrow.rows(path, content, kind)
    columns = arrays(path, content)
    if {array.ndim for array in columns.values()} != {1} or len({len(array) for array in columns.values()}) > 1:
        shown = ", ".join(f"{name} {array.shape}" for name, array in columns.items())
        raise DataError(f"{path} must hold arrays of one dimension and one length. Received: {shown or 'none'}.")
    return typed.rows(path, pd.DataFrame(columns))


def check(path: str, kind: str, asked: Reading) -> None:
    """Raises `DataError` for an option that goes with other formats."""
    for field, (option, kinds) in TAKEN.items():
        if getattr(asked, field) is not None and kind not in kinds:
            held = "text" if kind == TEXT else f"a file of kind {kind}"
            raise DataError(
                f"{option} goes with {' and '.join(kinds)}, and {path} is {held}. Leave {option} out. "
                f"Received: {option} {getattr(asked, field)}"
            )


def fitting(kind: str, asked: Reading) -> Reading:
    """The options of reading one file that also go with the format of another file."""
    return replace(asked, **{field: None for field, (_, kinds) in TAKEN.items() if kind not in kinds})
