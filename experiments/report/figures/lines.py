"""Lines: any quantity over another, with bands, replicates and reference lines; best-so-far curves over a budget."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from experiments.report.figures.axis import Axis
from experiments.report.figures.canvas import MUTE, colour, group, marker
from experiments.report.figures.chart import (
    ROW,
    WIDTH,
    axis_width,
    format_value,
    framed,
    labelled,
    numbers,
    pattern,
    plot_height,
    simplified,
)  # fmt: skip
from experiments.report.figures.labels import end_labels
from experiments.report.figures.placing import Box, clearest
from experiments.report.shapes.charts import LevelMark, LineChart, Mark, UprightMark
from experiments.report.shapes.charts import Line as Series

FEW = 12  # up to so many points are marked, and have whiskers instead of a band


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


def lines(chart: LineChart, name: str) -> str | None:
    """One line a series, its label at its end; `None` without any point.

    Args:
        chart: `title`, `x_label`, `y_label`, `series`; optionally `x_log`, `y_log`, `step` (values hold until the next
            x), `y_range` (low and high, either `None`), `marks`. A series has `label`, `x`, `y` and optionally `slot`,
            `low`, `high`, `replicates` (each a list like `y`). A mark has `label` and either `x` or `y`.
        name: a prefix that makes the figure's ids unique on its page.
    """
    rows = [line for index, row in enumerate(chart["series"]) if (line := read(row, index, chart)).valid.any()]
    if not rows:
        return None
    marks = [mark for mark in chart.get("marks", ()) if drawable(mark, chart)]
    columns = [values for line in rows for values in (line.y, line.low, line.high, *line.replicates)]
    texts, widest, gap = labelled([line.label for line in rows])
    heights = np.concatenate([*columns, [mark["y"] for mark in marks if "y" in mark]])
    y = Axis(heights, plot_height(len(rows), gap), chart.get("y_log", False), limits=chart.get("y_range", (None, None)))
    left = axis_width(y, chart["y_label"])
    right = (0.12 * (WIDTH - left) + widest) / 1.12 + 2
    widths = np.concatenate([*(line.x[line.valid] for line in rows), [mark["x"] for mark in marks if "x" in mark]])
    x = Axis(widths, WIDTH - left - right, chart.get("x_log", False), room=0.02, tick_gap=52)
    upright = [mark for mark in marks if "x" in mark]
    with framed(chart, name, alternative(chart, rows, marks), x, y, right, ROW * len(upright)) as (drawn, axes):
        for line in rows:
            ranges(axes, line, x, y, 0.18 if len(rows) < 4 else 0.1, chart.get("step", False))
        for line in rows:
            draw(axes, line, x, y, chart.get("step", False))
        for index, mark in enumerate(reversed(upright)):
            across(axes, mark, x, y, index)
        boxes = [box for line in rows for box in line_boxes(line, x, y)]
        for mark in marks:
            if "y" in mark:
                level(axes, mark, x, y, boxes)
        ends = [(last(line, y), text, line.slot) for line, text in zip(rows, texts, strict=True)]
        end_labels(axes, ends, y.length, 1.0, gap, pattern)
    return drawn.svg


def budget(chart: LineChart, name: str) -> str | None:
    """Best-so-far curves against trials or seconds: `lines` whose values hold until the next one."""
    return lines({"x_label": "trials", **chart, "step": True}, name)


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


def drawable(mark: Mark, chart: LineChart) -> bool:
    """Whether a mark can be drawn on its axis."""
    key = "x" if "x" in mark else "y"
    value = numbers([mark["x"] if "x" in mark else mark["y"]])[0]
    low, high = chart.get("y_range", (None, None)) if key == "y" else (None, None)
    inside = (low is None or value >= low) and (high is None or value <= high)
    return bool(inside and np.isfinite(value) and (value > 0 or not chart.get(f"{key}_log")))


def ranges(axes: Axes, line: Line, x: Axis, y: Axis, alpha: float, step: bool) -> None:
    """Intervals, as whiskers where points are few and as a band where they are many; replicates thin."""
    style: dict[str, Any] = {"color": colour(line.slot), "gid": group(line.slot)}
    xs, low, high = x.pixels(line.x), y.pixels(line.low), y.pixels(line.high)
    low = np.where(np.isnan(low) & np.isfinite(line.low) & np.isfinite(high), 0, low)  # zero on a logarithmic axis
    bounded = line.valid & np.isfinite(low) & np.isfinite(high)
    if bounded.any() and line.valid.sum() <= FEW:
        gaps = np.full(bounded.sum(), np.nan)
        stems = (
            np.column_stack([xs[bounded], xs[bounded], gaps]),
            np.column_stack([low[bounded], high[bounded], gaps]),
        )
        axes.plot(stems[0].ravel(), stems[1].ravel(), lw=1.2, alpha=0.6, **style)
    elif bounded.any():
        (across, low), (_, high) = (hold(xs, end) if step else (xs, end) for end in (low, high))
        axes.fill_between(
            across, low, high, where=np.isfinite(across + low + high).tolist(), alpha=alpha, lw=0, **style
        )
    paths = [
        simplified(*(hold(xs, y.pixels(values)) if step else (xs, y.pixels(values)))) for values in line.replicates
    ]
    if paths:
        joined = [np.concatenate([values for path in paths for values in (path[axis], [np.nan])]) for axis in (0, 1)]
        axes.plot(*joined, lw=0.5, alpha=0.35, **style)


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
    return float(np.clip(y.pixels(line.y[line.valid])[-1], 0, y.length))


def across(axes: Axes, mark: UprightMark, x: Axis, y: Axis, row: int) -> None:
    """A reference line at an x, its label in its own row above the axes."""
    px, top = float(x.pixels([mark["x"]])[0]), y.length + ROW * row + 4
    axes.plot([px, px], [0, top + 8], color=MUTE, lw=0.9, ls=(0, (2, 2)), clip_on=False)
    side = "left" if px < 0.6 * x.length else "right"
    axes.text(px + (4 if side == "left" else -4), top, str(mark["label"]), color=MUTE, fontsize=10.5, ha=side)


def level(axes: Axes, mark: LevelMark, x: Axis, y: Axis, occupied: list[Box]) -> None:
    """A reference line at a y, its label where the fewest lines run."""
    py, text = float(y.pixels([mark["y"]])[0]), str(mark["label"])
    axes.plot([0, x.length], [py, py], color=MUTE, lw=0.9, ls=(0, (2, 2)))
    wide = 6.0 * len(text)
    corners = [(left, py + up) for up in (3, -13) for left in (3, x.length - wide - 3, (x.length - wide) / 2)]
    boxes = [Box(left, low, left + wide, low + 11) for left, low in corners]
    best = clearest(boxes, occupied, Box(0, 0, x.length, y.length))
    axes.text(best.left, best.low + 2, text, color=MUTE, fontsize=10.5)


def line_boxes(line: Line, x: Axis, y: Axis) -> list[Box]:
    """Small boxes that cover a line."""
    xs, ys = x.pixels(line.x[line.valid]), y.pixels(line.y[line.valid])
    if len(xs) > 1 and np.all(np.diff(xs) > 0):
        finer = np.arange(xs[0], xs[-1], 6)
        xs, ys = finer, np.interp(finer, xs, ys)
    return [Box(px - 3, py - 2, px + 3, py + 2) for px, py in zip(xs, ys, strict=True)]


def alternative(chart: LineChart, rows: list[Line], marks: list[Mark]) -> str:
    """The chart in words: the start, end, highest and lowest point of each line."""
    texts = []
    for line in rows:
        x, y = line.x[line.valid], line.y[line.valid]
        text = f"{line.label}: {format_value(y[0])} at {format_value(x[0])}"
        if len(y) > 1:
            text += f" to {format_value(y[-1])} at {format_value(x[-1])}"
        extremes = [("lowest", int(y.argmin())), ("highest", int(y.argmax()))]
        between = [
            f"{word} {format_value(y[index])} at {format_value(x[index])}"
            for word, index in extremes
            if 0 < index < len(y) - 1
        ]
        texts.append(", ".join([text, *between]))
    noted = [f"{mark['label']} at {format_value(mark['x'] if 'x' in mark else mark['y'])}" for mark in marks]
    tail = f" Marked: {'; '.join(noted)}." if noted else ""
    return f"{chart['title']}. {chart['y_label']} over {chart['x_label']}. {'; '.join(texts)}.{tail}"
