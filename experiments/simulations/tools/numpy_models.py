"""What small models in NumPy share: a replicate's rows as plain arrays, losses, scores."""

from dataclasses import dataclass

import numpy as np

from experiments.data import Data
from experiments.data.table import Table
from experiments.record import Outcome


@dataclass(frozen=True, eq=False)
class Sample:
    """Some rows: inputs (rows, features), targets (rows, outputs: one-hot, or values), and y as the table has it."""

    x: np.ndarray
    t: np.ndarray
    y: np.ndarray


def sample(data: Data, rows: np.ndarray, dtype: type = np.float64) -> Sample:
    """Rows of the data as a network is shown them, flat."""
    x, y = data.inputs(rows).reshape(len(rows), -1).astype(dtype), data.y[rows]
    t = np.eye(data.table.outputs, dtype=dtype)[y] if data.table.classes else y.astype(dtype)
    return Sample(x, t, y)


def subset(rows: np.ndarray, most: int, random: np.random.Generator) -> np.ndarray:
    """At most so many of the rows, drawn without replacement."""
    return random.choice(rows, most, replace=False) if len(rows) > most else rows


def answers(z: np.ndarray, table: Table) -> np.ndarray:
    """What linear outputs stand for: probabilities of classes by softmax, or values as they are."""
    if not table.classes:
        return z
    powers = np.exp(z - z.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)


def loss(z: np.ndarray, t: np.ndarray, table: Table) -> float:
    """Mean cross-entropy in nats, or mean of half the squared error; in both, its slope is `answers(z) − t` a row."""
    if not table.classes:
        return float(((z - t) ** 2).sum(-1).mean() / 2)
    z = z - z.max(-1, keepdims=True)
    return float((np.log(np.exp(z).sum(-1)) - (z * t).sum(-1)).mean())


def score(z: np.ndarray, y: np.ndarray, table: Table) -> float:
    """Accuracy, or r2; that of a constant guess if an output is not finite."""
    if not np.isfinite(z).all():
        return chance(table)
    if table.classes:
        return float((z.argmax(-1) == y).mean())
    return float(1 - ((z - y) ** 2).sum() / ((y - y.mean()) ** 2).sum())


def chance(table: Table) -> float:
    """The score of a constant guess: the largest class's share, or 0."""
    return float(np.bincount(table.y).max() / len(table.y)) if table.classes else 0.0


def outcome(table: Table, curve: list[float], test: float, validation: float, train_loss: float) -> Outcome:
    """Scores of a small network; the curve holds the validation score after each epoch.

    A network that diverged has the score of a constant guess and an infinite loss.
    """
    if not np.isfinite([test, validation, train_loss]).all():
        test, validation, train_loss = chance(table), chance(table), float("inf")
    return Outcome(
        values={"test_score": test, "validation_score": validation, "train_loss": train_loss},
        curves={"epoch": [float(epoch) for epoch in range(1, len(curve) + 1)], "validation": curve},
    )
