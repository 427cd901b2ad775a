"""The gradient of one sigmoid output over its error, by loss (claims O1, O2)."""

import numpy as np
from keras import ops

from custom_layers.activations import sigmoid
from custom_layers.losses import BinaryCrossEntropy, MeanSquaredError
from experiments.record import Outcome
from experiments.simulations.tools.tensors import FLOAT, deviation, slopes


def sigmoid_gradient(seed: int, samples: int = 500, points: int = 101) -> Outcome:
    """|dL/dz| of one sigmoid output, by automatic differentiation, against the formula.

        e = |a − y|, y in {0, 1};  squared error (a − y)²/2: e² (1 − e), largest at e = 2/3;  cross-entropy: e

    Values: `error` (largest deviation from the formulas over random z), `peak_error` (the error with the squared
    error's largest gradient), `peak_gradient`, and of either loss the share of the errors, from 0 to 1, over which the
    gradient falls: `falling_squared_error` (1/3 by the formula), `falling_cross_entropy` (0).

    Args:
        seed: of the random z and y.
        samples: how many.
        points: of the curves.
    """
    random = np.random.default_rng(seed)
    z, y = random.normal(scale=3, size=samples), random.integers(0, 2, samples).astype(np.float64)
    e = np.abs(1 / (1 + np.exp(-z)) - y)
    squared, entropy = gradients(z, y)
    fine = np.linspace(0, 1, 30003)[1:-1]
    peak_squared, peak_entropy = gradients(np.log(fine / (1 - fine)), np.zeros_like(fine))
    shown = np.linspace(0, 1, points + 2)[1:-1]
    curves = gradients(np.log(shown / (1 - shown)), np.zeros_like(shown))
    return Outcome(
        values={
            "error": max(deviation(squared, e**2 * (1 - e)), deviation(entropy, e)),
            "peak_error": float(fine[peak_squared.argmax()]),
            "peak_gradient": float(peak_squared.max()),
            "falling_squared_error": float((np.diff(peak_squared) < 0).mean()),
            "falling_cross_entropy": float((np.diff(peak_entropy) < 0).mean()),
        },
        curves={"error": shown.tolist(), "squared error": curves[0].tolist(), "cross-entropy": curves[1].tolist()},
    )


def gradients(z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """|dL/dz| for half the squared error, and for cross-entropy."""
    squared = MeanSquaredError(reduction=None, dtype=FLOAT)
    entropy = BinaryCrossEntropy(from_logits=True, reduction=None, dtype=FLOAT)
    y = y[:, None]
    (first,) = slopes(lambda z: squared(y, ops.expand_dims(sigmoid(z), -1)) / 2, z)
    (second,) = slopes(lambda z: entropy(y, ops.expand_dims(z, -1)), z)
    return np.abs(first), np.abs(second)
