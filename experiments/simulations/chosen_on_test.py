"""By how much does choosing on the test set overstate the score (claim P9)?"""

import numpy as np

from experiments.data import Data
from experiments.record import Outcome
from experiments.simulations.tools import problem
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
    train = problem.part(data, problem.some(data.rows.train, train_rows, random))
    others = problem.some(np.concatenate([data.rows.validation, data.rows.test]), 2000, random)
    others = random.permutation(others)
    small = min(rows, len(others) // 2)
    judged, fresh = problem.part(data, others[:small]), problem.part(data, others[small:])
    scores = []
    for _ in range(candidates):
        kernel = random.normal(scale=train.x.shape[1] ** -0.5, size=(train.x.shape[1], features))
        shift, penalty = random.normal(size=features), 10 ** random.uniform(-2, 1)
        made = [lifted(one.x, kernel, shift) for one in (train, judged, fresh)]
        weights = ridge(made[0], train.t, penalty)
        scores.append([problem.score(made[i] @ weights, one.y, table) for i, one in ((1, judged), (2, fresh))])
    found = np.array(scores)
    best = [int(found[: count + 1, 0].argmax()) for count in range(candidates)]
    measured, untouched = found[best[-1]]
    return Outcome(
        values={
            "measured": float(measured),
            "fresh": float(untouched),
            "gap": float(measured - untouched),
            "overstatement": float(measured - untouched - (found[:, 0] - found[:, 1]).mean()),
        },
        curves={
            "candidates": [float(count) for count in range(1, candidates + 1)],
            "measured": found[best, 0].tolist(),
            "fresh": found[best, 1].tolist(),
        },
    )


def lifted(x: np.ndarray, kernel: np.ndarray, shift: np.ndarray) -> np.ndarray:
    """Random ReLU features and a constant one."""
    return np.column_stack([np.maximum(x @ kernel + shift, 0), np.ones(len(x))])


def ridge(x: np.ndarray, t: np.ndarray, penalty: float) -> np.ndarray:
    """The weights of least squares with a penalty on their squares (on the constant's too, so that it is solvable)."""
    return np.linalg.solve(x.T @ x + penalty * np.eye(x.shape[1]), x.T @ t)
