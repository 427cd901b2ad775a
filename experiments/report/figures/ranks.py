"""Ranks: how the order of methods changes from epoch to epoch."""

from experiments.report.figures.lines import lines
from experiments.report.shapes.studies import StudySummary


def ranks(study: StudySummary, name: str) -> str | None:
    """One line a method, the best on top; `None` where there is nothing to rank."""
    return lines(study["ranks"], name) if study["ranks"] else None
