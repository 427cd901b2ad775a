"""A split that keeps every group of rows on one side."""

from collections.abc import Sequence

import numpy as np

from experiments.data.table import Table

DRAWS = 50  # of which the most alike is taken; fewer where groups are few, as it would be one for every seed


def divide_groups(table: Table, rows: np.ndarray, counts: Sequence[int], seed: int) -> list[np.ndarray]:
    """Random parts of `rows` without a group in common: the first of what is left, then one for each of the counts.

    Every seed gives parts of the same sizes, so that all replicates train for as many steps: a part whose groups hold
    more rows than its count loses some at random, and some rows of the first part come twice instead. Where
    groups are so few or so uneven that no parts of these counts can be had, all counts are smaller.

    Args:
        table: with a group a row; its classes, or the values of its quantity, should be alike in all parts.
        rows: row numbers.
        counts: of rows in each part but the first.
        seed: of the draws.
    """
    rng = np.random.default_rng(seed)
    codes = np.unique(table.groups[rows], return_inverse=True)[1] if table.groups is not None else np.arange(len(rows))
    sizes = np.bincount(codes)
    even = even_owners(sizes, len(counts))
    most = min(int(sizes[even == part].sum()) for part in range(1, len(counts) + 1))
    counts = [min(count, most) for count in counts]
    drawn = (owners(rng.permutation(len(sizes)), sizes, counts) for _ in range(min(DRAWS, len(sizes))))
    tried = [owner for owner in drawn if owner is not None] or [even]
    best = min(tried, key=lambda owner: difference(table.y[rows], owner[codes], bool(table.classes), counts))[codes]
    parts = [np.sort(rng.permutation(rows[best == part])[:count]) for part, count in enumerate(counts, 1)]
    first = rng.permutation(rows[best == 0])
    return [np.sort(np.resize(first, len(rows) - sum(counts))), *parts]


def even_owners(sizes: np.ndarray, parts: int) -> np.ndarray:
    """A part for every group: the largest group is the first part's, the others go where fewest rows are."""
    owner, filled = np.zeros(len(sizes), int), np.zeros(parts)
    for group in np.argsort(-sizes, kind="stable")[1:]:
        smallest = int(filled.argmin())
        owner[group], filled[smallest] = smallest + 1, filled[smallest] + sizes[group]
    return owner


def owners(order: np.ndarray, sizes: np.ndarray, counts: Sequence[int]) -> np.ndarray | None:
    """A part for every group, taken in some order until each part has its count; None if nothing is left."""
    owner, waiting = np.zeros(len(sizes), int), list(order)
    for part, count in enumerate(counts, 1):
        held = 0
        while held < count:
            if len(waiting) < 2:
                return None
            group = waiting.pop()
            owner[group], held = part, held + sizes[group]
    return owner


def difference(y: np.ndarray, owner: np.ndarray, classes: bool, counts: Sequence[int]) -> float:
    """How much parts differ from the whole: in classes or in the quantity's mean; and how many rows are left over."""
    total = 0.0
    for part in range(len(counts) + 1):
        own = y[owner == part]
        if classes:
            shares = [np.bincount(values, minlength=int(y.max()) + 1) / len(values) for values in (own, y)]
            total += float(np.abs(shares[0] - shares[1]).sum())
        else:
            total += float(abs(own.mean() - y.mean()) / (y.std() or 1.0))
        total += (len(own) - counts[part - 1]) / len(y) if part else 0.0
    return total
