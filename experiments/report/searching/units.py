"""The unit of a search's score."""

from experiments.report.searches import Found
from experiments.report.wording import UNITS, Unit


def unit(found: Found) -> Unit:
    """How the metric is written; a metric that is not known is a number."""
    return UNITS.get(found.metric, UNITS["number"])


def title(found: Found) -> str:
    """The metric in words: `accuracy`, `R²`."""
    return "R²" if found.metric == "r2" else found.metric.replace("_", " ")


def axis(found: Found) -> str:
    """The label of an axis of scores: `validation accuracy, %`."""
    return f"validation {title(found)}" + (", %" if unit(found).scale == 100 else "")
