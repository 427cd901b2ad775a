"""Refusal: everything that may be wrong with a request; checked before anything is read, trained or written."""

import os
from collections.abc import Collection
from pathlib import Path
from typing import Any

from experiments import catalog, effects, names, scores
from experiments.checking import rules
from experiments.checking.plain import shown
from experiments.checking.rules import Rule
from experiments.content import SOURCE, make_importable, separated
from experiments.datafiles import is_file
from experiments.errors import UserError, guess
from experiments.request import EXTENTS, RAY, VERIFY, Request
from experiments.study import SCALES
from experiments.tuning import configs

LONGEST = 200  # bytes of a folder's name
MOST = 1_000_000  # of whatever can be counted
ENGINES = ("auto", "stacked", "fit")
EXECUTORS = ("auto", RAY)
DEVICES = ("auto", "cpu", "gpu")
NETWORK = ".keras"  # the ending of a network that Keras saved
TASKS = ("classification", "regression")


def count_rule(least: int) -> Rule:
    """A whole number that memory has room for."""
    return (
        lambda value: rules.is_whole(value) and least <= value <= MOST,
        f"a whole number of at least {least}, at most {MOST}",
    )


def texts(value: Any) -> bool:
    """A tuple of texts, none of them empty."""
    return isinstance(value, tuple) and all(isinstance(item, str) and item for item in value)


COUNT, TRUTH = count_rule(1), rules.TRUTH
NAMES: Rule = (
    lambda value: isinstance(value, tuple) and all(isinstance(item, str) for item in value),
    "a tuple of names",
)
TEXTS: Rule = (texts, "texts between commas, without empty ones; in Python a tuple of texts")
TEXT: Rule = (lambda value: isinstance(value, str), "text")
RULES: dict[str, Rule] = {
    "studies": NAMES,
    "list": TRUTH,
    "dry_run": TRUTH,
    "check": TRUTH,
    "report_only": TRUTH,
    "model": rules.maybe(TEXT),
    "dataset": NAMES,
    "score": rules.maybe(TEXT),
    "class_weights": rules.among(*names.CLASS_WEIGHTS),
    "folds": count_rule(2),
    "target": rules.maybe(TEXT),
    "task": rules.among(*TASKS),
    "features": TEXTS,
    "drop": TEXTS,
    "missing": TEXTS,
    "encoding": rules.maybe(TEXT),
    "sep": rules.maybe(TEXT),
    "sheet": rules.maybe(TEXT),
    "group": rules.maybe(TEXT),
    "time": rules.maybe(TEXT),
    "weights": rules.maybe(TEXT),
    "test": rules.maybe(TEXT),
    "image_size": rules.maybe(TEXT),
    "scale": rules.among(*SCALES),
    "replicates": COUNT,
    "max_replicates": COUNT,
    "minutes": (rules.POSITIVE[0], "a number of minutes above 0"),
    "epochs": COUNT,
    "seed": count_rule(0),
    "trials": COUNT,
    "oracle": rules.maybe(TEXT),
    "nested": COUNT,
    "engine": rules.among(*ENGINES),
    "device": rules.among(*DEVICES),
    "executor": rules.among(*EXECUTORS),
    "address": rules.maybe(TEXT),
    "workers": COUNT,
    "retry": TRUTH,
    "no_references": TRUTH,
    "histograms": TRUTH,
    "out": (lambda value: isinstance(value, Path), "a pathlib.Path"),
    "name": rules.maybe(TEXT),
    "csv": TRUTH,
    "parquet": TRUTH,
    "tensorboard": rules.among(*EXTENTS),
    "open": TRUTH,
    "quiet": TRUTH,
}


def check(request: Request) -> None:
    """Raises `UserError` for a value that cannot be, an unknown name, an option without effect, or a bad folder."""
    for name, rule in RULES.items():
        value = getattr(request, name)
        if value != getattr(Request, name):  # the default is right
            check_value(f"--{name.replace('_', '-')}" if name != "studies" else "`studies`", value, rule)
    for study in request.studies:
        if not study.endswith(".py"):
            check_name("study or search", study, [*catalog.names(), *configs.names(), VERIFY])
    effects.check(request)
    if request.score and ":" not in request.score:
        scores.named(request.score)
    check_model(request)
    make_importable([Path(name) for name in request.studies if name.endswith(".py")])
    for name in request.datasets:
        if not is_file(name) and ":" not in name:
            here = f" What lies here is ./{name}." if Path(name).exists() else ""
            check_name("data set", name, names.DATASETS, here)
    check_folder(request)


def check_model(request: Request) -> None:
    """Raises `UserError` for a network whose name is none of the user's own."""
    name = request.model
    if name is None or name.endswith(NETWORK) or all(separated(name)):
        return
    near = f" Write {name}:build if its function is called build." if name.endswith(SOURCE) else ""
    raise UserError(f"--model must be file.py:function, module:function or net{NETWORK}.{near} Received: {name!r}")


def check_value(option: str, value: Any, rule: Rule) -> None:
    """Raises `UserError` unless the value obeys the rule."""
    holds, words = rule
    if not holds(value):
        near = guess(value, words.removeprefix("one of ").split(", ")) if isinstance(value, str) else ""
        received = repr(",".join(value)) if rule is TEXTS and isinstance(value, tuple) else shown(value)
        raise UserError(f"{option} must be {words}.{near} Received: {received}")


def check_name(kind: str, name: str, allowed: Collection[str], more: str = "") -> None:
    """Raises `UserError` with the nearest names unless `name` is allowed."""
    if name not in allowed:
        listed = ", ".join(sorted(allowed))
        raise UserError(f"Unknown {kind}.{guess(name, allowed)}{more} Known: {listed}. Received: {name!r}")


def check_folder(request: Request) -> None:
    """Raises `UserError` where no folder of the run's name can be or be written."""
    name, out = request.run, request.out
    if Path(name).name != name or name in ("", ".", "..") or not name.isprintable() or len(name.encode()) > LONGEST:
        raise UserError(
            f"--name is the name of one folder, without a path, of at most {LONGEST} bytes; --out chooses where it "
            f"lies. Received: {name!r}"
        )
    if not str(out).isprintable():
        raise UserError(f"--out must be a folder. Received: {str(out)!r}")
    for path in (out / name, out, *out.parents):
        try:
            exists = path.exists()
        except OSError as error:
            raise UserError(f"--out must be a folder. Received: {out} ({error.strerror})") from error
        if exists and not path.is_dir():
            raise UserError(f"{path} is a file, so no results can lie in it. Choose another --out. Received: {path}")
        if (
            exists
            and not (request.dry_run or request.check)
            and not os.access(path, os.R_OK if request.report_only else os.W_OK)
        ):
            raise UserError(f"{path} cannot be written. Choose another folder with --out. Received: {out}")
        if exists:
            return
