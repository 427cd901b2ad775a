"""One series of a chart of lines: read, drawn, with its intervals and replicates."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from experiments.report.figures.axis import Axis
from experiments.report.figures.canvas import Canvas, colour, group, marker
from experiments.report.figures.chart import numbers, pattern, simplified
from experiments.report.figures.placing import Box
from experiments.report.shapes.charts import Line as Series
from experiments.report.shapes.charts import LineChart

FEW = 12  # up to so many points are marked, and have whiskers instead of a band
MANY = 20  # replicates, beyond which a band shows the middle 80 % of them
NOTED = 100  # points of a line whose numbers the page holds


@dataclass
class Line:
    """One series as arrays of one length; NaN where a value is missing or cannot be drawn on the axis."""

    label: str
    slot: int
    x: np.ndarray
    y: np.ndarray
    low: np.ndarray
    high: np.ndarray
    replicates: list[np.ndarray]

    @property
    def valid(self) -> np.ndarray:
        """Which points can be drawn."""
        return np.isfinite(self.x) & np.isfinite(self.y)


def read(row: Series, index: int, chart: LineChart) -> Line:
    """A series of a chart as arrays, by growing x; on a logarithmic axis only intervals may begin at zero or less."""
    x = numbers(row["x"])
    y, low, high = (numbers(row.get(key), len(x)) for key in ("y", "low", "high"))
    replicates = [numbers(values, len(x)) for values in row.get("replicates") or ()]
    if chart.get("x_log"):
        x[x <= 0] = np.nan
    if chart.get("y_log"):
        for values in (y, high, *replicates):
            values[values <= 0] = np.nan
    order = np.argsort(x, kind="stable")
    x, y, low, high, *replicates = (values[order] for values in (x, y, low, high, *replicates))
    return Line(str(row["label"]), row.get("slot", index), x, y, low, high, replicates)


def ranges(axes: Axes, line: Line, x: Axis, y: Axis, alpha: float, step: bool) -> None:
    """Intervals, as whiskers where points are few and as a band where they are many; replicates thin, or as a band."""
    xs, low, high = x.pixels(line.x), y.pixels(line.low), y.pixels(line.high)
    low = np.where(
        np.isnan(low) & np.isfinite(line.low) & np.isfinite(high), y.start, low
    )  # zero on a logarithmic axis
    bounded = line.valid & np.isfinite(low) & np.isfinite(high)
    if bounded.any() and line.valid.sum() <= FEW:
        gaps = np.full(bounded.sum(), np.nan)
        across, up = [xs[bounded], xs[bounded], gaps], [low[bounded], high[bounded], gaps]
        whiskers = (np.column_stack(ends).ravel() for ends in (across, up))
        axes.plot(*whiskers, lw=1.2, alpha=0.6, color=colour(line.slot), gid=group(line.slot))
    elif bounded.any():
        band(axes, line, xs, low, high, alpha, step)
    if len(line.replicates) > MANY:
        band(axes, line, xs, *middle(y.pixels(np.array(line.replicates))), alpha, step)
    elif line.replicates:
        thin(axes, line, [hold(xs, y.pixels(values)) if step else (xs, y.pixels(values)) for values in line.replicates])


def band(axes: Axes, line: Line, xs: np.ndarray, low: np.ndarray, high: np.ndarray, alpha: float, step: bool) -> None:
    """What lies between two lines, in pixels."""
    (across, low), (_, high) = (hold(xs, end) if step else (xs, end) for end in (low, high))
    where = np.isfinite(across + low + high).tolist()
    axes.fill_between(across, low, high, where=where, alpha=alpha, lw=0, color=colour(line.slot), gid=group(line.slot))


def middle(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The ends of the middle 80 % of replicates at each x, NaN where at most half of them have a value."""
    enough = np.isfinite(table).sum(axis=0) * 2 > len(table)
    low, high = np.full(table.shape[1], np.nan), np.full(table.shape[1], np.nan)
    low[enough], high[enough] = np.nanquantile(table[:, enough], (0.1, 0.9), axis=0) if enough.any() else ((), ())
    return low, high


def thin(axes: Axes, line: Line, paths: list[tuple[np.ndarray, np.ndarray]]) -> None:
    """Replicates as thin lines, all of them one element."""
    short = [simplified(*path) for path in paths]
    joined = [np.concatenate([values for path in short for values in (path[axis], [np.nan])]) for axis in (0, 1)]
    axes.plot(*joined, lw=0.5, alpha=0.35, color=colour(line.slot), gid=group(line.slot))


def draw(axes: Axes, line: Line, x: Axis, y: Axis, step: bool) -> None:
    """The line itself; points are marked where they are few or stand alone."""
    style: dict[str, Any] = {"color": colour(line.slot), "gid": group(line.slot)}
    xs, ys = np.where(line.valid, x.pixels(line.x), np.nan), np.where(line.valid, y.pixels(line.y), np.nan)
    if step:
        xs, ys = hold(xs, ys)
    if line.valid.sum() > 1:
        axes.plot(*simplified(xs, ys), lw=1.9, ls=pattern(line.slot), **style)
    alone = line.valid & ~np.roll(line.valid, 1) & ~np.roll(line.valid, -1)
    shown = alone if step or line.valid.sum() > FEW else line.valid
    if shown.any():
        axes.plot(x.pixels(line.x[shown]), y.pixels(line.y[shown]), marker(line.slot), ms=4.5, mew=0.8, **style)
    end = float(x.pixels(line.x[line.valid])[-1])
    if end < x.length - 12:
        style["ls"] = (0, (1, 2.5))
        axes.plot([end + 5, x.length], [last(line, y)] * 2, lw=0.8, alpha=0.8, **style)


def hold(xs: np.ndarray, ys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A line as steps: each value holds until the next x."""
    return np.repeat(xs, 2)[1:], np.repeat(ys, 2)[:-1]


def last(line: Line, y: Axis) -> float:
    """The y at the end of a line, in pixels, within the axes."""
    return float(y.inside(line.y[line.valid])[-1])


def line_boxes(line: Line, x: Axis, y: Axis) -> list[Box]:
    """Small boxes that cover a line."""
    xs, ys = x.pixels(line.x[line.valid]), y.pixels(line.y[line.valid])
    if len(xs) > 1 and np.all(np.diff(xs) > 0):
        finer = np.arange(xs[0], xs[-1], 6)
        xs, ys = finer, np.interp(finer, xs, ys)
    return [Box(px - 3, py - 2, px + 3, py + 2) for px, py in zip(xs, ys, strict=True)]


def note(drawn: Canvas, axes: Axes, line: Line, x: Axis, y: Axis) -> None:
    """The numbers of a line; of many points about a hundred."""
    scale = y.bent.percent if y.bent else 1.0
    bounded = np.isfinite(line.low) | np.isfinite(line.high)
    points = np.flatnonzero(line.valid)
    for index in points[np.unique(np.linspace(0, len(points) - 1, min(len(points), NOTED)).round().astype(int))]:
        ends = (line.low[index] * scale, line.high[index] * scale) if bounded.any() else ()
        position = float(x.pixels(line.x[index])), float(y.inside(line.y[index]))
        drawn.note(axes, *position, line.label, line.x[index], line.y[index] * scale, *ends)


def columns(chart: LineChart, rows: list[Line]) -> list[str]:
    """What the cells of a line's numbers are."""
    bounded = any((np.isfinite(line.low) | np.isfinite(line.high)).any() for line in rows)
    return ["series", chart["x_label"], chart["y_label"], *(["from", "to"] if bounded else [])]
