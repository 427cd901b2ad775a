"""Render: a summary as a folder of pages that need no network."""

import json
import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from experiments.interruption import deaf
from experiments.report import figures, filters
from experiments.report.glossary import PAGE, TERMS, anchor, glossary_page, linked
from experiments.report.wording import plural, setting

INKS = {"supported": "yes", "contradicted": "no", "no practical difference": "same", "undecided": "open"}
MANY = 20  # studies whose figures take longer than processes to start
SIGNS = {"supported": "✓", "contradicted": "✗", "no practical difference": "≈", "undecided": "?"}


def write(summary: dict[str, Any], folder: str | Path, processes: int = 1) -> Path:
    """Writes `index.html`, one page a study or search, the glossary and `summary.json`; gives the path of `index.html`.

    Each file appears whole or not at all. The same summary gives the same bytes; a winner's network
    is linked where its file stands in the folder. The figures of many studies are drawn by as many processes as given.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    templates = environment()
    drawn: dict[str, dict[str, Markup]] = {}
    for study, (usual, own) in zip(summary["studies"], drawings(summary["studies"], processes), strict=True):
        drawn[study["name"]] = usual
        shared = {"edges": filters.edges(study), "inside": filters.inside(study), "figures": usual, "charts": own}
        html = templates.get_template("study.html").render(summary=summary, study=study, **shared)
        replace(folder / filters.page(study["name"]), html)
    for search in summary["searches"]:
        model = search["model"] if search["model"] and (folder / search["model"]["file"]).is_file() else None
        shared = {"charts": searched(search), "model": model}
        html = templates.get_template("search.html").render(summary=summary, search=search, **shared)
        replace(folder / filters.page(search["name"]), html)
    replace(folder / "index.html", templates.get_template("index.html").render(summary=summary, figures=drawn))
    replace(folder / PAGE, glossary_page(templates, summary))
    replace(folder / "summary.json", json.dumps(summary, ensure_ascii=False, allow_nan=False) + "\n")
    return folder / "index.html"


def environment() -> Environment:
    """The templates with everything that they may call."""
    found = Environment(
        loader=PackageLoader("experiments.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {"anchor": anchor, "setting": setting, "count": plural, "linked": linked}
    for one in filters.OFFERED:
        found.filters[one.__name__] = one
    found.globals |= {"terms": TERMS, "inks": INKS, "signs": SIGNS, "lines": lines, "ranked": ranked}
    found.globals |= {"glyph": lambda claim: Markup(figures.glyph(claim)), "scale": lambda: Markup(figures.scale())}
    return found


def drawings(studies: list[dict[str, Any]], processes: int) -> list[tuple[dict[str, Markup], list[Markup]]]:
    """Each study's drawing; by several processes if they repay their start."""
    if processes == 1 or len(studies) < MANY:
        return [drawing(study) for study in studies]
    with ProcessPoolExecutor(processes, get_context("spawn"), initializer=deaf) as pool:
        return list(pool.map(drawing, studies))


def drawing(study: dict[str, Any]) -> tuple[dict[str, Markup], list[Markup]]:
    """A study's usual figures, and the charts that it asks for."""
    return draw(study), charts(study)


def draw(study: dict[str, Any]) -> dict[str, Markup]:
    """The usual figures of a study that trained networks; a figure without anything to show is empty."""
    if not study["trained"]:
        return {}
    kinds = ("ranking", "learning", "sensitivity", "epochs", "gradients")
    name = filters.slug(study["name"])
    return {kind: Markup(getattr(figures, kind)(study, f"{name}-{kind}") or "") for kind in kinds}


def charts(study: dict[str, Any]) -> list[Markup]:
    """The charts that a study asks for."""
    name = filters.slug(study["name"])
    drawn = [
        figures.FIGURES[chart["kind"]](chart, f"{name}-chart-{place}")
        for place, chart in enumerate(study["charts"])
        if chart["kind"] in figures.FIGURES
    ]
    return [Markup(svg) for svg in drawn if svg]


def searched(search: dict[str, Any]) -> dict[str, list[Markup]]:
    """The charts of a search by section."""
    name = f"{filters.slug(search['name'])}-search"
    return {
        section: [
            Markup(svg)
            for place, chart in enumerate(some)
            if (svg := figures.FIGURES[chart["kind"]](chart, f"{name}-{section}-{place}"))
        ]
        for section, some in search["charts"].items()
    }


def ranked(one: dict[str, Any]) -> Markup:
    """The critical-difference diagram of a study over its data sets."""
    return Markup(figures.FIGURES["critical_difference"](one["ranks"], f"over-{filters.slug(one['name'])}") or "")


def lines(study: dict[str, Any]) -> Markup:
    """The choice of one line of the learning curves."""
    options = [f'<option value="{row["slot"]}">{escape(row["method"])}</option>' for row in study["curves"] if row["n"]]
    return Markup(
        '<select class="needs-js" data-lines aria-label="Show one method"><option value="">all methods</option>'
        + "".join(options)
        + "</select>"
    )


def replace(path: Path, text: str) -> None:
    """Writes a file beside its place and moves it there in one step."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
