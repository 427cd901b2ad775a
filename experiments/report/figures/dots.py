"""Dots: one quantity over another, many points without names; each category has its own position."""

import numpy as np

from experiments.report.figures.axis import Axis
from experiments.report.figures.canvas import MUTE, colour, group
from experiments.report.figures.chart import (
    LETTER,
    WIDTH,
    axis_width,
    format_value,
    framed,
    numbers,
    text_width,
    wrapped,
)
from experiments.report.shapes.charts import DotChart

HEIGHT, RIGHT = 200.0, 16.0


def dots(chart: DotChart, name: str) -> str | None:
    """One dot a pair of `x` and `y`; `None` without any. Outliers are triangles at the edge.

    Args:
        chart: `title`, `x_label`, `y_label`, `x`, `y`; optionally `x_log`, and `categories`, of which `x` then holds
            the indices.
        name: a prefix that makes the figure's ids unique on its page.
    """
    across, up = numbers(chart["x"]), numbers(chart["y"])
    log, categories = chart.get("x_log", False), chart.get("categories") or []
    valid = np.isfinite(across) & np.isfinite(up) & ((across > 0) | (not log))
    across, up = across[valid], up[valid]
    if not len(across):
        return None
    low, high = fences(up)
    inside = (low <= up) & (up <= high)
    y = Axis(up[inside], HEIGHT, room=0.07)
    ends = [-0.5, len(categories) - 0.5] if categories else across
    x = Axis(ends, WIDTH - axis_width(y, chart["y_label"]) - RIGHT, log, 0.0 if categories else 0.05, tick_gap=52)
    if categories:
        x.ticks = [float(index) for index in range(len(categories))]
        column = x.length / len(categories)
        x.labels = ["\n".join(wrapped(label, max(4, int(column / LETTER)))) for label in categories]
        narrow = max(text_width(row, 11) for label in x.labels for row in label.split("\n")) > column - 2
        narrow |= any("…" in label for label in x.labels)
        x.labels = [wrapped(label, 16, 1)[0] for label in categories] if narrow else x.labels
    else:
        narrow = False
    aside = np.zeros(len(across))
    if categories:  # dots of one category stand side by side
        aside = (np.arange(len(across)) % 7 - 3) * min(3.0, x.length / len(categories) / 12)
    with framed(chart, name, alternative(chart, across, up), x, y, RIGHT, upright=narrow) as (drawn, axes):
        style = {"color": colour(0), "gid": group(0), "alpha": 0.65}
        positions = x.pixels(across) + aside
        for out, sign, edge, word in ((up < low, "v", 6, "lower"), (up > high, "^", y.length - 6, "higher")):
            if out.any():
                axes.plot(positions[out], np.full(out.sum(), edge), sign, ms=7, mfc="none", **style)
                axes.text(4, edge - 4, f"{out.sum()} {word}", color=MUTE, fontsize=10)
        for px, py, across_, up_ in zip(positions, y.inside(up), across, up, strict=True):
            drawn.note(axes, px, py, categories[int(across_)] if categories else "", across_, up_)
        drawn.columns = ("category", chart["x_label"], chart["y_label"])
        axes.plot(positions[inside], y.pixels(up[inside]), "o", ms=6, mew=0, **style)
    return drawn.svg


def fences(values: np.ndarray) -> tuple[float, float]:
    """Three quartile distances below and above the quartiles: Tukey's outer fences; none where these are equal."""
    first, third = np.quantile(values, (0.25, 0.75))
    reach = 3 * (third - first) or np.inf
    return float(first - reach), float(third + reach)


def alternative(chart: DotChart, x: np.ndarray, y: np.ndarray) -> str:
    """The chart in words: each category's points, or the ends of both axes."""
    categories = chart.get("categories") or []
    head = f"{chart['title']}. {chart['y_label']} over {chart['x_label']}."
    if not categories:
        (left, right), (low, high) = ((format_value(end) for end in (v.min(), v.max())) for v in (x, y))
        return f"{head} {len(x)} points, {low} to {high} at {left} to {right}."
    texts = []
    for index, label in enumerate(categories):
        own = y[x == index]
        texts.append(
            f"{label}: {len(own)} points"
            + (f", {format_value(own.min())} to {format_value(own.max())}" if len(own) else "")
        )
    return f"{head} {'; '.join(texts)}."
