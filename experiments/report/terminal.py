"""Terminal: the answers and the verdicts of a summary, for the end of a run."""

from itertools import groupby
from operator import itemgetter
from typing import Any

from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from experiments.report.wording import plural

STYLES = {"supported": "green", "contradicted": "red", "no practical difference": "blue", "undecided": "dim"}


def answers(summary: dict[str, Any]) -> RenderableType:
    """The short answers, and one row a claim: id, text, verdict, effect with interval, n."""
    said = [
        Text.assemble((f"{one['title']}: ", "dim"), (one["bold"], "bold"), " ", one["text"])
        for one in summary["answers"]
    ]
    said += [
        Text.assemble((f"{one['title']}: ", "dim"), (one["bold"], "bold"), " ", one["text"]) for one in summary["worth"]
    ]
    said += [
        Text.assemble((f"{one['title']}: ", "dim"), (answer["bold"], "bold"), " ", answer["text"])
        for one in summary["searches"]
        for answer in [*one["answers"], *filter(None, (one["worth"], one["ensemble"]))]
    ]
    counts = summary["counts"]
    open_ = [
        Text(f"{plural(counts[name], 'trial')} {word}.", "red")
        for name, word in (("missing", "not run yet"), ("error", "failed"))
        if counts[name]
    ]
    return Group(
        Text(summary["title"], "bold underline"),
        *said,
        *([ledger(summary)] if summary["ledger"] or not summary["searches"] else []),
        *open_,
    )


def ledger(summary: dict[str, Any]) -> Table:
    """The ledger."""
    table = Table(box=box.SIMPLE, pad_edge=False)
    for name in ("id", "claim", "verdict", "effect (95 % interval)"):
        table.add_column(name)
    table.add_column("n", justify="right")
    for _, rows in groupby(summary["ledger"], key=itemgetter("topic")):
        for row in rows:
            verdict, claim = Text(row["verdict"], STYLES[row["verdict"]]), row["claim"]
            table.add_row(row["id"], Text(row["text"]), verdict, Text(effect(claim)), str(claim["n"]))
        table.add_section()
    return table


def effect(claim: dict[str, Any]) -> str:
    """The effect of the pair that decides the claim."""
    pair = claim["pairs"][claim["decisive"]]
    names = f" {pair['treatment']} – {pair['baseline']}" if len(claim["pairs"]) > 1 else ""
    return pair["text"] + names


def text(summary: dict[str, Any], width: int = 120) -> str:
    """The same as plain text."""
    console = Console(width=width, color_system=None, record=True, file=None, quiet=False, force_terminal=False)
    with console.capture() as captured:
        console.print(answers(summary))
    return captured.get()
