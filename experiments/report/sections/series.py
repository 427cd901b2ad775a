"""Series for charts, read from the stored curves and layer statistics of a method's reported trials."""

from typing import Any

import numpy as np

from experiments.judging.evidence import Evidence
from experiments.judging.measures import depth
from experiments.report.sections.quantity import finite
from experiments.report.shapes.charts import Grid, Line, Reliability


def keys(evidence: Evidence, method: str) -> list[str]:
    """The keys of a method's reported trials, by replicate, at the setting chosen for its first claim's measure."""
    claimed = (claim["measure"] for claim in evidence.study["claims"] for pair in claim["pairs"] if method in pair)
    trials = evidence.trials_of(method, next(claimed, evidence.measures[0]))
    return trials.sort_values("replicate")["key"].to_list()


def simulated(evidence: Evidence, method: str, names: list[str]) -> list[dict[str, list[float | None]]]:
    """The named series of each of a method's simulations, by replicate; only those that have the first."""
    trials = keys(evidence, method)
    rows = evidence.results.series("simulation", names, trials)
    replicates: dict[str, dict[str, Any]] = {key: {} for key in trials}
    for key, metric, points in zip(rows["key"], rows["metric"], rows["points"], strict=True):
        replicates[key][metric] = [six_digits(value) for value in points]
    return [replicate for replicate in replicates.values() if names[0] in replicate]


def six_digits(value: float | None) -> float | None:
    """Six digits are all that a chart can show."""
    return None if value is None else float(f"{value:.6g}")


def median(label: str, slot: int, pairs: list[tuple[list[float | None], list[float | None]]]) -> Line:
    """The median of lines, pairs of x and y, over the x of the first; with each of them if they differ."""
    x = pairs[0][0]
    table = np.array([y for _, y in pairs if len(y) == len(x)], float)
    present = [column[~np.isnan(column)] for column in table.T]
    centre = [six_digits(float(np.median(column))) if len(column) else None for column in present]
    differ = len(table) > 1 and bool((np.nan_to_num(table) != np.nan_to_num(table[0])).any())
    replicates = [[finite(value) for value in row] for row in table] if differ else []
    return {"label": label, "slot": slot, "x": x, "y": centre, "replicates": replicates}


def by_depth(evidence: Evidence, method: str, statistic: str, when: str) -> tuple[list[float], list[float | None]]:
    """Depth of each hidden layer, and the median of a statistic before or after training."""
    rows = evidence.context.layers
    rows = rows[
        (rows["statistic"] == statistic) & (rows["layer"] != "output") & rows["key"].isin(keys(evidence, method))
    ]
    medians = rows.groupby("layer")["first" if when == "before" else "last"].median()
    names = sorted(medians.index, key=depth)
    return [float(depth(name)[1]) for name in names], [finite(medians[name]) for name in names]


def by_epoch(evidence: Evidence, method: str, statistic: str) -> tuple[list[float], list[float | None]]:
    """The median over replicates of a statistic's mean over the hidden layers, from before the first epoch on."""
    rows = evidence.results.layer_series(statistic, keys(evidence, method))
    rows = rows[rows["layer"] != "output"]
    tables = [np.array(lines["points"].to_list(), float) for _, lines in rows.groupby("key")]
    means = [table.mean(axis=0) for table in tables]
    length = max((len(mean) for mean in means), default=0)
    complete = [mean for mean in means if len(mean) == length]
    centre = np.median(complete, axis=0) if complete else []
    return [float(epoch) for epoch in range(length)], [finite(float(value)) for value in centre]


def landscape(evidence: Evidence, method: str) -> tuple[Grid, list[list[float]]] | None:
    """A landscape as the simulation `landscape_grid` gives it: its heights over two axes, and its minima."""
    replicates = simulated(evidence, method, ["grid_x", "grid_y", "grid_z", "minima_x", "minima_y"])
    if not replicates:
        return None
    x, y, z = (replicates[0][name] for name in ("grid_x", "grid_y", "grid_z"))
    lowest = zip(replicates[0].get("minima_x", []), replicates[0].get("minima_y", []), strict=True)
    rows = [z[row * len(x) : (row + 1) * len(x)] for row in range(len(y))]
    return {"x": x, "y": y, "z": rows}, [[x, y] for x, y in lowest if x is not None and y is not None]


def reliability(evidence: Evidence, method: str) -> Reliability | None:
    """Mean confidence and share of hits in each bin, over all reported replicates."""
    stored = evidence.results.series("test", ("confidence", "hits", "count"), keys(evidence, method))
    tables = {str(name): np.array(lines["points"].to_list(), float) for name, lines in stored.groupby("metric")}
    if set(tables) != {"confidence", "hits", "count"}:
        return None
    count = tables["count"].sum(axis=0)
    weight = tables["count"] / np.maximum(count, 1)
    mean = {name: np.nansum(tables[name] * weight, axis=0) for name in ("confidence", "hits")}
    filled = count > 0
    ece = float((np.abs(mean["confidence"] - mean["hits"]) * count).sum() / max(count.sum(), 1))
    return {
        "confidence": mean["confidence"][filled].tolist(),
        "hits": mean["hits"][filled].tolist(),
        "count": count[filled].tolist(),
        "ece": ece,
    }
