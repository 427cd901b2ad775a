"""What becomes of missing values: filled from the training rows, or rows with gaps dropped."""

from dataclasses import replace

import numpy as np

from experiments.data.table import DataError
from experiments.data.treatment.draft import Draft


def mean(draft: Draft) -> Draft:
    """A gap becomes the feature's mean over the training rows (0 if none has a value)."""
    return filled(draft, lambda values: values.mean(0))


def median(draft: Draft) -> Draft:
    """A gap becomes the feature's median over the training rows (0 if none has a value)."""
    return filled(draft, lambda values: np.ma.median(values, axis=0))


def drop(draft: Draft) -> Draft:
    """Training rows with gaps are dropped and replaced as `Draft.keep` says; other rows get the mean.

    Raises:
        DataError: no training row is complete.
    """
    train = draft.rows.train
    complete = train[~np.isnan(draft.x[train]).reshape(len(train), -1).any(1)]
    if not len(complete):
        raise DataError(
            f"imputation=drop leaves nothing of {draft.data.name}: each of the {len(train)} training rows has a gap. "
            "Choose mean, median or median_indicator, or have fewer gaps (missing, missing_features)."
        )
    return mean(draft if len(complete) == len(train) else draft.keep(complete, "drop"))


def filled(draft: Draft, center) -> Draft:
    """The draft with gaps filled by a statistic of the known values of the rows for fitting."""
    gaps = np.isnan(draft.x)
    if not gaps.any():
        return draft
    values = np.ma.filled(center(np.ma.masked_invalid(draft.x[draft.fitting].astype(np.float64))), 0)
    return replace(draft, x=np.where(gaps, values, draft.x).astype(np.float32), fill=values)


# `median_indicator` is `median`: its columns are already in the table (`changes.indicators`).
IMPUTATIONS = {"mean": mean, "median": median, "drop": drop, "median_indicator": median}


def imputation(draft: Draft, rule: str) -> Draft:
    """Leaves no value missing."""
    return IMPUTATIONS[rule](draft)
