"""Scores of predictions: as scikit-learn computes them, or a function of the user's own.

Predictions of classes are probabilities (rows, classes), those of a quantity values (rows,) in its own unit. Errors
are positive, and less is better; `experiments.scores` says of each score which way it goes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from inspect import isclass
from math import isfinite, nan
from typing import Any

import numpy as np

from experiments.content import separated
from experiments.data.formulas import FORMULAS, Formula, gaps
from experiments.data.table import DataError, Table
from experiments.errors import UserError
from experiments.importing import WRITTEN, imported
from experiments.scores import OWN, SCORES, Score, known, named
from experiments.spec import Part

Weights = np.ndarray | None


@dataclass(frozen=True)
class Metric:
    """A score as it is computed.

    Attributes:
        score: its name, title and direction.
        formula: of truth (rows,), prediction and weights (rows,), None for equal ones.
        gap: why some rows have no such score, as the end of a sentence; "" for others.
    """

    score: Score
    formula: Formula
    gap: Callable[[np.ndarray], str] = lambda _: ""

    def __call__(self, truth: np.ndarray, prediction: np.ndarray, weights: Weights = None) -> float:
        """The score; NaN where the rows have none."""
        return nan if self.gap(truth) else float(self.formula(truth, prediction, weights))

    def with_reason(self, truth: np.ndarray, prediction: np.ndarray, weights: Weights = None) -> tuple[float, str]:
        """The score, and why it is NaN, if it is: a function of the user's own may fail on some rows."""
        if reason := self.gap(truth):
            return nan, reason
        try:
            value = float(self.formula(truth, prediction, weights))
        except Exception as error:
            return nan, in_one_line(error)
        return (value, "") if isfinite(value) else (nan, f"it is {value}")


def metric(score: str | Part, table: Table) -> Metric:
    """The score of that name on such a table.

    Args:
        score: one of scikit-learn's names, a short one, or the part of a function of the user's own,
            `function(truth, prediction)`, or of a class of Keras metrics, where higher is better.
        table: its task and its classes count.

    Raises:
        DataError: there is no such score for the table, or one of the user's own is lower for true predictions than
            for a constant guess, or grows with the number of rows.
    """
    name, chosen = score.name if isinstance(score, Part) else score, unchecked(score, table)
    guess, perfect = (
        value_of(chosen, table, prediction) for prediction in (constant_guess(table), true_predictions(table))
    )
    if not chosen.score.task:
        check_mean(name, chosen, table)
    if not chosen.score.task and perfect < guess:
        raise DataError(
            f"The score {name} must be higher for better predictions; turn its sign if less is better. Received: "
            f"{perfect:g} for predictions that are true, and {guess:g} for a constant guess at {table.title}"
        )
    return chosen


def check_mean(name: str, chosen: Metric, table: Table) -> None:
    """Raises `DataError` for a score that grows with the rows, such as a sum: parts of other sizes differ in it."""
    truth, prediction = truth_of(table), true_predictions(table)
    twice = (np.concatenate([truth, truth]), np.concatenate([prediction, prediction]))
    alone, doubled = (chosen(*pair) for pair in ((truth, prediction), twice))
    if abs(doubled - alone) > 1e-6 * max(1.0, abs(alone)):
        raise DataError(
            f"The score {name} must not grow with the number of rows: give a mean, not a sum. Received: {alone:g} for "
            f"the rows of {table.title}, and {doubled:g} for all of them twice"
        )


def unchecked(score: str | Part, table: Table) -> Metric:
    """The score of that name, which is not tried on the table."""
    name = score.name if isinstance(score, Part) else score
    try:
        return own_score(name) if ":" in name else library_score(name, table)
    except UserError as error:
        raise DataError(str(error)) from error


def table_metric(table: Table) -> Metric | None:
    """The metric of a table whose score is not the plain accuracy or R² that training measures; None for these."""
    if table.scored is None and table.weights is None:
        return None
    return unchecked(table.scored or table.curve, table)


