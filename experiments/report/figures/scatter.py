"""Scatter: one quantity against another, one labelled point a variant."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from matplotlib.axes import Axes

from experiments.report.figures.axis import Axis
from experiments.report.figures.canvas import MUTE, Canvas, colour, group, marker
from experiments.report.figures.chart import (
    WIDTH,
    axis_width,
    format_value,
    framed,
    labelled,
    numbers,
    pattern,
    plot_height,
    text_width,
    wrapped,
)  # fmt: skip
from experiments.report.figures.labels import legend
from experiments.report.figures.placing import Box, clearest
from experiments.report.shapes.charts import Point as PointRow
from experiments.report.shapes.charts import ScatterChart

HEIGHT, RIGHT, TEXT = 270.0, 16.0, 12.0
AROUND = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))


@dataclass
class Point:
    """One variant; `low` and `high` are its interval, NaN where there is none."""

    label: str
    slot: int
    x: float
    y: float
    low: float
    high: float


def scatter(chart: ScatterChart, name: str) -> str | None:
    """One point a variant with its interval, labels beside the points and clear of each other; `None` without any.

    Args:
        chart: `title`, `x_label`, `y_label`, `points` (`label`, `x`, `y` and optionally `slot`, `low`, `high`);
            optionally `x_log`, `y_log` and `lines`, lists of labels of points that are joined in that order.
        name: a prefix that makes the figure's ids unique on its page.
    """
    points = [point for index, row in enumerate(chart["points"]) if (point := read(row, index, chart))]
    if not points:
        return None
    return beside(chart, name, points) or listed(chart, name, points)


def beside(chart: ScatterChart, name: str, points: list[Point]) -> str | None:
    """Labels beside their points; `None` where two of them would collide or one would be cut."""
    y = heights(chart, points, HEIGHT)
    width = WIDTH - axis_width(y, chart["y_label"]) - RIGHT
    x = Axis([point.x for point in points], width, chart.get("x_log", False), 0.07, tick_gap=52)
    with framed(chart, name, alternative(chart, points), x, y, RIGHT) as (drawn, axes):
        occupied, labels = dotted(drawn, axes, chart, points, x, y), list[Box]()
        bounds = Box(0, 0, x.length + RIGHT - 4, y.length)
        for point in points:
            position = float(x.pixels([point.x])[0]), float(y.pixels([point.y])[0])
            labels.append(label(axes, point, position, [*occupied, *labels], bounds))
    clear = all(box.shared(bounds) > 0.99 * box.area for box in labels)
    return drawn.svg if clear and not any(a.shared(b) for a, b in combinations(labels, 2)) else None


def listed(chart: ScatterChart, name: str, points: list[Point]) -> str:
    """Labels in a list on the right, each with its point's marker."""
    texts, widest, gap = labelled([point.label for point in points])
    y = heights(chart, points, plot_height(len(points), gap))
    right = widest + 44
    x = Axis(
        [point.x for point in points], WIDTH - axis_width(y, chart["y_label"]) - right, chart.get("x_log", False), 0.07,
        tick_gap=52,
    )  # fmt: skip
    with framed(chart, name, alternative(chart, points), x, y, right) as (drawn, axes):
        dotted(drawn, axes, chart, points, x, y)
        for index, (point, text) in enumerate(zip(points, texts, strict=True)):
            legend(axes, point.slot, text, (x.length, y.length - gap * (index + 0.5)))
    return drawn.svg


def heights(chart: ScatterChart, points: list[Point], length: float) -> Axis:
    """The y axis."""
    values = [value for point in points for value in (point.y, point.low, point.high)]
    return Axis(values, length, chart.get("y_log", False), 0.07)


