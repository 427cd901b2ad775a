"""The unit of a search's score."""

from math import inf

from experiments.report.searches import SearchResult
from experiments.report.wording import UNITS, Unit
from experiments.scores import OWN, SCORES, Score, known


def scored(search: SearchResult) -> Score | None:
    """The score that the metric is; None for the loss, which is none."""
    return known(search.metric) if search.metric in SCORES or search.metric.endswith(OWN) else None


def unit(search: SearchResult) -> Unit:
    """How the metric is written."""
    score = scored(search)
    return UNITS[score.unit if score else "loss"]


def bounds(search: SearchResult) -> tuple[float, float]:
    """Between which values the metric must lie."""
    score = scored(search)
    return (score.low, score.high) if score else (0.0, inf)


def title(search: SearchResult) -> str:
    """The metric in words: `accuracy`, `R²`."""
    score = scored(search)
    return score.title if score else search.metric


def axis(search: SearchResult) -> str:
    """The label of an axis of scores: `validation accuracy, %`."""
    return f"validation {title(search)}" + (", %" if unit(search).scale == 100 else "")
