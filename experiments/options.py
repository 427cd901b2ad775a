"""The command line: what may be asked for, and plain words for what may not."""

import argparse
import re
import sys
from collections.abc import Container
from itertools import chain, count
from pathlib import Path

from experiments import catalog, names
from experiments.content import beside
from experiments.errors import UserError, guess
from experiments.study import SCALES
from experiments.tuning import configs

VERIFY = "verify"  # not a study: repeats published experiments
ENGINES = ("auto", "stacked", "fit")
DEVICES = ("auto", "cpu", "gpu")
DATASETS = (
    f"{', '.join(names.DATASETS)}, or your own: a CSV file, or module:function; once for each of several "
    "(default: digits)"
)


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    """The options of a run; exits with status 2 and a message where one is wrong."""
    parser = argparse.ArgumentParser(
        prog="python -m experiments.run",
        description="Puts training techniques to the test over many seeds and writes a report with verdicts.",
        epilog="The same command goes on where it was stopped; what is stored is never trained again.",
    )
    parser.add_argument(
        "studies",
        nargs="*",
        metavar="NAME",
        help="names from --list, or files of your own (default: all studies); `verify` repeats published experiments",
    )
    parser.add_argument("--list", action="store_true", help="list the studies, searches and data sets, and stop")
    parser.add_argument("--dry-run", action="store_true", help="print the plan and stop")
    parser.add_argument("--dataset", action="append", metavar="NAME", help=DATASETS)
    parser.add_argument("--target", metavar="COLUMN", help="what to predict from a CSV file (default: its last column)")
    parser.add_argument("--scale", choices=SCALES, default="standard", help="how much is tried (default: standard)")
    parser.add_argument("--replicates", type=positive, metavar="N", help="replicates reported (more choose the rates)")
    parser.add_argument(
        "--until-decided", action="store_true", help="add replicates to what is undecided, up to --max-replicates"
    )
    parser.add_argument("--max-replicates", type=positive, default=40, metavar="N", help="default: 40")
    parser.add_argument(
        "--seed",
        type=natural,
        metavar="N",
        help="another choice of all random numbers, made data too (default: 0); `verify` keeps the published ones",
    )
    parser.add_argument("--epochs", type=positive, metavar="N", help="epochs a trial")
    parser.add_argument("--engine", choices=ENGINES, default="auto", help="default: stack whatever can be stacked")
    parser.add_argument("--device", choices=DEVICES, default="auto", help="default: an accelerator if there is one")
    parser.add_argument(
        "--workers", type=positive, metavar="N", help="processes that train side by side on a CPU (default: one a core)"
    )
    parser.add_argument(
        "--out", type=Path, default=Path("reports"), metavar="DIR", help="parent folder (default: reports)"
    )
    parser.add_argument("--name", metavar="RUN", help="the run's folder in it (default: the data set's name)")
    parser.add_argument("--report-only", action="store_true", help="write the pages anew from what is stored")
    parser.add_argument("--csv", action="store_true", help="also write the tables as CSV files")
    parser.add_argument("--retry", action="store_true", help="train trials that failed once more")
    parser.add_argument("--trials", type=positive, metavar="N", help="settings that a search tries")
    parser.add_argument("--oracle", metavar="NAME", help="who proposes them: random, bayesian, hyperband or grid")
    parser.add_argument("--nested", type=positive, metavar="N", help="do a search for each of N outer test parts")
    parser.add_argument("--max-minutes", type=minutes, metavar="M", help="a search begins no batch after this time")
    parser.add_argument("--quiet", action="store_true", help="print nothing but the report's path and errors")
    options = parser.parse_args(arguments)
    options.given = sys.argv[1:] if arguments is None else arguments
    try:
        check(options)
    except UserError as error:
        parser.exit(2, f"{error}\n")
    return options


def positive(text: str) -> int:
    """A whole number of at least 1."""
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number of at least 1. Received: {text}")
    return number


def natural(text: str) -> int:
    """A whole number of at least 0."""
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"must be a whole number of at least 0. Received: {text}")
    return int(text)


def minutes(text: str) -> float:
    """A number above 0."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError(f"must be a number of minutes above 0. Received: {text}")
    return number


def check(options: argparse.Namespace) -> None:
    """Raises `UserError` for unknown names and for a run name that is a path."""
    if VERIFY in options.studies and options.studies != [VERIFY]:
        raise UserError(f"`{VERIFY}` is asked for alone. Received: {' '.join(options.studies)}")
    for study in options.studies:
        if not study.endswith(".py"):
            known("study or search", study, [*catalog.names(), *configs.names(), VERIFY])
    options.studies, options.dataset = distinct(options.studies), distinct(options.dataset or ["digits"])
    beside([Path(name) for name in options.studies if name.endswith(".py")])
    for name in options.dataset:
        if not name.endswith(".csv") and ":" not in name:
            known("data set", name, names.DATASETS)
    if options.target and not any(name.endswith(".csv") for name in options.dataset):
        given = " ".join(f"--dataset {name}" for name in options.dataset)
        raise UserError(f"--target goes with a CSV file. Received: {given} --target {options.target}")
    if options.name is None:
        options.name = "+".join(labels(options.dataset))
    if Path(options.name).name != options.name or options.name in ("", ".", ".."):
        raise UserError(
            f"--name is the name of one folder, without a path; --out chooses where it lies. Received: {options.name!r}"
        )


def folder(dataset: str) -> str:
    """The folder of a data set's results, unless `--name` says otherwise: `mine` for `data/mine.csv`."""
    return Path(dataset).stem if dataset.endswith(".csv") else dataset.replace(":", ".")


def distinct(some: list[str]) -> list[str]:
    """Names and files, each once, however its path is typed."""
    found: dict[str, str] = {}
    for name in some:
        found.setdefault(str(Path(name).resolve()) if Path(name).is_file() else name, name)
    return list(found.values())


def labels(datasets: list[str]) -> list[str]:
    """What pages and folders call each data set: its folder's name; where two are alike, files with their parent's too.

    `sales` and `old.sales` for `sales.csv` and `old/sales.csv`, and a number where that is not enough; `own_digits` for
    a file with the name of one of the suite's.
    """
    found: dict[str, str] = {}  # by what they are in a file's name
    for name in datasets:
        label = folder(name)
        if label in names.DATASETS and label != name:
            label = f"own_{label}"
        if plain(label) in found and Path(name).is_file():
            label = f"{Path(name).resolve().parent.name}.{label}"
        free = unused(label, found, "-")
        found[plain(free)] = free
    return list(found.values())


def unused(label: str, taken: Container[str], mark: str = "_") -> str:
    """The label, or where it is taken the first of LABEL_2, LABEL_3, ... that is not."""
    return next(one for one in chain([label], (f"{label}{mark}{n}" for n in count(2))) if plain(one) not in taken)


def own(name: str, label: str) -> str:
    """What a study or search is called: by its own label, or `own_LABEL` for a file's with a label of the suite's."""
    return f"own_{label}" if name.endswith(".py") and label in (*catalog.names(), *configs.names()) else label


def plain(label: str) -> str:
    """A label as it is in a file's name."""
    return re.sub(r"[^A-Za-z0-9_-]", "_", label)


def known(kind: str, name: str, allowed) -> None:
    """Raises `UserError` with the nearest names unless `name` is allowed."""
    if name not in allowed:
        known_names = ", ".join(sorted(allowed))
        raise UserError(f"Unknown {kind}.{guess(name, allowed)} Known: {known_names}. Received: {name!r}")
