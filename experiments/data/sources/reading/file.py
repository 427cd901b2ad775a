"""A file of rows: read, its columns decided, its target told from its features."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from experiments.data.sources.reading.cells import cells
from experiments.data.sources.reading.columns import Column, decided
from experiments.data.sources.reading.content import text
from experiments.data.sources.reading.dialect import Dialect, dialect
from experiments.data.sources.reading.notes import joined
from experiments.data.sources.reading.signs import signs
from experiments.data.sources.reading.target import Target
from experiments.data.sources.reading.target import target as outcome
from experiments.data.table import DataError
from experiments.errors import guess


@dataclass(frozen=True)
class Reading:
    """How a file is read; what is None is found out. See `experiments.data.sources.files.table`."""

    target: str | None = None
    encoding: str = "one_hot"
    task: str | None = None
    drop: Sequence[str] = ()
    missing_values: Sequence[str] = ()
    characters: str | None = None
    separator: str | None = None


@dataclass(frozen=True, eq=False)
class File:
    """A file as it was read: its feature columns, what becomes of each, its target, and what was decided."""

    frame: pd.DataFrame
    columns: tuple[Column, ...]
    target: Target
    name: str
    notes: tuple[str, ...]


def read(path: str, asked: Reading) -> File:
    """The file, and what its columns are.

    Raises:
        DataError: names the file, and the row and column where there is one.
    """
    frame, mark, layout, notes = rows(path, asked)
    drop, missing = listed("drop", asked.drop), frozenset(listed("missing_values", asked.missing_values))
    filled = [name for name, given in zip(frame, layout.names, strict=True) if given or frame[name].notna().any()]
    name = filled[-1] if asked.target is None else asked.target.strip()
    for one in (name, *drop):
        present(path, one, frame)
    if name in drop:
        raise DataError(
            f"{path}: the column {name} is what is predicted, so it cannot be left out. Received: drop={name}."
        )
    goal = outcome(path, frame.pop(name), mark, missing, asked.task)
    frame = frame.drop(columns=list(dict.fromkeys(drop)))
    given = dict(zip(frame.columns, [one in layout.names for one in frame.columns], strict=True))
    columns = [
        decided(one, frame[one], mark, missing, asked.encoding)
        if given[one]
        else nameless(one, frame[one], mark, missing)
        for one in frame
    ]
    remarks = [(one.name, one.remark) for one in columns if one.remark]
    if all(one.kind == "none" for one in columns):
        raise DataError(
            f"{path} has no usable feature beside {name}: {'; '.join(joined(remarks)) or 'no other column'}."
        )
    notes += [*goal.notes, *joined(remarks), *([f"{', '.join(drop)} left out, as asked"] if drop else [])]
    notes += signs(frame, goal.y.reshape(-1), goal.classes is not None, columns)
    return File(frame, tuple(columns), goal, name, tuple(notes))


def rows(path: str, asked: Reading) -> tuple[pd.DataFrame, str, Dialect, list[str]]:
    """The rows, the mark before decimals, the layout, and what was decided of them."""
    content, notes = text(path, asked.characters)
    layout = dialect(path, content, asked.separator)
    frame, mark, more = cells(path, content, layout)
    return frame, mark, layout, [*notes, *layout.notes, *more]


def nameless(name: str, values: pd.Series, mark: str, missing: frozenset[str]) -> Column:
    """A column without a name: left out where it is empty or counts the rows, as exported indices do."""
    column = decided(name, values, mark, missing)
    if values.dtype.kind == "i" and (values.diff().dropna() == 1).all():
        return Column(name, "none", remark="has no name and counts the rows, left out")
    return column


def present(path: str, column: str, frame: pd.DataFrame) -> None:
    """Raises `DataError` unless the file has the column."""
    if column not in frame.columns:
        shown = ", ".join(map(str, frame.columns[:30])) + (", ..." if frame.shape[1] > 30 else "")
        raise DataError(f"{path} has no column {column!r}.{guess(column, frame.columns)} It has: {shown}.")


def listed(option: str, given: Sequence[str]) -> tuple[str, ...]:
    """Several names or values; one alone is meant as such."""
    if isinstance(given, str):
        return (given,)
    if not isinstance(given, list | tuple):
        raise DataError(f"{option} must be a list of texts. Received: {given!r}.")
    return tuple(str(one).strip() for one in given)
