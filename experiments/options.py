"""The command line: what may be asked for, and plain words for what may not."""

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from experiments import catalog, effects, names
from experiments.content import beside
from experiments.datafiles import is_file
from experiments.errors import UserError, guess
from experiments.labels import distinct, labels
from experiments.spec import part
from experiments.study import SCALES
from experiments.tuning import configs

LONGEST = 200  # bytes of a folder's name
MOST = 1_000_000  # of whatever can be counted
VERIFY = "verify"  # not a study: repeats published experiments
ENGINES = ("auto", "stacked", "fit")
DEVICES = ("auto", "cpu", "gpu")
TASKS = ("classification", "regression")
FILE = {  # how a file is read, and the option of its part
    "task": "task",
    "features": "features",
    "drop": "drop",
    "missing": "missing_values",
    "encoding": "characters",
    "sep": "separator",
    "sheet": "sheet",
    "group": "group",
    "time": "time",
    "test": "test",
    "image_size": "image_size",
}
DATASETS = (
    f"{', '.join(names.DATASETS)}, or your own: a file (CSV, Parquet, Excel, JSON lines, .npz ...), a folder of images "
    "by class, or module:function; once for each of several (default: digits)"
)


class Parser(argparse.ArgumentParser):
    """A parser that names the nearest option where one is unknown."""

    def refuse(self, unknown: list[str]) -> None:
        """Raises `UserError` for words of the command line that are nobody's."""
        known = [name for action in self._actions for name in action.option_strings if name.startswith("--")]
        for word in unknown:
            name = word.partition("=")[0]
            near = guess(name, known) if name.startswith("-") else ""
            raise UserError(f"Unknown option.{near} All options: {', '.join(known)}. Received: {word}")


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    """The options of a run; exits with status 2 and a message where one has a wrong form.

    Raises:
        UserError: an unknown option or name, an option without effect, a folder that cannot be.
    """
    parser = Parser(
        prog="python -m experiments.run",
        allow_abbrev=False,  # --data would be --dataset
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
    file = parser.add_argument_group("a file of your own", "How it is read; what is left out is found out and told.")
    file.add_argument("--target", metavar="COLUMN", help="what to predict (default: the last column)")
    file.add_argument("--task", choices=TASKS, help="whether that is a class or a quantity")
    file.add_argument(
        "--features", action="extend", type=listed, metavar="A,B", help="columns to learn from: no others"
    )
    file.add_argument("--drop", action="extend", type=listed, metavar="A,B", help="columns to leave out")
    file.add_argument(
        "--missing", action="extend", type=listed, metavar="V,W", help="values that mean a missing one: -999,?"
    )
    file.add_argument("--encoding", metavar="NAME", help="its characters, such as cp1251, shift_jis or utf-16")
    file.add_argument("--sep", metavar="MARK", help="what separates its columns: one character, tab or space")
    file.add_argument("--sheet", metavar="NAME", help="which sheet of a workbook, if several hold rows")
    file.add_argument("--group", metavar="COLUMN", help="rows of one group stay on one side of every split")
    file.add_argument("--time", metavar="COLUMN", help="train on the first rows by this column, test on the last")
    file.add_argument("--test", type=part, metavar="FILE", help="test rows: a file with the same columns")
    file.add_argument("--image-size", metavar="N", help="pixels a side of images from a folder, or HEIGHTxWIDTH")
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
    given = sys.argv[1:] if arguments is None else list(arguments)
    options, unknown = parser.parse_known_intermixed_args(bound(given))
    options.given = given
    parser.refuse(unknown)
    check(options)
    return options


def bound(arguments: list[str]) -> list[str]:
    """The arguments with the value of `--missing` bound to it, because -999,? looks like an option."""
    found: list[str] = []
    for one in arguments:
        if found and found[-1] == "--missing":
            found[-1] += f"={one}"
        else:
            found.append(one)
    return found


def listed(text: str) -> list[str]:
    """Texts between commas."""
    found = [one.strip() for one in text.split(",")]
    if not all(found):
        raise argparse.ArgumentTypeError(f"must be texts between commas, without empty ones. Received: {text!r}")
    return found


def reading(options: argparse.Namespace) -> dict[str, Any]:
    """How a file is to be read, as options of its part; `--target` is kept apart.

    Raises:
        UserError: something is said of a file, and there is none.
    """
    said = {"target": options.target, **{name: getattr(options, name) for name in FILE}}
    given = {name: value for name, value in said.items() if value is not None}
    if given and not any(map(is_file, options.dataset)):
        data = " ".join(f"--dataset {name}" for name in options.dataset)
        name, value = next(iter(given.items()))
        shown = ",".join(value) if isinstance(value, list) else value
        option = f"--{name.replace('_', '-')}"
        raise UserError(f"{option} goes with a CSV file or the like. Received: {data} {option} {shown}")
    return {FILE[name]: value for name, value in given.items() if name in FILE}


def positive(text: str) -> int:
    """A whole number from 1 to `MOST`."""
    return whole(text, 1)


def natural(text: str) -> int:
    """A whole number from 0 to `MOST`."""
    return whole(text, 0)


def whole(text: str, least: int) -> int:
    """A whole number, written in digits alone."""
    if text.isascii() and text.isdigit() and len(text) <= len(str(MOST)) and least <= int(text) <= MOST:
        return int(text)
    raise argparse.ArgumentTypeError(f"must be a whole number of at least {least}, at most {MOST}. Received: {text!r}")


def minutes(text: str) -> float:
    """A number above 0."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError(f"must be a number of minutes above 0. Received: {text!r}")
    return number


def check(options: argparse.Namespace) -> None:
    """Raises `UserError` for unknown names, for options without effect, and for folders that cannot be."""
    for study in options.studies:
        if not study.endswith(".py"):
            known("study or search", study, [*catalog.names(), *configs.names(), VERIFY])
    options.studies, options.dataset = distinct(options.studies), distinct(options.dataset or ["digits"])
    effects.check(options, {word.partition("=")[0] for word in options.given if word.startswith("--")})
    beside([Path(name) for name in options.studies if name.endswith(".py")])
    for name in options.dataset:
        if not is_file(name) and ":" not in name:
            here = f" What lies here is ./{name}." if Path(name).exists() else ""
            known("data set", name, names.DATASETS, here)
    options.reading = reading(options)
    if options.name is None:
        options.name = "+".join(labels(options.dataset))
    check_folder(options)


def check_folder(options: argparse.Namespace) -> None:
    """Raises `UserError` where no folder of that name can be or be written."""
    name = options.name
    if Path(name).name != name or name in ("", ".", "..") or not name.isprintable() or len(name.encode()) > LONGEST:
        raise UserError(
            f"--name is the name of one folder, without a path, of at most {LONGEST} bytes; --out chooses where it "
            f"lies. Received: {name!r}"
        )
    if not str(options.out).isprintable():
        raise UserError(f"--out must be a folder. Received: {str(options.out)!r}")
    for path in (options.out / name, options.out, *options.out.parents):
        try:
            there = path.exists()
        except OSError as error:
            raise UserError(f"--out must be a folder. Received: {options.out} ({error.strerror})") from error
        if there and not path.is_dir():
            raise UserError(f"{path} is a file, so no results can lie in it. Choose another --out. Received: {path}")
        if there and not options.dry_run and not os.access(path, os.R_OK if options.report_only else os.W_OK):
            raise UserError(f"{path} cannot be written. Choose another folder with --out. Received: {options.out}")
        if there:
            return


def known(kind: str, name: str, allowed, more: str = "") -> None:
    """Raises `UserError` with the nearest names unless `name` is allowed."""
    if name not in allowed:
        known_names = ", ".join(sorted(allowed))
        raise UserError(f"Unknown {kind}.{guess(name, allowed)}{more} Known: {known_names}. Received: {name!r}")
