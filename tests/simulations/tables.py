"""Data that the simulations' tests share."""

import numpy as np

from experiments.data import Data, Table, prepare
from experiments.spec import part


def noise() -> Table:
    """Features and four classes that have nothing to do with each other."""
    random = np.random.default_rng(0)
    x, y = random.normal(size=(1000, 6)).astype(np.float32), random.integers(0, 4, 1000).astype(np.int32)
    return Table("noise", "Noise", "classification", x, y, ("a", "b", "c", "d"), None, "drawn")


def plane() -> Table:
    """A value that is linear in five features, with a little noise."""
    random = np.random.default_rng(1)
    x = random.normal(size=(400, 5)).astype(np.float32)
    y = x @ np.float32([1, -2, 0.5, 0, 3])[:, None] + 0.1 * random.normal(size=(400, 1))
    return Table("plane", "Plane", "regression", x, y.astype(np.float32), None, None, "drawn")


def stated() -> Table:
    """Three classes that two of six features tell apart; which rows train, choose and judge is stated."""
    random = np.random.default_rng(2)
    y = (np.arange(150) % 3).astype(np.int32)
    x = random.normal(size=(150, 6)).astype(np.float32)
    x[:, :2] += y[:, None]
    chosen = np.arange(90, 120)
    return Table("stated", "Stated", "classification", x, y, ("a", "b", "c"), 120, "drawn", validation=chosen)


STATED = part("tests.simulations.tables:stated", scaling="standard")


def replicate(name: str, number: int = 0) -> Data:
    """A replicate of one of these, or of a named data set, with standardised features."""
    own = f"tests.simulations.tables:{name}"
    return prepare(part(own if name in ("noise", "plane", "stated") else name, scaling="standard"), number)
