"""The command line: its options, grouped by topic, and how their words become a request."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from experiments.errors import UserError, guess
from experiments.labels import distinct
from experiments.request import Request

LONGEST = 20  # digits of a whole number


class Parser(argparse.ArgumentParser):
    """A parser that names the nearest option where one is unknown."""

    def refuse(self, unknown: list[str]) -> None:
        """Raises `UserError` for words of the command line that are nobody's."""
        options = [name for action in self._actions for name in action.option_strings if name.startswith("--")]
        for word in unknown:
            name = word.partition("=")[0]
            near = guess(name, options) if name.startswith("-") else ""
            raise UserError(f"Unknown option.{near} All options: {', '.join(options)}. Received: {word}")


def layout(prog: str) -> argparse.HelpFormatter:
    """Help texts that begin in one column."""
    return argparse.HelpFormatter(prog, max_help_position=22)


def parse(arguments: Sequence[str] | None = None) -> Request:
    """The request of a command line; what it asks for is not checked yet, see `experiments.refusal`.

    Raises:
        UserError: an unknown option.
        SystemExit: an option without its value (status 2), or `--help`.
    """
    given = sys.argv[1:] if arguments is None else list(arguments)
    command_line = parser()
    options, unknown = command_line.parse_known_intermixed_args(bound(given))
    command_line.refuse(unknown)
    asked: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in vars(options).items()
    }
    asked |= {name: tuple(distinct(asked[name])) for name in ("studies", "dataset") if name in asked}
    return Request(**asked, words=tuple(given))


def parser() -> Parser:
    """The options. What is not given is left out of the result, so that the defaults stand in `Request` alone."""
    made = Parser(
        prog="python -m experiments.run",
        usage="%(prog)s [NAME ...] [options]",
        allow_abbrev=False,  # --data would be --dataset
        argument_default=argparse.SUPPRESS,
        formatter_class=layout,
        add_help=False,
        description="Puts training techniques to the test over many seeds and writes a report with verdicts.",
        epilog="The same command goes on where it was stopped; what is stored is never trained again.",
    )
    what_to_run(made)
    network(made)
    data(made)
    how_much(made)
    searches(made)
    how_to_train(made)
    what_to_write(made)
    return made


def what_to_run(made: Parser) -> None:
    """Adds the names, and the options that do something else than run them."""
    published = (
        "`verify` in place of a NAME repeats published experiments; `compare A B` puts two reports side by side."
    )
    add = made.add_argument_group("what to run", published).add_argument
    add("studies", nargs="*", metavar="NAME", help="study, search or .py file (default: all studies)")
    add("--list", action="store_true", help="print all names of studies, searches and data")
    add("--dry-run", action="store_true", help="print the plan and stop")
    add("--check", action="store_true", help="check all, train one step, say what would happen")
    add("--report-only", action="store_true", help="write the pages anew from what is stored")
    add("-h", "--help", action="help", help="print this text")


def network(made: Parser) -> None:
    """Adds the network."""
    text = "It takes the place of each study's and search's network."
    add = made.add_argument_group("a network of your own", text).add_argument
    add("--model", metavar="NET", help="file.py:function, module:function or net.keras")


def data(made: Parser) -> None:
    """Adds the options of data sets."""
    add = made.add_argument_group("data", "Give --dataset once for each of several.").add_argument
    names = "name, file, folder, file.py:function (default: digits)"
    add("--dataset", action="append", metavar="DATA", help=names)
    add("--score", metavar="NAME", help="roc_auc, rmse, x.py:function (default: accuracy, R2)")
    add("--class-weights", metavar="W", help="balanced: classes weigh alike (default: rows do)")
    add("--folds", type=whole_number, metavar="K", help="replicates are K-fold splits (default: random ones)")
    text = "What you do not say is read from the file; the plan tells what was decided."
    add = made.add_argument_group("a data file of your own", text).add_argument
    add("--target", metavar="COLUMN", help="what to predict (default: the last column)")
    add("--task", metavar="TASK", help="classification or regression")
    add("--features", action="extend", type=split_list, metavar="A,B", help="columns to learn from (default: all)")
    add("--drop", action="extend", type=split_list, metavar="A,B", help="columns to leave out (default: none)")
    add("--missing", action="extend", type=split_list, metavar="V,W", help="values that stand for missing ones: -999,?")
    add("--encoding", metavar="NAME", help="its characters, such as cp1251 or utf-16")
    add("--sep", metavar="MARK", help="between its columns: one character, tab or space")
    add("--sheet", metavar="NAME", help="which sheet of a workbook, if several hold rows")
    add("--group", metavar="COLUMN", help="its rows stay on one side of every split")
    add("--time", metavar="COLUMN", help="train on the first rows by it, test on the last")
    add("--weights", metavar="COLUMN", help="how much each row counts; not learned from")
    add("--test", metavar="FILE", help="test rows: a file, or a folder of images")
    add("--image-size", metavar="N", help="pixels a side of images from a folder, or HEIGHTxWIDTH")


