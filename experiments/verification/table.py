"""Checks as a table in the terminal."""

from collections.abc import Sequence

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from experiments.verification.check import Check


def table(title: str, rows: Sequence[Check]) -> Group:
    """Published, ours, difference and verdict of each check; then the notes."""
    lines = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    lines.add_column("check")
    for column in ("published", "ours", "difference"):
        lines.add_column(column, justify="right", no_wrap=True)
    lines.add_column("verdict", no_wrap=True)
    for row in rows:
        verdict = "[green]agree[/]" if row.agrees else "[bold red]differ[/]"
        lines.add_row(row.name, shown(row.published, row), shown(row.ours, row), difference(row), verdict)
    return Group(lines, *(Text(f"{row.name}: {row.note}", "dim") for row in rows if row.note))


def shown(value: float, row: Check) -> str:
    """A number in its row's format, with a true minus sign and no negative zero."""
    text = format(value, row.form)
    return text.removeprefix("-") if not text.strip("-0.") else text.replace("-", "−")


def difference(row: Check) -> str:
    """The difference beside what is allowed."""
    if row.tolerance == 0:
        return "0" if row.agrees else f"{row.difference:.3g}"
    return f"{row.difference:+.1g} (± {row.tolerance:.1g})".replace("-", "−")
