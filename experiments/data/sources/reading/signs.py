"""What in a file often makes scores too good, or numbers mean something else: a sentence for each such column."""

import numpy as np
import pandas as pd

from experiments.data.sources.reading.columns import Column

FEWEST = 20  # rows: of fewer, an order may be chance
GROUPS, REPEATS = 10, 2  # more entries than that, each in that many rows on average
STAND_INS = (-99.0, -999.0, -9999.0, 999.0, 9999.0, 99999.0)  # numbers that often mean a missing value


def signs(frame: pd.DataFrame, y: np.ndarray, classes: bool, columns: list[Column], divided: bool = False) -> list[str]:
    """Rows in the order of time, rows that belong together, numbers of rows, numbers that stand for a missing value.

    Args:
        frame: the columns other than the target.
        y: the target, a value a row. classes: whether it is a class.
        columns: what each column is.
        divided: whether an option divides the rows, so that notes on a random split are left out.
    """
    if len(frame) < FEWEST:
        return []
    sentences = []
    for column in columns:
        values = frame[column.name]
        if column.kind != "none" and is_copy(column, values, y, classes):
            sentences.append(
                f"{column.name}: tells what is predicted in every row, as copies do (--drop {column.name} if it is one)"
            )
            continue
        if column.kind == "number":
            numbers = column.features(values)[:, 0]
            sentences += stand_in_notes(column.name, numbers)
            if not divided:
                sentences += rising_notes(column.name, numbers, y if classes else None)
                sentences += group_notes(column, numbers, y) if values.dtype.kind == "i" else []
        elif divided:
            continue
        elif column.kind == "date":
            sentences += order_notes(column.name, column.features(values)[:, 0]) if "days" in column.parts else []
        elif values.dtype == object and values.notna().all():
            sentences += group_notes(column, values.to_numpy(str), y)
    return sentences


def is_copy(column: Column, values: pd.Series, y: np.ndarray, classes: bool) -> bool:
    """Whether a column is the target once more: equal numbers, or one entry a class."""
    if not classes:
        return column.kind == "number" and np.array_equal(column.features(values)[:, 0], y)
    codes, entries = pd.factorize(values)
    return len(entries) == len(np.unique(y)) == len(set(zip(codes.tolist(), y.tolist(), strict=True)))


def rising_notes(name: str, values: np.ndarray, classes: np.ndarray | None) -> list[str]:
    """The note on a number that rises from each row to the next."""
    steps = np.diff(values)
    if not (steps > 0).all():
        return []
    if (steps == 1).all():
        if classes is not None and (classes[1:] != classes[:-1]).sum() == len(np.unique(classes)) - 1:
            return [
                f"{name}: counts the rows, which are sorted by class, so that it gives the answer away (--drop {name})"
            ]
        return [f"{name}: counts the rows, which says nothing of new ones (--drop {name} leaves it out)"]
    return [
        f"{name}: rises from row to row, as times and ids do; a random split mixes past and future (--time {name} "
        f"splits by it, --drop {name} if it measures nothing)"
    ]


def stand_in_notes(name: str, values: np.ndarray) -> list[str]:
    """The note on a number far from all others that often means a missing value."""
    for odd in STAND_INS:
        matches, others = values == odd, values[(values != odd) & ~np.isnan(values)]
        if matches.sum() < 2 or not len(others) or others.min() < odd < others.max():
            continue
        if min(abs(odd - others.min()), abs(odd - others.max())) > np.ptp(others):
            return [
                f"{name}: {odd:g} in {matches.sum()} rows, far from all others (--missing {odd:g} if it means missing)"
            ]
    return []


def order_notes(name: str, days: np.ndarray) -> list[str]:
    """The note on dates that are in ascending order, but for a few."""
    days = days[~np.isnan(days)]
    if len(np.unique(days)) < FEWEST or (days[1:] >= days[:-1]).mean() < 0.9:
        return []
    return [
        f"{name}: the rows are in the order of time and split at random, so that later ones help to predict earlier "
        f"ones: scores are too good for a forecast (--time {name} splits by it)"
    ]


def group_notes(column: Column, entries: np.ndarray, y: np.ndarray) -> list[str]:
    """The note on texts or whole numbers that repeat, if equal ones are in adjacent rows and have one target."""
    codes, texts = pd.factorize(entries)
    if len(texts) <= GROUPS or len(codes) < REPEATS * len(texts):
        return []
    together = int((codes[1:] != codes[:-1]).sum()) == len(texts) - 1
    mixed = np.unique(y, return_counts=True)[1].max() < 0.8 * len(y)
    alike = mixed and bool(pd.Series(y).groupby(codes).nunique().eq(1).mean() > 0.9)
    numeric = column.kind == "number"  # many numbers repeat that are no ids
    if not ((alike and together) if numeric else (alike or (together and column.kind == "none"))):
        return []
    name = column.name
    return [
        f"{name}: {len(texts)} entries, about {len(codes) / len(texts):.0f} rows each; rows of one {name} fall on both "
        f"sides of the split, so that scores are too good for a new {name} (--group {name} keeps them together)"
    ]
