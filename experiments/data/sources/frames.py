"""A table from what is at hand in Python: a DataFrame, arrays, or columns by name."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from experiments.data import encoding as encodings
from experiments.data.sources import arrays
from experiments.data.sources.assembly import assembled
from experiments.data.sources.reading import typed
from experiments.data.sources.reading.deciding import Reading
from experiments.data.table import DataError, Table


def table_of(
    data: Any,
    target: Any = None,
    *,
    name: str = "data",
    encoding: str = "one_hot",
    task: str | None = None,
    features: Sequence[str] | None = None,
    drop: Sequence[str] = (),
    missing_values: Sequence[str] = (),
    group: str | None = None,
    time: str | None = None,
    test: pd.DataFrame | None = None,
) -> Table:
    """The table of a DataFrame or of arrays, by the same rules as a file's, with the same sentences in its `notes`.

    `table_of(frame, "price")`, `table_of(x, y)`, `table_of({"size": sizes, "price": prices})`

    Columns of a DataFrame may have any type: numbers, truth values, text, categories, dates, durations, and those with
    gaps. An index that has a name is a column. Rows are counted from 0.

    Args:
        data: a DataFrame, or what has `to_pandas`; inputs as an array (rows, ...features); or arrays by name: columns,
            or `x`, `y`, `x_train`, `y_train`, `x_test`, `y_test`.
        target: the name of the column to predict, the last one by default; or the targets themselves, one a row.
        name: what pages and messages call the data.
        test: a DataFrame of test rows with the same columns.
        encoding, task, features, drop, missing_values, group, time: as of a file, see
            `experiments.data.sources.files.table`.

    Raises:
        DataError: names the column or array, what was received and what is allowed.
    """
    encodings.check_encoding(encoding)
    if not isinstance(name, str) or not name:
        raise DataError(f"name must be a text. Received: {name!r}.")
    asked = Reading(None, encoding, task, features, drop, missing_values, group=group, time=time)
    held = None if test is None else (f"test rows of {name}", typed.rows(f"test rows of {name}", typed.unindexed(test)))
    data = data.to_pandas() if hasattr(data, "to_pandas") else data
    if isinstance(data, tuple) and len(data) == 2 and target is None:
        data, target = data
    label = target if isinstance(target, str) or target is None or np.ndim(target) == 0 else None
    if isinstance(data, Mapping) and (target is None or label is not None):
        stored = {str(key): np.asarray(values) for key, values in data.items()}
        made = arrays.table(name, stored, replace(asked, target=None if label is None else str(label)), held)
    elif isinstance(data, pd.DataFrame | pd.Series | Mapping):
        frame = data if isinstance(data, pd.DataFrame) else pd.DataFrame(data)
        goal = None if label is None else typed.name(label)
        if target is not None and label is None:
            frame, goal = joined(name, frame, target)
        made = assembled(name, typed.rows(name, typed.unindexed(frame)), replace(asked, target=goal), held)
    elif target is None or label is not None:
        raise DataError(
            f"{name}: arrays need their targets, one a row: table_of(x, y). Received: {type(data).__name__} and "
            f"target={target!r}."
        )
    else:
        arrays.refuse_column_options(name, asked, held)
        made = arrays.pair_table(name, data, target, asked, "y")
    return replace(made, name=name, title=name)


def joined(name: str, frame: pd.DataFrame, target: Any) -> tuple[pd.DataFrame, str]:
    """The DataFrame with targets as its last column, and that column's name.

    Targets that are a Series belong to the rows in their order, whatever its index says.
    """
    values: Any = target.iloc[:, 0] if isinstance(target, pd.DataFrame) and target.shape[1] == 1 else target
    if np.ndim(values) != 1 or len(values) != len(frame):
        raise DataError(f"{name}: there must be one target a row. Received: {np.shape(values)} for {len(frame)} rows.")
    label = str(getattr(values, "name", None) or "y")
    label = f"{label} to predict" if label in map(typed.name, frame.columns) else label
    column = values.array if isinstance(values, pd.Series) else values
    return pd.concat([frame, pd.Series(column, frame.index, name=label)], axis=1), label
