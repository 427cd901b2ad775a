"""Verification: published experiments and known answers, recomputed by the suite and compared number by number.

The random numbers are those of the publications, whatever `--seed` says.
"""

from collections.abc import Iterator
from pathlib import Path

from rich.console import Console

from experiments.quiet import import_keras
from experiments.verification import demsar, fashion_mnist, known_answers, quadratic_deep, selu
from experiments.verification.check import Check
from experiments.verification.table import table


def run(console: Console, fashion: bool, folder: Path | None = None) -> bool:
    """Prints every check; whether all agree.

    Args:
        console: where tables, progress and the sum go.
        fashion: also train on Fashion-MNIST, which takes minutes and needs the data.
        folder: keeps what was trained, so that a second run need not; `None` for a temporary one.
    """
    import_keras()
    checks: list[Check] = []
    for title, rows in parts(console, fashion, folder):
        console.print(table(title, rows))
        checks += rows
    differ = [row.name for row in checks if not row.agrees]
    console.print(f"{len(checks) - len(differ)} of {len(checks)} numbers agree.")
    if differ:
        console.print(f"[bold red]These differ: {'; '.join(differ)}.[/]")
    return not differ


def parts(console: Console, fashion: bool, folder: Path | None) -> Iterator[tuple[str, list[Check]]]:
    """Title and checks of each published source, the quick ones first."""
    yield "Known answers", known_answers.rows()
    yield "Comparison over data sets: Demšar 2006, table 6", demsar.rows()
    yield "A thousand SELU layers: Klambauer et al. 2017, Géron's table", selu.rows()
    yield "DeepOBS quadratic_deep: Schneider et al. 2019, 10 seeds", quadratic_deep.rows(console, folder)
    if fashion:
        yield "Fashion-MNIST: Géron 2022, chapter 11", fashion_mnist.rows(console, folder)
