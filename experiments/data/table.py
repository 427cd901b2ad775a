"""Table: a whole data set before it is split or scaled."""

from dataclasses import dataclass
from hashlib import sha256
from math import isqrt
from typing import Any

import numpy as np

from experiments.errors import UserError
from experiments.scores import OWN, named
from experiments.spec import Part

FEWEST = 10  # rows


class DataError(UserError):
    """A data set cannot be had or used; the message says what is missing or wrong, and what to do."""


@dataclass(frozen=True, eq=False)
class Table:
    """A data set.

    Attributes:
        name, title: as specs name it, and as a page does.
        task: `classification` or `regression`.
        x: float32, (rows, ...features), less `origin`; NaN where a value is missing.
        y: int32 class numbers (rows,), or float32 values (rows, 1), less `level`.
        classes: names of the classes, in order; None for regression.
        test: first row of the published test set, which then is the test set of every replicate; None if there is none.
        source: where it comes from.
        validation: rows that choose in every replicate, where the data set states them; all other rows before `test`
            then train. They may be test rows, where there is nothing to choose.
        base: float32 (rows, 1), a known part of the quantity to predict, which the forecast is added to: `y` is the
            rest. Scores are about the sum.
        groups: int (rows,), which rows belong together and stay on one side of every split; None if none do.
        target: the name of what is predicted, where there is one.
        origin: float64, (...features): what was taken off `x` before it was rounded to float32, where numbers are so
            far from 0 that they would lose their digits; None where nothing was.
        level: what was taken off `y` in the same way.
        scored: what says how good a network is, where it is not accuracy or R²: a name of `experiments.scores`, or a
            function of the user's own.
        weights: float64 (rows,), how much each row counts, at least 0; None where all count alike.
        columns: the name of the column that each feature was made of; empty where columns have no names.
        notes: what was decided about the data, and what looks odd, a short sentence each; the plan shows them.

    A function of the user's own may return anything that converts without doubt (a DataFrame, lists, float64, text
    labels): see `experiments.data.sources.adoption`.
    """

    name: str
    title: str
    task: str
    x: np.ndarray
    y: np.ndarray
    classes: tuple[str, ...] | None
    test: int | None
    source: str
    target: str | None = None
    validation: np.ndarray | None = None
    base: np.ndarray | None = None
    groups: np.ndarray | None = None
    origin: np.ndarray | None = None
    level: float = 0.0
    scored: Part | str | None = None
    weights: np.ndarray | None = None
    columns: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def raw(self, rows: np.ndarray) -> np.ndarray:
        """Inputs of some rows in their own units, float64."""
        x = self.x[rows].astype(np.float64)
        return x if self.origin is None else x + self.origin

    @property
    def outputs(self) -> int:
        """Units of a network's last layer."""
        return len(self.classes) if self.classes else 1

    @property
    def curve(self) -> str:
        """The metric of each epoch: what early curves and targets are about. Higher is better."""
        return "accuracy" if self.task == "classification" else "r2"

    @property
    def score(self) -> str:
        """The metric that says how good a network is, as results name it: see `experiments.scores`."""
        if isinstance(self.scored, Part):
            return self.scored.name.rpartition(":")[2] + OWN
        return self.curve if self.scored is None else named(self.scored).name

    @property
    def checksum(self) -> str:
        """The first digits of the SHA-256 of its rows."""
        digest = sha256(np.ascontiguousarray(self.x).tobytes() + np.ascontiguousarray(self.y).tobytes())
        if self.origin is not None or self.level:
            digest.update(repr((self.level, None if self.origin is None else self.origin.tolist())).encode())
        if self.weights is not None:
            digest.update(np.ascontiguousarray(self.weights, np.float64).tobytes())
        if self.groups is not None:
            digest.update(np.ascontiguousarray(self.groups, np.int64).tobytes())
        return digest.hexdigest()[:16]

    def faults(self) -> list[str]:
        """Why no network could be trained on it; empty for a sound table."""
        faults = []
        if len(self.x) != len(self.y):
            faults.append(f"x has {len(self.x)} rows and y has {len(self.y)}")
        if len(self.x) < FEWEST:
            faults.append(f"at least {FEWEST} rows are needed, to split them in three; received {len(self.x)}")
        if self.x.dtype != np.float32 or np.isinf(self.x).any():
            faults.append(f"x must be float32 without infinite values; received {self.x.dtype}")
        elif (empty := np.isnan(self.x).reshape(len(self.x), -1).all(0)).any():
            faults.append(f"a feature has no value in any row: number {int(empty.argmax())}, counted from 0")
        if self.classes is None:
            if self.y.shape != (len(self.y), 1) or not np.isfinite(self.y).all():
                faults.append(f"y must be finite values of shape (rows, 1); received {self.y.shape}")
        elif len(self.classes) < 2:
            faults.append(f"at least two classes are needed; received {', '.join(self.classes) or 'none'}")
        elif self.y.shape != (len(self.y),) or self.y.dtype != np.int32:
            faults.append(f"y must be int32 class numbers of shape (rows,); received {self.y.dtype} of {self.y.shape}")
        elif wrong := sorted(set(np.unique(self.y).tolist()) - set(range(len(self.classes)))):
            faults.append(f"y must be class numbers from 0 to {len(self.classes) - 1}; received also {wrong[:3]}")
        if self.base is not None and (self.classes or self.base.shape != self.y.shape):
            faults.append(f"base goes with a quantity to predict and has its shape; received {self.base.shape}")
        return faults

    def facts(self) -> dict[str, Any]:
        """What a report says of the data."""
        return {
            "name": self.name,
            "title": self.title,
            "task": self.task,
            "rows": len(self.x),
            "features": int(np.prod(self.x.shape[1:])),
            "shape": list(self.x.shape[1:]),
            "classes": len(self.classes) if self.classes else None,
            "labels": list(self.classes) if self.classes else None,
            "rarest": int(np.bincount(self.y, minlength=len(self.classes)).min()) if self.classes else None,
            "score": self.score,
            "chance": float(np.bincount(self.y).max() / len(self.y)) if self.classes else 0.0,
            "checksum": self.checksum,
            "source": "; ".join([self.source, *self.notes]),
            "target": self.target,
            "deviation": None if self.classes else float((self.y + (0 if self.base is None else self.base)).std()),
        }


def check_counts(name: str, **options: tuple[int, int]) -> None:
    """Raises `DataError` unless each option, given with the smallest number allowed, is a whole number and enough."""
    for option, (value, least) in options.items():
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise DataError(f"{option} of {name} must be a whole number of at least {least}. Received: {value!r}.")


def image(shape: tuple[int, ...]) -> tuple[int, int, int]:
    """Height, width and channels of a sample.

    Raises:
        ValueError: the features are no image.
    """
    if len(shape) == 3:
        return shape
    if len(shape) == 2:
        return (*shape, 1)
    side = isqrt(shape[0])
    if side * side != shape[0]:
        raise ValueError(f"Rows must be images, or a square number of features. Received: {shape}")
    return side, side, 1
