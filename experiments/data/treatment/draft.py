"""Draft: a replicate's data while it is prepared; every step of the preparation takes one and gives the next."""

from dataclasses import dataclass, replace

import numpy as np

from experiments.data.split import Split
from experiments.data.table import Table
from experiments.spec import Part, seed


@dataclass(frozen=True, eq=False)
class Draft:
    """The rows, inputs and targets so far.

    Every random choice is read from `numbers`, which depend on the role, the data set and the replicate alone: a
    smaller share lies within a larger one, and no option changes what another one draws.

    Attributes:
        data, replicate: what is prepared.
        table: the whole data set.
        rows: row numbers for training, validation and test.
        unlabelled: rows whose inputs may be learned from, but not their targets.
        x, y: inputs and targets of all rows; the table's own arrays until a step changes a value.
        fill: what a gap becomes, one value a feature; None where nothing was filled.
        bounds: the lowest and the highest value that a feature may have; None where nothing was clipped.
    """

    data: Part
    replicate: int
    table: Table
    rows: Split
    unlabelled: np.ndarray
    x: np.ndarray
    y: np.ndarray
    fill: np.ndarray | None = None
    bounds: tuple[np.ndarray, np.ndarray] | None = None

    @property
    def fitting(self) -> np.ndarray:
        """The rows on which scales, medians and bounds are fitted: training and unlabelled ones."""
        return np.concatenate([self.rows.train, self.unlabelled])

    def numbers(self, role: str) -> np.ndarray:
        """One uniform number from [0, 1) a row of the table."""
        return np.random.default_rng(seed(role, self.data, self.replicate)).random(len(self.table.x))

    def sample(self, rows: np.ndarray, share: float, role: str) -> np.ndarray:
        """The `share` of the distinct `rows` with the smallest numbers of that role."""
        rows = np.unique(rows)
        return rows[np.argsort(self.numbers(role)[rows], kind="stable")][: round(share * len(rows))]

    def training(self, rows: np.ndarray) -> "Draft":
        """The draft with other training rows, in ascending order."""
        return replace(self, rows=replace(self.rows, train=np.sort(rows)))

    def keep(self, rows: np.ndarray, role: str) -> "Draft":
        """Only these training rows, repeated until there are as many as before.

        Each is repeated equally often, or once more. So every technique and replicate has the same number of steps an
        epoch, and trials stack: what is compared is the rows, not the time spent on them.
        """
        shuffled = rows[np.argsort(self.numbers(role)[rows], kind="stable")]
        return self.training(np.resize(shuffled, len(self.rows.train)))
