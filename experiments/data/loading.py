"""Loads a data set by name: scikit-learn's are inside that package, Keras downloads its own into its cache."""

import inspect
import os
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from experiments import names
from experiments.data.options import OPTIONS, check
from experiments.data.sources import csv
from experiments.data.sources.adoption import adopted
from experiments.data.table import DataError, Table
from experiments.data.treatment.changes import CHANGES
from experiments.datafiles import is_file
from experiments.errors import guess
from experiments.quiet import import_keras
from experiments.spec import Part

TITLES = {
    "digits": "handwritten digits",
    "breast_cancer": "breast cancer",
    "wine": "wine",
    "diabetes": "diabetes",
    "fashion_mnist": "Fashion-MNIST",
    "mnist": "MNIST",
    "california_housing": "California housing",
}
FASHION = ("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot")
CACHED = {
    "fashion_mnist": "fashion-mnist/train-labels-idx1-ubyte.gz and three more files",
    "mnist": "mnist.npz",
    "california_housing": "california_housing.npz",
}
TABLE_OPTIONS = ("classes", "missing", "missing_features", "seed")


def load(data: Part) -> Table:
    """The data set that a spec names: one of `experiments.names`, a CSV file, or a function "module:function".

    Options of `experiments.data.options` change the table (`experiments.data.treatment.changes`) or are the
    preparation's; the others go to the function or the CSV file. A function that has a parameter `seed` is handed the
    run's, if not 0.

    Raises:
        DataError: it cannot be had, no network can be trained on it, or an option is unknown or makes no sense.
    """
    own = parameters(data.name)
    check(data, own)
    indicators = data.get("imputation") == "median_indicator"
    ours = {*own, *TABLE_OPTIONS, *(["imputation"] if indicators else [])}
    return _load(data.but(**dict.fromkeys(name for name, _ in data.options if name not in ours)))


@cache
def _load(data: Part) -> Table:
    own = {name: value for name, value in data.options if name not in OPTIONS}
    given = {name: value for name, value in own.items() if name != "checksum"}
    if data.get("seed") is not None and seeded(data.name):
        given["seed"] = data.get("seed")
    table = source(data.name, given)
    if ":" in data.name and data.get("checksum", table.checksum) != table.checksum:
        raise DataError(
            f"{data.name} gave other rows than when the run was planned. A function must give the same rows whenever "
            "it is called: where it draws numbers, seed them."
        )
    for option, change in CHANGES.items():
        if data.get(option) is not None:
            table = change(table, data)
    if len(data.options) > len(own) and (faults := table.faults()):
        raise DataError(f"{data} cannot be used: {'; '.join(faults)}.")
    return table


def parameters(name: str) -> tuple[str, ...]:
    """The options that a data set takes itself."""
    if is_file(name):
        return csv.OPTIONS
    path = names.DATASETS.get(name, "")
    if path.startswith(("sklearn.", "keras.")):
        return ()
    taken = tuple(option for option in inspect.signature(function(path or name)).parameters if option not in OPTIONS)
    return taken if path else (*taken, "checksum")


def seeded(name: str) -> bool:
    """Whether a data set is made by a function that takes a seed."""
    path = names.DATASETS.get(name, name)
    made = ":" in path and not path.startswith(("sklearn.", "keras."))
    return made and "seed" in inspect.signature(function(path)).parameters


def identified(data: Part) -> Part:
    """The data with the checksum of their rows, where a function of the user's own makes them.

    What such a function reads, a file or a data base, is not in its source, so that its rows are a part of what it is.
    """
    if data.content is None or ":" not in data.name:
        return data
    plain = data.but(**{**dict.fromkeys((*OPTIONS, "checksum")), "seed": data.get("seed")})
    return data.but(checksum=load(plain).checksum)


def source(name: str, options: dict[str, Any]) -> Table:
    """The table before any change."""
    if is_file(name):
        return csv.table(name, **options)
    path = names.DATASETS.get(name, "")
    if path.startswith("sklearn."):
        return from_bunch(name, function(path)())
    if not path.startswith("keras."):
        return own(name, function(path or name), options)
    import_keras()
    try:
        return from_keras(name, *function(path)())
    except Exception as error:
        raise DataError(missing(name, error)) from error


