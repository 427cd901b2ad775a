"""A row a loss: its options, targets and predictions, its formula a sample, and Keras's own."""

from dataclasses import dataclass, field
from typing import Any

import keras
import numpy as np

from custom_layers import losses

RNG = np.random.default_rng(0)
REAL = RNG.normal(size=(2, 50, 4)) * 2
LOGITS = RNG.normal(size=(50, 4)) * 3
PROBABILITIES = np.exp(LOGITS) / np.exp(LOGITS).sum(-1, keepdims=True)
SOFT = RNG.dirichlet(np.ones(4), size=50)
LABELS = RNG.integers(0, 4, size=50)
BITS = (RNG.random((50, 4)) < 0.5).astype(float)
CHANCES = 1 / (1 + np.exp(-LOGITS))


@dataclass(frozen=True)
class LossCase:
    """One loss with options on `y_true` and `y_pred`; `same` gives Keras's in units of `scale`."""

    loss: Any
    y_true: Any
    y_pred: Any
    reference: Any
    same: Any = None
    scale: float = 1.0
    options: dict = field(default_factory=dict)

    def __str__(self):
        return "-".join([self.loss.__name__, *(f"{key}={value}" for key, value in self.options.items())])


def huber(p, q):
    e = np.abs(p - q)
    return np.where(e <= 0.7, 0.5 * e**2, 0.7 * e - 0.5 * 0.7**2).mean(-1)


def cross_entropy(p, q):
    return -(p * np.log(q)).sum(-1)


def binary_cross_entropy(p, q):
    return -(p * np.log(q) + (1 - p) * np.log(1 - q)).mean(-1)


def from_logits(z):
    return np.exp(z) / np.exp(z).sum(-1, keepdims=True)


def smoothed(y, q):
    p = 0.7 * np.eye(4)[y] + 0.3 / 4
    return -(p * np.log(q)).sum(-1)


LOGIT, SMOOTHING = {"from_logits": True}, {"label_smoothing": 0.3}
LOSSES = [
    LossCase(
        losses.MeanSquaredError,
        *REAL,
        lambda p, q: ((p - q) ** 2).mean(-1),
        keras.losses.MeanSquaredError(),
    ),
    LossCase(
        losses.MeanAbsoluteError,
        *REAL,
        lambda p, q: np.abs(p - q).mean(-1),
        keras.losses.MeanAbsoluteError(),
    ),
    LossCase(losses.Huber, *REAL, huber, keras.losses.Huber(delta=0.7), options={"delta": 0.7}),
    LossCase(losses.CrossEntropy, SOFT, PROBABILITIES, cross_entropy, keras.losses.CategoricalCrossentropy()),
    LossCase(
        losses.CrossEntropy,
        SOFT,
        LOGITS,
        lambda p, z: cross_entropy(p, from_logits(z)),
        keras.losses.CategoricalCrossentropy(from_logits=True),
        options=LOGIT,
    ),
    LossCase(losses.BinaryCrossEntropy, BITS, CHANCES, binary_cross_entropy, keras.losses.BinaryCrossentropy()),
    LossCase(
        losses.BinaryCrossEntropy,
        BITS,
        LOGITS,
        lambda p, z: binary_cross_entropy(p, 1 / (1 + np.exp(-z))),
        keras.losses.BinaryCrossentropy(from_logits=True),
        options=LOGIT,
    ),
    LossCase(
        losses.NegativeLogLikelihood,
        LABELS,
        PROBABILITIES,
        lambda y, q: -np.log2(q[np.arange(50), y]),
        keras.losses.SparseCategoricalCrossentropy(),
        np.log(2),
    ),
    LossCase(
        losses.NegativeLogLikelihood,
        LABELS,
        LOGITS,
        lambda y, z: -np.log(from_logits(z)[np.arange(50), y]),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        options=LOGIT | {"base": np.e},
    ),
    LossCase(
        losses.SmoothedCrossEntropy,
        LABELS,
        PROBABILITIES,
        smoothed,
        lambda y, q: keras.losses.CategoricalCrossentropy(**SMOOTHING)(np.eye(4)[y], q),
        options=SMOOTHING,
    ),
    LossCase(
        losses.SmoothedCrossEntropy,
        LABELS,
        LOGITS,
        lambda y, z: smoothed(y, from_logits(z)),
        lambda y, z: keras.losses.CategoricalCrossentropy(**SMOOTHING, **LOGIT)(np.eye(4)[y], z),
        options=SMOOTHING | LOGIT,
    ),
    LossCase(
        losses.SoftmaxSquaredError,
        LABELS,
        LOGITS,
        lambda y, z: ((from_logits(z) - np.eye(4)[y]) ** 2).mean(-1),
        lambda y, z: keras.losses.MeanSquaredError()(np.eye(4)[y], keras.ops.softmax(z)),
    ),
    LossCase(losses.Prediction, *REAL, lambda _, q: q.mean(-1), lambda _, q: keras.ops.mean(q)),
    LossCase(
        losses.KLDivergence,
        SOFT,
        PROBABILITIES,
        lambda p, q: (p * np.log2(p / q)).sum(-1),
        keras.losses.KLDivergence(),
        np.log(2),
    ),
]
