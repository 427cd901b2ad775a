"""Small multiples: a panel a line where many would hide each other in one box."""

from collections.abc import Callable
from math import ceil, nan
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from experiments.report.figures.axis import Axis
from experiments.report.figures.canvas import LINE, MUTE, canvas, colour, group
from experiments.report.figures.chart import LETTER, ROW, TITLE, WIDTH, axis_width, named, simplified, wrapped
from experiments.report.figures.line import Line, columns, hold, note, ranges
from experiments.report.shapes.charts import LineChart, Mark

COLUMNS, PANEL, GAP, SKIP, RIGHT = 4, 64.0, 10.0, 30.0, 10.0


def multiples(
    chart: LineChart, name: str, words: str, rows: list[Line], marks: list[Mark], up: Callable[..., Axis]
) -> str:
    """A panel a line on common scales, the other lines grey behind it.

    One pair of axes in pixels holds all panels: a pair for each would take matplotlib most of a report's time.
    """
    y = up(PANEL, 24)
    left = axis_width(y, chart["y_label"])
    span = (WIDTH - left - RIGHT + GAP) / COLUMNS - GAP
    x = Axis(
        np.concatenate([line.x[line.valid] for line in rows]), span, chart.get("x_log", False), 0.03, tick_gap=span / 2
    )
    titles, below = wrapped(chart["title"], TITLE), wrapped(chart["x_label"], 60)
    names = named([line.label for line in rows], int(span / LETTER))
    skip = SKIP + 12 * (max(map(len, names)) - 1)
    top, lines = 16 * len(titles) + skip, ceil(len(rows) / COLUMNS)
    bottom = 30 + ROW * (len(below) + bool(marks))
    step = chart.get("step", False)
    height = top + PANEL * lines + skip * (lines - 1) + bottom
    with canvas(name, words, WIDTH, height, left=0, right=0, top=0, bottom=0) as drawn:
        axes = drawn.axes()
        axes.set_axis_off()
        axes.set(xlim=(0, WIDTH), ylim=(0, height), autoscale_on=False)
        corners = [
            (left + index % COLUMNS * (span + GAP), height - top - PANEL - (PANEL + skip) * (index // COLUMNS))
            for index in range(len(rows))
        ]
        grey(axes, rows, x.moved(corners[0][0]), y.moved(corners[0][1]), step)
        for index, (line, title) in enumerate(zip(rows, names, strict=True)):
            (edge, low), last = corners[index], index + COLUMNS >= len(rows)
            panel = x.moved(edge), y.moved(low)
            frame(axes, *panel, index % COLUMNS == 0, last)
            for mark in marks:
                marked(axes, mark, *panel)
            ranges(axes, line, *panel, 0.2, step)
            own(axes, line, *panel, step)
            style: Any = {"color": colour(line.slot), "gid": group(line.slot)}
            axes.text(edge, low + PANEL + 4, "\n".join(title), fontsize=10.5, weight="bold", **style)
            note(drawn, axes, line, *panel)
        for index, text in enumerate(titles):
            drawn.figure.text(8 / WIDTH, 1 - (17 + 16 * index) / height, text, fontsize=12, fontweight="bold")
        marked_by = f"dashed: {', '.join(str(mark['label']) for mark in marks)}"
        notes = [*below, *([wrapped(marked_by, 64, 1)[0]] if marks else [])]
        for index, text in enumerate(reversed(notes)):
            drawn.figure.text(0.5, (6 + ROW * index) / height, text, color=MUTE, ha="center", fontsize=11)
        drawn.figure.text(12 / WIDTH, (height - top + bottom) / 2 / height, "\n".join(wrapped(chart["y_label"], 40)),
                          color=MUTE, rotation=90, va="center", ha="center", fontsize=11)  # fmt: skip
        drawn.columns, drawn.sliding = columns(chart, rows), True
    return repeated(drawn.svg, name, corners)


def repeated(svg: str, name: str, corners: list[tuple[float, float]]) -> str:
    """The figure with the grey lines of its first panel in each."""
    (left, low), *others = corners
    uses = "".join(f'<use href="#{name}-grey" x="{x - left:.1f}" y="{low - y:.1f}"/>' for x, y in others)
    head, _, tail = svg.partition('<g class="grey">')
    lines, _, tail = tail.partition("</g>")
    return f'{head}<g id="{name}-grey">{lines}</g>{uses}{tail}'


def frame(axes: Axes, x: Axis, y: Axis, left: bool, bottom: bool) -> None:
    """A panel's edges and grid, with labels where it is the first of its row or the last of its column."""
    ends = [x.start, x.start + x.length, nan]
    levels = y.pixels(y.ticks)
    axes.plot(ends * len(levels), np.repeat(levels, 3), color=LINE, lw=0.5)
    axes.plot([ends[0], *ends[:2]], [y.start + y.length, y.start, y.start], color=LINE, lw=0.8)
    for level, text in zip(levels, y.labels, strict=True) if left else ():
        axes.text(x.start - 4, level, text, color=MUTE, fontsize=10.5, ha="right", va="center")
    middle = 6.0 * max(map(len, x.labels), default=1) / 2  # a label at an edge stays inside its panel
    for pixel, text in zip(x.pixels(x.ticks), x.labels, strict=True) if bottom else ():
        near = "left" if pixel < ends[0] + middle else "right" if pixel > ends[1] - middle else "center"
        axes.text(pixel, y.start - 14, text, color=MUTE, fontsize=10.5, ha=near)


def grey(axes: Axes, rows: list[Line], x: Axis, y: Axis, step: bool) -> None:
    """All lines, as one element."""
    joined = [[], []]
    for line in rows:
        for values, part in zip(joined, path(line, x, y, step), strict=True):
            values.extend([*part, nan])
    axes.plot(*joined, lw=0.8, color=LINE, gid="grey")


def own(axes: Axes, line: Line, x: Axis, y: Axis, step: bool) -> None:
    """The panel's own line."""
    alone = "o" if line.valid.sum() == 1 else ""
    axes.plot(*path(line, x, y, step), lw=1.8, marker=alone, ms=4, color=colour(line.slot), gid=group(line.slot))


def path(line: Line, x: Axis, y: Axis, step: bool) -> tuple[np.ndarray, np.ndarray]:
    """A line in pixels."""
    xs, ys = np.where(line.valid, x.pixels(line.x), nan), np.where(line.valid, y.pixels(line.y), nan)
    return simplified(*(hold(xs, ys) if step else (xs, ys)))


def marked(axes: Axes, mark: Mark, x: Axis, y: Axis) -> None:
    """A reference line; what it is stands below the panels."""
    upright = "x" in mark
    across = [float(x.pixels(mark["x"]))] * 2 if upright else [x.start, x.start + x.length]
    up = [y.start, y.start + y.length] if upright else [float(y.pixels(mark["y"]))] * 2
    axes.plot(across, up, color=MUTE, lw=0.8, ls=(0, (2, 2)))
