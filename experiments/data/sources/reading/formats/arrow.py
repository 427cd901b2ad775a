"""Parquet and Feather: columns with types of their own."""

import io

import pandas as pd
from pyarrow.parquet import ParquetFile

from experiments.data.sources.reading import typed
from experiments.data.sources.reading.packing import PARQUET
from experiments.data.sources.reading.rows import Rows
from experiments.data.table import DataError


def rows(path: str, content: bytes, kind: str) -> Rows:
    """The rows of a Parquet or Feather file, counted from 0.

    Parquet is read without pandas, which takes no file in which two columns have one name, and so could not say it.

    Raises:
        DataError: the file is damaged, or two columns have one name.
    """
    source = io.BytesIO(content)
    try:
        frame = ParquetFile(source).read().to_pandas() if kind == PARQUET else pd.read_feather(source)
    except Exception as error:  # pyarrow's own, and whatever an old or foreign writer leads pandas to
        raise DataError(f"{path} cannot be read as {kind}: {error}".rstrip(".") + ".") from error
    return typed.rows(path, typed.unindexed(frame))
