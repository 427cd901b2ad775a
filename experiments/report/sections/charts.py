"""The charts that a study asks for, as plain data: each with its `kind`, as `experiments.report.figures` draws it."""

from collections.abc import Callable
from typing import Any

import numpy as np

from experiments.judging.allowance import Allowance
from experiments.judging.evidence import Evidence
from experiments.judging.leader import leader
from experiments.judging.predictions import predictions
from experiments.judging.statistics import interval
from experiments.report.sections import series
from experiments.report.sections.confusion import confusion_chart
from experiments.report.sections.quantity import finite
from experiments.report.shapes.charts import (
    CalibrationChart,
    CalibrationSeries,
    Chart,
    ConfusionChart,
    Frame,
    HistogramChart,
    Line,
    LineChart,
    Panel,
    Path,
    Point,
    ScatterChart,
    TrajectoryChart,
)
from experiments.report.wording import UNITS

Spec = dict[str, Any]  # a study's `Chart`, as stored
Section = Callable[[Evidence, Spec], Chart | None]
KINDS: dict[str, Section] = {}


def charts(evidence: Evidence) -> list[Chart]:
    """Every chart that has something to show."""
    drawn = [KINDS[spec["kind"]](evidence, spec) for spec in evidence.study["charts"]]
    return [chart for chart in drawn if chart]


def frame(spec: Spec) -> Frame:
    """What every kind of chart has: title, axes, reference lines."""
    return {
        "title": spec["title"],
        "x_label": spec["x_label"],
        "y_label": spec["y_label"],
        "x_log": spec["x_log"],
        "y_log": spec["y_log"],
        "marks": [
            {"x": value, "label": label} if axis == "x" else {"y": value, "label": label}
            for axis, value, label in spec["marks"]
        ],
    }


def measured(evidence: Evidence, spec: Spec) -> Spec:
    """A chart of measures whose axes call the score by its name, and say what it is counted in."""

    def label(text: str, measure: str) -> str:
        if "test score" not in text:
            return text
        unit = ", points" if " minus " in text else ", %"
        whole = abs(UNITS[evidence.unit(measure)].scale) != 100
        return text.replace("test score", f"test {evidence.score}") + ("" if whole else unit)

    across = label(spec["x_label"], spec["x"]) if spec["x"] else spec["x_label"]
    return {**spec, "x_label": across, "y_label": label(spec["y_label"], spec["y"][0])}


def chart_kind(function: Section) -> Section:
    """Registers a kind of chart under the function's name."""
    KINDS[function.__name__] = function
    return function


def line_chart(spec: Spec, lines: list[Line]) -> LineChart | None:
    """A line chart of series; None if all are empty."""
    return {**frame(spec), "kind": "lines", "series": lines} if any(line["x"] for line in lines) else None


@chart_kind
def curves(evidence: Evidence, spec: Spec) -> LineChart | None:
    """Series of simulations: the median over the reported replicates, each thin."""
    lines: list[Line] = []
    methods = spec["methods"] or evidence.all_methods
    for method in methods:
        replicates = series.simulated(evidence, method, [spec["x"], *spec["y"]])
        for name in spec["y"]:
            pairs = [(replicate[spec["x"]], replicate[name]) for replicate in replicates if name in replicate]
            if pairs:
                series_name = name.replace("_", " ")
                label = " ".join(([method] if len(methods) > 1 else []) + ([series_name] if len(spec["y"]) > 1 else []))
                slot = len(lines) if len(spec["y"]) > 1 else evidence.all_methods.index(method)
                lines.append(series.median(label or method, slot, pairs))
    return line_chart(spec, lines)


@chart_kind
def layers(evidence: Evidence, spec: Spec) -> LineChart | None:
    """A statistic by depth, before training (`x` is `before`) or after it."""
    lines: list[Line] = []
    for method in spec["methods"] or evidence.methods:
        x, y = series.by_depth(evidence, method, spec["y"][0], spec["x"])
        lines.append({"label": method, "slot": evidence.all_methods.index(method), "x": x, "y": y})
    return line_chart(spec, lines)


@chart_kind
def epochs(evidence: Evidence, spec: Spec) -> LineChart | None:
    """A statistic by epoch, mean over the hidden layers, median over the reported replicates."""
    lines: list[Line] = []
    for method in spec["methods"] or evidence.methods:
        x, y = series.by_epoch(evidence, method, spec["y"][0])
        lines.append({"label": method, "slot": evidence.all_methods.index(method), "x": x, "y": y})
    return line_chart(spec, lines)


