"""Points of two classes in the plane that no straight line separates, made by scikit-learn."""

import numpy as np
from sklearn.datasets import make_blobs, make_moons

from experiments.data.table import Table, check_counts

CORNERS = np.array([(-1, -1), (1, 1), (-1, 1), (1, -1)], float)


def xor_blobs(deviation: float = 0.4, rows: int = 1000, seed: int = 0) -> Table:
    """Four round clouds at the corners of a square; opposite corners are one class."""
    check_counts("xor_blobs", rows=(rows, 10))
    x, corner = make_blobs(rows, centers=CORNERS, cluster_std=deviation, random_state=seed)[:2]
    return plane("xor_blobs", "four clouds, XOR", x, corner // 2, "scikit-learn's make_blobs")


def two_moons(noise: float = 0.2, rows: int = 1000, seed: int = 0) -> Table:
    """Two half circles that reach into each other."""
    check_counts("two_moons", rows=(rows, 10))
    x, y = make_moons(rows, noise=noise, random_state=seed)
    return plane("two_moons", "two moons", x, y, "scikit-learn's make_moons")


def plane(name: str, title: str, x: np.ndarray, y: np.ndarray, source: str) -> Table:
    """A table of points of class 0 or 1."""
    return Table(name, title, "classification", x.astype(np.float32), y.astype(np.int32), ("0", "1"), None, source)