def how_much(made: Parser) -> None:
    """Adds the options that make a run longer or shorter."""
    add = made.add_argument_group("how much").add_argument
    add("--scale", metavar="SCALE", help="quick, standard or full (default: standard)")
    add("--replicates", type=whole_number, metavar="N", help="reported before claims are first judged (default: 10)")
    add(
        "--max-replicates",
        type=whole_number,
        metavar="N",
        help="most, for open claims (default: 20, 40, 160 by scale)",
    )
    add("--minutes", type=number, metavar="M", help="stop after this time; the same command goes on")
    add("--epochs", type=whole_number, metavar="N", help="epochs a trial (default: the study's own)")
    add("--seed", type=whole_number, metavar="N", help="another choice of random numbers (default: 0)")
    add("--no-references", action="store_true", help="fit no linear model or gradient boosting beside")


def searches(made: Parser) -> None:
    """Adds the options of searches alone."""
    add = made.add_argument_group("hyperparameter searches").add_argument
    add("--trials", type=whole_number, metavar="N", help="settings to try (default: the search's own)")
    add("--oracle", metavar="NAME", help="random, bayesian, hyperband or grid (default: its own)")
    add("--nested", type=whole_number, metavar="N", help="search once for each of N outer test parts")


def how_to_train(made: Parser) -> None:
    """Adds the options that change no result."""
    add = made.add_argument_group("how to train").add_argument
    add("--engine", metavar="NAME", help="stacked, fit, or auto: stack what can be (default)")
    add("--device", metavar="NAME", help="cpu, gpu, or auto: a GPU if there is one (default)")
    add("--executor", metavar="NAME", help="ray: on a Ray cluster (default: auto, here)")
    add("--address", metavar="HEAD", help="HOST:PORT of its head (default: here)")
    add("--workers", type=whole_number, metavar="N", help="processes on a CPU (default: up to one a core)")
    add("--retry", action="store_true", help="train trials that failed once more")
    add("--histograms", action="store_true", help="record the weights of each layer, for TensorBoard")


def what_to_write(made: Parser) -> None:
    """Adds the options of what is left behind."""
    add = made.add_argument_group("what to write").add_argument
    add("--out", type=Path, metavar="DIR", help="folder of all runs (default: reports)")
    add("--name", metavar="RUN", help="the run's folder in it (default: the data's name)")
    add("--csv", action="store_true", help="also write the tables as CSV files")
    add("--parquet", action="store_true", help="also write the tables as Parquet files")
    add("--tensorboard", metavar="OF", help="a sample of 5, reported, all or none (default: sample)")
    add("--open", action="store_true", help="open the report in a browser, also while it grows")
    add("--quiet", action="store_true", help="print only errors and the report's path")


def bound(arguments: list[str]) -> list[str]:
    """The arguments with the value of `--missing` bound to it, because -999,? looks like an option."""
    words: list[str] = []
    for word in arguments:
        if words and words[-1] == "--missing":
            words[-1] += f"={word}"
        else:
            words.append(word)
    return words


def split_list(text: str) -> list[str]:
    """Texts between commas, without the spaces around them."""
    return [item.strip() for item in text.split(",")]


def whole_number(text: str) -> int | str:
    """A whole number that is written in digits alone; any other text as it is, to be refused."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else text


def number(text: str) -> float | str:
    """A number; any other text as it is, to be refused."""
    try:
        return float(text)
    except ValueError:
        return text
