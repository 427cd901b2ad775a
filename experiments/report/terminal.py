"""Terminal: the answers and the verdicts of a summary, for the end of a run."""

from itertools import groupby
from operator import itemgetter

from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from experiments.judging.verdicts import ABOUT, CONTRADICTED, OPEN, PARTLY, SMALL, SUPPORTED
from experiments.report.shapes.claims import ClaimRow
from experiments.report.shapes.run import Summary
from experiments.report.wording import plural

STYLES = {
    SUPPORTED: "green", PARTLY: "yellow", CONTRADICTED: "red", SMALL: "blue", ABOUT: "blue", OPEN: "dim",
}  # fmt: skip


def answers(summary: Summary) -> RenderableType:
    """The short answers, and one row a claim: id, text, verdict, effect with interval, n."""
    titled = [(answer["title"], answer) for answer in summary["answers"]]
    titled += [(worth["title"], worth) for worth in summary["worth"]]
    titled += [
        (search["title"], answer)
        for search in summary["searches"]
        for answer in (*search["answers"], search["worth"], search["ensemble"])
        if answer
    ]
    lines = [
        Text.assemble((f"{title}: ", "dim"), (answer["bold"], "bold"), " ", answer["text"]) for title, answer in titled
    ]
    counts = summary["counts"]
    unfinished = [
        Text(f"{plural(counts[name], 'trial')} {word}.", "red")
        for name, word in (("missing", "not run yet"), ("error", "failed"))
        if counts[name]
    ]
    return Group(
        Text(summary["title"], "bold underline"),
        *lines,
        *([ledger(summary)] if summary["ledger"] or not (summary["studies"] or summary["searches"]) else []),
        *unfinished,
    )


def ledger(summary: Summary) -> Table:
    """The ledger."""
    table = Table(box=box.SIMPLE, pad_edge=False)
    for name in ("id", "claim", "verdict", "effect (interval)"):
        table.add_column(name)
    table.add_column("n", justify="right")
    for _, rows in groupby(summary["ledger"], key=itemgetter("topic")):
        for row in rows:
            verdict, claim = Text(row["verdict"], STYLES[row["verdict"]]), row["claim"]
            table.add_row(row["id"], Text(row["text"]), verdict, Text(effect(claim)), str(claim["n"]))
        table.add_section()
    return table


def effect(claim: ClaimRow) -> str:
    """The effect of the pair that decides the claim."""
    pair = claim["pairs"][claim["decisive"]]
    names = f" {pair['treatment']} – {pair['baseline']}" if len(claim["pairs"]) > 1 else ""
    return pair["text"] + names


def text(summary: Summary, width: int = 120) -> str:
    """The same as plain text."""
    console = Console(width=width, color_system=None, force_terminal=False, force_jupyter=False)
    with console.capture() as captured:
        console.print(answers(summary))
    return captured.get()
