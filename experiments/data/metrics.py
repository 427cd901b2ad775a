"""Scores by name: how good predictions are, as scikit-learn or a function of the user's own says; higher is better.

scikit-learn names what is better when smaller `neg_...`, and turns its sign; `rmse` and others are short for those.
"""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np

from experiments.data.table import DataError, Table
from experiments.errors import guess

SHORT = {
    "mae": "neg_mean_absolute_error",
    "mape": "neg_mean_absolute_percentage_error",
    "mse": "neg_mean_squared_error",
    "rmse": "neg_root_mean_squared_error",
    "log_loss": "neg_log_loss",
    "brier": "neg_brier_score",
    "macro_f1": "f1_macro",
    "mcc": "matthews_corrcoef",
}
KAPPA = "quadratic_kappa"  # Cohen 1968, "Weighted kappa"
CLASSES = (
    "accuracy", "average_precision", "balanced_accuracy", "d2_brier_score", "d2_log_loss_score", "f1", "f1_macro",
    "f1_micro", "f1_weighted", "jaccard", "jaccard_macro", "jaccard_weighted", "matthews_corrcoef", "neg_brier_score",
    "neg_log_loss", "precision", "precision_macro", "precision_weighted", KAPPA, "recall", "recall_macro",
    "recall_weighted", "roc_auc", "roc_auc_ovo", "roc_auc_ovr", "roc_auc_ovr_weighted",
)  # fmt: skip
VALUES = (
    "d2_absolute_error_score", "explained_variance", "neg_max_error", "neg_mean_absolute_error",
    "neg_mean_absolute_percentage_error", "neg_mean_gamma_deviance", "neg_mean_poisson_deviance",
    "neg_mean_squared_error", "neg_mean_squared_log_error", "neg_median_absolute_error",
    "neg_root_mean_squared_error", "neg_root_mean_squared_log_error", "r2",
)  # fmt: skip
NAMES = {"classification": CLASSES, "regression": VALUES}

# truth (rows,), prediction (rows, classes) of probabilities or (rows,) of values in their own units -> the score
Score = Callable[[np.ndarray, np.ndarray], float]


def score(name: str, table: Table) -> Score:
    """The score of that name on such a table.

    Args:
        name: one of scikit-learn's, a short one, or "module:function": `function(truth, prediction)`, where higher is
            better; classes are numbers, their predictions probabilities (rows, classes).
        table: its task and its classes count.

    Raises:
        DataError: there is no such score for the table's task, or a constant guess has none.
    """
    function = own_score(name) if ":" in name else library_score(name, table)
    try:
        float(function(*constant(table)))
    except Exception as error:
        raise DataError(
            f"The score {name} cannot be had on {table.title} ({described(table)}): {type(error).__name__}: "
            f"{' '.join(str(error).split())[:300]}. Received: {name!r}"
        ) from error
    return function


def chance(name: str, table: Table) -> float:
    """The score of a constant guess: the shares of the classes, or the mean."""
    return float(score(name, table)(*constant(table)))


def title(name: str) -> str:
    """The score in words: `macro F1`, `negative root mean squared error`."""
    name = SHORT.get(name, name).rpartition(":")[2]
    words = name.replace("neg_", "negative ").replace("_", " ").replace("roc auc", "ROC AUC")
    return {"r2": "R²"}.get(words, words.replace("f1", "F1"))


def library_score(name: str, table: Table) -> Score:
    """A score of scikit-learn's."""
    named, allowed = SHORT.get(name, name), NAMES[table.task]
    if named not in allowed:
        other = next((task for task, names in NAMES.items() if named in names), None)
        reason = f"It is for {other}." if other else f"There is no such score.{guess(name, (*allowed, *SHORT))}"
        raise DataError(
            f"The score of a {table.task} is one of {', '.join(allowed)}, or module:function. {reason} "
            f"Received: {name!r}"
        )
    scorer, made = scorers()[named], answering(table)
    return lambda truth, prediction: float(scorer(made(prediction), np.zeros((len(truth), 1)), truth))


@cache
def scorers() -> dict[str, Any]:
    """scikit-learn's scorers by name."""
    from sklearn import metrics as sk

    counted = {
        "f1": sk.f1_score,
        "jaccard": sk.jaccard_score,
        "precision": sk.precision_score,
        "recall": sk.recall_score,
    }
    by_name = {KAPPA: sk.make_scorer(sk.cohen_kappa_score, weights="quadratic")}
    for name in {*CLASSES, *VALUES} - {KAPPA}:
        first, _, average = name.partition("_")
        if first in counted:  # a class that is never predicted counts 0, without a warning each time
            by_name[name] = sk.make_scorer(counted[first], average=average or "binary", zero_division=0)
        else:
            by_name[name] = sk.get_scorer(name)
    return by_name


def answering(table: Table) -> Callable[[np.ndarray], Any]:
    """From predictions to an estimator that gives them: what scikit-learn's scorers ask."""
    from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin

    class Values(RegressorMixin, BaseEstimator):
        """Predicts values that are known."""

        def __init__(self, prediction: np.ndarray):
            self.prediction, self.fitted_ = prediction, True

        def predict(self, _: np.ndarray) -> np.ndarray:
            """The values."""
            return self.prediction

    class Classes(ClassifierMixin, BaseEstimator):
        """Predicts class probabilities that are known."""

        def __init__(self, prediction: np.ndarray):
            self.prediction, self.classes_ = prediction, np.arange(table.outputs)

        def predict(self, _: np.ndarray) -> np.ndarray:
            """The most probable classes."""
            return self.prediction.argmax(1)

        def predict_proba(self, _: np.ndarray) -> np.ndarray:
            """The probabilities."""
            return self.prediction

    return Classes if table.classes else Values


def own_score(name: str) -> Score:
    """A score of the user's own.

    Raises:
        DataError: it cannot be imported, or is no function.
    """
    module, _, attribute = name.partition(":")
    try:
        function: Any = getattr(import_module(module), attribute)
    except Exception as error:  # a file of the user's own may fail in any way
        raise DataError(
            f"The score {name} could not be imported: {type(error).__name__}: {error}. It is written module:function, "
            f"and the module lies in the working folder or is installed. Received: {name!r}"
        ) from error
    if not callable(function):
        raise DataError(f"The score {name} must be a function. Received: an object of {type(function).__name__}")
    scored: Any = function
    return scored


def constant(table: Table) -> tuple[np.ndarray, np.ndarray]:
    """The truth of a table, and the constant guess at it."""
    if table.classes:
        shares = np.bincount(table.y, minlength=table.outputs) / len(table.y)
        return table.y, np.tile(shares, (len(table.y), 1))
    values = table.y[:, 0].astype(np.float64) + (0 if table.base is None else table.base[:, 0]) + table.level
    return values, np.full(len(values), values.mean())


def described(table: Table) -> str:
    """What is predicted, in short."""
    return f"{len(table.classes)} classes" if table.classes else "a quantity"
