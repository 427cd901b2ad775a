"""Figures: functions from a part of the summary to an SVG string, the same bytes every time.

`FIGURES` holds the charts that draw any quantity: a kind's name -> a function of the chart's dict and a name.
"""

from collections.abc import Callable
from typing import Any

from experiments.report.figures.calibration import calibration
from experiments.report.figures.confusion import confusion
from experiments.report.figures.critical_difference import critical_difference
from experiments.report.figures.dots import dots
from experiments.report.figures.epochs import epochs
from experiments.report.figures.gains import gains
from experiments.report.figures.glyph import glyph, scale
from experiments.report.figures.gradients import first_gradients, gradients
from experiments.report.figures.histograms import histograms
from experiments.report.figures.learning import learning
from experiments.report.figures.lines import budget, lines
from experiments.report.figures.parallel import parallel
from experiments.report.figures.ranking import ranking
from experiments.report.figures.ranks import ranks
from experiments.report.figures.scatter import scatter
from experiments.report.figures.sensitivity import sensitivity
from experiments.report.figures.trajectories import trajectories

FIGURES: dict[str, Callable[[Any, str], str | None]] = {
    "budget": budget,
    "calibration": calibration,
    "confusion": confusion,
    "critical_difference": critical_difference,
    "dots": dots,
    "histograms": histograms,
    "lines": lines,
    "parallel": parallel,
    "scatter": scatter,
    "trajectories": trajectories,
}

__all__ = [
    "FIGURES",
    "epochs",
    "first_gradients",
    "gains",
    "glyph",
    "gradients",
    "learning",
    "ranking",
    "ranks",
    "scale",
    "sensitivity",
]
