"""Data sets that lie inside the package scikit-learn."""

import numpy as np

from experiments import names
from experiments.data.sources.functions import function
from experiments.data.table import Table

TITLES = {"digits": "handwritten digits", "breast_cancer": "breast cancer", "wine": "wine", "diabetes": "diabetes"}


def table(name: str) -> Table:
    """One of scikit-learn's data sets."""
    bunch = function(name)()
    x, source = np.asarray(bunch.data, np.float32), f"scikit-learn's load_{name}"
    columns = tuple(map(str, bunch.feature_names))
    if names.TASKS[name] == "regression":
        y = np.asarray(bunch.target, np.float32)[:, None]
        return Table(name, TITLES[name], "regression", x, y, None, None, source, columns=columns)
    classes, y = tuple(str(label) for label in bunch.target_names), np.asarray(bunch.target, np.int32)
    return Table(name, TITLES[name], "classification", x, y, classes, None, source, columns=columns)
