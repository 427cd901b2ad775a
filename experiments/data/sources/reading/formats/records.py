"""JSON lines: one record a line; a column for every name that any record has."""

import json

import pandas as pd

from experiments.data.sources.reading import typed
from experiments.data.sources.reading.characters import decoded
from experiments.data.sources.reading.rows import Rows
from experiments.data.table import DataError


def rows(path: str, content: bytes, characters: str | None = None) -> Rows:
    """The rows of a file of records, by the numbers of their lines; what a record does not name is missing.

    Raises:
        DataError: a line is no record; the message says which.
    """
    text, notes = decoded(path, content, characters)
    records, lines = [], []
    lined = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for number, line in enumerate(lined.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise DataError(f"{path}, line {number}: it is no JSON ({error}). Received: {line[:60]!r}.") from error
        if not isinstance(record, dict):
            raise DataError(f'{path}, line {number}: a line is one record, {{"name": value}}. Received: {line[:60]!r}.')
        records.append(record)
        lines.append(number)
    if not records:
        raise DataError(f"{path} is empty. It needs one record a line.")
    names = list(dict.fromkeys(name for record in records for name in record))
    columns = {name: pd.Series([record.get(name) for record in records], lines, dtype=object) for name in names}
    return typed.rows(path, pd.DataFrame(columns, index=pd.Index(lines, name="line")), tuple(notes))
