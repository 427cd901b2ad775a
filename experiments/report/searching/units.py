"""The unit of a search's score."""

from math import inf

from experiments.report.searches import Found
from experiments.report.wording import UNITS, Unit


def unit(found: Found) -> Unit:
    """How the metric is written; a metric that is not known is a number."""
    return UNITS.get(found.metric, UNITS["number"])


def bounds(found: Found) -> tuple[float, float]:
    """Between which values the metric must lie."""
    return {"accuracy": (0.0, 1.0), "r2": (-inf, 1.0), "loss": (0.0, inf)}.get(found.metric, (-inf, inf))


def title(found: Found) -> str:
    """The metric in words: `accuracy`, `R²`."""
    return "R²" if found.metric == "r2" else found.metric.replace("_", " ")


def axis(found: Found) -> str:
    """The label of an axis of scores: `validation accuracy, %`."""
    return f"validation {title(found)}" + (", %" if unit(found).scale == 100 else "")
