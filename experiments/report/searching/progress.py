"""How the best score grew: against settings tried and against seconds, beside what random draws would give."""

import numpy as np

from experiments.report.searches import SearchResult
from experiments.report.searching.units import axis, unit
from experiments.report.sections.quantity import finite
from experiments.report.shapes.charts import Line, LineChart


def expected_best(scores: np.ndarray, direction: str) -> np.ndarray:
    """Expected best of n = 1, 2, ... draws with replacement from observed scores, in closed form.

    With the scores sorted, v₁ ≤ … ≤ v_N, the best of n draws is v_i with probability (i/N)ⁿ − ((i − 1)/N)ⁿ, so that
    E[best] = Σ v_i ((i/N)ⁿ − ((i − 1)/N)ⁿ). NaN, a failure, counts as the worst score.

    Reference: Dodge, Gururangan, Card, Schwartz and Smith 2019, "Show Your Work: Improved Reporting of Experimental
        Results", EMNLP, equations 1 to 3, arXiv:1909.03004.
    """
    sign = 1.0 if direction == "max" else -1.0
    values = sign * np.asarray(scores, float)
    if not np.isfinite(values).any():
        return np.full(len(values), np.nan)
    values = np.sort(np.where(np.isnan(values), np.nanmin(values), values))
    draws, shares = np.arange(1, len(values) + 1)[:, None], np.arange(len(values) + 1) / len(values)
    return sign * (np.diff(shares**draws, axis=1) @ values)


def progress(search: SearchResult) -> list[LineChart]:
    """Two charts of the best score so far; the second has no random draws, whose time nobody knows."""
    if not search.trials["score"].notna().any():
        return []
    scale, several = unit(search).scale, search.trials["fold"].nunique() > 1
    by_trial: list[Line] = []
    by_time: list[Line] = []
    for slot, (fold, trials) in enumerate(search.trials.groupby("fold")):
        label = f"split {int(str(fold)) + 1}" if several else "this search"
        y = [finite(value * scale) for value in trials["best"].astype(float)]
        by_trial.append({"label": label, "slot": slot, "x": list(range(1, len(trials) + 1)), "y": y})
        spent = trials["seconds"].astype(float).cumsum().round(4).tolist()
        by_time.append({"label": label, "slot": slot, "x": spent, "y": y})
    if not several:
        draws = expected_best(search.trials["score"].to_numpy(float), search.direction) * scale
        expected = [finite(value) for value in draws]
        by_trial.append({"label": "random draws", "slot": 1, "x": list(range(1, len(draws) + 1)), "y": expected})
    return [
        chart(search, "Best so far, by settings tried", "settings tried", by_trial),
        chart(search, "Best so far, by time", "seconds of searching", by_time),
    ]


def chart(search: SearchResult, title: str, x_label: str, lines: list[Line]) -> LineChart:
    """A chart of best scores over what was spent."""
    label = f"best {axis(search)}"
    return {"kind": "budget", "y_label": label, "title": title, "x_label": x_label, "series": lines}
