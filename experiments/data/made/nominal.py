"""A table of categories without an order, whose effects only their names know."""

import numpy as np
import pandas as pd

from experiments.data.encoding import encoded
from experiments.data.table import Table, check_counts


def nominal(
    encoding: str = "one_hot", columns: int = 4, levels: int = 12, numeric: int = 4, rows: int = 2000, seed: int = 0
) -> Table:
    """Classes that depend on a few nominal columns and a few numbers.

    Every level of every column has an effect drawn from N(0, 1), whatever its position in the alphabet; every number,
    itself N(0, 1), has a weight from N(0, 0.5^2). The class is whether the sum, with noise from N(0, 0.5^2), is above
    its median. scikit-learn ships no table with nominal columns, hence this one.

    Args:
        encoding: `one_hot` or `ordinal`, see `experiments.data.encoding`.
        columns, levels: nominal columns, and different entries of each.
        numeric: columns of numbers.
        rows: rows.
        seed: another number draws other effects, weights and rows.
    """
    check_counts("nominal", columns=(columns, 1), levels=(levels, 2), rows=(rows, 10))
    rng = np.random.default_rng(seed)
    codes = rng.integers(0, levels, (rows, columns))
    effects = rng.standard_normal((columns, levels))
    numbers = rng.standard_normal((rows, numeric))
    total = effects[np.arange(columns), codes].sum(1) + numbers @ (0.5 * rng.standard_normal(numeric))
    total += 0.5 * rng.standard_normal(rows)
    words = [pd.Series(codes[:, column]).map("level {:03}".format) for column in range(columns)]
    x = np.concatenate([*(encoded(word, encoding) for word in words), numbers], axis=1).astype(np.float32)
    y = (total > np.median(total)).astype(np.int32)
    source = f"made by experiments.data.made.nominal:nominal, {columns} columns of {levels} levels"
    return Table("nominal", f"nominal columns, {encoding}", "classification", x, y, ("low", "high"), None, source)
