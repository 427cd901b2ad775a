"""Columns of any type that pandas knows, as a file of text would give them: numbers, truth values, trimmed text."""

import datetime
import decimal
import numbers as numeric
from collections import Counter

import numpy as np
import pandas as pd

from experiments.data.sources.reading.cells import stripped
from experiments.data.sources.reading.rows import Rows
from experiments.data.table import DataError

NESTED = "lists or other values within values, left out"
MOMENTS = (datetime.date, datetime.datetime, np.datetime64)


def rows(path: str, frame: pd.DataFrame, notes: tuple[str, ...] = ()) -> Rows:
    """The columns of a DataFrame; the index keeps counting its rows.

    Moments become text as ISO 8601 writes it, durations seconds, bytes text. Truth values with gaps are text.

    Raises:
        DataError: two columns have one name, or there is no row.
    """
    names = [name(label) for label in frame.columns]
    for label, count in Counter(names).items():
        if count > 1:
            raise DataError(f"{path}: {count} columns have the same name, {label!r}. Give each a name of its own.")
    if not len(frame) or not names:
        raise DataError(f"{path} has no rows. It has the columns: {', '.join(names) or 'none'}.")
    columns, categories, unusable = {}, set(), {}
    for number, label in enumerate(names):
        values = frame.iloc[:, number]
        if isinstance(values.dtype, pd.CategoricalDtype | pd.IntervalDtype):
            categories.add(label)
            values = values.astype(object).map(str, na_action="ignore")
        columns[label], reason = plain_column(values)
        if reason:
            unusable[label] = reason
    return Rows(pd.DataFrame(columns), ".", frozenset(), frozenset(categories), unusable, notes)


def unindexed(frame: pd.DataFrame) -> pd.DataFrame:
    """The DataFrame with rows counted from 0; an index that has a name or is no number becomes a column, or several."""
    named = any(name is not None for name in frame.index.names)
    counted = not named and pd.api.types.is_integer_dtype(frame.index.dtype)
    return frame.reset_index(drop=counted)


def name(label) -> str:
    """A column's name as text; the levels of a compound one are joined."""
    parts = label if isinstance(label, tuple) else (label,)
    return " ".join(str(part) for part in parts if str(part)).strip()


def plain_column(values: pd.Series) -> tuple[pd.Series, str]:
    """A column as a file of text would give it, and why it cannot be used, mostly nothing."""
    kind = values.dtype
    if isinstance(kind, pd.SparseDtype):
        return plain_column(values.sparse.to_dense())
    if isinstance(kind, pd.PeriodDtype):
        values = values.dt.to_timestamp()
    if pd.api.types.is_bool_dtype(kind) and values.notna().all():
        return pd.Series(values.to_numpy(bool), values.index), ""
    if pd.api.types.is_complex_dtype(kind):
        return nothing(values), "complex numbers, left out"
    if pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_bool_dtype(kind):
        return number(values), ""
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return moments(values), ""
    if pd.api.types.is_timedelta64_dtype(kind):
        return pd.Series(values.dt.total_seconds().to_numpy(np.float64, na_value=np.nan), values.index), ""
    return entries(values.astype(object).where(values.notna(), None))


def entries(values: pd.Series) -> tuple[pd.Series, str]:
    """A column of Python objects, None where one is missing."""
    present = [value for value in values if value is not None]
    if any(isinstance(value, dict | list | set | tuple | np.ndarray | pd.Series | pd.DataFrame) for value in present):
        return nothing(values), NESTED
    if present and all(isinstance(value, MOMENTS) for value in present):
        made = pd.to_datetime(values, errors="coerce", utc=True)
        if not any(getattr(value, "tzinfo", None) for value in present):
            made = made.dt.tz_localize(None)
        return (moments(made), "") if made.notna().sum() == len(present) else text(values)
    if present and all(isinstance(value, datetime.timedelta) for value in present):
        return pd.Series([np.nan if value is None else value.total_seconds() for value in values], values.index), ""
    truth = [isinstance(value, bool | np.bool_) for value in present]
    if present and not any(truth) and all(isinstance(value, numeric.Real | decimal.Decimal) for value in present):
        return numbers(values)
    if present and all(truth) and len(present) == len(values):
        return values.astype(bool), ""
    return text(values)


def numbers(values: pd.Series) -> tuple[pd.Series, str]:
    """Python's numbers, of one kind or several; those beyond float64 stay text."""
    try:
        if all(isinstance(value, numeric.Integral) for value in values):
            return pd.Series(np.array([int(value) for value in values], np.int64), values.index), ""
        return pd.Series([np.nan if value is None else float(value) for value in values], values.index, np.float64), ""
    except OverflowError:
        return text(values)


def text(values: pd.Series) -> tuple[pd.Series, str]:
    """Trimmed text; bytes are read as UTF-8."""
    if any(isinstance(value, bytes) for value in values):
        try:
            decoded = [value.decode() if isinstance(value, bytes) else value for value in values]
            values = pd.Series(decoded, values.index)
        except UnicodeDecodeError:
            return nothing(values), "bytes that are no text, left out"
    return stripped(values.astype(object)), ""


def number(values: pd.Series) -> pd.Series:
    """Whole numbers without a gap stay such, since ids may be large; all others are float64."""
    integral = pd.api.types.is_integer_dtype(values.dtype) and values.notna().all()
    unsigned = pd.api.types.is_unsigned_integer_dtype(values.dtype)
    kind = (np.uint64 if unsigned else np.int64) if integral else np.float64
    return pd.Series(values.to_numpy(kind) if integral else values.to_numpy(kind, na_value=np.nan), values.index)


def moments(values: pd.Series) -> pd.Series:
    """Dates as `2024-01-31`, or with their time where any has one; those of a time zone in UTC, with a Z behind."""
    if zoned := getattr(values.dt, "tz", None) is not None:
        values = values.dt.tz_convert("UTC").dt.tz_localize(None)
    exact = values.to_numpy("datetime64[ms]")
    days = exact.astype("datetime64[D]")
    seconds = exact.astype("datetime64[s]")
    present = ~np.isnat(exact)
    written = np.full(len(exact), None, object)
    unit = "D" if (days == exact)[present].all() else "s" if (seconds == exact)[present].all() else "ms"
    mark = "Z" if zoned and unit != "D" else ""
    written[present] = [f"{moment}{mark}" for moment in np.datetime_as_string(exact[present], unit=unit)]
    return pd.Series(written, values.index, dtype=object)


def nothing(values: pd.Series) -> pd.Series:
    """A column of gaps instead of a column that cannot be used."""
    return pd.Series(np.full(len(values), None, object), values.index, dtype=object)
