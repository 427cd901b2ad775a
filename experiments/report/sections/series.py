"""Series for charts, read from the stored curves and layer statistics of a method's reported trials."""

from typing import Any

import numpy as np

from experiments.judging.evidence import Evidence
from experiments.judging.measures import depth
from experiments.report.sections.quantity import finite

Line = dict[str, list[float | None]]


def keys(one: Evidence, method: str) -> list[str]:
    """The keys of a method's reported trials, by replicate, at the setting chosen for its first claim's measure."""
    claimed = (claim["measure"] for claim in one.study["claims"] for pair in claim["pairs"] if method in pair)
    found = one.trials_of(method, next(claimed, one.measures[0]))
    return found.sort_values("replicate")["key"].to_list()


def simulated(one: Evidence, method: str, names: list[str]) -> list[dict[str, list[float | None]]]:
    """The named series of each of a method's simulations, by replicate; only those that have the first."""
    wanted = keys(one, method)
    rows = one.results.series("simulation", names, wanted)
    found: dict[str, dict[str, Any]] = {key: {} for key in wanted}
    for key, metric, points in zip(rows["key"], rows["metric"], rows["points"], strict=True):
        found[key][metric] = [short(value) for value in points]
    return [inner for inner in found.values() if names[0] in inner]


def short(value: float | None) -> float | None:
    """Six digits are all that a chart can show."""
    return None if value is None else float(f"{value:.6g}")


def median(pairs: list[tuple[list, list]]) -> dict[str, Any]:
    """The median of lines over one x, with each of them if they differ."""
    x = pairs[0][0]
    table = np.array([y for _, y in pairs if len(y) == len(x)], float)
    centre = [middle(column) for column in table.T]
    differ = len(table) > 1 and bool((np.nan_to_num(table) != np.nan_to_num(table[0])).any())
    replicates = [[finite(value) for value in row] for row in table] if differ else []
    return {"x": x, "y": [None if value is None else short(value) for value in centre], "replicates": replicates}


def middle(values: np.ndarray) -> float | None:
    """The median of the values that exist."""
    known = values[~np.isnan(values)]
    return float(np.median(known)) if len(known) else None


def by_depth(one: Evidence, method: str, statistic: str, when: str) -> tuple[list[float], list[float | None]]:
    """Depth of each hidden layer, and the median of a statistic before or after training."""
    rows = one.context.layers
    rows = rows[(rows["statistic"] == statistic) & (rows["layer"] != "output") & rows["key"].isin(keys(one, method))]
    middle = rows.groupby("layer")["first" if when == "before" else "last"].median()
    names = sorted(middle.index, key=depth)
    return [float(depth(name)[1]) for name in names], [finite(middle[name]) for name in names]


def by_epoch(one: Evidence, method: str, statistic: str) -> Line:
    """The median over replicates of a statistic's mean over the hidden layers, from before the first epoch on."""
    rows = one.results.layer_series(statistic, keys(one, method))
    rows = rows[rows["layer"] != "output"]
    tables = [np.array(some["points"].to_list(), float) for _, some in rows.groupby("key")]
    means = [table.mean(axis=0) for table in tables]
    length = max((len(mean) for mean in means), default=0)
    whole = [mean for mean in means if len(mean) == length]
    centre = np.median(whole, axis=0) if whole else []
    return {"x": [float(epoch) for epoch in range(length)], "y": [finite(float(value)) for value in centre]}


def grid(one: Evidence, method: str) -> dict[str, Any] | None:
    """A landscape as the simulation `landscape_grid` gives it: axes, heights row by row, and its lowest places."""
    stored = simulated(one, method, ["grid_x", "grid_y", "grid_z", "minima_x", "minima_y"])
    if not stored:
        return None
    x, y, z = (stored[0][name] for name in ("grid_x", "grid_y", "grid_z"))
    lowest = zip(stored[0].get("minima_x", []), stored[0].get("minima_y", []), strict=True)
    rows = [z[row * len(x) : (row + 1) * len(x)] for row in range(len(y))]
    return {"x": x, "y": y, "z": rows, "minima": [list(place) for place in lowest]}


def reliability(one: Evidence, method: str) -> dict[str, Any] | None:
    """Mean confidence and share of hits in each bin, over all reported replicates."""
    rows = one.results.series("test", ("confidence", "hits", "count"), keys(one, method))
    tables = {str(name): np.array(some["points"].to_list(), float) for name, some in rows.groupby("metric")}
    if set(tables) != {"confidence", "hits", "count"}:
        return None
    count = tables["count"].sum(axis=0)
    weight = tables["count"] / np.maximum(count, 1)
    mean = {name: np.nansum(tables[name] * weight, axis=0) for name in ("confidence", "hits")}
    some = count > 0
    ece = float((np.abs(mean["confidence"] - mean["hits"]) * count).sum() / max(count.sum(), 1))
    return {**{name: values[some].tolist() for name, values in mean.items()}, "count": count[some].tolist(), "ece": ece}
