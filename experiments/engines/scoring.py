"""Scoring: the score that data are judged by, of networks' outputs, where it is no mean over rows."""

from typing import Any

import numpy as np

from experiments.calibration import log_softmax
from experiments.data import Data, metrics


class Scoring:
    """The scores of trials whose data have one and the same metric.

    Args:
        data: of each trial.
        loss: of all; what it takes says what outputs stand for.

    Attributes:
        metric: None where accuracy or R2 as means over rows are meant, which training measures itself.
        gaps: of each trial, (split, name) -> why the score is NaN.
    """

    def __init__(self, data: list[Data], loss: Any):
        self.data, self.metric = data, metrics.table_metric(data[0].table)
        self.logits = getattr(loss, "from_logits", True)
        self.gaps: tuple[dict[tuple[str, str], str], ...] = tuple({} for _ in data)

    def __call__(self, outputs: np.ndarray, split: str, prefix: str = "") -> dict[str, np.ndarray]:
        """Name -> (trials,); nothing without a metric.

        Args:
            outputs: (trials, rows, units).
            split: whose rows they are.
            prefix: of the name.
        """
        if self.metric is None:
            return {}
        name, values = prefix + self.metric.score.name, []
        for some, data, gaps in zip(outputs, self.data, self.gaps, strict=True):
            value, reason = scored(self.metric, some, data, getattr(data.rows, split), self.logits)
            values.append(value)
            if reason:
                gaps[split, name] = reason
        return {name: np.array(values)}


def scored(
    metric: metrics.Metric, outputs: np.ndarray, data: Data, rows: np.ndarray, logits: bool
) -> tuple[float, str]:
    """The score of one network's outputs (rows, units), and why it is NaN, if it is."""
    weights = None if data.table.weights is None else data.table.weights[rows]
    if data.table.classes:
        return metric.with_reason(data.y[rows], probabilities(outputs, logits), weights)
    return metric.with_reason(data.natural(data.y[rows], rows), data.natural(outputs, rows), weights)


def probabilities(outputs: np.ndarray, logits: bool) -> np.ndarray:
    """Class probabilities (rows, classes): the softmax of class scores, or what a network ends in already."""
    if logits:
        return np.exp(log_softmax(outputs))
    shares = np.maximum(outputs.astype(np.float64), 0)
    total = shares.sum(1, keepdims=True)
    return np.where(total > 0, shares / np.where(total > 0, total, 1), 1 / shares.shape[1])
