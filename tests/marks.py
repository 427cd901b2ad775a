"""What the core tests leave out: whole runs, killed processes, and the long rest of a table."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import pytest

whole = pytest.mark.whole


def tried(rows: Iterable[Any], core: Collection[Any]) -> list:
    """All rows of a table; those that are not of the core are tried by `make test-whole` alone."""
    rows = list(rows)
    assert all(row in rows for row in core), core
    return [row if row in core else pytest.param(row, marks=whole) for row in rows]


def crossed(rows: Iterable[Any], columns: Sequence[Any], core: Collection[Any] | None = None) -> list:
    """Pairs of two tables, not all with all: every row with a column in turn, every column with a row of the core."""
    rows = list(rows)
    others = [] if core is None else [row for row in rows if row not in core]
    kept = [row for row in rows if row not in others]
    pairs = [(kept[i % len(kept)], columns[i % len(columns)]) for i in range(max(len(kept), len(columns)))]
    rest = [pytest.param(row, columns[i % len(columns)], marks=whole) for i, row in enumerate(others)]
    return [*pairs, *rest]
