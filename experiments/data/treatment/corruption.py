"""What is wrong with training data: mistaken labels, gross errors. Validation and test rows stay as they are."""

from dataclasses import replace

import numpy as np

from experiments.data.table import DataError
from experiments.data.treatment.draft import Draft
from experiments.spec import seed

GROSS = 10.0  # standard deviations


def label_noise(draft: Draft, share: float) -> Draft:
    """A share of the training rows gets another class, each other one being equally likely.

    For regression these rows exchange their targets, so that none keeps its own.
    """
    rows = draft.sample(draft.rows.train, share, "label_noise")
    if not len(rows):
        return draft
    y = draft.y.copy()
    if draft.table.classes:
        others = len(draft.table.classes) - 1
        y[rows] = (y[rows] + 1 + (draft.numbers("label_noise_class")[rows] * others).astype(np.int32)) % (others + 1)
    else:
        y[rows] = np.roll(y[rows], 1, axis=0)
    return replace(draft, y=y)


def outliers(draft: Draft, share: float) -> Draft:
    """A share of the training rows gets one gross error: a feature is 10 deviations above or below its mean.

    Mean and standard deviation are those of the training rows; features that do not vary there have no errors.
    """
    rows = draft.sample(draft.rows.train, share, "outliers")
    x = draft.x.reshape(len(draft.x), -1)
    values = np.ma.masked_invalid(x[draft.rows.train].astype(np.float64))
    mean, deviation = np.ma.filled(values.mean(0), 0), np.ma.filled(values.std(0), 0)
    varying = np.flatnonzero(deviation > 0)
    if not len(rows) or not len(varying):
        return draft
    feature = varying[(draft.numbers("outliers_feature")[rows] * len(varying)).astype(int)]
    sign = np.where(draft.numbers("outliers_sign")[rows] < 0.5, -1, 1)
    x = x.copy()
    x[rows, feature] = mean[feature] + sign * GROSS * deviation[feature]
    return replace(draft, x=x.reshape(draft.x.shape))


def outlier_cells(draft: Draft, share: float) -> Draft:
    """A share of the training rows' values is 10 deviations above or below the feature's mean, wherever they are.

    Mean and standard deviation are those of the training rows; features that do not vary there have no errors. The
    smaller share lies within the larger.
    """
    rows = np.unique(draft.rows.train)
    x = draft.x.reshape(len(draft.x), -1).copy()
    values = np.ma.masked_invalid(x[rows].astype(np.float64))
    mean, deviation = np.ma.filled(values.mean(0), 0), np.ma.filled(values.std(0), 0)
    numbers = np.random.default_rng(seed("outlier_cells", draft.data, draft.replicate)).random((2, *x.shape))[:, rows]
    wrong = (numbers[0] < share) & (deviation > 0)
    gross = mean + np.where(numbers[1] < 0.5, -1, 1) * GROSS * deviation
    x[rows] = np.where(wrong, gross, x[rows])
    return replace(draft, x=x.reshape(draft.x.shape))


def target_outliers(draft: Draft, share: float) -> Draft:
    """A share of the training rows gets a target 10 standard deviations above or below the mean; regression only."""
    if draft.table.classes:
        raise DataError(f"target_outliers needs a quantity to predict, and {draft.data.name} has classes.")
    rows = draft.sample(draft.rows.train, share, "target_outliers")
    if not len(rows):
        return draft
    targets = draft.y[draft.rows.train].astype(np.float64)
    sign = np.where(draft.numbers("target_outliers_sign")[rows] < 0.5, -1, 1)[:, None]
    y = draft.y.copy()
    y[rows] = targets.mean() + sign * GROSS * targets.std()
    return replace(draft, y=y)


CORRUPTION = {
    "label_noise": label_noise,
    "outliers": outliers,
    "outlier_cells": outlier_cells,
    "target_outliers": target_outliers,
}
