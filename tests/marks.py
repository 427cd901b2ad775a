"""What the core tests leave out: whole runs, killed processes, and the long rest of a table."""

from collections.abc import Collection, Iterable
from typing import Any

import pytest

whole = pytest.mark.whole


def tried(rows: Iterable[Any], core: Collection[Any]) -> list:
    """All rows of a table; those that are not of the core are tried by `make test-whole` alone."""
    rows = list(rows)
    assert all(row in rows for row in core), core
    return [row if row in core else pytest.param(row, marks=whole) for row in rows]