def function(path: str) -> Callable[..., Any]:
    """What "module:function" names."""
    module, _, attribute = path.partition(":")
    if not attribute:
        known = ", ".join(names.DATASETS)
        raise DataError(
            f"Unknown data set.{guess(path, names.DATASETS)} Known: {known}, a CSV file, and module:function. "
            f"Received: {path!r}"
        )
    try:
        found = getattr(import_module(module), attribute)
    except Exception as error:
        raise DataError(
            f"The data set {path} could not be loaded: {type(error).__name__}: {error}. A name is module:function, and "
            f"the module lies in the working folder or is installed. Received: {path!r}"
        ) from error
    if not callable(found):
        raise DataError(
            f"The data set {path} must be a function that returns a Table. Received: {type(found).__name__}"
        )
    return found


def own(name: str, maker: Callable[..., Any], options: dict[str, Any]) -> Table:
    """The table of a function, ours or a user's own."""
    try:
        table = maker(**options)
    except DataError:
        raise
    except Exception as error:
        raise DataError(f"The data set {name} could not be loaded: {type(error).__name__}: {error}.") from error
    if not isinstance(table, Table):
        raise DataError(f"{name} must return an experiments.data.Table. Received: {type(table).__name__}.")
    try:
        table = adopted(table)
    except DataError as error:
        raise DataError(f"{name} returned a table that cannot be used: {error}") from error
    if faults := table.faults():
        raise DataError(f"{name} returned a table that cannot be used: {'; '.join(faults)}.")
    return table


def home() -> Path:
    """Where Keras keeps its data sets."""
    return Path(os.environ.get("KERAS_HOME", Path.home() / ".keras")) / "datasets"


def cached(name: str) -> bool:
    """Whether one of Keras's data sets was downloaded before."""
    return (home() / CACHED[name].partition(" ")[0]).exists()


def missing(name: str, error: Exception) -> str:
    """What to do when one of Keras's data sets cannot be loaded."""
    reason = f"{type(error).__name__}: {error}"
    if cached(name):
        return (
            f"The data set {name} could not be loaded from {home()}: {reason}. "
            f"If the file is damaged ({CACHED[name]}), delete it, and it is downloaded anew."
        )
    offline = ", ".join(other for other, path in names.DATASETS.items() if not path.startswith("keras."))
    return (
        f"The data set {name} could not be loaded: {CACHED[name]} not in {home()}, and could not be downloaded "
        f"({reason}). "
        "Connect to the internet once, or put the files there by hand, or set KERAS_HOME to a writable folder "
        f"whose `datasets` folder holds them. Data sets that need no network: {offline}."
    )


def from_bunch(name: str, bunch: Any) -> Table:
    """A table from scikit-learn's own container."""
    x, source = np.asarray(bunch.data, np.float32), f"scikit-learn's load_{name}"
    if names.TASKS[name] == "regression":
        y = np.asarray(bunch.target, np.float32)[:, None]
        return Table(name, TITLES[name], "regression", x, y, None, None, source)
    classes = tuple(str(label) for label in bunch.target_names)
    return Table(name, TITLES[name], "classification", x, np.asarray(bunch.target, np.int32), classes, None, source)


def from_keras(name: str, train: tuple[Any, Any], test: tuple[Any, Any]) -> Table:
    """A table from Keras's pair of pairs; the published test rows come last and stay the test set."""
    x = np.concatenate([train[0], test[0]]).astype(np.float32)
    y = np.concatenate([train[1], test[1]])
    source = f"keras.datasets.{name}"
    if names.TASKS[name] == "regression":
        return Table(name, TITLES[name], "regression", x, y.astype(np.float32)[:, None], None, len(train[0]), source)
    classes = FASHION if name == "fashion_mnist" else tuple(str(digit) for digit in range(10))
    return Table(name, TITLES[name], "classification", x, y.astype(np.int32), classes, len(train[0]), source)
