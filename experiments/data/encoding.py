"""Categories as numbers, so that a network can take them."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from experiments.data.table import DataError


def one_hot(column: pd.Series, entries: Sequence[str], gaps: bool) -> np.ndarray:
    """One feature an entry, 1 where it is the row's; with `gaps` one more for missing ones.

    An entry that is none of `entries` has 0 in all of them.
    """
    codes = pd.Index(entries).get_indexer(pd.Index(column))
    indicators = np.arange(len(entries)) == codes[:, None]
    return (np.column_stack([indicators, column.isna()]) if gaps else indicators).astype(np.float64)


def ordinal(column: pd.Series, entries: Sequence[str], _gaps: bool) -> np.ndarray:
    """One feature: 0, 1, 2, ... in the order of the entries; missing and unknown ones are missing."""
    codes = pd.Index(entries).get_indexer(pd.Index(column))
    return np.where(codes < 0, np.nan, codes.astype(np.float64))[:, None]


ENCODINGS = {"one_hot": one_hot, "ordinal": ordinal}


def encoded(column: pd.Series, encoding: str) -> np.ndarray:
    """A column of categories, in alphabetical order, as float64 (rows, features).

    Raises:
        DataError: there is no such encoding.
    """
    check_encoding(encoding)
    return ENCODINGS[encoding](column, sorted(column.dropna().unique()), bool(column.isna().any()))


def check_encoding(encoding: str) -> None:
    """Raises `DataError` unless there is such an encoding."""
    if encoding not in ENCODINGS:
        raise DataError(f"encoding must be {' or '.join(ENCODINGS)}. Received: {encoding!r}.")
