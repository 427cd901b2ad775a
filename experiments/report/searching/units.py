"""The unit of a search's score."""

from math import inf

from experiments.report.searches import SearchResult
from experiments.report.wording import UNITS, Unit


def unit(search: SearchResult) -> Unit:
    """How the metric is written; a metric that is not known is a number."""
    return UNITS.get(search.metric, UNITS["number"])


def bounds(search: SearchResult) -> tuple[float, float]:
    """Between which values the metric must lie."""
    return {"accuracy": (0.0, 1.0), "r2": (-inf, 1.0), "loss": (0.0, inf)}.get(search.metric, (-inf, inf))


def title(search: SearchResult) -> str:
    """The metric in words: `accuracy`, `R²`."""
    return "R²" if search.metric == "r2" else search.metric.replace("_", " ")


def axis(search: SearchResult) -> str:
    """The label of an axis of scores: `validation accuracy, %`."""
    return f"validation {title(search)}" + (", %" if unit(search).scale == 100 else "")
