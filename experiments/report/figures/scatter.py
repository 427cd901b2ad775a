"""Scatter: one quantity against another, one labelled point a variant."""

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes

from experiments.report.figures.axis import Axis
from experiments.report.figures.canvas import MUTE, colour, group, marker
from experiments.report.figures.chart import WIDTH, beside, framed, numbers, pattern, told, wrapped
from experiments.report.figures.placing import Box, clearest
from experiments.report.shapes.charts import Point as PointRow
from experiments.report.shapes.charts import ScatterChart

HEIGHT, RIGHT, LETTER, TEXT = 270.0, 16.0, 6.3, 12.0
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
        name: what makes the figure's ids unique on its page.
    """
    points = [point for place, row in enumerate(chart["points"]) if (point := read(row, place, chart))]
    if not points:
        return None
    y = Axis([value for one in points for value in (one.y, one.low, one.high)], HEIGHT, chart.get("y_log", False), 0.07)
    x = Axis([one.x for one in points], WIDTH - beside(y, chart["y_label"]) - RIGHT, chart.get("x_log", False), 0.07,
             apart=52)  # fmt: skip
    with framed(chart, name, alternative(chart, points), x, y, RIGHT) as (drawn, axes):
        taken = [box for line in chart.get("lines", ()) for box in join(axes, line, points, x, y)]
        places = [(float(x.at([one.x])[0]), float(y.at([one.y])[0])) for one in points]
        taken += [Box(at - 5, up - 5, at + 5, up + 5) for at, up in places]
        taken += [whisker(axes, one, at, y) for one, (at, _) in zip(points, places, strict=True)]
        for one, (at, up) in zip(points, places, strict=True):
            axes.plot([at], [up], marker(one.slot), ms=7, color=colour(one.slot), gid=group(one.slot))
        for one, place in zip(points, places, strict=True):
            taken.append(label(axes, one, place, taken, Box(0, 0, x.length + RIGHT - 4, y.length)))
    return drawn.svg


def read(row: PointRow, place: int, chart: ScatterChart) -> Point | None:
    """A point; `None` if it has no place on the axes."""
    x, y, low, high = numbers([row["x"], row["y"], row.get("low"), row.get("high")])
    lost = (chart.get("x_log") and x <= 0) or (chart.get("y_log") and y <= 0) or not np.isfinite(x + y)
    return (
        None if lost else Point(str(row["label"]), row.get("slot", place), float(x), float(y), float(low), float(high))
    )


def whisker(axes: Axes, point: Point, at: float, y: Axis) -> Box:
    """The interval of a point, from the axis where it reaches 0 on a logarithmic one; gives what it covers."""
    low, high = (float(end) for end in y.at([point.low, point.high]))
    low = 0.0 if np.isfinite(point.low) and np.isnan(low) else low
    if not np.isfinite(low + high):
        return Box(at, 0, at, 0)
    axes.plot([at, at], [low, high], color=colour(point.slot), lw=1.6, alpha=0.6, gid=group(point.slot))
    return Box(at - 2, low, at + 2, high)


def join(axes: Axes, names: list[str], points: list[Point], x: Axis, y: Axis) -> list[Box]:
    """A line through the points of some names; gives what it covers."""
    found = {point.label: point for point in points}
    kept = [found[name] for name in map(str, names) if name in found]
    if len(kept) < 2:
        return []
    xs, ys, slot = x.at([one.x for one in kept]), y.at([one.y for one in kept]), kept[0].slot
    axes.plot(xs, ys, lw=1.1, alpha=0.7, ls=pattern(slot), color=colour(slot), gid=group(slot), zorder=1)
    shares = np.linspace(0, len(kept) - 1, 24 * (len(kept) - 1) + 1)
    along = (np.interp(shares, np.arange(len(kept)), values) for values in (xs, ys))
    return [Box(at - 2, up - 2, at + 2, up + 2) for at, up in zip(*along, strict=True)]


def label(axes: Axes, point: Point, place: tuple[float, float], taken: list[Box], bounds: Box) -> Box:
    """Writes a point's label where it covers the least, with a thin line where that is not close by; gives its box."""
    text = wrapped(point.label, 26, 1)[0]
    wide, candidates = LETTER * len(text), []
    for far in (8, 18, 30, 44):
        for way, up in AROUND:
            left = place[0] + (far if way > 0 else -far - wide if way < 0 else -wide / 2)
            low = place[1] - TEXT / 2 + up * (far if way == 0 else far * 0.8) + (up * TEXT / 4)
            candidates.append(Box(left, low, left + wide, low + TEXT))
    best = clearest(candidates, taken, bounds)
    if candidates.index(best) >= len(AROUND):
        near = (float(np.clip(place[0], best.left, best.right)), float(np.clip(place[1], best.low, best.high)))
        axes.plot([place[0], near[0]], [place[1], near[1]], lw=0.7, color=MUTE, alpha=0.8, zorder=1)
    axes.text(best.left, best.low + 2, text, color=colour(point.slot), fontsize=11, gid=group(point.slot))
    return best


def alternative(chart: ScatterChart, points: list[Point]) -> str:
    """The chart in words: every point with its interval."""
    said = []
    for one in points:
        ends = f" ({told(one.low)} to {told(one.high)})" if np.isfinite(one.low + one.high) else ""
        said.append(f"{one.label}: {told(one.y)}{ends} at {told(one.x)}")
    return f"{chart['title']}. {chart['y_label']} over {chart['x_label']}. {'; '.join(said)}."