def facts(table: Table) -> dict[str, Any]:
    """What judging has to know of another score: its values for a constant guess and for the truth."""
    if (chosen := table_metric(table)) is None:
        return {}
    return {
        "chance": value_of(chosen, table, constant_guess(table)),
        "perfect": value_of(chosen, table, true_predictions(table)),
        "curve_chance": table.facts()["chance"],
    }


def value_of(chosen: Metric, table: Table, prediction: np.ndarray) -> float:
    """The score of a prediction of the whole table."""
    value, reason = chosen.with_reason(truth_of(table), prediction, table.weights)
    if reason:
        raise DataError(
            f"The score {chosen.score.name} cannot be had on {table.title} ({described(table)}): {reason}. "
            f"Received: {chosen.score.name!r}"
        )
    return value


def library_score(name: str, table: Table) -> Metric:
    """A score of scikit-learn's.

    Raises:
        UserError: there is none of that name, or it does not suit the table.
    """
    score, count = named(name), table.outputs
    if score.task != table.task:
        listed = ", ".join(each.name for each in SCORES.values() if each.task == table.task)
        raise UserError(
            f"The score {score.name} is for {score.task}, and {table.title} is for {table.task}, with the scores "
            f"{listed}. Received: {name!r}"
        )
    if score.two and count > 2:
        raise UserError(
            f"The score {score.name} is for two classes, and {table.title} has {count} classes: use "
            f"{' or '.join(score.instead)}. Received: {name!r}"
        )
    return Metric(score, FORMULAS[score.name](count), gaps(score.name, count))


def own_score(name: str) -> Metric:
    """A score of the user's own.

    Raises:
        UserError: it cannot be imported, or is no function.
    """
    try:
        function: Any = imported(name)
    except Exception as error:  # a file of the user's own may fail in any way
        raise UserError(
            f"The score {name} could not be imported: {in_one_line(error)}. It is written {WRITTEN}. Received: {name!r}"
        ) from error
    if not callable(function) or (isclass(function) and not hasattr(function, "update_state")):
        received = "a class" if isclass(function) else "an object"
        raise UserError(
            f"The score {name} must be a function or a class of Keras metrics. Received: {received} of "
            f"{type(function).__name__}"
        )
    scored: Any = by_class(function) if isclass(function) else function
    return Metric(known(separated(name)[1] + OWN), lambda truth, prediction, _: scored(truth, prediction))


def by_class(kind: Any) -> Callable[[np.ndarray, np.ndarray], float]:
    """A class of Keras metrics as a function: a new metric for all rows of a part."""

    def value(truth: np.ndarray, prediction: np.ndarray) -> float:
        metric = kind()
        metric.update_state(truth, prediction)
        return float(metric.result())

    return value


def truth_of(table: Table) -> np.ndarray:
    """What is predicted: class numbers, or a quantity in its own unit."""
    if table.classes:
        return table.y
    return table.y[:, 0].astype(np.float64) + (0 if table.base is None else table.base[:, 0]) + table.level


def constant_guess(table: Table) -> np.ndarray:
    """The constant guess at a table: the shares of its classes, or the mean."""
    truth = truth_of(table)
    if table.classes:
        shares = np.bincount(truth, table.weights, table.outputs)
        return np.tile(shares / shares.sum(), (len(truth), 1))
    return np.full(len(truth), np.average(truth, weights=table.weights))


def true_predictions(table: Table) -> np.ndarray:
    """Predictions that are true."""
    return np.eye(table.outputs)[table.y] if table.classes else truth_of(table)


def described(table: Table) -> str:
    """What is predicted, in short."""
    return f"{len(table.classes)} classes" if table.classes else "a quantity"


def in_one_line(error: Exception) -> str:
    """An error in a line."""
    return f"{type(error).__name__}: {' '.join(str(error).split())[:300]}".rstrip(".")
