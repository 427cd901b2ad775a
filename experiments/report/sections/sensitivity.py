"""How much the setting matters: validation score at every one, and where training diverged."""

from typing import Any

import numpy as np

from experiments.judging.evidence import Evidence
from experiments.judging.statistics import mean_interval
from experiments.report.sections.quantity import finite, tally


def sensitivity(one: Evidence) -> list[dict[str, Any]]:
    """For each method the validation score at each setting over all replicates, with counts of what did not finish."""
    return [
        {"method": method, "slot": slot, "chosen": one.choice(method).setting, "points": points(one, method)}
        for slot, method in enumerate(one.methods)
    ]


def points(one: Evidence, method: str) -> list[dict[str, Any]]:
    """One point a setting."""
    found = []
    for setting in one.settings(method):
        cell = one.trials.iloc[np.append(one.rows(method, setting, "tune"), one.rows(method, setting, "report"))]
        inside = mean_interval(cell["validation_score"].to_list())
        ended = tally(cell)
        found.append(
            {
                "setting": setting,
                "n": inside.n,
                "mean": finite(inside.centre),
                "low": finite(inside.low),
                "high": finite(inside.high),
                "diverged": ended["diverged"],
                "missing": ended["missing"] + ended["error"],
            }
        )
    return found
