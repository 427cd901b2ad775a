"""Loads a data set by name from whichever source has it, and changes the table as its options say."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from experiments import names
from experiments.data.folds import check_folds
from experiments.data.imbalance import DEFAULT, rarest, remarks
from experiments.data.metrics import metric
from experiments.data.options import OPTIONS, check
from experiments.data.overview import overview
from experiments.data.sources import bundled, downloads, files, functions, images
from experiments.data.table import DataError, Table
from experiments.data.treatment.changes import CHANGES
from experiments.datafiles import is_file
from experiments.spec import Part

TABLE_OPTIONS = ("score", "classes", "missing", "missing_features", "missing_reason", "seed")
PROVIDED: dict[Part, Table] = {}  # tables that came here from another machine


def load(data: Part) -> Table:
    """The data set that a spec names: one of `experiments.names`, a file, a folder of images, or a function
    "module:function".

    Options of `experiments.data.options` change the table (`experiments.data.treatment.changes`) or are the
    preparation's; the others go to the source. A function that has a parameter `seed` is handed the run's, if not 0.

    Raises:
        DataError: it cannot be had, no network can be trained on it, or an option is unknown or makes no sense.
    """
    if data in PROVIDED:
        return PROVIDED[data]
    own = parameters(data.name)
    check(data, own)
    indicators = data.get("imputation") == "median_indicator"
    ours = {*own, *TABLE_OPTIONS, *(["imputation"] if indicators else [])}
    table = _load(data.but(**dict.fromkeys(name for name, _ in data.options if name not in ours)))
    if data.get("folds") is not None:
        check_folds(table, data.get("folds"))
    if data.get("class_weights") is not None and not table.classes:
        raise DataError(f"class_weights goes with classes, and {table.title} has a quantity. Received: {data}.")
    return table


def provide(tables: dict[Part, Table]) -> None:
    """Makes tables that another machine has loaded what `load` gives for their data."""
    PROVIDED.update(tables)


@cache
def _load(data: Part) -> Table:
    own = {name: value for name, value in data.options if name not in OPTIONS}
    given = {name: value for name, value in own.items() if name != "checksum"}
    if data.get("seed") is not None and source(data.name) == "function" and functions.seeded(data.name):
        given["seed"] = data.get("seed")
    table = source_table(data.name, given)
    if is_own(data.name):
        table = replace(table, notes=(*overview(table), *table.notes))
    if ":" in data.name and data.get("checksum", table.checksum) != table.checksum:
        raise DataError(
            f"{data.name} gave other rows than when the run was planned. A function must give the same rows whenever "
            "it is called: where it draws numbers, seed them."
        )
    for option, change in CHANGES.items():
        if data.get(option) is not None:
            table = change(table, data)
    if data.get("score") is not None:
        table = replace(table, scored=data.get("score"))
        metric(data.get("score"), table)  # so that one that does not suit the data is said
        table = replace(table, notes=(*table.notes, *remarks(table)))
    if len(data.options) > len(own) and (faults := table.faults()):
        raise DataError(f"{data} cannot be used: {'; '.join(faults)}.")
    return table


def source(name: str) -> str:
    """Where a data set comes from: `file`, `folder`, `scikit-learn`, `keras` or `function`."""
    if is_file(name):
        return "folder" if Path(name).is_dir() else "file"
    package = names.DATASETS.get(name, "").partition(".")[0]
    return {"sklearn": "scikit-learn", "keras": "keras"}.get(package, "function")


def is_own(name: str) -> bool:
    """Whether a data set is the user's, not the suite's."""
    return source(name) in ("file", "folder") or ":" in name


def source_table(name: str, options: dict[str, Any]) -> Table:
    """The table as its source gives it."""
    match source(name):
        case "file":
            return files.table(name, **options)
        case "folder":
            return images.table(name, **options)
        case "scikit-learn":
            return bundled.table(name)
        case "keras":
            return downloads.table(name)
    return functions.table(name, options)


def parameters(name: str) -> tuple[str, ...]:
    """The options that a data set takes itself."""
    match source(name):
        case "file":
            return files.OPTIONS
        case "folder":
            return images.OPTIONS
        case "function":
            return functions.parameters(name)
    return ()


def identified(data: Part) -> Part:
    """The data with the checksum of their rows, where a function of the user's own makes them.

    What such a function reads, a file or a data base, is not in its source, so that its rows are a part of what it is.
    """
    if data.content is None or ":" not in data.name:
        return data
    plain = data.but(**{**dict.fromkeys((*OPTIONS, "checksum")), "seed": data.get("seed")})
    return data.but(checksum=load(plain).checksum)


def scored(data: Part, asked: str | Part | None = None) -> Part:
    """The data with the score that is asked for, else with their own.

    Where that is not said either, data of the user's own with a rare class get balanced accuracy; those of the suite
    keep accuracy, so that what is stored stays valid.
    """
    if asked is not None:
        return data.but(score=asked)
    if data.get("score") is None and is_own(data.name) and rarest(load(data)):
        return data.but(score=DEFAULT)
    return data
