"""The first words on data of the user's own: how many rows, what is predicted, what is learned from."""

from collections import Counter

import numpy as np

from experiments.data.table import Table

SHOWN = 6  # classes or columns that are named


def overview(table: Table) -> list[str]:
    """Two sentences: the rows with what is predicted, and the columns with their inputs, or the shape of arrays."""
    return [f"{len(table.y):,} rows; {predicted(table)}", inputs(table)]


def predicted(table: Table) -> str:
    """The classes with their rows, or the range of a quantity."""
    if table.classes is None:
        y = table.y.astype(np.float64) + table.level
        if y.min() == y.max():
            return f"a quantity that is {y[0, 0]:.6g} in every row, from which nothing can be learned"
        return f"a quantity from {y.min():.6g} to {y.max():.6g}, on average {y.mean():.6g}"
    counts = np.bincount(table.y, minlength=len(table.classes))
    if len(counts) > SHOWN:
        return f"{len(counts)} classes of {counts.min():,} to {counts.max():,} rows"
    rows = ", ".join(f"{name} {count:,}" for name, count in zip(table.classes, counts, strict=True))
    return f"{len(counts)} classes: {rows}"


def inputs(table: Table) -> str:
    """Columns by name, with the number of inputs where one gives several, as categories and dates do."""
    if not table.columns:
        return f"learned from arrays of {' x '.join(map(str, table.x.shape[1:]))}"
    counts = Counter(table.columns)
    named = [f"{name} ({count} inputs)" if count > 1 else name for name, count in list(counts.items())[:SHOWN]]
    more = f" and {len(counts) - SHOWN:,} more" if len(counts) > SHOWN else ""
    total = f", {len(table.columns):,} inputs" if len(table.columns) > len(counts) else ""
    return f"learned from {len(counts):,} column{'s' if len(counts) > 1 else ''}{total}: {', '.join(named)}{more}"
