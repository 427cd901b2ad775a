"""Lines: any quantity over another, with bands, replicates and reference lines; best-so-far curves over a budget."""

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from experiments.report.figures.axis import Axis
from experiments.report.figures.canvas import MUTE
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
)  # fmt: skip
from experiments.report.figures.labels import end_labels
from experiments.report.figures.line import Line, columns, draw, last, line_boxes, note, ranges, read
from experiments.report.figures.multiples import multiples
from experiments.report.figures.placing import Box, clearest
from experiments.report.figures.scales import Scale
from experiments.report.shapes.charts import LevelMark, LineChart, Mark, UprightMark

TOGETHER = 8  # more lines than these have a panel each


def lines(chart: LineChart, name: str, bend: Callable[[Any], Scale] | None = None) -> str | None:
    """One line a series, its label at its end, or one panel a series where they are many; `None` without any point.

    Args:
        chart: `title`, `x_label`, `y_label`, `series`; optionally `x_log`, `y_log`, `y_down` (the lowest value on top),
            `step` (values hold until the next x), `y_range` (low and high, either `None`), `marks`. A series has
            `label`, `x`, `y` and optionally `slot`, `low`, `high`, `replicates` (each a list like `y`). A mark has
            `label` and either `x` or `y`.
        name: a prefix that makes the figure's ids unique on its page.
        bend: gives the scale of scores for the values that are drawn.
    """
    rows = [line for index, row in enumerate(chart["series"]) if (line := read(row, index, chart)).valid.any()]
    if not rows:
        return None
    marks = [mark for mark in chart.get("marks", ()) if drawable(mark, chart)]
    heights = np.concatenate([values for line in rows for values in (line.y, line.low, line.high, *line.replicates)])
    heights = np.concatenate([heights, [mark["y"] for mark in marks if "y" in mark]])
    scale = bend(heights[np.isfinite(heights)]) if bend else None

    def up(length: float, tick_gap: float = 40) -> Axis:
        return Axis(
            heights, length, chart.get("y_log", False), limits=chart.get("y_range", (None, None)), tick_gap=tick_gap,
            bent=scale, down=chart.get("y_down", False),
        )  # fmt: skip

    words = alternative(chart, rows, marks)
    return (together if len(rows) <= TOGETHER else multiples)(chart, name, words, rows, marks, up)


def together(
    chart: LineChart, name: str, words: str, rows: list[Line], marks: list[Mark], up: Callable[[float], Axis]
) -> str:
    """All lines in one box."""
    texts, widest, gap = labelled([line.label for line in rows])
    y = up(plot_height(len(rows), gap))
    left = axis_width(y, chart["y_label"])
    right = (0.12 * (WIDTH - left) + widest) / 1.12 + 2
    widths = np.concatenate([*(line.x[line.valid] for line in rows), [mark["x"] for mark in marks if "x" in mark]])
    x = Axis(widths, WIDTH - left - right, chart.get("x_log", False), room=0.02, tick_gap=52)
    upright = [mark for mark in marks if "x" in mark]
    with framed(chart, name, words, x, y, right, ROW * len(upright)) as (drawn, axes):
        for line in rows:
            ranges(axes, line, x, y, 0.18 if len(rows) < 4 else 0.1, chart.get("step", False))
        for line in rows:
            draw(axes, line, x, y, chart.get("step", False))
            note(drawn, axes, line, x, y)
        for index, mark in enumerate(reversed(upright)):
            across(axes, mark, x, y, index)
        boxes = [box for line in rows for box in line_boxes(line, x, y)]
        for mark in marks:
            if "y" in mark:
                boxes.append(level(axes, mark, x, y, boxes))
        ends = [(last(line, y), text, line.slot) for line, text in zip(rows, texts, strict=True)]
        end_labels(axes, ends, y.length, 1.0, gap, pattern)
        drawn.columns, drawn.sliding = columns(chart, rows), True
    return drawn.svg


def budget(chart: LineChart, name: str) -> str | None:
    """Best-so-far curves against trials or seconds: `lines` whose values hold until the next one."""
    return lines({"x_label": "trials", **chart, "step": True}, name)


def drawable(mark: Mark, chart: LineChart) -> bool:
    """Whether a mark can be drawn on its axis."""
    key = "x" if "x" in mark else "y"
    value = numbers([mark["x"] if "x" in mark else mark["y"]])[0]
    low, high = chart.get("y_range", (None, None)) if key == "y" else (None, None)
    inside = (low is None or value >= low) and (high is None or value <= high)
    return bool(inside and np.isfinite(value) and (value > 0 or not chart.get(f"{key}_log")))


def across(axes: Axes, mark: UprightMark, x: Axis, y: Axis, row: int) -> None:
    """A reference line at an x, its label in its own row above the axes."""
    px, top = float(x.pixels([mark["x"]])[0]), y.length + ROW * row + 4
    axes.plot([px, px], [0, top + 8], color=MUTE, lw=0.9, ls=(0, (2, 2)), clip_on=False)
    side = "left" if px < 0.6 * x.length else "right"
    axes.text(px + (4 if side == "left" else -4), top, str(mark["label"]), color=MUTE, fontsize=10.5, ha=side)


def level(axes: Axes, mark: LevelMark, x: Axis, y: Axis, occupied: list[Box]) -> Box:
    """A reference line at a y, its label where the fewest lines run; returns the label's box."""
    py, text = float(y.pixels([mark["y"]])[0]), str(mark["label"])
    axes.plot([0, x.length], [py, py], color=MUTE, lw=0.9, ls=(0, (2, 2)))
    wide = 6.0 * len(text)
    corners = [(left, py + up) for up in (3, -13) for left in (3, x.length - wide - 3, (x.length - wide) / 2)]
    boxes = [Box(left, low, left + wide, low + 11) for left, low in corners]
    best = clearest(boxes, occupied, Box(0, 0, x.length, y.length))
    axes.text(best.left, best.low + 2, text, color=MUTE, fontsize=10.5)
    return best


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
