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
    """A table with duplicated rows is split at random; a nearest-neighbour model is scored on its held-out part.

    The data's training and validation rows make the table; copies of random ones replace others, so that its size does
    not depend on `share`. Then the same held-out rows are scored by a model for whose training rows all that are copies
    of them were exchanged for test rows of the data: the score that the model really has.

    Values: `measured`, `fresh` (without copies), `gap` = measured − fresh, `hidden_errors` = log10 of the error without
    copies over that with them (half a row is added to both), and `leaked`, the share of held-out rows that have a copy
    among the rows trained on.

    Args:
        seed: of the copies and the split.
        data: the replicate.
        share: share of the table's rows that are copies of others.
        neighbours: whose answers are averaged.
        held_out: share of the table that is its test part.
        most_rows: a larger table is cut to so many random rows.
    """
    random, table = np.random.default_rng(seed), data.table
    rows = numpy_models.subset(np.concatenate([data.rows.train, data.rows.validation]), most_rows, random)
    rows = random.permutation(rows)
    copies = round(share * len(rows))
    rows = np.concatenate([rows[copies:], random.choice(rows[copies:], copies)])
    rows = random.permutation(rows)
    cut = round(held_out * len(rows))
    judged, copied = numpy_models.sample(data, rows[:cut]), np.isin(rows[cut:], rows[:cut])
    clean = rows[cut:].copy()
    clean[copied] = random.choice(data.rows.test, copied.sum())
    kind = KNeighborsClassifier if table.classes else KNeighborsRegressor
    scores: list[float] = []
    for trained in (rows[cut:], clean):
        train = numpy_models.sample(data, trained)
        model = kind(neighbours, algorithm="brute").fit(train.x, train.y)
        scores.append(float(model.score(judged.x, judged.y)))
    measured, fresh = scores
    return Outcome(
        values={
            "measured": measured,
            "fresh": fresh,
            "gap": measured - fresh,
            "hidden_errors": float(np.log10((1 - fresh + 0.5 / cut) / (1 - measured + 0.5 / cut))),
            "leaked": float(np.isin(rows[:cut], rows[cut:]).mean()),
        }
    )
