"""`compare A B` on the command line: two runs side by side, on the terminal and as a page. Trains nothing."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from experiments.errors import UserError
from experiments.options import Parser, layout

COMPARE = "compare"  # in place of a study
PAGE = "comparison.html"


def run(arguments: Sequence[str]) -> None:
    """Compares the runs in two folders and prints what is other.

    Args:
        arguments: of the command line, after `compare`.

    Raises:
        UserError: an unknown option, a folder without a run, or runs with nothing in common.
        SystemExit: `--help`, or not two folders (status 2).
    """
    made = Parser(
        prog=f"python -m experiments.run {COMPARE}",
        usage="%(prog)s A B [--out PAGE]",
        allow_abbrev=False,
        formatter_class=layout,
        description="Two runs side by side: what was asked otherwise, and what came out otherwise.",
    )
    made.add_argument("folders", nargs=2, metavar="FOLDER", help="of a run, such as reports/digits")
    made.add_argument("--out", type=Path, metavar="PAGE", help="also write a page: a file.html, or a folder for it")
    options, unknown = made.parse_known_args(list(arguments))
    made.refuse(unknown)
    result, page = compared(*options.folders), None
    if options.out is not None:
        page = written(result, options.out)
    from rich.console import Console

    from experiments.report.comparison.terminal import shown

    Console().print(shown(result))
    if page is not None:
        print(f"Page: {page}")


def compared(before: str | Path, after: str | Path) -> dict[str, Any]:
    """The comparison of two runs; see `experiments.report.comparison.whole`."""
    from experiments.report.comparison.whole import comparison
    from experiments.store import read

    return comparison(read(before), read(after))


def written(result: dict[str, Any], path: Path) -> Path:
    """Writes a comparison as a page.

    Raises:
        UserError: it cannot be written there.
    """
    from experiments.report import render
    from experiments.report.comparison.terminal import sentences

    file = path if path.suffix == ".html" else path / PAGE
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        template = render.environment().get_template(PAGE)
        render.replace(file, template.render(comparison=result, sentences=sentences(result)))
    except OSError as error:
        raise UserError(
            f"{file} cannot be written: {error.strerror}. Choose another --out. Received: {path}"
        ) from error
    return file
