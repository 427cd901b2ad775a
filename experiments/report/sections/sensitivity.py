"""How much the learning rate matters: validation score at every rate, and where training diverged."""

from typing import Any

import numpy as np

from experiments.judging.evidence import Evidence
from experiments.judging.statistics import mean_interval
from experiments.report.sections.quantity import finite, tally


def sensitivity(one: Evidence) -> list[dict[str, Any]]:
    """For each method the validation score at each rate over all replicates, with counts of what did not finish."""
    return [
        {"method": method, "slot": slot, "chosen": one.choice(method).rate, "points": points(one, method)}
        for slot, method in enumerate(one.methods)
    ]


def points(one: Evidence, method: str) -> list[dict[str, Any]]:
    """One point a rate."""
    found = []
    for rate in one.rates(method):
        cell = one.trials.iloc[np.append(one.places(method, rate, "tune"), one.places(method, rate, "report"))]
        inside = mean_interval(cell["validation_score"].to_list())
        ended = tally(cell)
        found.append(
            {
                "rate": float(rate),
                "n": inside.n,
                "mean": finite(inside.centre),
                "low": finite(inside.low),
                "high": finite(inside.high),
                "diverged": ended["diverged"],
                "missing": ended["missing"] + ended["error"],
            }
        )
    return found
