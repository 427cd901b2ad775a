"""How the ranking of methods changes during training."""

import numpy as np
from scipy.stats import rankdata

from experiments.judging.evidence import Evidence
from experiments.report.shapes.charts import Line, LineChart

FEWEST, MOST = 3, 12  # methods whose ranks say more than their curves


def ranks(evidence: Evidence) -> LineChart | None:
    """The mean rank of each method after every epoch, 1 the best; None without curves of 3 to 12 methods.

    Ranked are the validation scores of the reported replicates that every method has finished, at each method's best
    setting; equals share their mean rank. A curve that ends early keeps its last value.
    """
    methods = [method for method in evidence.methods if len(evidence.trials_of(method))]
    lines = {method: curves(evidence, method) for method in methods}
    lines = {method: rows for method, rows in lines.items() if rows}
    if not FEWEST <= len(lines) <= MOST:
        return None
    shared = sorted(set.intersection(*(set(rows) for rows in lines.values())))
    longest = max(len(line) for rows in lines.values() for line in rows.values())
    if not shared or longest < 2:
        return None
    table = np.array([[held(rows[key], longest) for key in shared] for rows in lines.values()])
    means = rankdata(-table, axis=0).mean(axis=1)
    series: list[Line] = [
        {
            "label": method,
            "slot": evidence.methods.index(method),
            "x": list(range(1, longest + 1)),
            "y": [round(float(mean), 3) for mean in row],
        }
        for method, row in zip(lines, means, strict=True)
    ]
    return {
        "kind": "lines",
        "title": "Who leads, epoch by epoch",
        "x_label": "epoch",
        "y_label": f"mean rank by validation {evidence.curve.title} (1 is best)",
        "y_down": True,
        "series": series,
    }


def curves(evidence: Evidence, method: str) -> dict[int, list[float | None]]:
    """Replicate -> validation score by epoch, of the reported trials that did not fail."""
    trials, known = evidence.trials_of(method), evidence.context.curves
    pairs = zip(trials["replicate"], trials["key"], strict=True)
    return {int(replicate): known[key] for replicate, key in pairs if len(known.get(key, ())) > 0}


def held(line: list[float | None], length: int) -> np.ndarray:
    """A curve of a length: a missing value is worse than any, the last one holds to the end."""
    values = np.array([-np.inf if value is None or np.isnan(value) else value for value in line], float)
    return np.append(values, np.full(length - len(values), values[-1]))
