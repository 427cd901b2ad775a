"""Categories as numbers, so that a network can take them."""

import numpy as np
import pandas as pd

from experiments.data.table import DataError


def one_hot(column: pd.Series) -> np.ndarray:
    """One feature a category, 1 where it is the row's; one more for missing entries, where there are some."""
    return pd.get_dummies(column, dummy_na=bool(column.isna().any())).to_numpy(np.float64)


def ordinal(column: pd.Series) -> np.ndarray:
    """One feature: 0, 1, 2, ... in the alphabetical order of the categories; missing entries stay missing."""
    codes, _ = pd.factorize(column, sort=True)
    return np.where(codes < 0, np.nan, codes.astype(np.float64))[:, None]


ENCODINGS = {"one_hot": one_hot, "ordinal": ordinal}


def encoded(column: pd.Series, encoding: str) -> np.ndarray:
    """A column of categories as float64 (rows, features).

    Raises:
        DataError: there is no such encoding.
    """
    if encoding not in ENCODINGS:
        raise DataError(f"encoding must be {' or '.join(ENCODINGS)}. Received: {encoding!r}.")
    return ENCODINGS[encoding](column)
