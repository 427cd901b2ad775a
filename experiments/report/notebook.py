"""Notebook: a summary as one piece of HTML for a notebook's cell, with its figures inside and a style of its own."""

import json
from hashlib import sha256

from markupsafe import Markup

from experiments.report import figures, render
from experiments.report.shapes.run import Summary
from experiments.report.shapes.studies import StudySummary

MOST = 2  # figures of studies, and of searches
ROWS = 12  # of the ledger that are shown at once


def html(summary: Summary, page: str | None = None) -> str:
    """The answers, the first figures and the ledger.

    It needs no network and no script. Ids are made of what the summary holds, so that two results in one notebook do
    not share any; colours follow the notebook's theme.

    Args:
        summary: of a run.
        page: the path of its front page, if it has one.
    """
    name = "run-" + sha256(json.dumps(summary, sort_keys=True).encode()).hexdigest()[:8]
    template = render.environment().get_template("notebook.html")
    return template.render(summary=summary, name=name, page=page, rows=ROWS, drawings=drawings(summary, name))


def drawings(summary: Summary, name: str) -> list[Markup]:
    """The first figures of a run: rankings or charts, then learning curves; and how a search found its best."""
    studies = list(enumerate(summary["studies"]))
    first = [overview(study, f"{name}-{number}") for number, study in studies]
    curves = [figures.learning(study, f"{name}-{number}-learning") for number, study in studies if study["trained"]]
    searched = [
        figures.FIGURES[chart["kind"]](chart, f"{name}-search-{number}")
        for number, search in enumerate(summary["searches"][:MOST])
        for chart in search["charts"]["progress"][:1]
    ]
    return [Markup(svg) for svg in [*[svg for svg in (*first, *curves) if svg][:MOST], *searched] if svg]


def overview(study: StudySummary, name: str) -> str | None:
    """A study's ranking, or of simulations its first chart."""
    if study["trained"]:
        return figures.ranking(study, f"{name}-ranking")
    charts = [chart for chart in study["charts"] if chart["kind"] in figures.FIGURES]
    return figures.FIGURES[charts[0]["kind"]](charts[0], f"{name}-chart") if charts else None
