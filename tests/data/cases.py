"""What several tests of data share: every option of the preparation with a value that does something, small tables."""

import numpy as np

from experiments.data.table import Table
from experiments.spec import part

CASES = (
    ("train_rows", 40),
    ("labelled", 40),
    ("duplicates", 0.3),
    ("leak", 0.3),
    ("label_noise", 0.3),
    ("outliers", 0.3),
    ("outlier_cells", 0.1),
    ("target_outliers", 0.3),
    ("imputation", "mean"),
    ("imputation", "median"),
    ("imputation", "drop"),
    ("imputation", "median_indicator"),
    ("clip", "iqr"),
    ("cleaning", "agreement"),
    ("scaling", "none"),
    ("scaling", "standard"),
    ("scaling", "robust"),
    ("scaling", "min_max"),
    ("scaling", "symmetric"),
    ("scaling", "quantile"),
    ("stretch", 100.0),
    ("offset", 3.0),
    ("class_weights", "balanced"),
)
FOR_CLASSES, FOR_QUANTITIES = ("cleaning", "class_weights"), ("target_outliers",)


def gappy(task="classification", rows=120, seed=0) -> Table:
    """A table with 5 features, gaps in two of them, and a constant one."""
    rng = np.random.default_rng(seed)
    x = rng.normal([0, 5, -3, 100, 0], [1, 2, 0.1, 30, 0], size=(rows, 5)).astype(np.float32)
    x[rng.random(rows) < 0.2, 1] = np.nan
    x[rng.random(rows) < 0.1, 3] = np.nan
    y = (x[:, :1] + 0.1 * rng.normal(size=(rows, 1))).astype(np.float32)
    if task == "regression":
        return Table("gappy", "gappy", task, x, 10 + y, None, None, "here")
    return Table(
        "gappy", "gappy", task, x, (np.digitize(y[:, 0], (-0.5, 0.5))).astype(np.int32), ("a", "b", "c"), None, "here"
    )


def quantity() -> Table:
    """The same with a quantity to predict."""
    return gappy("regression")


def named(task: str, **options):
    """A part that loads one of them."""
    return part(f"tests.data.cases:{'gappy' if task == 'classification' else 'quantity'}", **options)


def concerns(option: str, task: str) -> bool:
    """Whether an option goes with a task."""
    return option not in (FOR_QUANTITIES if task == "classification" else FOR_CLASSES)


EVERY = tuple(
    (task, option, value)
    for task in ("classification", "regression")
    for option, value in CASES
    if concerns(option, task)
)
