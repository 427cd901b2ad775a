"""What is decided of rows: which column is predicted, what the others are, and a sentence for each decision."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from experiments.data.sources.reading.columns import Column, decide
from experiments.data.sources.reading.notes import joined
from experiments.data.sources.reading.rows import Rows
from experiments.data.sources.reading.signs import signs
from experiments.data.sources.reading.target import Target, target
from experiments.data.table import DataError


@dataclass(frozen=True)
class Reading:
    """How rows are read; what is None is found out. See `experiments.data.sources.files.table`."""

    target: str | None = None
    encoding: str = "one_hot"
    task: str | None = None
    features: Sequence[str] | None = None
    drop: Sequence[str] = ()
    missing_values: Sequence[str] = ()
    characters: str | None = None
    separator: str | None = None
    sheet: str | None = None
    group: str | None = None
    time: str | None = None


@dataclass(frozen=True, eq=False)
class Decided:
    """Rows of which all is decided: their feature columns, what becomes of each, their target, and sentences."""

    frame: pd.DataFrame
    columns: tuple[Column, ...]
    target: Target
    name: str
    notes: tuple[str, ...]


def read(path: str, rows: Rows, asked: Reading) -> Decided:
    """The rows, and what their columns are.

    Args:
        path: what messages call their source.
        rows: as they are.
        asked: the options of reading.

    Raises:
        DataError: names the source, and the row and column where there is one.
    """
    missing = frozenset(listed("missing_values", asked.missing_values))
    name = predicted_column(rows) if asked.target is None else asked.target.strip()
    rows.check_column(path, name)
    frame, choices = chosen(path, rows, name, asked)
    task = asked.task or ("classification" if name in rows.categories else None)
    goal = target(path, rows.frame[name], rows.mark, missing, task)
    columns = [column(label, frame[label], rows, missing, asked.encoding) for label in frame]
    remarks = [(item.name, item.remark) for item in columns if item.remark]
    if all(item.kind == "none" for item in columns):
        raise DataError(
            f"{path} has no usable feature beside {name}: {'; '.join(joined(remarks)) or 'no other column'}."
        )
    notes = [*rows.notes, *goal.notes, *joined(remarks), *choices]
    divided = asked.group is not None or asked.time is not None
    notes += signs(frame, goal.y.reshape(-1), goal.classes is not None, columns, divided)
    return Decided(frame, tuple(columns), goal, name, tuple(notes))


def predicted_column(rows: Rows) -> str:
    """The column to predict if nobody says which: the last one that has a name or a value."""
    return [name for name in rows.frame if name not in rows.unnamed or rows.frame[name].notna().any()][-1]


def chosen(path: str, rows: Rows, name: str, asked: Reading) -> tuple[pd.DataFrame, list[str]]:
    """The columns to learn from, and notes on those that were left out as asked."""
    drop = list(dict.fromkeys(listed("drop", asked.drop)))
    wanted = None if asked.features is None else list(dict.fromkeys(listed("features", asked.features)))
    for label in (*drop, *(wanted or ())):
        rows.check_column(path, label)
    for option, labels in (("drop", drop), ("features", wanted or ())):
        if name in labels:
            raise DataError(
                f"{path}: the column {name} is what is predicted, so it cannot be "
                f"{'left out' if option == 'drop' else 'learned from'}; --target names another one. "
                f"Received: {option}={name}."
            )
    if both := [label for label in wanted or () if label in drop]:
        raise DataError(f"{path}: a column is a feature or is left out. Received: {both[0]!r} as both.")
    rest = [label for label in rows.frame if label not in (name, asked.group) and label not in drop]
    kept = rest if wanted is None else wanted
    notes = [f"{', '.join(drop)} left out, as asked"] if drop else []
    if wanted is not None:
        notes.append(f"learned from {len(kept)} of {len(rest)} columns, as asked: {', '.join(kept)}")
    return rows.frame[kept], notes


def column(name: str, values: pd.Series, rows: Rows, missing: frozenset[str], encoding: str) -> Column:
    """What a column is; one without a name is left out where it is empty or counts the rows, as exported indices do."""
    if name in rows.unusable:
        return Column(name, "none", remark=rows.unusable[name])
    if name in rows.unnamed and values.dtype.kind == "i" and (values.diff().dropna() == 1).all():
        return Column(name, "none", remark="has no name and counts the rows, left out")
    return decide(name, values, rows.mark, missing, encoding, name in rows.categories)


def listed(option: str, given: Sequence[str]) -> tuple[str, ...]:
    """Several names or values; one alone is meant as such."""
    if isinstance(given, str):
        return (given,)
    if not isinstance(given, list | tuple):
        raise DataError(f"{option} must be a list of texts. Received: {given!r}.")
    return tuple(str(name).strip() for name in given)
