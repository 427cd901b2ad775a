"""Helpers that the charts share: safe numbers, wrapped text, short lines, a frame with its title, ticks and labels."""

import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from math import ceil, floor, log10, nan
from textwrap import wrap

import numpy as np
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import text_to_path

from experiments.report.figures.axis import Axis
from experiments.report.figures.canvas import LINE, Canvas, canvas
from experiments.report.shapes.charts import DotChart, Frame
from experiments.report.wording import told_apart

WIDTH, PLOT, MARGIN, LETTER, TITLE, ROW = 440.0, 254.0, 12.0, 6.8, 56, 14.0
NARROW = 15  # letters of a label beside a small figure
PATTERNS = ("-", (0, (5, 1.6)), (0, (1.2, 1.2)), (0, (6, 1.6, 1.2, 1.6)))


def pattern(slot: int):
    """The line style of a slot: pattern and colour together repeat after 28 slots, and neighbours differ in both."""
    return PATTERNS[slot % len(PATTERNS)]


def numbers(values: Iterable[float | None] | None, length: int | None = None) -> np.ndarray:
    """Values as an array, NaN for what is missing or infinite; cut or filled up to a length."""
    array = np.array([nan if value is None else value for value in (() if values is None else values)], dtype=float)
    array[~np.isfinite(array)] = nan
    if length is None:
        return array
    return np.concatenate([array[:length], np.full(max(length - len(array), 0), nan)])


@cache
def text_width(text: str, size: float = 11.5) -> float:
    """Pixels that a text takes in matplotlib's font, which is wider than most pages' fonts."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from font", UserWarning)  # the page's font has the glyph
        return text_to_path.get_text_width_height_descent(text, FontProperties(size=size), ismath=False)[0]


def wrapped(text: str, width: int, most: int = 2) -> list[str]:
    """Text in a few lines of about so many letters, an ellipsis where it is still too long.

    Lines of wide letters have fewer of them, so that no line is wider than usual ones.
    """
    letters = width
    rows = wrap(str(text), letters) or [""]
    while letters > 4 and max(map(text_width, rows)) > width * LETTER:
        letters -= 1
        rows = wrap(str(text), letters)
    return rows if len(rows) <= most else [*rows[: most - 1], rows[most - 1][: letters - 1] + "…"]


def named(labels: Sequence[str], width: int, most: int = 3) -> list[list[str]]:
    """Labels in rows of about so many letters.

    Where one would be cut, all lose the words with which all begin or end; what still is too long has a third row,
    if there may be as many.
    """
    _, apart, _ = told_apart(labels)
    for texts, count in ((labels, 2), (apart, 2), (apart, most)):
        rows = [wrapped(text, width, count) for text in texts]
        if not any(lines[-1].endswith("…") for lines in rows):
            break
    return rows


def format_value(value: float) -> str:
    """A number for the text alternative: three digits, `1.2×10⁻⁵` where it is very small or large."""
    if value == 0 or 1e-4 <= abs(value) < 1e7:
        return f"{float(f'{value:.3g}'):,.10g}".replace("-", "−")
    power = floor(log10(abs(value)))
    head = f"{value / 10.0**power:.2g}".replace("-", "−")
    return f"{head}×10{str(power).translate(str.maketrans('-0123456789', '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'))}"


def simplified(x: np.ndarray, y: np.ndarray, tolerance: float = 0.25) -> tuple[np.ndarray, np.ndarray]:
    """A line in pixels with the fewest points that look the same, NaN at its gaps."""
    path = Path(np.column_stack([x, y]))
    path.simplify_threshold = tolerance
    cleaned = path.cleaned(simplify=True, remove_nans=True)
    codes, points = np.asarray(cleaned.codes), np.asarray(cleaned.vertices, dtype=float)
    starts = np.flatnonzero(codes == Path.MOVETO)
    vertices = np.isin(codes, (Path.MOVETO, Path.LINETO))
    points = np.insert(points, starts[1:], nan, axis=0)
    vertices = np.insert(vertices, starts[1:], True)
    return points[vertices, 0], points[vertices, 1]


def labelled(
    labels: list[str], width: int = 16, below: list[str] | None = None, most: int = 3
) -> tuple[list[str], float, float]:
    """Labels in rows, the pixels that the widest takes, and the pixels from one label to the next.

    A note below a label takes a row of its own.
    """
    notes = below or [""] * len(labels)
    rows = [[*row, *([note] if note else [])] for row, note in zip(named(labels, width, most), notes, strict=True)]
    widest = max((text_width(line) for lines in rows for line in lines), default=0.0)
    gap = 13.5 * max(map(len, rows), default=1)
    return ["\n".join(lines) for lines in rows], widest, gap


def axis_width(y: Axis, label: str) -> float:
    """Pixels that the ticks and the label of a y axis take."""
    ticks = max((text_width(text, 11) for text in y.labels), default=0.0)
    return (14 + ROW * len(wrapped(label, 40)) if label else 12) + ticks


@contextmanager
def framed(
    chart: Frame | DotChart,
    name: str,
    alternative: str,
    x: Axis,
    y: Axis,
    right: float = MARGIN,
    above: float = 0,
    upright: bool = False,
) -> Iterator[tuple[Canvas, Axes]]:
    """A canvas and its axes, measured in pixels, with title, grid, ticks and labels.

    Args:
        right: pixels to the right of the axes. above: pixels between the title and the axes. upright: the labels of x
            run upwards.
    """
    titles, below = wrapped(chart["title"], TITLE), wrapped(chart.get("x_label", ""), 60)
    left, top = axis_width(y, chart.get("y_label", "")), 12 + 16 * len(titles) + above
    ticks = ROW * max((text.count("\n") + 1 for text in x.labels), default=1)
    bottom = 12 + ROW * len(below) + (4 + max(text_width(text, 11) for text in x.labels) if upright else ticks)
    width, height = left + x.length + right, top + y.length + bottom
    with canvas(name, alternative, width, height, left=left, right=right, top=top, bottom=bottom) as drawn:
        axes = drawn.axes()
        axes.set(xlim=(0, x.length), ylim=(0, y.length), autoscale_on=False)
        axes.set_xticks(x.pixels(x.ticks), x.labels, rotation=90 if upright else 0)
        axes.set_yticks(y.pixels(y.ticks), y.labels)
        axes.grid(axis="y", color=LINE, lw=0.6)
        axes.set_axisbelow(True)
        axes.tick_params(labelsize=11)
        axes.set_xlabel("\n".join(below))
        axes.set_ylabel("\n".join(wrapped(chart.get("y_label", ""), 40)))
        drawn.heading(titles[0])
        for index, text in enumerate(titles[1:], 1):
            drawn.figure.text(8 / width, 1 - (17 + 16 * index) / height, text, fontsize=12, fontweight="bold")
        yield drawn, axes


def plot_height(count: int, gap: float) -> float:
    """The height of a plot that has room for the labels of all its lines."""
    return max(PLOT, ceil(count * gap))
