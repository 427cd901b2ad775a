"""Histograms: the same quantity under several conditions, side by side on one scale."""

from math import ceil
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from experiments.report.figures.axis import Axis
from experiments.report.figures.canvas import LINE, MUTE, canvas, colour, group
from experiments.report.figures.chart import LETTER, TITLE, WIDTH, format_value, numbers, wrapped
from experiments.report.shapes.charts import HistogramChart
from experiments.report.shapes.charts import Panel as PanelRow

PANEL, GAP, SKIP, COLUMNS, RIGHT, BOTTOM = 130.0, 14.0, 50.0, 3, 10.0, 44.0
Panel = tuple[str, int, np.ndarray, np.ndarray]  # label, slot, edges, share of the values in each bin


def histograms(chart: HistogramChart, name: str) -> str | None:
    """One panel a condition, all on one scale; `None` where nothing was counted.

    Args:
        chart: `title`, `x_label`, `panels` (`label`, `edges`, `counts` and optionally `slot`), optionally `zone` (low,
            high, its name): a grey zone, and in each panel the share of the values in it.
        name: a prefix that makes the figure's ids unique on its page.
    """
    panels = [panel for index, row in enumerate(chart["panels"]) if (panel := read(row, index))]
    if not panels:
        return None
    columns = min(len(panels), COLUMNS if len(panels) != 4 else 2)
    rows, titles = ceil(len(panels) / columns), wrapped(chart["title"], TITLE)
    density = len({round(float(width), 9) for _, _, edges, _ in panels for width in np.diff(edges)}) > 1
    heights = [share / np.diff(edges) if density else share * 100 for _, _, edges, share in panels]
    y = Axis(np.concatenate([[0.0], *heights]), PANEL, room=0.0, limits=(0, 1.06 * max(map(np.max, heights))))
    left = 28 + LETTER * max(map(len, y.labels))
    x = Axis(np.concatenate([edges for _, _, edges, _ in panels]), (WIDTH - left - RIGHT + GAP) / columns - GAP,
             room=0.0, tick_gap=36)  # fmt: skip
    names = [wrapped(label, int(x.length / LETTER)) for label, *_ in panels]
    skip = SKIP + 14 * (max(map(len, names)) - 1)
    top = 12 + 16 * len(titles) + skip - 16
    height = top + PANEL * rows + skip * (rows - 1) + BOTTOM
    with canvas(name, alternative(chart, panels), WIDTH, height, left=0, right=0) as drawn:
        for index, (panel, values) in enumerate(zip(panels, heights, strict=True)):
            row, column = divmod(index, columns)
            low = height - top - PANEL * (row + 1) - skip * row
            corner = ((left + column * (x.length + GAP)) / WIDTH, low / height)
            axes = drawn.figure.add_axes((*corner, x.length / WIDTH, PANEL / height))
            axes.set(xlim=(0, x.length), ylim=(0, PANEL), autoscale_on=False)
            draw(axes, panel, values, chart.get("zone"), x, y)
            for left_, right_, value, share in zip(panel[2], panel[2][1:], values, panel[3], strict=False):
                middle = float(x.pixels((left_ + right_) / 2))
                drawn.note(axes, middle, float(y.pixels(value)), panel[0], left_, right_, 100 * share)
            axes.set_xticks(x.pixels(x.ticks), x.labels if index + columns >= len(panels) else [])
            axes.set_yticks(y.pixels(y.ticks), y.labels if column == 0 else [])
        unit = "share of the values for each unit of x" if density else "share of the values, %"
        middle = 1 - (top + (PANEL * rows + skip * (rows - 1)) / 2) / height
        drawn.figure.text(14 / WIDTH, middle, unit, color=MUTE, rotation=90, va="center", ha="center", fontsize=11)
        drawn.figure.text((left + WIDTH - RIGHT) / 2 / WIDTH, 8 / height, wrapped(chart["x_label"], 60, 1)[0],
                          color=MUTE, ha="center", fontsize=11)  # fmt: skip
        drawn.columns = ("panel", "from", "to", "share of the values, %")
        drawn.heading(titles[0])
        for index, text in enumerate(titles[1:], 1):
            drawn.figure.text(8 / WIDTH, 1 - (17 + 16 * index) / height, text, fontsize=12, fontweight="bold")
    return drawn.svg


def read(panel: PanelRow, index: int) -> Panel | None:
    """A panel with the share of its values in each bin; `None` if it counts nothing."""
    edges = numbers(panel["edges"])
    counts = np.nan_to_num(numbers(panel["counts"], max(len(edges) - 1, 0)))
    if len(edges) < 2 or not np.all(np.diff(edges) > 0) or not counts.sum() > 0:
        return None
    return str(panel["label"]), panel.get("slot", index), edges, counts / counts.sum()


def inside(panel: Panel, zone: list[Any]) -> float:
    """The share of the values in a zone; a bin that it cuts counts in part."""
    _, _, edges, share = panel
    covered = np.minimum(edges[1:], zone[1]) - np.maximum(edges[:-1], zone[0])
    return float((share * np.clip(covered / np.diff(edges), 0, 1)).sum())


def draw(axes: Axes, panel: Panel, values: np.ndarray, zone: list[Any] | None, x: Axis, y: Axis) -> None:
    """One panel: the zone, the bars as one outline, the label."""
    label, slot, edges, _ = panel
    style: dict[str, Any] = {"color": colour(slot), "gid": group(slot)}
    if zone:
        low, high = np.clip(x.pixels(zone[:2]), 0, x.length)
        axes.axvspan(low, high, color=LINE, alpha=0.7, lw=0)
    axes.grid(axis="y", color=LINE, lw=0.6)
    axes.set_axisbelow(True)
    axes.stairs(y.pixels(values), x.pixels(edges), fill=True, alpha=0.45, lw=0, **style)
    axes.stairs(y.pixels(values), x.pixels(edges), lw=1.4, **style)
    text = "\n".join(wrapped(label, int(x.length / LETTER)))
    axes.text(
        0, PANEL + (20 if zone else 6), text, fontsize=11.5, weight="bold", linespacing=1.15, va="bottom", **style
    )
    if zone:
        text = f"{100 * inside(panel, zone):.0f} % in the {zone[2]}"
        axes.text(0, PANEL + 5, wrapped(text, int(x.length / 5.2), 1)[0], color=MUTE, fontsize=10.5)


def alternative(chart: HistogramChart, panels: list[Panel]) -> str:
    """The chart in words: mean, spread and share in the zone of each panel."""
    texts, zone = [], chart.get("zone")
    for panel in panels:
        label, _, edges, share = panel
        middles = (edges[1:] + edges[:-1]) / 2
        mean = float((share * middles).sum())
        spread = float((share * (middles - mean) ** 2).sum()) ** 0.5
        text = f"{label}: mean {format_value(mean)}, standard deviation {format_value(spread)}"
        texts.append(text + (f", {100 * inside(panel, zone):.0f} % in the {zone[2]}" if zone else ""))
    return f"{chart['title']}. Histograms of {chart['x_label']}. {'; '.join(texts)}."
