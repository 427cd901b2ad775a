"""Axes for scores, stretched towards 1, where the good methods lie close together."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, NullLocator

from experiments.report.shapes.studies import StudySummary

TICKS = (
    -100, -30, -10, -4, -2, -1, 0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.96, 0.97, 0.98,
    0.985, 0.99, 0.995, 0.999, 1.0,
)  # fmt: skip
LOWEST = -200.0
FEWEST = 3  # of these ticks; where fewer lie within a narrow range, it is divided evenly


class Scale:
    """The scale of an axis for scores, and their positions on it.

    Scores whose best is 1 are drawn by the logarithm of what is missing to 1, so that 80, 90 and 95 % are equally far
    apart; nothing is drawn better than half a validation sample's error, or worse than an R² of −200. Others are drawn
    as they are.
    """

    def __init__(self, values: Sequence[float], study: StudySummary):
        self.least, self.percent, self.bent = 0.5 / study["data"]["validation"], study["scale"], study["bent"]
        ends = [min(values, default=0.0), max(values, default=1.0)]
        low, high = (float(self.bend(end)) for end in ends)
        room = 0.06 * (high - low) or 0.3 * (1.0 if self.bent else abs(high) or 1.0)
        self.low, self.high = float(self.unbend(low - room)), float(self.unbend(high + room))

    def bend(self, score: Any) -> Any:
        """A score's position on the axis, in no particular unit."""
        return -np.log(np.maximum(1 + self.least - np.maximum(score, LOWEST), self.least)) if self.bent else score

    def unbend(self, position: Any) -> Any:
        """The score at a position."""
        return np.minimum(1 + self.least - np.exp(-position), 1.0) if self.bent else position

    def share(self, score: float) -> float:
        """A score's position as a share of the axis, from 0 to 1."""
        low, high = self.bend(self.low), self.bend(self.high)
        return float(min(max((self.bend(score) - low) / (high - low), 0.0), 1.0))

    def ticks(self, most: int) -> list[float]:
        """Round scores, only as many as do not overlap."""
        inside = [tick for tick in TICKS if self.low <= tick <= self.high] if self.bent else []
        if len(inside) < FEWEST:
            located = MaxNLocator(most, steps=[1, 2, 5, 10]).tick_values(self.low, self.high)
            inside = [float(tick) for tick in located if self.low <= tick <= self.high]
        ticks: list[float] = []
        for tick in reversed(inside):
            if not ticks or self.share(ticks[-1]) - self.share(tick) > 0.9 / most:
                ticks.append(tick)
        return ticks[::-1]

    def label(self, tick: float) -> str:
        """A tick's label."""
        return f"{tick * self.percent + 0.0:.4g}".replace("-", "−")


def score_axis(axes: Axes, direction: str, values: Sequence[float], study: StudySummary) -> Scale:
    """Sets up the axis (`x` or `y`) for scores."""
    scale = Scale(values, study)
    axis, limit = (axes.xaxis, axes.set_xlim) if direction == "x" else (axes.yaxis, axes.set_ylim)
    (axes.set_xscale if direction == "x" else axes.set_yscale)("function", functions=(scale.bend, scale.unbend))
    limit(scale.low, scale.high)
    axis.set_major_locator(FixedLocator(scale.ticks(8)))
    axis.set_minor_locator(NullLocator())
    axis.set_major_formatter(FuncFormatter(lambda value, _: scale.label(value)))
    return scale


def score_label(study: StudySummary, split: str) -> str:
    """An axis label: `validation accuracy, %`."""
    return f"{split} {study['score_title']}" + (", %" if abs(study["scale"]) == 100 else "")
