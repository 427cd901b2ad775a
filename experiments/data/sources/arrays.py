"""Tables from arrays: inputs of any shape and a target; or one-dimensional arrays as columns."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import PurePath
from typing import Any

import numpy as np
import pandas as pd

from experiments.data.sources.adoption import adopted
from experiments.data.sources.assembly import assembled
from experiments.data.sources.labels import flat
from experiments.data.sources.reading import typed
from experiments.data.sources.reading.columns import is_number
from experiments.data.sources.reading.deciding import Reading, listed
from experiments.data.sources.reading.rows import Rows
from experiments.data.sources.reading.target import target
from experiments.data.sources.repeats import repeated
from experiments.data.table import DataError, Table

PARTS = {"test": ("test",), "validation": ("val", "valid", "validation")}
TARGETS = ("y", "label", "labels", "target", "targets")
EXACT = 2  # bytes of a whole number that float32 holds


def table(path: str, arrays: Mapping[str, np.ndarray], asked: Reading, held: tuple[str, Rows] | None = None) -> Table:
    """The table of named arrays: `x` and `y`, `x_train`, `y_train`, `x_test` and `y_test`, or a column each.

    Args:
        path: what messages call them.
        arrays: by name.
        asked: the options of reading; `target` names the array to predict.
        held: test rows, which go with arrays that are columns.

    Raises:
        DataError: it is not clear what is to be learned from what.
    """
    names = {name.lower(): name for name in arrays}
    shown = ", ".join(f"{name} {array.shape}" for name, array in arrays.items())
    if {"x_train", "y_train"} <= set(names) and asked.target is None:
        refuse_column_options(path, asked, held)
        return divided(path, {lower: arrays[name] for lower, name in names.items()}, asked)
    goal = asked.target or next((names[name] for name in TARGETS if name in names), list(arrays)[-1] if arrays else "")
    if goal not in arrays:
        raise DataError(f"{path} has no array {goal!r}. It holds: {shown or 'none'}.")
    rows = len(arrays[goal]) if arrays[goal].ndim else 0
    others = {name: array for name, array in arrays.items() if name != goal and array.ndim and len(array) == rows}
    unused = [name for name in arrays if name != goal and name not in others]
    inputs = [name for name, array in others.items() if array.ndim > 1]
    if not others or len(inputs) > 1 or (inputs and len(others) > 1 and inputs[0].lower() != "x"):
        raise DataError(
            f"{path} must hold x, (rows, ...features), and y, one target a row; or arrays of one dimension, a column "
            f"each. --target names the one to predict. Received: {shown or 'none'}."
        )
    notes = (f"{', '.join(unused)}: not as long as {goal}, not used",) if unused else ()
    if not inputs and "x" not in map(str.lower, others):
        frame = pd.DataFrame({name: array for name, array in arrays.items() if name in others or name == goal})
        return assembled(path, typed.rows(path, frame, notes), replace(asked, target=goal), held)
    refuse_column_options(path, asked, held)
    x = others[inputs[0]] if inputs else next(iter(others.values()))
    return pair_table(path, x, arrays[goal], asked, goal, notes)


def divided(path: str, arrays: Mapping[str, np.ndarray], asked: Reading) -> Table:
    """The table of arrays for training and for other parts, in the order training, validation, test."""
    parts = {"train": (arrays["x_train"], arrays["y_train"])}
    for part, endings in PARTS.items():
        for ending in endings:
            if {f"x_{ending}", f"y_{ending}"} <= set(arrays):
                parts[part] = (arrays[f"x_{ending}"], arrays[f"y_{ending}"])
    order = [name for name in ("train", "validation", "test") if name in parts]
    pairs = [parts[name] for name in order]
    counts = [len(x) for x, _ in pairs]
    if len({(x.shape[1:], y.ndim) for x, y in pairs}) > 1 or any(len(x) != len(y) for x, y in pairs):
        shown = ", ".join(f"{name} {x.shape} and {y.shape}" for name, (x, y) in zip(order, pairs, strict=True))
        raise DataError(f"{path}: all parts must have inputs of one shape, and a target a row. Received: {shown}.")
    x, y = (np.concatenate([pair[number] for pair in pairs]) for number in (0, 1))
    shares = ", ".join(f"{count} for {name}" for name, count in zip(order, counts, strict=True))
    made = pair_table(path, x, y, asked, "y", (f"rows as the file divides them: {shares}",) if len(order) > 1 else ())
    if "test" not in parts:
        return made
    validation = np.arange(counts[0], counts[0] + counts[1]) if "validation" in parts else None
    made = adopted(replace(made, test=len(x) - counts[-1], validation=validation))
    return replace(made, notes=(*made.notes, *repeated(made)))


def refuse_column_options(path: str, asked: Reading, held: tuple[str, Rows] | None = None) -> None:
    """Raises `DataError` for options that name columns, since arrays have none."""
    given = {name: getattr(asked, name) for name in ("features", "drop", "group", "time")}
    for option, value in {**given, "test": held and held[0]}.items():
        if value:
            shown = value if isinstance(value, str) else ", ".join(listed(option, value))
            raise DataError(
                f"{path} holds arrays without columns by name, so {option} has no effect. Received: {shown}."
            )


def pair_table(path: str, x: Any, y: Any, asked: Reading, name: str, notes: tuple[str, ...] = ()) -> Table:
    """The table of inputs and a target, a row each; whether that is a class is decided as for a column of a file."""
    missing = listed("missing_values", asked.missing_values)
    title = PurePath(path).name
    with naming(path):
        labels = flat("y", y)
    written, reason = typed.plain_column(pd.Series(labels))
    if reason:
        raise DataError(f"{path}: {name} cannot be predicted: {reason}.")
    goal = target(path, written.rename(name), ".", frozenset(missing), asked.task)
    with naming(path):
        made = adopted(
            Table(
                name=PurePath(path).stem,
                title=title,
                task=goal.task,
                x=blanked(exact(x), missing),
                y=goal.y,
                classes=goal.classes,
                test=None,
                source=f"{title}, predicting {name}",
                target=name,
                notes=(*notes, *goal.notes),
            )
        )
    return replace(made, notes=(*made.notes, *repeated(made)))


@contextmanager
def naming(path: str) -> Iterator[None]:
    """Errors about arrays begin with the name of their source."""
    try:
        yield
    except DataError as error:
        raise DataError(f"{path}: {error}") from error


def exact(x: Any) -> Any:
    """Small whole numbers as float32, which holds them exactly and takes half the memory of float64."""
    small = isinstance(x, np.ndarray) and x.dtype.kind in "iub" and x.dtype.itemsize <= EXACT
    return x.astype(np.float32) if small else x


def blanked(x: Any, missing: tuple[str, ...]) -> Any:
    """The inputs with NaN for the numbers that stand for a missing one."""
    gone = [float(number) for number in missing if is_number(number)]
    return np.where(np.isin(x, gone), np.nan, x) if gone else x
