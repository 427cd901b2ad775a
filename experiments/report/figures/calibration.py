"""Calibration: how often predictions are right, by how sure they are."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from experiments.report.figures.axis import Axis
from experiments.report.figures.canvas import INK, MUTE, colour, group, marker
from experiments.report.figures.chart import (
    WIDTH,
    axis_width,
    format_value,
    framed,
    labelled,
    numbers,
    pattern,
    plot_height,
)
from experiments.report.figures.labels import end_labels
from experiments.report.shapes.charts import CalibrationChart, CalibrationSeries

X_LABEL, Y_LABEL = "confidence, %", "predictions that are right, %"
Series = tuple[str, int, np.ndarray, np.ndarray, np.ndarray, float | None]


def calibration(chart: CalibrationChart, name: str) -> str | None:
    """A reliability diagram: a point a bin, larger where more predictions fall; `None` without any.

    Args:
        chart: `title`, `series` (`label`, `confidence`, `hits` and `count`, a value a bin, the first two as shares, and
            optionally `ece`, the expected calibration error as a share, and `slot`).
        name: a prefix that makes the figure's ids unique on its page.
    """
    rows = [read(row, index) for index, row in enumerate(chart["series"])]
    rows = [series for series in rows if len(series[2])]
    if not rows:
        return None
    texts, widest, gap = labelled([series[0] for series in rows], 16, [error(series) for series in rows])
    chart = {**chart, "x_label": X_LABEL, "y_label": Y_LABEL}
    sure = np.concatenate([series[2] for series in rows])
    y = Axis((0, 100), plot_height(len(rows), gap), room=0.02)
    left = axis_width(y, chart["y_label"])
    right = (0.12 * (WIDTH - left) + widest) / 1.12 + 2
    x = Axis((float(min(sure.min(), 50 if sure.min() >= 50 else 0)), 100), WIDTH - left - right, room=0.02, tick_gap=52)
    most = max(float(series[4].max()) for series in rows)
    with framed(chart, name, alternative(chart, rows), x, y, right) as (drawn, axes):
        axes.plot(x.pixels((0, 100)), y.pixels((0, 100)), color=INK, lw=1, ls=(0, (3, 3)), alpha=0.7)
        axes.text(x.length - 6, 6, "too sure", color=MUTE, fontsize=10.5, ha="right")
        axes.text(6, y.length - 14, "not sure enough", color=MUTE, fontsize=10.5)
        for series in rows:
            draw(axes, series, x, y, most)
            for sure, hit, count in zip(*series[2:5], strict=True):
                drawn.note(axes, float(x.pixels(sure)), float(y.pixels(hit)), series[0], sure, hit, count)
        drawn.columns = ("series", X_LABEL, Y_LABEL, "predictions")
        ends = [
            (float(y.pixels(series[3])[-1]), text, series[1]) for series, text in zip(rows, texts, strict=True)
        ]  # fmt: skip
        end_labels(axes, ends, y.length, 1.0, gap, pattern)
    return drawn.svg


def read(row: CalibrationSeries, index: int) -> Series:
    """A series without its empty bins, in percent."""
    sure = numbers(row["confidence"])
    hits, count = numbers(row["hits"], len(sure)), np.nan_to_num(numbers(row["count"], len(sure)))
    valid = np.isfinite(sure) & np.isfinite(hits) & (count > 0)
    missed = numbers([row.get("ece")])[0]
    missed = float(missed) if np.isfinite(missed) else None
    return str(row["label"]), row.get("slot", index), sure[valid] * 100, hits[valid] * 100, count[valid], missed


def error(series: Series) -> str:
    """The expected calibration error in words, if it is known."""
    return "" if series[5] is None else f"ECE {100 * series[5]:.1f} %"


def draw(axes: Axes, series: Series, x: Axis, y: Axis, most: float) -> None:
    """One series: its line, and points whose area grows with their number of predictions."""
    _, slot, sure, hits, count, _ = series
    style: dict[str, Any] = {"color": colour(slot), "gid": group(slot)}
    axes.plot(x.pixels(sure), y.pixels(hits), lw=1.6, ls=pattern(slot), **style)
    for px, py, size in zip(x.pixels(sure), y.pixels(hits), 3 + 6 * np.sqrt(count / most), strict=True):
        axes.plot([px], [py], marker(slot), ms=float(size), mew=0, alpha=0.85, **style)


def alternative(chart: CalibrationChart, rows: list[Series]) -> str:
    """The chart in words: each series' error and its bins."""
    texts = []
    for series in rows:
        points = ", ".join(
            f"{format_value(hit)} at {format_value(sure)}" for sure, hit in zip(series[2], series[3], strict=True)
        )
        texts.append(f"{', '.join(filter(None, (series[0], error(series))))}: {points}")
    return f"{chart['title']}. Percentage of right predictions by confidence in percent. {'; '.join(texts)}."
