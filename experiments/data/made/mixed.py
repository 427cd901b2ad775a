"""Numbers and categories in one table."""

import numpy as np
import pandas as pd

from experiments.data.encoding import encoded
from experiments.data.made.parts import TEST, VALIDATION, parts
from experiments.data.table import Table, check_counts

NUMBERS, COLUMNS, LEVELS = 8, 3, 6  # columns of numbers; nominal columns, and the different entries of each
COMMON, NOISE = 0.7, 0.5  # of a number's variance the share that all numbers have in common; noise of the class


def mixed(training: int = 1500, seed: int = 0) -> Table:
    """Two classes that depend on eight numbers and on three nominal columns of six levels.

    The numbers are N(0, 1) and share 70 % of their variance, so that each tells something of the others. The class is
    whether their weighted sum, with an effect of every level and with noise, N(0, 0.5²), is above its median; weights
    and effects are N(0, 1). The options `missing`, `missing_features` and `missing_reason` make gaps among the numbers,
    in every part of the table.

    Args:
        training: rows to train on; there are 600 more for validation and 5,000 for the test.
        seed: another number draws other weights, effects and rows. Every replicate has a table of its own.
    """
    check_counts("mixed", training=(training, 1))
    rng = np.random.default_rng(seed)
    rows = training + VALIDATION + TEST
    numbers = COMMON**0.5 * rng.standard_normal((rows, 1)) + (1 - COMMON) ** 0.5 * rng.standard_normal((rows, NUMBERS))
    codes = rng.integers(0, LEVELS, (rows, COLUMNS))
    effects = rng.standard_normal((COLUMNS, LEVELS))
    total = numbers @ rng.standard_normal(NUMBERS) + effects[np.arange(COLUMNS), codes].sum(1)
    total += NOISE * rng.standard_normal(rows)
    words = [pd.Series(codes[:, column]).map("level {}".format) for column in range(COLUMNS)]
    return Table(
        name="mixed",
        title="numbers and categories",
        task="classification",
        x=np.concatenate([numbers, *(encoded(word, "one_hot") for word in words)], axis=1).astype(np.float32),
        y=(total > np.median(total)).astype(np.int32),
        classes=("low", "high"),
        source="made by experiments.data.made.mixed:mixed, anew for every replicate",
        **parts(training),
    )
