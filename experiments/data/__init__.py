"""Data sets by name, split by replicate, treated as their options say, scaled by their training rows."""

from experiments.data.loading import load
from experiments.data.preparation import Data, facts, prepare, sizes
from experiments.data.sources.frames import table_of
from experiments.data.table import DataError, Table

__all__ = ["Data", "DataError", "Table", "facts", "load", "prepare", "sizes", "table_of"]
