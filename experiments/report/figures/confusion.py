"""The confusion matrix: which class is taken for which."""

from typing import Any

import numpy as np

from experiments.report.figures.canvas import INK, canvas, colour
from experiments.report.figures.chart import LETTER, TITLE, WIDTH, wrapped
from experiments.report.shapes.charts import ConfusionChart

SIDE, SMALLEST, LARGEST = 300.0, 19.0, 60.0  # pixels: of all cells, of one at least and at most
NAMED = 14  # letters of a class's name
FEW = 12  # classes of which every mistake is shown, else those of 1 % of a row or more


def confusion(chart: ConfusionChart, name: str) -> str | None:
    """A row a true class, a column a predicted one; a cell says what share of its row it holds, in percent.

    Cells on the diagonal, which are right, have one colour, mistakes another; the larger the share, the darker.

    Args:
        chart: `title`, `classes`, and `counts`: a row of numbers for each true class.
        name: a prefix that makes the figure's ids unique on its page.
    """
    counts = np.array(chart["counts"], float)
    if counts.size == 0 or not counts.sum():
        return None
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    labels = [wrapped(text, NAMED, 1)[0] for text in chart["classes"]]
    cell = float(np.clip(SIDE / len(labels), SMALLEST, LARGEST))
    letters = max(map(len, labels)) * LETTER
    upright = letters > cell - 4
    titles = wrapped(chart["title"], TITLE)
    left, top = letters + 34, 16.0 + 16 * len(titles)
    bottom, side = (letters if upright else 14) + 34, cell * len(labels)
    right = max(12.0, WIDTH - left - side)
    with canvas(
        name, alternative(chart, counts), left + side + right, top + side + bottom,
        left=left, right=right, top=top, bottom=bottom,
    ) as drawn:  # fmt: skip
        axes = drawn.axes()
        axes.set(xlim=(0, side), ylim=(side, 0), autoscale_on=False, xlabel="predicted class", ylabel="true class")
        middles = (np.arange(len(labels)) + 0.5) * cell
        axes.set_xticks(middles, labels, rotation=90 if upright else 0)
        axes.set_yticks(middles, labels)
        axes.tick_params(length=0)
        for index, line in enumerate(titles):
            across, down = 8 / (left + side + right), (17 + 16 * index) / (top + side + bottom)
            drawn.figure.text(across, 1 - down, line, fontsize=12, fontweight="bold")
        for (row, column), share in np.ndenumerate(shares):
            names, count = chart["classes"], float(counts[row, column])
            drawn.note(axes, middles[column], middles[row], names[row], names[column], count, 100 * float(share))
        drawn.columns = ("true class", "predicted class", "rows", "share of the true class, %")
        least = 0.0 if len(labels) <= FEW else 0.01  # of many classes, rare mistakes would hide the frequent ones
        for (row, column), share in np.ndenumerate(shares):
            if counts[row, column] and share >= least:
                x, y, shade = column * cell + 1, row * cell + 1, colour(0 if row == column else 1)
                strength = 0.04 + 0.5 * float(share)
                axes.fill_between([x, x + cell - 2], y, y + cell - 2, color=shade, alpha=strength, lw=0)
                style: Any = {"ha": "center", "va": "center", "fontsize": min(11.0, 0.46 * cell), "color": INK}
                axes.text(x + cell / 2 - 1, y + cell / 2, percent(share), **style)
    return drawn.svg


def percent(share: float) -> str:
    """A share in percent, `<1` for less than a half."""
    return f"{100 * share:.0f}" if share >= 0.005 else "<1"


def alternative(chart: ConfusionChart, counts: np.ndarray) -> str:
    """The chart in words: how many rows are right, of each class too, and the three most frequent mistakes."""
    classes, total = chart["classes"], counts.sum(axis=1)
    right = counts.diagonal()
    each = ", ".join(
        f"{label} {100 * hits / rows:.0f} %" if rows else f"{label} without rows"
        for label, hits, rows in zip(classes, right, total, strict=True)
    )
    wrong = counts - np.diag(right)
    often = [divmod(int(index), len(classes)) for index in np.argsort(-wrong, axis=None, kind="stable")[:3]]
    taken = ", ".join(
        f"{classes[row]} for {classes[column]} {wrong[row, column]:.0f} times"
        for row, column in often
        if wrong[row, column]
    )
    return (
        f"{chart['title']}. {right.sum():.0f} of {total.sum():.0f} rows are right. Found of each class: {each}. Most "
        f"often confused: {taken or 'none'}."
    )
