"""Figures: a part of the summary in, an SVG string out, the same bytes every time."""

from collections.abc import Callable
from typing import Any

from experiments.report.figures.critical_difference import critical_difference
from experiments.report.figures.epochs import epochs
from experiments.report.figures.glyph import glyph, scale
from experiments.report.figures.gradients import gradients
from experiments.report.figures.learning import learning
from experiments.report.figures.ranking import ranking
from experiments.report.figures.sensitivity import sensitivity

FIGURES: dict[str, Callable[[dict[str, Any], str], str | None]] = {"critical_difference": critical_difference}

__all__ = [
    "FIGURES",
    "critical_difference",
    "epochs",
    "glyph",
    "gradients",
    "learning",
    "ranking",
    "scale",
    "sensitivity",
]
