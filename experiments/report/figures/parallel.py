"""Parallel coordinates: a vertical axis a quantity, a line a setting, the best in colour."""

import numpy as np

from experiments.report.figures.axis import Axis
from experiments.report.figures.canvas import CARD, INK, LINE, MUTE, canvas, colour, group
from experiments.report.figures.chart import format_value, numbers, wrapped
from experiments.report.shapes.charts import ParallelAxis, ParallelChart

GAP, HEIGHT, SIDE, TOP, BOTTOM = 118.0, 230.0, 70.0, 92.0, 24.0
FEW = 6  # up to so many distinct values are each named on their axis
ABSENT = -16.0  # pixels: where a line passes an axis on which it has no value


def parallel(chart: ParallelChart, name: str) -> str | None:
    """One line a setting through all axes; the best tenth by the last axis, and its equals, in colour; `None` without.

    Args:
        chart: `title`, `higher_is_better`, `axes`: each `label`, `values` (one a setting, `None` where it has none:
            the line then passes below the axis), and optionally `log` and `categories`, of which `values` are indices.
        name: a prefix that makes the figure's ids unique on its page.
    """
    rows = chart["axes"]
    score = numbers(rows[-1]["values"]) if rows else np.array([])
    valid = np.isfinite(score)
    if len(rows) < 2 or not valid.any():
        return None
    columns = [numbers(row["values"])[valid] for row in rows]
    scales = [scale(row, values) for row, values in zip(rows, columns, strict=True)]
    heights = np.column_stack([axis.pixels(values) for axis, values in zip(scales, columns, strict=True)])
    heights = np.where(np.isnan(heights), ABSENT, heights)
    worth = columns[-1] if chart["higher_is_better"] else -columns[-1]
    order = np.argsort(worth, kind="stable")
    least = worth[order[-max(1, len(order) // 10)]]  # equals of the last one are as good
    positions = np.arange(len(rows)) * GAP
    length = positions[-1]
    margins = {"left": SIDE, "right": SIDE, "top": TOP, "bottom": BOTTOM}
    words = alternative(chart, columns, int(worth.argmax()))
    with canvas(name, words, length + 2 * SIDE, HEIGHT + TOP + BOTTOM, **margins) as drawn:
        axes = drawn.axes()
        axes.set(xlim=(0, length), ylim=(0, HEIGHT), autoscale_on=False)
        axes.axis("off")
        drawn.heading(wrapped(chart["title"], int(length / 7) + 16, 1)[0])
        for index in order.tolist():
            top = worth[index] >= least
            style = {"color": colour(0), "lw": 1.8} if top else {"color": MUTE, "lw": 0.8, "alpha": 0.45}
            axes.plot(positions, heights[index], clip_on=False, gid=group(0 if top else 1), **style)
            named = [cell(row, float(values[index])) for row, values in zip(rows, columns, strict=True)]
            drawn.note(axes, positions[-1], heights[index][-1], f"setting {index + 1}", *named)
        drawn.columns = ("setting", *(row["label"] for row in rows))
        for position, row, axis, values in zip(positions, rows, scales, columns, strict=True):
            axes.plot([position, position], [0, HEIGHT], color=LINE, lw=1.4, clip_on=False)
            axes.text(
                position, HEIGHT + 22, "\n".join(wrapped(row["label"], 15, 3)), ha="center", va="bottom", color=INK
            )
            named = np.isin(values[np.isfinite(values)], axis.ticks).all()  # no value lies between ticks
            height, ink = ("bottom", INK) if named else ("center", MUTE)
            for tick, text in zip(axis.ticks, axis.labels, strict=True):
                box = {"facecolor": CARD, "edgecolor": "none", "alpha": 0.9, "pad": 0.8}
                py = float(axis.pixels([tick])[0])
                axes.text(position + 5, py, wrapped(text, 14, 1)[0], fontsize=10, bbox=box, va=height, color=ink)
    return drawn.svg


def scale(row: ParallelAxis, values: np.ndarray) -> Axis:
    """A vertical axis; categories have equal distances, and a few values that recur are the ticks."""
    categories = row.get("categories") or []
    ends = [0, len(categories) - 1] if categories else values
    axis = Axis(ends, HEIGHT, row.get("log", False), 0.0, tick_gap=44)
    if categories:
        axis.ticks, axis.labels = [float(index) for index in range(len(categories))], list(categories)
    elif len(distinct := np.unique(finite := values[np.isfinite(values)])) <= min(FEW, len(finite) / 2):
        axis.ticks, axis.labels = distinct.tolist(), [format_value(value) for value in distinct]
    return axis


def cell(row: ParallelAxis, value: float) -> str | float | None:
    """A value as the axis names it."""
    if not np.isfinite(value):
        return None
    categories = row.get("categories")
    return categories[int(value)] if categories else value


def alternative(chart: ParallelChart, columns: list[np.ndarray], best: int) -> str:
    """The chart in words: how many settings, and the values of the best one."""
    texts = []
    for row, values in zip(chart["axes"], columns, strict=True):
        categories, value = row.get("categories") or [], values[best]
        text = "none" if np.isnan(value) else categories[int(value)] if categories else format_value(float(value))
        texts.append(f"{row['label']} {text}")
    return f"{chart['title']}. {len(columns[0])} settings over {len(columns)} axes. The best: {', '.join(texts)}."
