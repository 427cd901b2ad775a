"""Ensemble: the mean of several networks' predictions, each counted as often as a greedy choice on validation rows."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from experiments.judging.measures import Table
from experiments.judging.predictions import SPLITS, predictions
from experiments.store import Results

ROUNDS = 20
Score = Callable[[np.ndarray, np.ndarray], tuple[float, float]]  # predictions, truth -> the score, and what breaks ties


@dataclass(frozen=True)
class Ensemble:
    """What an ensemble of the finalists of a search reaches, on each of the splits on which they were trained.

    Attributes:
        weights: number of a setting -> its mean share.
        validation, test: scores by replicate; it was chosen on validation rows.
        winner: the winner's test scores by replicate.
    """

    weights: dict[int, float]
    validation: pd.Series
    test: pd.Series
    winner: pd.Series


def of_finalists(results: Results, finals: Table, score: str) -> Ensemble | None:
    """The ensemble on each replicate of the finalists that did not fail.

    Args:
        results: of the run; finalists that an older version trained have no predictions there.
        finals: their trainings: `number, replicate, key, status, won`.
        score: `accuracy` or `r2`; None comes of any other.
    """
    if score not in SCORES:
        return None
    failed = set(finals.loc[finals["status"] != "ok", "number"])
    whole = finals[~finals["number"].isin(failed)]
    stored = predictions(results, whole["key"].to_list())
    whole = whole[whole["key"].isin(stored)]
    if whole["number"].nunique() < 2 or not whole["won"].any():
        return None
    shares: list[dict[int, float]] = []
    scores: dict[int, dict[str, float]] = {}
    for replicate, members in whole.groupby("replicate"):
        parts: list[dict[str, np.ndarray]] = [stored[key] for key in members["key"]]
        chosen = weights([part["validation"] for part in parts], parts[0]["validation_truth"], SCORES[score])
        scores[replicate] = {
            split: SCORES[score](mixed([part[split] for part in parts], chosen), parts[0][f"{split}_truth"])[0]
            for split in SPLITS
        }
        winner: dict[str, np.ndarray] = stored[str(members.loc[members["won"], "key"].iloc[0])]
        scores[replicate]["winner"] = SCORES[score](winner["test"], winner["test_truth"])[0]
        shares.append(dict(zip(members["number"].astype(int), chosen.tolist(), strict=True)))
    table = pd.DataFrame(scores).T
    mean = pd.DataFrame(shares).fillna(0).mean().sort_values(ascending=False, kind="stable")
    return Ensemble({int(n): float(share) for n, share in mean.items()}, *(table[name] for name in (*SPLITS, "winner")))


def weights(members: list[np.ndarray], truth: np.ndarray, score: Score) -> np.ndarray:
    """Greedy selection with replacement: round by round the member joins with which the mean scores best.

    Of all rounds the one with the best score counts, the earliest of equal ones.

    Args:
        members: predictions (rows, units) of each.
        truth: (rows,).
        score: higher is better.

    Returns:
        The share of each member.

    Reference: Caruana, Niculescu-Mizil, Crew and Ksikes 2004, "Ensemble Selection from Libraries of Models", ICML,
        sections 2 and 2.1.
    """
    counts, total = np.zeros(len(members)), np.zeros_like(members[0])
    best, chosen = (-np.inf, -np.inf), counts
    for size in range(1, ROUNDS + 1):
        reached = [score((total + member) / size, truth) for member in members]
        index = max(range(len(members)), key=reached.__getitem__)
        counts, total = counts + np.eye(len(members))[index], total + members[index]
        if reached[index] > best:
            best, chosen = reached[index], counts / size
    return chosen


def mixed(members: list[np.ndarray], shares: np.ndarray) -> np.ndarray:
    """The weighted mean of predictions."""
    return sum(share * member for share, member in zip(shares, members, strict=True))  # type: ignore[return-value]


def accuracy(probabilities: np.ndarray, truth: np.ndarray) -> tuple[float, float]:
    """The share of rows whose most probable class is the true one; less surprise breaks ties."""
    given = probabilities[np.arange(len(truth)), truth.astype(int)]
    return float((probabilities.argmax(1) == truth).mean()), float(np.log(np.maximum(given, 1e-15)).mean())


def r2(values: np.ndarray, truth: np.ndarray) -> tuple[float, float]:
    """The share of the variance that is explained."""
    return float(1 - ((values[:, 0] - truth) ** 2).mean() / truth.var()), 0.0


SCORES: dict[str, Score] = {"accuracy": accuracy, "r2": r2}
