"""Trajectories: the paths of optimizers over a landscape of two weights, and dots that walk along them on request."""

from collections.abc import Sequence
from math import ceil
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from experiments.report.figures.axis import Axis
from experiments.report.figures.canvas import INK, MUTE, Canvas, colour, group, marker
from experiments.report.figures.chart import (
    PLOT,
    ROW,
    WIDTH,
    axis_width,
    format_value,
    framed,
    labelled,
    numbers,
    pattern,
    simplified,
    text_width,
)  # fmt: skip
from experiments.report.figures.labels import legend
from experiments.report.shapes.charts import Path, TrajectoryChart, Values

LEVELS, FRAMES = np.linspace(0.1, 0.87, 9) ** 3, 40
Track = tuple[str, int, np.ndarray, np.ndarray]


def trajectories(chart: TrajectoryChart, name: str) -> str | None:
    """Contours, minima, and one path a method from its start (ring) to its end (marker); `None` without a path.

    On request a dot walks each path, equal times for equal numbers of steps.

    Args:
        chart: `title`, `x_label`, `y_label`, `grid` (`x`, `y`, `z` with a row a y), `paths` (`label`, `x`, `y` and
            optionally `slot`), optionally `minima` (pairs).
        name: a prefix that makes the figure's ids unique on its page.
    """
    tracks = [track for index, path in enumerate(chart["paths"]) if len((track := read(path, index))[2])]
    if not tracks:
        return None
    across, up = numbers(chart["grid"]["x"]), numbers(chart["grid"]["y"])
    texts, widest, gap = labelled([track[0] for track in tracks])
    y = Axis(up, max(PLOT, ceil(len(tracks) * gap) + 2 * ROW), room=0)
    note = "○ start" + (", + minimum" if chart.get("minima") else "")
    left, right = axis_width(y, chart["y_label"]), max(widest, text_width(note, 10.5) - 26) + 40
    longest = max(len(xs) for _, _, xs, _ in tracks)
    x = Axis(across, WIDTH - left - right, room=0, tick_gap=52)
    with framed(chart, name, alternative(chart, tracks), x, y, right) as (drawn, axes):
        axes.grid(False)
        contours(axes, x, y, numbers(chart["grid"]["x"]), numbers(chart["grid"]["y"]), chart["grid"]["z"])
        for point in chart.get("minima", ()):
            axes.plot(x.pixels(point[:1]), y.pixels(point[1:]), "+", color=INK, ms=11, mew=1.6)
        for index, (track, text) in enumerate(zip(tracks, texts, strict=True)):
            draw(axes, track, x, y)
            legend(axes, track[1], text, (x.length, y.length - gap * (index + 0.5)), pattern(track[1]))
            walk(drawn, axes, track, longest, x, y)
        axes.text(x.length + 8, 16, note, color=MUTE, fontsize=10.5)
        drawn.columns, drawn.sliding = ("path", "step", chart["x_label"], chart["y_label"]), "play"
    return drawn.svg


def read(path: Path, index: int) -> Track:
    """A path up to its first missing point."""
    x = numbers(path["x"])
    y = numbers(path["y"], len(x))
    lost = np.flatnonzero(~np.isfinite(x) | ~np.isfinite(y))
    end = int(lost[0]) if lost.size else len(x)
    return str(path["label"]), path.get("slot", index), x[:end], y[:end]


def contours(axes: Axes, x: Axis, y: Axis, across: np.ndarray, up: np.ndarray, z: Sequence[Values]) -> None:
    """A few light contours, closer together near the lowest point."""
    heights = np.array([numbers(row, len(across)) for row in z])
    rise = heights - np.nanmin(heights) if np.isfinite(heights).any() else heights
    if min(rise.shape, default=0) < 2 or not np.nanmax(rise, initial=0) > 0:
        return
    top = float(np.nanmax(rise))
    contour = axes.contour(x.pixels(across), y.pixels(up), np.ma.masked_invalid(rise), top * LEVELS)
    segments = [simplified(part[:, 0], part[:, 1], 0.6) for level in contour.allsegs for part in level if len(part) > 2]
    contour.remove()
    joined = [
        np.concatenate([values for part in segments for values in (part[axis], [np.nan])])
        for axis in (0, 1)
        if segments
    ]
    if joined:
        axes.plot(*joined, color=MUTE, lw=0.7, alpha=0.45)


def draw(axes: Axes, track: Track, x: Axis, y: Axis) -> None:
    """One path."""
    _, slot, xs, ys = track
    style: dict[str, Any] = {"color": colour(slot), "gid": group(slot)}
    xs, ys = x.pixels(xs), y.pixels(ys)
    axes.plot(*simplified(xs, ys), lw=1.8, ls=pattern(slot), **style)
    axes.plot(xs[:1], ys[:1], "o", ms=7, mfc="none", mew=1.4, **style)
    axes.plot(xs[-1:], ys[-1:], marker(slot), ms=6.5, **style)


def walk(drawn: Canvas, axes: Axes, track: Track, longest: int, x: Axis, y: Axis) -> None:
    """The stations of a dot that walks the path: of all paths at the same steps, up to the path's own end."""
    label, _, xs, ys = track
    for step in np.unique(np.linspace(0, longest - 1, FRAMES).round().astype(int).clip(max=len(xs) - 1)):
        position = float(x.inside(xs[step])), float(y.inside(ys[step]))
        drawn.note(axes, *position, label, int(step), float(xs[step]), float(ys[step]))


def alternative(chart: TrajectoryChart, tracks: list[Track]) -> str:
    """The chart in words: the start, the end and the number of steps of each path."""

    def pair(x: float, y: float) -> str:
        return f"({format_value(x)}, {format_value(y)})"

    texts = [
        f"{label}: from {pair(x[0], y[0])} to {pair(x[-1], y[-1])} in {len(x) - 1} steps" for label, _, x, y in tracks
    ]
    lows = [pair(*point[:2]) for point in chart.get("minima", ())]
    tail = f" Minimum at {', '.join(lows)}." if lows else ""
    return f"{chart['title']}. Paths over {chart['x_label']} and {chart['y_label']}. {'; '.join(texts)}.{tail}"
