"""A comparison on the terminal."""

from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from experiments.report.terminal import STYLES
from experiments.report.wording import listing, plural

SOUGHT = ("setting", "before", "after", "in")


def shown(found: dict[str, Any]) -> RenderableType:
    """The settings, the verdicts and effects, and the searches of two runs."""
    first, second = (one["folder"] for one in found["runs"])
    parts: list[RenderableType] = [Text(f"{second} compared with {first}", "bold underline"), *map(Text, said(found))]
    if found["settings"]:
        rows = [[one[name] for name in ("setting", "before", "after", "studies")] for one in found["settings"]]
        parts.append(table("What was asked otherwise", SOUGHT, rows))
    if found["claims"]:
        parts.append(claims(found["claims"]))
    if found["searches"]:
        columns = ("search", "won before", "test", "won after", "test")
        names = ("name", "before", "before_test", "after", "after_test")
        parts.append(table("Searches", columns, [[one[name] for name in names] for one in found["searches"]]))
    return Group(*parts)


def said(found: dict[str, Any]) -> list[str]:
    """What came out, in sentences."""
    changed = sum(claim["changed"] for claim in found["claims"])
    moved = sum(any(pair["apart"] for pair in claim["pairs"]) for claim in found["claims"])
    sentences = []
    if found["claims"]:
        count = plural(len(found["claims"]), "claim")
        sentences.append(
            f"{changed} of {count} {'has' if changed == 1 else 'have'} another verdict."
            if changed
            else f"No verdict changed ({count})."
        )
        sentences.append(
            f"An effect changed in {plural(moved, 'claim')}: the interval of its difference leaves out 0."
            if moved
            else "No effect changed: the intervals of all differences hold 0."
        )
    if not found["settings"]:
        sentences.append("Both ask for the same, with the same packages.")
    if found["same"]:
        sentences.append(f"The same trials in both: {listing(found['same'])}.")
    for one, names in zip(found["runs"], found["alone"], strict=True):
        if names:
            sentences.append(f"Only in {one['folder']}: {listing(names)}.")
    return sentences


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
