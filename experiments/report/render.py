"""Render: a summary as a folder of pages that need no network."""

import json
import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from experiments.chart import USUAL
from experiments.interruption import deaf
from experiments.judging.verdicts import ABOUT, CONTRADICTED, OPEN, PARTLY, SMALL, SUPPORTED
from experiments.report import figures, filters
from experiments.report.glossary import PAGE, TERMS, anchor, glossary_page, linked
from experiments.report.shapes.run import DatasetComparison, Summary
from experiments.report.shapes.searches import SearchSummary
from experiments.report.shapes.studies import StudySummary
from experiments.report.wording import plural, setting

INKS = {SUPPORTED: "yes", PARTLY: "part", CONTRADICTED: "no", SMALL: "same", ABOUT: "about", OPEN: "open"}
SUMMARY = "summary.json"
MANY = 20  # studies whose figures take longer than processes to start
SIGNS = {SUPPORTED: "✓", PARTLY: "◐", CONTRADICTED: "✗", SMALL: "≈", ABOUT: "|", OPEN: "?"}


def write(summary: Summary, folder: str | Path, processes: int = 1, going: bool = False) -> Path:
    """Writes `index.html`, one page a study or search, the glossary and `summary.json`; gives the path of `index.html`.

    Each file appears whole or not at all. The same summary gives the same bytes; a winner's network
    is linked if its file is in the folder. The figures of many studies are drawn by as many processes as given.
    While the run is `going` on, the front page says so and reloads itself.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    before = pages(folder)
    templates = environment()
    templates.globals["going"] = going
    drawings: dict[str, dict[str, Markup]] = {}
    shows: dict[str, str] = {}  # where on a study's page the figures are
    for study, (drawn, charts) in zip(summary["studies"], draw_all(summary["studies"], processes), strict=True):
        drawings[study["name"]] = drawn
        large = hero(study, drawn, charts)
        shows[study["name"]] = "hero" if large else "results" if study["trained"] else ""
        html = templates.get_template("study.html").render(
            summary=summary,
            study=study,
            edge_methods=filters.edge_methods(study),
            layer_table=filters.layer_table(study),
            hero=large,
            drawings=drawn | charts,
            figures={name: "" if name == large else svg for name, svg in drawn.items()},
            charts=[svg for title, svg in charts.items() if title != large],
            model=present(folder, study["recommended"]),
        )
        replace(folder / filters.page(study["name"]), html)
    for search in summary["searches"]:
        model = present(folder, search["model"])
        html = templates.get_template("search.html").render(
            summary=summary, search=search, charts=search_charts(search), model=model
        )
        replace(folder / filters.page(search["name"]), html)
    front = templates.get_template("index.html").render(summary=summary, figures=drawings, shows=shows)
    replace(folder / "index.html", front)
    replace(folder / PAGE, glossary_page(templates, summary))
    replace(folder / SUMMARY, json.dumps(summary, ensure_ascii=False, allow_nan=False) + "\n")
    for file in before - pages(folder):  # of data or studies that have made way for others
        (folder / file).unlink(missing_ok=True)
    return folder / "index.html"


def pages(folder: Path) -> set[str]:
    """The files of the studies and searches that the summary in a folder has; none if there is no summary to read."""
    try:
        summary = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))
        return {filters.page(str(part["name"])) for kind in ("studies", "searches") for part in summary[kind]}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def present(folder: Path, model: Any) -> Any:
    """What a summary says of a saved network, if its file is in the folder."""
    return model if model and (folder / model["file"]).is_file() else None


def environment() -> Environment:
    """The templates with their filters and functions."""
    templates = Environment(
        loader=PackageLoader("experiments.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters |= {"anchor": anchor, "setting": setting, "count": plural, "linked": linked}
    for function in filters.FILTERS:
        templates.filters[function.__name__] = function
    templates.globals |= {"terms": TERMS, "inks": INKS, "signs": SIGNS, "method_menu": method_menu}
    templates.globals |= {"rank_diagram": rank_diagram, "going": False}
    templates.globals |= {"glyph": lambda parts: Markup(figures.glyph(parts)), "scale": lambda: Markup(figures.scale())}
    return templates


def draw_all(studies: list[StudySummary], processes: int) -> list[tuple[dict[str, Markup], dict[str, Markup]]]:
    """The figures and charts of each study; drawn by several processes if they repay their start."""
    if processes == 1 or len(studies) < MANY:
        return [draw(study) for study in studies]
    with ProcessPoolExecutor(processes, get_context("spawn"), initializer=deaf) as pool:
        return list(pool.map(draw, studies))


def draw(study: StudySummary) -> tuple[dict[str, Markup], dict[str, Markup]]:
    """The usual figures of a study that trained networks by name, and the charts that it asks for by title.

    A usual figure without anything to show is empty.
    """
    name = filters.slug(study["name"])
    drawn = {kind: getattr(figures, kind)(study, f"{name}-{kind}") if study["trained"] else "" for kind in USUAL}
    charts: dict[str, Markup] = {}
    for index, chart in enumerate(study["charts"]):
        if svg := figures.FIGURES[chart["kind"]](chart, f"{name}-chart-{index}"):
            charts[chart["title"] if chart["title"] not in charts else f"{chart['title']} ({index})"] = Markup(svg)
    return {kind: Markup(svg or "") for kind, svg in drawn.items()}, charts


def hero(study: StudySummary, drawn: dict[str, Markup], charts: dict[str, Markup]) -> str:
    """The figure that is drawn large: the one that the study names, its first chart, or what a contest came to.

    Empty if there is none.
    """
    usual = ("gains", "ranking", "learning") if study["contest"] else ("gains", "learning", "ranking")
    shown = {**drawn, **charts}
    return next((name for name in (study["hero"], *charts, *usual) if name and shown.get(name)), "")


def search_charts(search: SearchSummary) -> dict[str, list[Markup]]:
    """The charts of a search by section."""
    name, charts = f"{filters.slug(search['name'])}-search", search["charts"]
    sections = {section: charts[section] for section in ("progress", "mistakes", "slices", "parallel")}
    return {
        section: [
            Markup(svg)
            for index, chart in enumerate(charts)
            if (svg := figures.FIGURES[chart["kind"]](chart, f"{name}-{section}-{index}"))
        ]
        for section, charts in sections.items()
    }


def rank_diagram(study: DatasetComparison) -> Markup:
    """The critical-difference diagram of a study over its data sets."""
    return Markup(figures.FIGURES["critical_difference"](study["ranks"], f"over-{filters.slug(study['name'])}") or "")


def method_menu(study: StudySummary) -> Markup:
    """The menu that shows the learning curve of one method."""
    options = [f'<option value="{row["slot"]}">{escape(row["method"])}</option>' for row in study["curves"] if row["n"]]
    return Markup(
        '<select class="needs-js" data-lines aria-label="Show one method"><option value="">all methods</option>'
        + "".join(options)
        + "</select>"
    )


def replace(path: Path, text: str) -> None:
    """Writes a temporary file in the same folder and moves it to the path in one step."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
