"""A constant guess, a linear model or gradient boosting on a network's rows (claims X1, X2, X3)."""

from math import nan
from typing import Any

import numpy as np
from sklearn.dummy import DummyClassifier, DummyRegressor
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.linear_model import LogisticRegression, Ridge

from experiments.data import Data, metrics
from experiments.record import Outcome
from experiments.simulations.tools import numpy_models
from experiments.threads import one_thread

STRENGTHS = tuple(10.0**power for power in range(-4, 5))  # of a linear model's penalty on squared weights
NAMED = ("accuracy", "balanced_accuracy", "f1_macro")  # scores of classes beside the loss
STEPS = 1000  # of L-BFGS; a penalty too weak to get there in time is hardly the best
SMALLEST = 1e-15  # of a probability, so that its logarithm is finite


@one_thread()
def reference_model(seed: int, data: Data, model: str = "gradient_boosting") -> Outcome:
    """A model of scikit-learn, fitted to the training rows as a network is shown them.

    A linear model's penalty is chosen by the loss on validation rows; the others have scikit-learn's defaults.
    Values: `penalty` (the strength chosen; 0 where there is none). Scores of each split: accuracy, balanced
    accuracy, macro F1 and the loss in nats, or R2; and the data's own score, if they have another.

    Args:
        seed: of what a model draws.
        data: the replicate.
        model: `constant` (the most frequent class, or the mean), `linear` (logistic regression, or ridge regression)
            or `gradient_boosting` (histogram gradient boosting; Ke et al. 2017, "LightGBM").

    Raises:
        ValueError: there is no such model.
    """
    if model not in CANDIDATES:
        raise ValueError(f"model must be one of {', '.join(CANDIDATES)}. Received: {model!r}")
    train = numpy_models.sample(data, data.rows.train)
    fitted = {
        penalty: candidate.fit(train.x, train.y.ravel())
        for penalty, candidate in CANDIDATES[model](bool(data.table.classes), train.x.shape[1], seed % 2**32).items()
    }
    losses = {penalty: loss(scores(model, data, data.rows.validation, {})) for penalty, model in fitted.items()}
    chosen = min(losses, key=losses.__getitem__)
    named = {name: metrics.metric(name, data.table) for name in NAMED} if data.table.classes else {}
    if own := metrics.table_metric(data.table):
        named[own.score.name] = own
    splits = {"train": data.rows.train, "validation": data.rows.validation, "test": data.rows.test}
    return Outcome(
        values={"penalty": chosen},
        scores={split: scores(fitted[chosen], data, rows, named) for split, rows in splits.items()},
    )


def constant(classes: bool, features: int, seed: int) -> dict:
    """The best constant guess."""
    return {0.0: DummyClassifier(strategy="prior") if classes else DummyRegressor()}


def linear(classes: bool, features: int, seed: int) -> dict:
    """Linear models, one a strength of penalty."""
    if not classes:
        return {strength: Ridge(alpha=strength, random_state=seed) for strength in STRENGTHS}
    return {strength: LogisticRegression(C=1 / strength, max_iter=STEPS) for strength in STRENGTHS}


def gradient_boosting(classes: bool, features: int, seed: int) -> dict:
    """Histogram gradient boosting with scikit-learn's defaults."""
    kind = HistGradientBoostingClassifier if classes else HistGradientBoostingRegressor
    return {0.0: kind(random_state=seed)}


CANDIDATES = {"constant": constant, "linear": linear, "gradient_boosting": gradient_boosting}


def scores(model: Any, data: Data, rows: np.ndarray, named: dict[str, metrics.Metric]) -> dict[str, float]:
    """The named scores and the loss in nats of classes, R2 of a quantity (NaN where all rows have one value)."""
    sample = numpy_models.sample(data, rows)
    weights = None if data.table.weights is None else data.table.weights[rows]
    if not data.table.classes:
        predicted = model.predict(sample.x)
        error, variance = sample.y.astype(float).ravel() - predicted, data.variance(rows)
        r2 = {"r2": float(1 - (error**2).mean() / variance) if variance else nan}
        values = (data.natural(data.y[rows], rows), data.natural(predicted[:, None], rows))
        return r2 | {name: score(*values, weights) for name, score in named.items()}
    shares = np.full((len(rows), data.table.outputs), SMALLEST)
    shares[:, model.classes_] = np.maximum(model.predict_proba(sample.x), SMALLEST)  # a class may have no training row
    measured = {name: score(sample.y, shares, weights) for name, score in named.items()}
    return {**measured, "nll": float(-np.log(shares[np.arange(len(rows)), sample.y]).mean())}


def loss(scores: dict[str, float]) -> float:
    """What a penalty is chosen by: the loss in nats, or the share of the variance that is not explained."""
    return scores["nll"] if "nll" in scores else 1 - scores["r2"]
