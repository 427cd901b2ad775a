"""Axes for scores, stretched towards 1, where the good methods lie close together."""

from collections.abc import Sequence
from math import exp, log

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from experiments.report.shapes.studies import StudySummary

TICKS = (
    -100, -30, -10, -4, -2, -1, 0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.96, 0.97, 0.98,
    0.985, 0.99, 0.995, 0.999, 1.0,
)  # fmt: skip
LOWEST = -200.0


class Scale:
    """The scale of an axis for scores, and their positions on it.

    Accuracy and R² are drawn by the logarithm of what is missing to 1, so that 80, 90 and 95 % are equally far apart;
    nothing is drawn better than half a validation sample's error, or worse than an R² of −200.
    """

    def __init__(self, values: Sequence[float], study: StudySummary):
        self.least, self.percent = 0.5 / study["data"]["validation"], study["scale"]
        low, high = (self.bend(end) for end in (min(values, default=0.0), max(values, default=1.0)))
        room = 0.06 * (high - low) or 0.3
        self.low, self.high = self.unbend(low - room), self.unbend(high + room)

    def bend(self, score: float) -> float:
        """A score's position on the axis, in no particular unit."""
        return -log(max(1 + self.least - max(score, LOWEST), self.least))

    def unbend(self, position: float) -> float:
        """The score at a position."""
        return min(1 + self.least - exp(-position), 1.0)

    def share(self, score: float) -> float:
        """A score's position as a share of the axis, from 0 to 1."""
        low, high = self.bend(self.low), self.bend(self.high)
        return min(max((self.bend(score) - low) / (high - low), 0.0), 1.0)

    def ticks(self, most: int) -> list[float]:
        """Round scores, only as many as do not overlap."""
        ticks: list[float] = []
        for tick in reversed([tick for tick in TICKS if self.low <= tick <= self.high]):
            if not ticks or self.share(ticks[-1]) - self.share(tick) > 0.9 / most:
                ticks.append(tick)
        return ticks[::-1] if len(ticks) > 1 else [round(self.low, 3), round(self.high, 3)]

    def label(self, tick: float) -> str:
        """A tick's label."""
        return f"{tick * self.percent:.4g}".replace("-", "−")


def score_axis(axes: Axes, direction: str, values: Sequence[float], study: StudySummary) -> Scale:
    """Sets up the axis (`x` or `y`) for scores."""
    scale = Scale(values, study)
    axis, limit = (axes.xaxis, axes.set_xlim) if direction == "x" else (axes.yaxis, axes.set_ylim)
    least = scale.least
    bend = (lambda a: -np.log(np.maximum(1 + least - a, least)), lambda b: np.minimum(1 + least - np.exp(-b), 1))
    (axes.set_xscale if direction == "x" else axes.set_yscale)("function", functions=bend)
    limit(scale.low, scale.high)
    axis.set_major_locator(FixedLocator(scale.ticks(8)))
    axis.set_minor_locator(NullLocator())
    axis.set_major_formatter(FuncFormatter(lambda value, _: scale.label(value)))
    return scale


def score_label(study: StudySummary, split: str) -> str:
    """An axis label: `validation accuracy, %`."""
    return f"{split} {study['score_title']}" + (", %" if study["scale"] == 100 else "")
