"""What is done about faulty data before it is scaled: bounds for gross errors, a second look at labels."""

from dataclasses import replace

import numpy as np
from sklearn.neighbors import NearestNeighbors

from experiments.data.table import DataError
from experiments.data.treatment.draft import Draft
from experiments.data.treatment.scaling import SCALINGS

FENCE = 1.5  # interquartile ranges beyond the quartiles (Tukey 1977, "Exploratory Data Analysis")
NEIGHBOURS = 5


def clip(draft: Draft, _rule: str) -> Draft:
    """Every feature is clipped to [Q1 - 1.5 IQR, Q3 + 1.5 IQR], the quartiles being those of the training rows.

    A feature whose quartiles are equal is left as it is: the rule would make it a constant.
    """
    low, high = np.percentile(draft.x[draft.fitting].astype(np.float64), (25, 75), axis=0)
    reach = np.where(high > low, FENCE * (high - low), np.inf)
    bounds = low - reach, high + reach
    return replace(draft, x=np.clip(draft.x, *bounds).astype(np.float32), bounds=bounds)


def cleaning(draft: Draft, _rule: str) -> Draft:
    """Training rows whose class differs from that of most of their 5 nearest neighbours are removed.

    Neighbours are other training rows, near in standardised features. The removed rows are replaced as
    `Draft.keep` says. Wilson 1972, "Asymptotic properties of nearest neighbor rules using edited data".

    Raises:
        DataError: the data set has no classes, or no row agrees with its neighbours.
    """
    if not draft.table.classes:
        raise DataError(f"cleaning needs classes, and {draft.data.name} has a quantity to predict.")
    rows = np.unique(draft.rows.train)
    shift, factor = SCALINGS["standard"](draft.x[rows].astype(np.float64))
    seen = ((draft.x[rows] - shift) * factor).reshape(len(rows), -1)
    count = min(NEIGHBOURS, len(rows) - 1)
    near = NearestNeighbors(n_neighbors=count).fit(seen).kneighbors(return_distance=False)
    differing = (draft.y[rows][near] != draft.y[rows][:, None]).sum(1)
    sound = draft.rows.train[np.isin(draft.rows.train, rows[differing <= count / 2])]
    if not len(sound):
        raise DataError(f"cleaning would leave no training row of {draft.data.name}: none agrees with its neighbours.")
    return draft.keep(sound, "cleaning")


REPAIR = {"clip": clip, "cleaning": cleaning}
