"""Parquet and Feather: columns with types of their own."""

import io

import pandas as pd

from experiments.data.sources.reading import typed
from experiments.data.sources.reading.packing import PARQUET
from experiments.data.sources.reading.rows import Rows
from experiments.data.table import DataError


def rows(path: str, content: bytes, kind: str) -> Rows:
    """The rows of a Parquet or Feather file, counted from 0.

    Raises:
        DataError: the file is damaged.
    """
    reader = pd.read_parquet if kind == PARQUET else pd.read_feather
    try:
        frame = reader(io.BytesIO(content))
    except Exception as error:  # pyarrow's own, and whatever an old or foreign writer leads pandas to
        raise DataError(f"{path} cannot be read as {kind}: {error}".rstrip(".") + ".") from error
    return typed.rows(path, typed.unindexed(frame))
