"""Rows that are handed over: a DataFrame becomes a Feather file, arrays become NumPy's `.npz`."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from experiments.errors import UserError
from experiments.handover.files import Handed

KINDS = "a DataFrame, arrays (x, y), arrays by name, the path of a file or folder, or a name of --list"


def named(data: Any) -> tuple[str, ...] | None:
    """Names and paths of data sets; None for what is no name."""
    if data is None:
        return ()
    some = data if isinstance(data, list | tuple) and data else [data]
    return tuple(map(str, some)) if all(isinstance(path, str | Path) for path in some) else None


def rows(data: Any, target: Any) -> tuple[Handed, str | None]:
    """Data as a file, and the name of the column in it that is predicted; None for the last one.

    Args:
        data: a DataFrame, or what has `to_pandas`; inputs as an array (rows, ...features); a pair of inputs and
            targets; arrays by name.
        target: the name of a column or array; or the targets themselves, one a row.

    Raises:
        UserError: none of these, or values that no file holds.
    """
    import numpy as np
    import pandas as pd

    data = data.to_pandas() if hasattr(data, "to_pandas") else data
    if isinstance(data, tuple) and len(data) == 2 and target is None:
        data, target = data
        data = data.to_pandas() if hasattr(data, "to_pandas") else data
    label = isinstance(target, str) or target is None or np.ndim(target) == 0
    try:
        if isinstance(data, pd.DataFrame):
            return feather(data, target, label)
        if isinstance(data, Mapping) and label:
            return arrays({str(key): np.asarray(values) for key, values in data.items()}), target
        if not label and not isinstance(data, str | Path | Mapping):
            return arrays({"x": np.asarray(data), "y": np.asarray(target)}), None
    except (TypeError, ValueError, OverflowError) as error:
        raise UserError(f"data cannot be written as a file: {error}. It may be {KINDS}.") from error
    raise UserError(
        f"data must be {KINDS}; arrays need their targets, one a row: data=(x, y). Received: "
        f"{type(data).__name__} and target={target if label else type(target).__name__!r}."
    )


def feather(frame: Any, target: Any, label: bool) -> tuple[Handed, str | None]:
    """A DataFrame's columns as a Feather file.

    Uncompressed and without pandas's own notes, so that other versions of the libraries write the same bytes.
    """
    import pyarrow as pa
    from pyarrow.feather import write_feather

    from experiments.data.sources.frames import joined
    from experiments.data.sources.reading import typed

    goal = None if target is None else typed.name(target) if label else ""
    if not label:
        frame, goal = joined("data", frame, target)
    columns = typed.rows("data", typed.unindexed(frame))
    plain = columns.frame.astype(dict.fromkeys(columns.categories, "category"))
    table = pa.Table.from_pandas(plain, preserve_index=False).replace_schema_metadata(None)
    write_feather(table, sink := io.BytesIO(), compression="uncompressed")
    return Handed("data", ".feather", sink.getvalue()), goal


def arrays(named: Mapping[str, Any]) -> Handed:
    """Arrays by name as NumPy's `.npz`; none of Python objects, which would have to be pickled."""
    import numpy as np

    if objects := [name for name, array in named.items() if array.dtype.hasobject]:
        raise UserError(
            f"Arrays must hold numbers or text. Received: Python objects in {', '.join(objects)}. Convert them: "
            "numpy.asarray(values, float) or numpy.asarray(values, str)."
        )
    np.savez(sink := io.BytesIO(), **named)
    return Handed("data", ".npz", sink.getvalue())
