"""Scores as scikit-learn computes them: each a function of truth, prediction and weights."""

from collections.abc import Callable
from typing import Any

import numpy as np
from sklearn import metrics as sk

# truth (rows,), probabilities (rows, classes) or values (rows,), weights (rows,) or None -> the score
Formula = Callable[[np.ndarray, np.ndarray, np.ndarray | None], float]
SMALLEST = 1e-15  # of a probability, so that its logarithm is finite
SPREAD = ("r2", "explained_variance", "d2_absolute_error_score")  # refer to how much the values differ


def gaps(name: str, count: int) -> Callable[[np.ndarray], str]:
    """The function from some truth to the reason why it has no such score, as the end of a sentence; else ""."""

    def gap(truth: np.ndarray) -> str:
        if name in SPREAD and np.ptp(truth) == 0:
            return "the rows have one value"
        there = len(np.unique(truth))
        if name.startswith("roc_auc") and there < count:
            return "the rows have one class" if there == 1 else f"the rows have {there} of {count} classes"
        if name == "average_precision" and not truth.any():
            return "the rows have none of the second class"
        return "the rows have one class" if name.startswith("d2") and there == 1 else ""

    return gap


def likely(function: Callable[..., Any], **options: Any) -> Callable[[int], Formula]:
    """A score of the most probable classes."""
    return lambda count: (
        lambda truth, shares, weights: function(truth, shares.argmax(1), sample_weight=weights, **options)
    )


def averaged(function: Callable[..., Any], average: str) -> Callable[[int], Formula]:
    """A score of the most probable classes that counts each class; one that is never predicted counts 0."""
    return likely(function, average=average, zero_division=0)


def balanced(count: int) -> Formula:
    """The mean recall over the classes that are there, which is scikit-learn's balanced accuracy."""
    return lambda truth, shares, weights: sk.recall_score(
        truth, shares.argmax(1), labels=np.unique(truth), average="macro", sample_weight=weights, zero_division=0
    )


def shared(function: Callable[..., Any]) -> Callable[[int], Formula]:
    """A score of probabilities."""
    return lambda count: (
        lambda truth, shares, weights: function(truth, normal(shares), labels=np.arange(count), sample_weight=weights)
    )


def second(function: Callable[..., Any]) -> Callable[[int], Formula]:
    """A score of the second class's probability."""
    return lambda count: lambda truth, shares, weights: function(truth, shares[:, 1], sample_weight=weights)


def area(mode: str, average: str) -> Callable[[int], Formula]:
    """The area under the curve of several classes; of two it is the plain one."""

    def made(count: int) -> Formula:
        if count == 2:
            return second(sk.roc_auc_score)(count)
        return lambda truth, shares, weights: sk.roc_auc_score(
            truth,
            normal(shares),
            multi_class=mode,
            average=average,
            labels=np.arange(count),
            sample_weight=weights if mode == "ovr" else None,
        )

    return made


def valued(function: Callable[..., Any], weighted: bool = True) -> Callable[[int], Formula]:
    """A score of values."""
    return lambda count: (
        lambda truth, prediction, weights: function(
            truth, prediction, **({"sample_weight": weights} if weighted else {})
        )
    )


def normal(shares: np.ndarray) -> np.ndarray:
    """Probabilities that sum to 1 in float64, none of them 0."""
    kept = np.maximum(shares.astype(np.float64), SMALLEST)
    return kept / kept.sum(1, keepdims=True)


COUNTED = {"f1": sk.f1_score, "jaccard": sk.jaccard_score, "precision": sk.precision_score, "recall": sk.recall_score}
FORMULAS: dict[str, Callable[[int], Formula]] = {
    "accuracy": likely(sk.accuracy_score),
    "balanced_accuracy": balanced,
    **{name: averaged(function, "binary") for name, function in COUNTED.items()},
    **{
        f"{name}_{mean}": averaged(function, mean)
        for name, function in COUNTED.items()
        for mean in ("macro", "micro", "weighted")
    },
    "average_precision": second(sk.average_precision_score),
    "roc_auc": second(sk.roc_auc_score),
    "roc_auc_ovr": area("ovr", "macro"),
    "roc_auc_ovo": area("ovo", "macro"),
    "roc_auc_ovr_weighted": area("ovr", "weighted"),
    "roc_auc_ovo_weighted": area("ovo", "weighted"),
    "matthews_corrcoef": likely(sk.matthews_corrcoef),
    "cohen_kappa": likely(sk.cohen_kappa_score),
    "quadratic_kappa": likely(sk.cohen_kappa_score, weights="quadratic"),
    "d2_log_loss_score": shared(sk.d2_log_loss_score),
    "d2_brier_score": shared(sk.d2_brier_score),
    "log_loss": shared(sk.log_loss),
    "brier_score": shared(sk.brier_score_loss),
    "r2": valued(sk.r2_score),
    "explained_variance": valued(sk.explained_variance_score),
    "d2_absolute_error_score": valued(sk.d2_absolute_error_score),
    "rmse": valued(sk.root_mean_squared_error),
    "mae": valued(sk.mean_absolute_error),
    "median_absolute_error": valued(sk.median_absolute_error),
    "max_error": valued(sk.max_error, weighted=False),
    "mse": valued(sk.mean_squared_error),
    "mape": valued(sk.mean_absolute_percentage_error),
}