def dotted(drawn: Canvas, axes: Axes, chart: ScatterChart, points: list[Point], x: Axis, y: Axis) -> list[Box]:
    """Points, intervals and lines between points; returns the boxes that they cover."""
    occupied = [box for line in chart.get("lines", ()) for box in join(axes, line, points, x, y)]
    for point in points:
        px, py = float(x.pixels([point.x])[0]), float(y.pixels([point.y])[0])
        occupied += [Box(px - 5, py - 5, px + 5, py + 5), whisker(axes, point, px, y)]
        axes.plot([px], [py], marker(point.slot), ms=7, color=colour(point.slot), gid=group(point.slot))
        drawn.note(axes, px, py, point.label, point.x, point.y, point.low, point.high)
    drawn.columns = ("method", chart["x_label"], chart["y_label"], "from", "to")
    return occupied


def read(row: PointRow, index: int, chart: ScatterChart) -> Point | None:
    """A point; `None` if it cannot be drawn on the axes."""
    x, y, low, high = numbers([row["x"], row["y"], row.get("low"), row.get("high")])
    lost = (chart.get("x_log") and x <= 0) or (chart.get("y_log") and y <= 0) or not np.isfinite(x + y)
    return (
        None if lost else Point(str(row["label"]), row.get("slot", index), float(x), float(y), float(low), float(high))
    )


def whisker(axes: Axes, point: Point, px: float, y: Axis) -> Box:
    """The interval of a point, from the axis where it reaches 0 on a logarithmic one; returns the box it covers."""
    low, high = (float(end) for end in y.pixels([point.low, point.high]))
    low = 0.0 if np.isfinite(point.low) and np.isnan(low) else low
    if not np.isfinite(low + high):
        return Box(px, 0, px, 0)
    axes.plot([px, px], [low, high], color=colour(point.slot), lw=1.6, alpha=0.6, gid=group(point.slot))
    return Box(px - 2, low, px + 2, high)


def join(axes: Axes, names: list[str], points: list[Point], x: Axis, y: Axis) -> list[Box]:
    """A line through the points of some names; returns the boxes it covers."""
    by_label = {point.label: point for point in points}
    members = [by_label[name] for name in map(str, names) if name in by_label]
    if len(members) < 2:
        return []
    xs, ys, slot = x.pixels([point.x for point in members]), y.pixels([point.y for point in members]), members[0].slot
    axes.plot(xs, ys, lw=1.1, alpha=0.7, ls=pattern(slot), color=colour(slot), gid=group(slot), zorder=1)
    shares = np.linspace(0, len(members) - 1, 24 * (len(members) - 1) + 1)
    along = (np.interp(shares, np.arange(len(members)), values) for values in (xs, ys))
    return [Box(px - 2, py - 2, px + 2, py + 2) for px, py in zip(*along, strict=True)]


def label(axes: Axes, point: Point, position: tuple[float, float], occupied: list[Box], bounds: Box) -> Box:
    """Writes a point's label where it covers the least, joined by a thin line if it is not near; returns its box."""
    text = wrapped(point.label, 26, 1)[0]
    wide, candidates = text_width(text, 11), []
    for far in (8, 18, 30, 44):
        for way, up in AROUND:
            left = position[0] + (far if way > 0 else -far - wide if way < 0 else -wide / 2)
            low = position[1] - TEXT / 2 + up * (far if way == 0 else far * 0.8) + (up * TEXT / 4)
            candidates.append(Box(left, low, left + wide, low + TEXT))
    best = clearest(candidates, occupied, bounds)
    if candidates.index(best) >= len(AROUND):
        near = (float(np.clip(position[0], best.left, best.right)), float(np.clip(position[1], best.low, best.high)))
        axes.plot([position[0], near[0]], [position[1], near[1]], lw=0.7, color=MUTE, alpha=0.8, zorder=1)
    axes.text(best.left, best.low + 2, text, color=colour(point.slot), fontsize=11, gid=group(point.slot))
    return best


def alternative(chart: ScatterChart, points: list[Point]) -> str:
    """The chart in words: every point with its interval."""
    texts = []
    for point in points:
        ends = (
            f" ({format_value(point.low)} to {format_value(point.high)})" if np.isfinite(point.low + point.high) else ""
        )
        texts.append(f"{point.label}: {format_value(point.y)}{ends} at {format_value(point.x)}")
    return f"{chart['title']}. {chart['y_label']} over {chart['x_label']}. {'; '.join(texts)}."
