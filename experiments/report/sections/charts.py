"""The charts that a study asks for, as plain data: a dict with its `kind`, as `experiments.report.figures` draws it."""

from collections.abc import Callable
from typing import Any

import numpy as np

from experiments.judging.evidence import Evidence
from experiments.judging.statistics import interval
from experiments.report.sections import series
from experiments.report.sections.quantity import finite
from experiments.report.wording import UNITS

Chart = dict[str, Any]
KINDS: dict[str, Callable[[Evidence, Chart], Chart | None]] = {}


def charts(one: Evidence) -> list[Chart]:
    """Every chart that has something to show."""
    drawn = [(chart, KINDS[chart["kind"]](one, chart)) for chart in one.study["charts"]]
    return [{**labelled(chart), **found} for chart, found in drawn if found]


def labelled(chart: Chart) -> Chart:
    """What every kind of chart has: title, axes, reference lines."""
    marks = [{axis: value, "label": label} for axis, value, label in chart["marks"]]
    return {**{name: chart[name] for name in ("title", "x_label", "y_label", "x_log", "y_log")}, "marks": marks}


def kind(function: Callable[[Evidence, Chart], Chart | None]) -> Callable[[Evidence, Chart], Chart | None]:
    """Registers a kind of chart under the function's name."""
    KINDS[function.__name__] = function
    return function


def lines(found: list[Chart]) -> Chart | None:
    """A line chart of series."""
    return {"kind": "lines", "series": found} if any(line["x"] for line in found) else None


@kind
def curves(one: Evidence, chart: Chart) -> Chart | None:
    """Series of simulations: the median over the reported replicates, each thin."""
    found = []
    for method in chart["methods"] or one.all_methods:
        stored = series.simulated(one, method, [chart["x"], *chart["y"]])
        for name in chart["y"]:
            if any(name in inner for inner in stored):
                label = " ".join(([method] if several(one, chart) else []) + ([name] if len(chart["y"]) > 1 else []))
                line = series.median([(inner[chart["x"]], inner[name]) for inner in stored if name in inner])
                slot = len(found) if len(chart["y"]) > 1 else one.all_methods.index(method)
                found.append({"label": label or method, "slot": slot, **line})
    return lines(found)


def several(one: Evidence, chart: Chart) -> bool:
    """Whether a chart shows more than one method."""
    return len(chart["methods"] or one.all_methods) > 1


@kind
def layers(one: Evidence, chart: Chart) -> Chart | None:
    """A statistic by depth, before training (`x` is `before`) or after it."""
    found = []
    for method in chart["methods"] or one.methods:
        x, y = series.by_depth(one, method, chart["y"][0], chart["x"])
        found.append({"label": method, "slot": one.all_methods.index(method), "x": x, "y": y})
    return lines(found)


@kind
def epochs(one: Evidence, chart: Chart) -> Chart | None:
    """A statistic by epoch, mean over the hidden layers, median over the reported replicates."""
    found = [
        {"label": method, "slot": one.all_methods.index(method), **series.by_epoch(one, method, chart["y"][0])}
        for method in chart["methods"] or one.methods
    ]
    return lines(found)


@kind
def against(one: Evidence, chart: Chart) -> Chart | None:
    """A measure over the methods' places, a line a family."""
    places = {entry["label"]: entry["position"] for entry in one.study["methods"] if "position" in entry}
    families = dict.fromkeys(one.families.get(label, "") for label in places)
    found = []
    for slot, family in enumerate(families):
        members = [label for label in places if one.families.get(label, "") == family]
        rows = [bounded(one, label, chart["y"][0]) for label in members]
        line = {name: [row[name] for row in rows] for name in ("y", "low", "high")}
        found.append({"label": family or one.study["title"], "slot": slot, "x": [places[m] for m in members], **line})
    return lines(found)


def bounded(one: Evidence, method: str, measure: str) -> dict[str, float | None]:
    """A measure's centre and interval, in the unit that is shown."""
    scale = UNITS[one.unit(measure)].scale
    found = interval(one.reported(method, measure).to_list(), one.centre(measure), overlap=one.overlap)
    ends = {"y": found.centre, "low": found.low, "high": found.high}
    return {name: finite(value * scale) if found.n else None for name, value in ends.items()}


@kind
def measures(one: Evidence, chart: Chart) -> Chart | None:
    """One measure against another, a point a method."""
    points = []
    for method in chart["methods"] or one.all_methods:
        across = bounded(one, method, chart["x"])["y"]
        up = bounded(one, method, chart["y"][0])
        if across is not None and up["y"] is not None:
            points.append({"label": method, "slot": one.all_methods.index(method), "x": across, **up})
    return {"kind": "scatter", "points": points} if points else None


@kind
def paths(one: Evidence, chart: Chart) -> Chart | None:
    """Ways on a landscape: `x` names the simulation's method that gives the grid; the first replicate of each."""
    grid = series.grid(one, chart["x"])
    found = []
    for method in chart["methods"]:
        stored = series.simulated(one, method, ["x", "y"])
        if stored:
            found.append({"label": method, "slot": one.all_methods.index(method), **stored[0]})
    if not grid or not found:
        return None
    return {"kind": "trajectories", "minima": grid.pop("minima"), "grid": grid, "paths": found}


@kind
def histograms(one: Evidence, chart: Chart) -> Chart | None:
    """Counts over bins, side by side: `x` names the series of the bins' edges or middles, `y` that of the counts."""
    panels = []
    for method in chart["methods"] or one.all_methods:
        for inner in series.simulated(one, method, [chart["x"], *chart["y"]])[:1]:
            counts, places = inner[chart["y"][0]], [float(place or 0) for place in inner[chart["x"]]]
            panels.append({"label": method, "edges": edges(places, len(counts)), "counts": counts})
    ends = chart["marks"]  # two marks bound a zone, the first names it
    zone = [ends[0][1], ends[1][1], ends[0][2]] if len(ends) == 2 else None
    return {"kind": "histograms", "panels": panels, "zone": zone} if panels else None


def edges(places: list[float], bins: int) -> list[float]:
    """The edges of bins of one width, given by them or by their middles."""
    if len(places) > bins:
        return places
    half = (places[-1] - places[0]) / (bins - 1) / 2
    return np.linspace(places[0] - half, places[-1] + half, bins + 1).tolist()


@kind
def calibration(one: Evidence, chart: Chart) -> Chart | None:
    """Hits against confidence in bins, summed over the reported replicates."""
    found = [
        {"label": method, "slot": one.all_methods.index(method), **bins}
        for method in chart["methods"] or one.methods
        if (bins := series.reliability(one, method))
    ]
    return {"kind": "calibration", "series": found} if found else None
