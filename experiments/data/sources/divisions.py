"""How the rows of a file are divided, if an option asks for it: by time, by groups, or with a file of test rows."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from experiments.data.sources.reading.columns import decide, mark_gaps
from experiments.data.sources.reading.deciding import Reading, listed, predicted_column
from experiments.data.sources.reading.numbers import TEXT_GAPS
from experiments.data.sources.reading.rows import Rows
from experiments.data.split import SHARE
from experiments.data.table import DataError, Table


@dataclass(frozen=True, eq=False)
class Division:
    """How rows are divided.

    Attributes:
        rows: in the order that the table has.
        times: a number a row, in ascending order; None where time divides nothing.
        groups: a number a row; None where groups divide nothing.
        notes: sentences on it, for the plan.
    """

    rows: Rows
    times: np.ndarray | None = None
    groups: np.ndarray | None = None
    notes: tuple[str, ...] = ()


def division(path: str, rows: Rows, asked: Reading, held: bool) -> Division:
    """How the rows are divided; `held` says that there is a file of test rows.

    Raises:
        DataError: the column that divides them is not there, has gaps, has no order, or holds too few groups.
    """
    if asked.time is None and asked.group is None:
        return Division(rows)
    if asked.time is not None and asked.group is not None:
        raise DataError(
            f"{path}: rows are divided by time or by groups. Received: --time {asked.time} and --group {asked.group}."
        )
    name = str(asked.group if asked.time is None else asked.time)
    rows.check_column(path, name)
    if name == (predicted_column(rows) if asked.target is None else asked.target.strip()):
        raise DataError(
            f"{path}: {name} is what is predicted, so it cannot divide the rows; --target names another column. "
            f"Received: {name} as both."
        )
    missing = frozenset(listed("missing_values", asked.missing_values))
    if asked.group is not None:
        codes, note = grouped(path, name, rows.frame[name], missing, held)
        return Division(rows, groups=codes, notes=(note,))
    times = moments(path, name, rows, missing)
    order = np.argsort(times, kind="stable")
    return Division(replace(rows, frame=rows.frame.iloc[order]), times=times[order])


def moments(path: str, name: str, rows: Rows, missing: frozenset[str]) -> np.ndarray:
    """A column's values as numbers that say their order."""
    values = rows.frame[name]
    column = decide(name, values, rows.mark, missing)
    if not (column.kind == "number" or (column.kind == "date" and "days" in column.parts)):
        shown = ", ".join(str(entry) for entry in values.dropna().unique()[:3])
        raise DataError(
            f"{path}: the column {name} has no order in time. --time needs numbers or dates that differ. "
            f"Received: {shown or 'no value'}{f' ({column.remark})' if column.remark else ''}."
        )
    times = column.features(values)[:, 0]
    if (gaps := np.isnan(times)).any():
        raise DataError(
            f"{path}, row {values.index[int(gaps.argmax())]}, column {name}: the time is missing"
            f"{f' (the first of {gaps.sum()} such rows)' if gaps.sum() > 1 else ''}. Fill it in, or delete the row."
        )
    return times


def grouped(path: str, name: str, values: pd.Series, missing: frozenset[str], held: bool) -> tuple[np.ndarray, str]:
    """A number a group, and a note on the groups."""
    labels = mark_gaps(values.astype(object).where(values.notna(), None), TEXT_GAPS | missing)
    if labels.isna().any():
        row = values.index[int(labels.isna().to_numpy().argmax())]
        raise DataError(f"{path}, row {row}, column {name}: the group is missing. Fill it in, or delete the row.")
    codes, entries = pd.factorize(labels)
    if len(entries) < (least := 2 if held else 3):
        raise DataError(
            f"{path}: at least {least} groups are needed to divide the rows. Received: {len(entries)} in the column "
            f"{name}."
        )
    sizes = np.bincount(codes)
    span = f"{sizes.min()}" if sizes.min() == sizes.max() else f"{sizes.min()} to {sizes.max()}"
    note = f"split by {name}: rows of one {name} stay on one side ({len(entries)} groups of {span} rows)"
    if sizes.max() == 1:
        note = f"split by {name}: every row is a group of its own, so that this changes nothing"
    return codes, note


def divided(path: str, table: Table, division: Division, asked: Reading) -> Table:
    """The table with what divides its rows; a table with test rows has them behind the rows of the division."""
    if division.groups is not None:
        behind = len(table.x) - len(division.groups)
        groups = np.append(division.groups, np.full(behind, -1))
        return replace(table, groups=groups)
    if division.times is None:
        return table
    first, second = cuts(path, str(asked.time), division.times, table.test is not None)
    labels, count = division.rows.frame[str(asked.time)], len(division.times)
    parts = [f"{first} rows up to {labels.iloc[first - 1]} train"]
    parts.append(f"{second - first} up to {labels.iloc[second - 1]} validate")
    if table.test is None:
        parts.append(f"{count - second} from {labels.iloc[second]} on test")
    note = f"split by {asked.time}, the same in every replicate: {', '.join(parts)}"
    learned = set(table.y[:first].ravel().tolist())
    lost = [name for number, name in enumerate(table.classes or ()) if number not in learned]
    notes = (
        [f"{table.target}: {', '.join(lost)} only after the training rows, so that nobody learns it"] if lost else []
    )
    return replace(
        table,
        test=second if table.test is None else table.test,
        validation=np.arange(first, second),
        notes=(note, *notes, *table.notes),
    )


def cuts(path: str, name: str, times: np.ndarray, held: bool) -> tuple[int, int]:
    """Where validation begins and where it ends, so that rows of one time stay together."""
    count = len(times)
    changes = np.flatnonzero(np.diff(times) > 0) + 1
    if len(changes) < (1 if held else 2):
        raise DataError(
            f"{path}: the column {name} must have at least {2 if held else 3} different times to divide the rows. "
            f"Received: {len(changes) + 1}."
        )
    if held:
        return int(nearest(changes, count - count // 6)), count
    share = round(SHARE * count)
    second = nearest(changes[1:], count - share)
    return int(nearest(changes[changes < second], count - 2 * share)), int(second)


def nearest(changes: np.ndarray, wanted: int) -> int:
    """The change that is nearest to a row."""
    return int(changes[np.abs(changes - wanted).argmin()])
