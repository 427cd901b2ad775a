"""The score of a nearest neighbour with copies of rows on both sides of a split (claim P7)."""

import numpy as np
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor

from experiments.data import Data
from experiments.record import Outcome
from experiments.simulations.tools import numpy_models
from experiments.threads import one_thread


@one_thread()
def duplicate_leak(
    seed: int, data: Data, share: float = 0.2, neighbours: int = 1, held_out: float = 0.25, most_rows: int = 2000
) -> Outcome:
    """A table with duplicated rows is split at random; a nearest-neighbour model is scored on its test part.

    The data's training and validation rows make the table; copies of random ones replace others, so that its size does
    not depend on `share`. The data's test rows are untouched: they give the score that the model really has.

    Values: `measured`, `fresh`, `gap` = measured − fresh, and `leaked`, the share of measured rows that have a copy
    among the rows trained on.

    Args:
        seed: of the copies and the split.
        data: the replicate.
        share: share of the table's rows that are copies of others.
        neighbours: whose answers are averaged.
        held_out: share of the table that is its test part.
        most_rows: a larger table, or test set, is cut to so many random rows.
    """
    random, table = np.random.default_rng(seed), data.table
    rows = numpy_models.subset(np.concatenate([data.rows.train, data.rows.validation]), most_rows, random)
    rows = random.permutation(rows)
    copies = round(share * len(rows))
    rows = np.concatenate([rows[copies:], random.choice(rows[copies:], copies)])
    rows = random.permutation(rows)
    cut = round(held_out * len(rows))
    measured, train = numpy_models.sample(data, rows[:cut]), numpy_models.sample(data, rows[cut:])
    fresh = numpy_models.sample(data, numpy_models.subset(data.rows.test, most_rows, random))
    kind = KNeighborsClassifier if table.classes else KNeighborsRegressor
    model = kind(neighbours, algorithm="brute").fit(train.x, train.y)
    score, fresh_score = (float(model.score(rows.x, rows.y)) for rows in (measured, fresh))
    return Outcome(
        values={
            "measured": score,
            "fresh": fresh_score,
            "gap": score - fresh_score,
            "leaked": float(np.isin(rows[:cut], rows[cut:]).mean()),
        }
    )
