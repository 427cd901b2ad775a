"""Data sets that Keras downloads once into its own folder; the published test rows stay the test set."""

import os
from pathlib import Path

import numpy as np

from experiments import names
from experiments.data.sources.functions import function
from experiments.data.table import DataError, Table
from experiments.quiet import import_keras

TITLES = {"fashion_mnist": "Fashion-MNIST", "mnist": "MNIST", "california_housing": "California housing"}
FASHION = ("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot")
CACHED = {
    "fashion_mnist": "fashion-mnist/train-labels-idx1-ubyte.gz and three more files",
    "mnist": "mnist.npz",
    "california_housing": "california_housing.npz",
}


def table(name: str) -> Table:
    """One of Keras's data sets; its test rows come last.

    Raises:
        DataError: it is not there and cannot be downloaded, or its file is damaged.
    """
    import_keras()
    try:
        train, test = function(name)()
    except Exception as error:
        raise DataError(missing(name, error)) from error
    x = np.concatenate([train[0], test[0]]).astype(np.float32)
    y = np.concatenate([train[1], test[1]])
    source = f"keras.datasets.{name}"
    if names.TASKS[name] == "regression":
        return Table(name, TITLES[name], "regression", x, y.astype(np.float32)[:, None], None, len(train[0]), source)
    classes = FASHION if name == "fashion_mnist" else tuple(str(digit) for digit in range(10))
    return Table(name, TITLES[name], "classification", x, y.astype(np.int32), classes, len(train[0]), source)


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
    offline = ", ".join(label for label, path in names.DATASETS.items() if not path.startswith("keras."))
    return (
        f"The data set {name} could not be loaded: {CACHED[name]} not in {home()}, and could not be downloaded "
        f"({reason}). "
        "Connect to the internet once, or put the files there by hand, or set KERAS_HOME to a writable folder "
        f"whose `datasets` folder holds them. Data sets that need no network: {offline}."
    )
