"""A table with a rare class, of which all is known: two clouds of points that reach into each other."""

import numpy as np

from experiments.data.table import DataError, Table, check_counts


def rare(share: float = 0.05, distance: float = 2.0, features: int = 8, rows: int = 4000, seed: int = 0) -> Table:
    """Points from N(0, I), and a share of points from N(m, I) with m of a given length along the diagonal.

        ln p(rare | x) / p(common | x) = m·x − |m|² / 2 + ln(share / (1 − share))

    No classifier has a higher balanced accuracy than Φ(distance / 2), 0.841 by default, which is that of the threshold
    0 on m·x − |m|² / 2: the share of the classes left out.

    Args:
        share: of the rare class, exact but for rounding.
        distance: between the middles of the clouds, in standard deviations.
        features: how many.
        rows: rows.
        seed: another number draws other rows.

    Raises:
        DataError: a share that leaves fewer than two rows to a class, or a number that makes no sense.
    """
    check_counts("rare", features=(features, 1), rows=(rows, 10))
    few = round(share * rows) if 0 < share < 1 else 0
    if not 2 <= few <= rows - 2:
        raise DataError(f"share of rare must leave two rows to each class, of {rows}. Received: {share!r}.")
    if not distance >= 0:
        raise DataError(f"distance of rare must be at least 0. Received: {distance!r}.")
    rng = np.random.default_rng(seed)
    y = rng.permutation(np.arange(rows) < few).astype(np.int32)
    x = rng.standard_normal((rows, features)) + y[:, None] * distance / np.sqrt(features)
    source = f"made by experiments.data.made.rare:rare, {share:.0%} of the rare class"
    return Table("rare", "a rare class", "classification", x.astype(np.float32), y, ("common", "rare"), None, source)
