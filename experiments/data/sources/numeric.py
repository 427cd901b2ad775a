"""Anything that holds numbers, as an array of them."""

from typing import Any

import numpy as np
import pandas as pd

from experiments.data.table import DataError


def numeric(field: str, given: Any) -> np.ndarray:
    """A float32 array as it is; other numbers and truth values as float64, with NaN where a value is missing.

    Args:
        field: what messages call it.
        given: an array, a masked array, a DataFrame, a Series, or lists.

    Raises:
        DataError: it holds something else, or its rows differ in length.
    """
    if hasattr(given, "toarray"):
        raise DataError(f"{field} is a sparse matrix. Give {field}.toarray(). Received: {type(given).__name__}.")
    if isinstance(given, pd.DataFrame):
        return columns(field, given)
    if isinstance(given, pd.Series):
        return columns(field, given.to_frame(given.name or field))[:, 0]
    if isinstance(given, np.ma.MaskedArray):
        given = np.ma.filled(given.astype(np.float64), np.nan)
    try:
        made = np.asarray(given)
    except Exception as error:  # arrays of a library say in their own way that they are no NumPy arrays
        raise DataError(f"{field} must be an array of numbers, (rows, ...features). Received: {error}.") from error
    if made.dtype == np.float32:
        return made
    if made.dtype.kind == "O":
        try:
            return made.astype(np.float64)  # None becomes NaN
        except (TypeError, ValueError):
            pass
    if made.dtype.kind not in "fiub":
        raise DataError(
            f"{field} must hold numbers, as many in each row. Received: {type(given).__name__} of "
            f"{made.dtype}. Turn text "
            "into numbers first (pandas.get_dummies), or give the data as a CSV file."
        )
    return made.astype(np.float64)


def columns(field: str, frame: pd.DataFrame) -> np.ndarray:
    """The columns of a DataFrame, (rows, columns)."""
    wrong = [str(name) for name, kind in frame.dtypes.items() if not pd.api.types.is_numeric_dtype(kind)]
    wrong += [str(name) for name, kind in frame.dtypes.items() if pd.api.types.is_complex_dtype(kind)]
    if wrong:
        raise DataError(
            f"{field} must hold numbers. Received: {', '.join(wrong)} of another type ({frame.dtypes[wrong[0]]}). Turn "
            "such columns into numbers first (pandas.get_dummies), or leave them out."
        )
    if frame.shape[1] and all(kind == np.float32 for kind in frame.dtypes):
        return frame.to_numpy(np.float32)
    return frame.to_numpy(np.float64, na_value=np.nan)
