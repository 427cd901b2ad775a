"""The column to predict: classes or a quantity, as asked for or as guessed from its values."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from experiments.data.sources.reading.columns import Column, case_variants, decide, mark_gaps
from experiments.data.sources.reading.numbers import TEXT_GAPS
from experiments.data.table import DataError

VALUES = 20  # a column of numbers to predict with more different values is a quantity, not a class
ROWS = 3  # fewer rows a value on average make a quantity too
TASKS = ("classification", "regression")


@dataclass(frozen=True)
class Target:
    """What is predicted: `y` as int class numbers (rows,), or float64 (rows, 1); what was decided."""

    task: str
    y: np.ndarray
    classes: tuple[str, ...] | None
    notes: tuple[str, ...]


def target(path: str, values: pd.Series, mark: str, missing: frozenset[str], task: str | None) -> Target:
    """The target of a column.

    Text is classes. Numbers are classes where they are whole and at most 20 different ones, with at least three rows
    each on average; else a quantity. `task` overrules the guess.

    Raises:
        DataError: a value is missing, all are the same, or they do not fit the task.
    """
    name = str(values.name)
    if task not in (None, *TASKS):
        raise DataError(f"task must be {' or '.join(TASKS)}. Received: {task!r}.")
    numeric, entries, notes = read(path, values, mark, missing)
    different = len(np.unique(entries if numeric else entries.astype(str)))
    integral = numeric and bool((entries % 1 == 0).all())
    if different == 1:
        raise DataError(
            f"{path}: the column {name} is {shown(entries[0])} in every row, so there is nothing to learn. "
            "Predict another "
            "column with --target."
        )
    if numeric and task is None:
        few = integral and different <= VALUES and len(entries) >= ROWS * different
        task = "classification" if few else "regression"
        notes += guessed(name, different, integral, few, len(entries))
    if task == "regression":
        if not numeric:
            raise DataError(
                f"{path}: the column {name} holds text such as {entries[0]!r}, so it cannot be a quantity. Say --task "
                "classification, or predict another column."
            )
        return Target("regression", entries[:, None], None, tuple(notes))
    return classes(path, name, entries, different, notes)


def read(path: str, values: pd.Series, mark: str, missing: frozenset[str]) -> tuple[bool, np.ndarray, list[str]]:
    """Whether a column to predict holds numbers, its numbers or texts, and what was decided of them."""
    name = str(values.name)
    column = decide(name, values, mark, missing)
    if column.kind == "none" and values.dtype == object:
        column = Column(name, "category", mark, missing, remark=column.remark)
    if column.kind != "number":
        texts = mark_gaps(values.astype(object), TEXT_GAPS | missing).astype(object)
        check_complete(path, values, texts.isna().to_numpy())
        return False, texts.astype(str).to_numpy(), []
    numbers = column.features(values)[:, 0]
    check_complete(path, values, np.isnan(numbers))
    if np.isinf(numbers).any():
        row = values.index[int(np.isinf(numbers).argmax())]
        raise DataError(f"{path}, row {row}, column {name}: the number is infinite.")
    return True, numbers, [f"{name}: {column.remark}"] if column.remark else []


def target_like(path: str, values: pd.Series, mark: str, missing: frozenset[str], goal: Target) -> np.ndarray:
    """The column to predict of other rows, as class numbers or values of the same target.

    Raises:
        DataError: a value is missing, is none of the classes, or no number where they are needed.
    """
    numeric, entries, _ = read(path, values, mark, missing)
    if goal.classes is None:
        if not numeric:
            raise DataError(f"{path}: the column {values.name} must hold numbers. Received: {entries[0]!r}.")
        return entries[:, None]
    codes = pd.Index(goal.classes).get_indexer(pd.Index([shown(entry) for entry in entries]))
    if (strange := codes < 0).any():
        row = int(strange.argmax())
        raise DataError(
            f"{path}, row {values.index[row]}, column {values.name}: {shown(entries[row])} is none of the classes that "
            f"are learned: {', '.join(goal.classes[:20])}."
        )
    return codes.astype(np.int32)


def classes(path: str, name: str, entries: np.ndarray, different: int, notes: list[str]) -> Target:
    """The values as classes, in their order."""
    if 2 * different > len(entries):
        example = ", ".join(shown(entry) for entry in entries[:3])
        raise DataError(
            f"{path}: the column {name} has {different} different values in {len(entries)} rows ({example}, "
            "...), too many "
            "for classes. Predict another column with --target, or say --task regression if they are numbers."
        )
    codes, names = pd.factorize(entries, sort=True)
    counts = np.bincount(codes)
    if variants := case_variants([str(entry) for entry in names]):
        notes.append(
            f"{name}: {variants} differ only in case or a full stop, and are classes of their own; are they? If "
            "not, write "
            "them alike in the file"
        )
    if counts.min() < ROWS:
        rare = shown(names[counts.argmin()])
        notes.append(
            f"{name}: {rare} has {counts.min()} row{'s' if counts.min() > 1 else ''}, too few to learn and to judge by"
        )
    share = counts.max() / len(codes)
    if share >= 0.9:
        often = shown(names[counts.argmax()])
        notes.append(
            f"{name}: {often} in {share:.1%} of the rows, so that a network which always says {often} has that "
            "accuracy: "
            "accuracy says little here"
        )
    return Target("classification", codes.astype(np.int32), tuple(shown(entry) for entry in names), tuple(notes))


def guessed(name: str, different: int, integral: bool, few: bool, rows: int) -> list[str]:
    """The guess in words, where another one is possible."""
    if few:
        return [f"{name}: {different} different whole numbers, taken as classes (--task regression for a quantity)"]
    if (integral and different <= 100) or different <= VALUES:
        kind = "whole numbers" if integral else "numbers"
        return [f"{name}: {different} different {kind}, taken as a quantity (--task classification for classes)"]
    return []


def check_complete(path: str, values: pd.Series, gaps: np.ndarray) -> None:
    """Raises `DataError` where a value to predict is missing."""
    if gaps.any():
        count = int(gaps.sum())
        more = f" (the first of {count} such rows)" if count > 1 else ""
        entry = values.iloc[int(gaps.argmax())]
        example = f" ({entry})" if isinstance(entry, str) else ""
        raise DataError(
            f"{path}, row {values.index[int(gaps.argmax())]}, column {values.name}: the value to predict is "
            f"missing{example}"
            f"{more}. Fill it in, delete the row, or predict another column with --target."
        )


def shown(value) -> str:
    """A class's name: 3 for 3.0."""
    return f"{value:.0f}" if isinstance(value, float) and value % 1 == 0 and abs(value) < 1e15 else str(value)
