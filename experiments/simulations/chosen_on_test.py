"""The score of the best of several candidates on the rows it was chosen on, and on fresh ones (claim P9)."""

import numpy as np

from experiments.data import Data
from experiments.record import Outcome
from experiments.simulations.tools import numpy_models
from experiments.threads import one_thread


@one_thread()
def chosen_on_test(
    seed: int,
    data: Data,
    candidates: int = 50,
    rows: int = 100,
    train_rows: int = 300,
    features: int = 64,
) -> Outcome:
    """Candidates that differ by chance (random ReLU features and a ridge penalty) are ranked on a small test set.

    Values: `measured` (the best candidate's score on the rows it was chosen on), `fresh` (its score on untouched rows),
    `gap` (measured − fresh), and `overstatement`, the gap less its mean over all candidates: without choosing it is 0,
    however hard the rows of the small set are. Curves: measured and fresh over the number of candidates.

    Args:
        seed: of the rows and the candidates.
        data: the replicate; validation and test rows are shuffled together, a few are the small test set, the others
            are fresh.
        candidates: how many.
        rows: of the small test set; at most half of what there is.
        train_rows: at most so many rows train each candidate.
        features: random ReLU features of each.
    """
    random, table = np.random.default_rng(seed), data.table
    train = numpy_models.sample(data, numpy_models.subset(data.rows.train, train_rows, random))
    untrained = numpy_models.subset(np.concatenate([data.rows.validation, data.rows.test]), 2000, random)
    untrained = random.permutation(untrained)
    small = min(rows, len(untrained) // 2)
    judged, fresh = numpy_models.sample(data, untrained[:small]), numpy_models.sample(data, untrained[small:])
    scores = []
    for _ in range(candidates):
        kernel = random.normal(scale=train.x.shape[1] ** -0.5, size=(train.x.shape[1], features))
        shift, penalty = random.normal(size=features), 10 ** random.uniform(-2, 1)
        weights = ridge(lifted(train.x, kernel, shift), train.t, penalty)
        scores.append(
            [numpy_models.score(lifted(part.x, kernel, shift) @ weights, part.y, table) for part in (judged, fresh)]
        )
    on_small, on_fresh = np.transpose(scores)
    best = [int(on_small[: count + 1].argmax()) for count in range(candidates)]
    measured, untouched = on_small[best[-1]], on_fresh[best[-1]]
    return Outcome(
        values={
            "measured": float(measured),
            "fresh": float(untouched),
            "gap": float(measured - untouched),
            "overstatement": float(measured - untouched - (on_small - on_fresh).mean()),
        },
        curves={
            "candidates": [float(count) for count in range(1, candidates + 1)],
            "measured": on_small[best].tolist(),
            "fresh": on_fresh[best].tolist(),
        },
    )


def lifted(x: np.ndarray, kernel: np.ndarray, shift: np.ndarray) -> np.ndarray:
    """Random ReLU features and a constant one."""
    return np.column_stack([np.maximum(x @ kernel + shift, 0), np.ones(len(x))])


def ridge(x: np.ndarray, t: np.ndarray, penalty: float) -> np.ndarray:
    """The weights of least squares with a penalty on their squares (on the constant's too, so that it is solvable)."""
    return np.linalg.solve(x.T @ x + penalty * np.eye(x.shape[1]), x.T @ t)
