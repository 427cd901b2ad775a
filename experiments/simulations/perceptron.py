"""The perceptron rule on separable data, against Novikoff's bound, and on XOR (claim N1)."""

import numpy as np

from custom_layers.layers import ThresholdUnit
from custom_layers.layers import perceptron as train
from experiments.record import Outcome


def perceptron(
    seed: int,
    problem: str = "separable",
    rows: int = 200,
    features: int = 10,
    margin: float = 0.1,
    epochs: int = 1000,
    shown: int = 100,
) -> Outcome:
    """A threshold unit that starts at 0, trained by the perceptron rule in an order drawn once.

    Values: `mistakes` in all, `epochs` until one passes without a mistake (inf if none within the limit), and for
    separable data `bound` = (R² + 1) / γ² (R the longest sample, 1 for the bias, γ the samples' distance from the
    plane that made the kinds) and `ratio` = mistakes / bound. Curve: mistakes in each epoch, 0 once it has learnt all.

    Args:
        seed: of the samples and their order.
        problem: `separable` (standard normal samples, divided by a random plane through 0, each pushed away from it by
            `margin`) or `xor` (its four samples).
        rows, features, margin: of the separable problem.
        epochs: the limit.
        shown: epochs of the curve.
    """
    random = np.random.default_rng(seed)
    if problem == "xor":
        x, y = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([0, 1, 1, 0])
        bound = None
    else:
        x, y, bound = separable(random, rows, features, margin)
    order = random.permutation(len(x))
    mistakes = train(ThresholdUnit(), x[order], y[order], epochs=epochs)
    total = float(sum(mistakes))
    return Outcome(
        values={
            "mistakes": total,
            "epochs": float(len(mistakes)) if mistakes[-1] == 0 else float("inf"),
            **({"bound": bound, "ratio": total / bound} if bound else {}),
        },
        curves={
            "epoch": [float(epoch) for epoch in range(1, shown + 1)],
            "mistakes": [float(count) for count in (mistakes + [0] * shown)[:shown]],
        },
    )


def separable(
    random: np.random.Generator, rows: int, features: int, margin: float
) -> tuple[np.ndarray, np.ndarray, float]:
    """Samples (rows, features), their kinds, and the bound on mistakes that their margin sets."""
    plane = random.normal(size=features)
    plane /= np.linalg.norm(plane)
    x = random.normal(size=(rows, features))
    side = np.sign(x @ plane)
    x += margin * side[:, None] * plane
    radius, distance = (x**2).sum(1).max(), np.abs(x @ plane).min()
    return x, (side > 0).astype(int), float((radius + 1) / distance**2)
