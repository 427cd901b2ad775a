"""Rows: a table of columns as a file or a DataFrame holds them, before it is decided what each column is."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from experiments.data.table import DataError
from experiments.errors import guess


@dataclass(frozen=True, eq=False)
class Rows:
    """What every source of columns gives, so that whatever is decided later is the same for all.

    Attributes:
        frame: columns of numbers, of truth values, or of trimmed text with None where it is missing; the index holds
            each row's number, as messages name it.
        mark: what stands before the decimals of numbers that are written as text.
        unnamed: columns that the source gives no name.
        categories: columns whose type says that their entries are categories, even where they look like numbers.
        unusable: why a column cannot be used, by its name.
        notes: what was decided.
    """

    frame: pd.DataFrame
    mark: str = "."
    unnamed: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    unusable: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def check_column(self, path: str, column: str) -> None:
        """Raises `DataError` unless there is such a column."""
        columns = self.frame.columns
        if column not in columns:
            shown = ", ".join(map(str, columns[:30])) + (", ..." if len(columns) > 30 else "")
            raise DataError(f"{path} has no column {column!r}.{guess(column, columns)} It has: {shown}.")
