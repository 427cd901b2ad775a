"""What a trial's result is worth to a search: the validation score of the weights that training kept."""

from math import isfinite
from statistics import fmean

from experiments.errors import UserError, guess
from experiments.record import Record

METRICS = {"score": None, "loss": "min", "mae": "min", "accuracy": "max", "r2": "max"}  # and which way is better


def metric(objective: str, score: str) -> tuple[str, str]:
    """The validation metric that a search looks at, and its direction, `max` or `min`.

    Args:
        objective: as the search names it.
        score: the metric that `score` stands for: the data set's own, higher is better.

    Raises:
        UserError: an unknown objective.
    """
    if objective not in METRICS:
        listed = ", ".join(METRICS)
        raise UserError(
            f"The objective of a search is one of {listed}. Received: {objective!r}.{guess(objective, METRICS)}"
        )
    return (score, "max") if objective == "score" else (objective, METRICS[objective] or "max")


def score(record: Record, name: str, direction: str, choose: str = "kept") -> float | None:
    """The validation score of one training; None if it failed, diverged, or has no such metric, or an undefined one.

    `kept` is the score of the kept weights: those of the epoch that early stopping chose by the validation loss, the
    last ones without it. `last` is the last epoch's. `best` is the luckiest epoch's: the best of many noisy numbers,
    which is better than any weights deserve, and the more so the longer a trial trains.
    """
    if record.status != "ok":
        return None
    if choose == "kept":
        kept = record.scores["validation"].get(name)
        return kept if kept is not None and isfinite(kept) else None
    curve = [value for value in record.curves["validation"].get(name, ()) if isfinite(value)]
    if not curve:
        return None
    return curve[-1] if choose == "last" else (max if direction == "max" else min)(curve)


def mean(scores: list[float | None]) -> float | None:
    """The mean over replicates; None if one of them failed."""
    valid = [score for score in scores if score is not None]
    return fmean(valid) if valid and len(valid) == len(scores) else None


def better(score: float | None, best: float | None, direction: str) -> bool:
    """Whether a score beats another; any score beats none."""
    if score is None or best is None:
        return score is not None and best is None
    return score > best if direction == "max" else score < best
