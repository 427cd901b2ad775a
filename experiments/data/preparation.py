"""Data: one replicate's split, preparation and scaling of a data set, ready for either engine."""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from experiments.data import metrics
from experiments.data.folds import fold
from experiments.data.loading import load
from experiments.data.nothing import NOTHING
from experiments.data.split import Split, split
from experiments.data.table import Table
from experiments.data.treatment.corruption import CORRUPTION
from experiments.data.treatment.draft import Draft
from experiments.data.treatment.imputation import imputation
from experiments.data.treatment.repair import REPAIR
from experiments.data.treatment.scaling import SCALINGS, normal_scores, quantiles, stretched
from experiments.data.treatment.selection import SELECTION
from experiments.data.weighting import row_weights
from experiments.names import VIEW
from experiments.spec import Part, seed

# After the split, in this order; scaling comes last. Every step is fitted on training rows alone.
TREATMENT = {**CORRUPTION, "imputation": imputation, **REPAIR}


@dataclass(frozen=True, eq=False)
class Data:
    """A replicate's data. Networks see `(x - shift) * factor`; replicates share the array `x` if no value is changed.

    Attributes:
        table: the whole data set.
        rows: row numbers for training, validation and test; a training row may occur twice.
        unlabelled: rows whose inputs may be learned from, but not their targets; mostly none.
        x: float32 (rows, ...features), as loaded, but for what the options change; nothing is missing.
        y: int32 (rows,), or float32 (rows, 1) with mean 0 and standard deviation 1 over the training rows.
        shift, factor: float32, one a feature, from the training (and unlabelled) rows alone. Like `x`, the shift is
            less the table's `origin`.
        weights: float32 (rows,), the factor of each row's loss; None where all count alike.
        fill, bounds: what becomes of gaps, and where values are clipped; see `Draft`.
        quantiles: by which values were made normal, (K, ...features), less the table's `origin`; None where not.
        spread: what one unit of `y` is in the target's own units (1 for classes).
        middle: what 0 of `y` is in these units (0 for classes).
    """

    table: Table
    rows: Split
    unlabelled: np.ndarray
    x: np.ndarray
    y: np.ndarray
    shift: np.ndarray
    factor: np.ndarray
    spread: float
    middle: float = 0.0
    weights: np.ndarray | None = None
    fill: np.ndarray | None = None
    bounds: tuple[np.ndarray, np.ndarray] | None = None
    quantiles: np.ndarray | None = None

    @cached_property
    def targets(self) -> np.ndarray:
        """What a training step needs of each row: `y`; where rows count differently float32 (rows, 2), with weights."""
        return self.y if self.weights is None else np.column_stack([self.y, self.weights]).astype(np.float32)

    def inputs(self, rows: np.ndarray) -> np.ndarray:
        """What a network is shown for these rows."""
        return (self.x[rows] - self.shift) * self.factor

    def natural(self, values: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """Values (rows, 1) like `y`, of these rows, as the whole quantity in its own unit, float64 (rows,)."""
        base = 0.0 if self.table.base is None else self.table.base[rows, 0]
        return values[:, 0].astype(np.float64) * self.spread + self.middle + base

    def variance(self, rows: np.ndarray) -> float:
        """Variance of the whole quantity to predict, with the table's `base`, in units of `y`: what r2 refers to.

        Exactly 0 where all rows have one value, which the rounding of a mean would miss.
        """
        y = self.y[rows].astype(np.float64)
        total = y if self.table.base is None else y + self.table.base[rows] / self.spread
        return float(total.var()) if np.ptp(total) > 0 else 0.0


def facts(data: Part | None) -> dict[str, Any]:
    """What a report says of the data, with the sizes of its parts; of a study that needs none, that there is none."""
    if data is None:
        return NOTHING
    train, validation, test = sizes(data, 0)
    table = load(data)
    folds = {} if data.get("folds") is None else {"folds": data.get("folds")}
    return {**table.facts(), **metrics.facts(table), **folds, "train": train, "validation": validation, "test": test}


def sizes(data: Part, replicate: int) -> tuple[int, int, int]:
    """How many rows train, choose and judge. Only the selection changes them, so nothing else is computed."""
    rows = selected(without(data, (*TREATMENT, *VIEW)), replicate).rows
    return len(rows.train), len(rows.validation), len(rows.test)


@lru_cache(maxsize=64)
def prepare(data: Part, replicate: int) -> Data:
    """Loads, splits, treats and scales the data of one replicate."""
    table = load(data)  # first, because it refuses wrong options
    draft, y, spread, middle = treated(without(data, VIEW), replicate)
    by_rank = None
    if data.get("scaling") == "quantile":
        draft, by_rank = ranked(draft)
    scaling = SCALINGS[data.get("scaling", "standard")]
    shift, factor = scaling(draft.x[draft.fitting].astype(np.float64))
    if data.get("scaling") == "none" and table.origin is not None:
        shift = shift - table.origin  # as it is: far from 0
    shift, factor = stretched(shift, factor, data.get("stretch", 1.0), data.get("offset", 0.0))
    return Data(
        table=table,
        rows=draft.rows,
        unlabelled=draft.unlabelled,
        x=draft.x,
        y=y,
        shift=shift.astype(np.float32),
        factor=factor.astype(np.float32),
        spread=spread,
        middle=middle,
        weights=row_weights(data, table, draft.y, draft.rows.train),
        fill=draft.fill,
        bounds=draft.bounds,
        quantiles=by_rank,
    )


def ranked(draft: Draft) -> tuple[Draft, np.ndarray]:
    """The draft with each feature made normal by its ranks among training rows, and their quantiles."""
    by_rank = quantiles(draft.x[draft.fitting])
    fill = draft.x[draft.rows.train].mean(0, dtype=np.float64) if draft.fill is None else draft.fill
    return replace(draft, x=normal_scores(draft.x, by_rank), fill=fill), by_rank


@lru_cache(maxsize=64)
def treated(data: Part, replicate: int) -> tuple[Draft, np.ndarray, float, float]:
    """Everything but the scaling of the inputs, the target as a network meets it, its unit and what its 0 stands for.

    Data that differ in scaling alone share these arrays.
    """
    table = load(data)
    chosen = selected(without(data, tuple(TREATMENT)), replicate)
    draft = replace(chosen, data=data, table=table, x=table.x, y=table.y)
    for option, step in TREATMENT.items():
        value = data.get(option, "mean" if option == "imputation" else None)
        if value is not None:
            draft = step(draft, value)
    if draft.table.classes:
        return draft, draft.y, 1.0, 0.0
    targets = draft.y[draft.rows.train].astype(np.float64)
    spread = float(targets.std()) if np.ptp(targets) > 0 else 1.0
    y = ((draft.y - targets.mean()) / spread).astype(np.float32)
    return draft, y, spread, float(targets.mean()) + table.level


@lru_cache(maxsize=256)
def selected(data: Part, replicate: int) -> Draft:
    """The table, its split, and which rows of it are used."""
    table = load(data)
    if (count := data.get("folds")) is not None:
        repetition, number = divmod(replicate, count)
        rows = fold(table, count, number, repetition, seed("folds", data, 0))
    else:
        rows = split(table, seed("split", data, replicate))
    draft = Draft(data, replicate, table, rows, np.zeros(0, rows.train.dtype), table.x, table.y)
    for option, step in SELECTION.items():
        if data.get(option) is not None:
            draft = step(draft, data.get(option))
    return draft


def without(data: Part, options: tuple[str, ...]) -> Part:
    """The part without some of its options."""
    return data.but(**dict.fromkeys(options))
