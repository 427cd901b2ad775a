"""A comparison on the terminal."""

from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from experiments.report.terminal import STYLES
from experiments.report.wording import listing, plural

SOUGHT = ("setting", "before", "after", "in")


def shown(comparison: dict[str, Any]) -> RenderableType:
    """The settings, the verdicts and effects, and the searches of two runs."""
    first, second = (run["folder"] for run in comparison["runs"])
    parts: list[RenderableType] = [Text(f"{second} compared with {first}", "bold underline")]
    parts += map(Text, sentences(comparison))
    if comparison["settings"]:
        rows = [[row[name] for name in ("setting", "before", "after", "studies")] for row in comparison["settings"]]
        parts.append(table("What was asked otherwise", SOUGHT, rows))
    if comparison["claims"]:
        parts.append(claims(comparison["claims"]))
    if comparison["searches"]:
        columns = ("search", "won before", "test", "won after", "test")
        names = ("name", "before", "before_test", "after", "after_test")
        parts.append(table("Searches", columns, [[row[name] for name in names] for row in comparison["searches"]]))
    return Group(*parts)


def sentences(comparison: dict[str, Any]) -> list[str]:
    """What came out, in lines."""
    changed = sum(claim["changed"] for claim in comparison["claims"])
    moved = sum(any(pair["apart"] for pair in claim["pairs"]) for claim in comparison["claims"])
    lines = []
    if comparison["claims"]:
        count = plural(len(comparison["claims"]), "claim")
        lines.append(
            f"{changed} of {count} {'has' if changed == 1 else 'have'} another verdict."
            if changed
            else f"No verdict changed ({count})."
        )
        lines.append(
            f"An effect changed in {plural(moved, 'claim')}: the interval of its difference leaves out 0."
            if moved
            else "No effect changed: the intervals of all differences hold 0."
        )
    if not comparison["settings"]:
        lines.append("Both ask for the same, with the same packages.")
    if comparison["same"]:
        lines.append(f"The same trials in both: {listing(comparison['same'])}.")
    for run, names in zip(comparison["runs"], comparison["alone"], strict=True):
        if names:
            lines.append(f"Only in {run['folder']}: {listing(names)}.")
    return lines


def claims(rows: list[dict[str, Any]]) -> Table:
    """One row a claim, with the pair that its second verdict rests on."""
    drawn = Table(title="Verdicts and effects", title_justify="left", box=box.SIMPLE, pad_edge=False)
    for name in ("claim", "verdict", "effect before", "effect after", "difference"):
        drawn.add_column(name)
    for claim in rows:
        pair = claim["pairs"][claim["decisive"]] if claim["decisive"] is not None else None
        about = f"{claim['id']} {claim['text']}" + (f" {pair['treatment']} – {pair['baseline']}" if pair else "")
        verdicts = Text(claim["before"], STYLES[claim["before"]])
        if claim["changed"]:
            verdicts = Text.assemble(verdicts, " → ", (claim["after"], STYLES[claim["after"]]))
        texts = [pair[name] for name in ("before", "after", "text")] if pair else ["–"] * 3
        styles = ["", "", "bold" if pair and pair["apart"] else ""]
        drawn.add_row(Text(about), verdicts, *map(Text, texts, styles))
    return drawn


def table(title: str, columns: tuple[str, ...], rows: list[list[str]]) -> Table:
    """A table of texts."""
    drawn = Table(title=title, title_justify="left", box=box.SIMPLE, pad_edge=False)
    for column in columns:
        drawn.add_column(column, overflow="fold")
    for cells in rows:
        drawn.add_row(*map(Text, cells))
    return drawn