@chart_kind
def against(evidence: Evidence, spec: Spec) -> LineChart | None:
    """A measure over the methods' positions, a line a family."""
    positions = {entry["label"]: entry["position"] for entry in evidence.study["methods"] if "position" in entry}
    families = dict.fromkeys(evidence.families.get(label, "") for label in positions)
    lines: list[Line] = []
    for slot, family in enumerate(families):
        members = [label for label in positions if evidence.families.get(label, "") == family]
        points = [point(evidence, label, positions[label], spec["y"][0]) for label in members]
        lines.append(
            {
                "label": family or evidence.study["title"],
                "slot": slot,
                "x": [point["x"] for point in points],
                "y": [point["y"] for point in points],
                "low": [point.get("low") for point in points],
                "high": [point.get("high") for point in points],
            }
        )
    return line_chart(measured(evidence, spec), lines)


def point(evidence: Evidence, method: str, x: float | None, measure: str) -> Point:
    """A measure's centre and interval at an x, in the unit that is shown."""
    written = UNITS[evidence.unit(measure)].written
    estimate = interval(
        evidence.reported(method, measure).to_list(), evidence.centre(measure), allowance=Allowance(evidence.overlap)
    )
    y, low, high = (
        finite(written(value)) if estimate.n else None for value in (estimate.centre, estimate.low, estimate.high)
    )
    return {"label": method, "slot": evidence.all_methods.index(method), "x": x, "y": y, "low": low, "high": high}


@chart_kind
def measures(evidence: Evidence, spec: Spec) -> ScatterChart | None:
    """One measure against another, a point a method."""
    points: list[Point] = []
    for method in spec["methods"] or evidence.all_methods:
        across = point(evidence, method, None, spec["x"])["y"]
        points.append(point(evidence, method, across, spec["y"][0]))
    points = [point for point in points if point["x"] is not None and point["y"] is not None]
    return {**frame(measured(evidence, spec)), "kind": "scatter", "points": points} if points else None


@chart_kind
def paths(evidence: Evidence, spec: Spec) -> TrajectoryChart | None:
    """Paths on a landscape: `x` names the simulation's method that gives the grid; the first replicate of each."""
    landscape = series.landscape(evidence, spec["x"])
    paths: list[Path] = []
    for method in spec["methods"]:
        for steps in series.simulated(evidence, method, ["x", "y"])[:1]:
            slot = evidence.all_methods.index(method)
            paths.append({"label": method, "slot": slot, "x": steps["x"], "y": steps["y"]})
    if not landscape or not paths:
        return None
    grid, minima = landscape
    return {**frame(spec), "kind": "trajectories", "minima": minima, "grid": grid, "paths": paths}


@chart_kind
def histograms(evidence: Evidence, spec: Spec) -> HistogramChart | None:
    """Counts over bins, side by side: `x` names the series of the bins' edges or middles, `y` that of the counts."""
    panels: list[Panel] = []
    for method in spec["methods"] or evidence.all_methods:
        for replicate in series.simulated(evidence, method, [spec["x"], *spec["y"]])[:1]:
            counts, positions = replicate[spec["y"][0]], [float(position or 0) for position in replicate[spec["x"]]]
            panels.append({"label": method, "edges": bin_edges(positions, len(counts)), "counts": counts})
    marks = spec["marks"]  # two marks bound a zone, the first names it
    zone = [marks[0][1], marks[1][1], marks[0][2]] if len(marks) == 2 else None
    return {**frame(spec), "kind": "histograms", "panels": panels, "zone": zone} if panels else None


def bin_edges(positions: list[float], bins: int) -> list[float]:
    """The edges of bins of one width, given by them or by their middles."""
    if len(positions) > bins:
        return positions
    half = (positions[-1] - positions[0]) / (bins - 1) / 2
    return np.linspace(positions[0] - half, positions[-1] + half, bins + 1).tolist()


@chart_kind
def confusion(evidence: Evidence, spec: Spec) -> ConfusionChart | None:
    """Which class the leading method takes for which, summed over the reported replicates."""
    if (leading := leader(evidence, spec["methods"] or evidence.methods)) is None:
        return None
    stored = list(predictions(evidence.results, series.keys(evidence, leading[0])).values())
    return confusion_chart(stored, evidence.facts, f"{spec['title']}: {leading[0]}")


@chart_kind
def calibration(evidence: Evidence, spec: Spec) -> CalibrationChart | None:
    """Hits against confidence in bins, summed over the reported replicates."""
    rows: list[CalibrationSeries] = [
        {"label": method, "slot": evidence.all_methods.index(method), **bins}
        for method in spec["methods"] or evidence.methods
        if (bins := series.reliability(evidence, method))
    ]
    return {**frame(spec), "kind": "calibration", "series": rows} if rows else None
