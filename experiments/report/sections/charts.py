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


def charts(evidence: Evidence) -> list[Chart]:
    """Every chart that has something to show."""
    contents = [(chart, KINDS[chart["kind"]](evidence, chart)) for chart in evidence.study["charts"]]
    return [{**frame(chart), **content} for chart, content in contents if content]


def frame(chart: Chart) -> Chart:
    """What every kind of chart has: title, axes, reference lines."""
    marks = [{axis: value, "label": label} for axis, value, label in chart["marks"]]
    return {**{name: chart[name] for name in ("title", "x_label", "y_label", "x_log", "y_log")}, "marks": marks}


def chart_kind(function: Callable[[Evidence, Chart], Chart | None]) -> Callable[[Evidence, Chart], Chart | None]:
    """Registers a kind of chart under the function's name."""
    KINDS[function.__name__] = function
    return function


def line_chart(lines: list[Chart]) -> Chart | None:
    """A line chart of series."""
    return {"kind": "lines", "series": lines} if any(line["x"] for line in lines) else None


@chart_kind
def curves(evidence: Evidence, chart: Chart) -> Chart | None:
    """Series of simulations: the median over the reported replicates, each thin."""
    lines, methods = [], chart["methods"] or evidence.all_methods
    for method in methods:
        replicates = series.simulated(evidence, method, [chart["x"], *chart["y"]])
        for name in chart["y"]:
            if any(name in replicate for replicate in replicates):
                label = " ".join(([method] if len(methods) > 1 else []) + ([name] if len(chart["y"]) > 1 else []))
                line = series.median(
                    [(replicate[chart["x"]], replicate[name]) for replicate in replicates if name in replicate]
                )
                slot = len(lines) if len(chart["y"]) > 1 else evidence.all_methods.index(method)
                lines.append({"label": label or method, "slot": slot, **line})
    return line_chart(lines)


@chart_kind
def layers(evidence: Evidence, chart: Chart) -> Chart | None:
    """A statistic by depth, before training (`x` is `before`) or after it."""
    lines = []
    for method in chart["methods"] or evidence.methods:
        x, y = series.by_depth(evidence, method, chart["y"][0], chart["x"])
        lines.append({"label": method, "slot": evidence.all_methods.index(method), "x": x, "y": y})
    return line_chart(lines)


@chart_kind
def epochs(evidence: Evidence, chart: Chart) -> Chart | None:
    """A statistic by epoch, mean over the hidden layers, median over the reported replicates."""
    lines = [
        {
            "label": method,
            "slot": evidence.all_methods.index(method),
            **series.by_epoch(evidence, method, chart["y"][0]),
        }
        for method in chart["methods"] or evidence.methods
    ]
    return line_chart(lines)


@chart_kind
def against(evidence: Evidence, chart: Chart) -> Chart | None:
    """A measure over the methods' positions, a line a family."""
    positions = {entry["label"]: entry["position"] for entry in evidence.study["methods"] if "position" in entry}
    families = dict.fromkeys(evidence.families.get(label, "") for label in positions)
    lines = []
    for slot, family in enumerate(families):
        members = [label for label in positions if evidence.families.get(label, "") == family]
        rows = [measure_interval(evidence, label, chart["y"][0]) for label in members]
        line = {name: [row[name] for row in rows] for name in ("y", "low", "high")}
        lines.append(
            {"label": family or evidence.study["title"], "slot": slot, "x": [positions[m] for m in members], **line}
        )
    return line_chart(lines)


def measure_interval(evidence: Evidence, method: str, measure: str) -> dict[str, float | None]:
    """A measure's centre and interval, in the unit that is shown."""
    scale = UNITS[evidence.unit(measure)].scale
    estimate = interval(evidence.reported(method, measure).to_list(), evidence.centre(measure))
    ends = {"y": estimate.centre, "low": estimate.low, "high": estimate.high}
    return {name: finite(value * scale) if estimate.n else None for name, value in ends.items()}


@chart_kind
def measures(evidence: Evidence, chart: Chart) -> Chart | None:
    """One measure against another, a point a method."""
    points = []
    for method in chart["methods"] or evidence.all_methods:
        across = measure_interval(evidence, method, chart["x"])["y"]
        up = measure_interval(evidence, method, chart["y"][0])
        if across is not None and up["y"] is not None:
            points.append({"label": method, "slot": evidence.all_methods.index(method), "x": across, **up})
    return {"kind": "scatter", "points": points} if points else None


@chart_kind
def paths(evidence: Evidence, chart: Chart) -> Chart | None:
    """Paths on a landscape: `x` names the simulation's method that gives the grid; the first replicate of each."""
    grid = series.grid(evidence, chart["x"])
    paths = []
    for method in chart["methods"]:
        replicates = series.simulated(evidence, method, ["x", "y"])
        if replicates:
            paths.append({"label": method, "slot": evidence.all_methods.index(method), **replicates[0]})
    if not grid or not paths:
        return None
    return {"kind": "trajectories", "minima": grid.pop("minima"), "grid": grid, "paths": paths}


@chart_kind
def histograms(evidence: Evidence, chart: Chart) -> Chart | None:
    """Counts over bins, side by side: `x` names the series of the bins' edges or middles, `y` that of the counts."""
    panels = []
    for method in chart["methods"] or evidence.all_methods:
        for replicate in series.simulated(evidence, method, [chart["x"], *chart["y"]])[:1]:
            counts, positions = replicate[chart["y"][0]], [float(position or 0) for position in replicate[chart["x"]]]
            panels.append({"label": method, "edges": bin_edges(positions, len(counts)), "counts": counts})
    marks = chart["marks"]  # two marks bound a zone, the first names it
    zone = [marks[0][1], marks[1][1], marks[0][2]] if len(marks) == 2 else None
    return {"kind": "histograms", "panels": panels, "zone": zone} if panels else None


def bin_edges(positions: list[float], bins: int) -> list[float]:
    """The edges of bins of one width, given by them or by their middles."""
    if len(positions) > bins:
        return positions
    half = (positions[-1] - positions[0]) / (bins - 1) / 2
    return np.linspace(positions[0] - half, positions[-1] + half, bins + 1).tolist()


@chart_kind
def calibration(evidence: Evidence, chart: Chart) -> Chart | None:
    """Hits against confidence in bins, summed over the reported replicates."""
    rows = [
        {"label": method, "slot": evidence.all_methods.index(method), **bins}
        for method in chart["methods"] or evidence.methods
        if (bins := series.reliability(evidence, method))
    ]
    return {"kind": "calibration", "series": rows} if rows else None
