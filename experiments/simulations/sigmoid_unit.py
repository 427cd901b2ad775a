"""One sigmoid unit that learns to answer 0 from a mild or a bad start (claims O1, O2)."""

from math import tanh

import numpy as np

from experiments.record import Outcome

STARTS = {"mild": (0.6, 0.9), "bad": (2.0, 2.0)}  # weight and bias; outputs 0.82 and 0.98


def sigmoid_unit(
    seed: int,
    learning_rate: float = 0.15,
    loss: str = "squared_error",
    start: str = "mild",
    target: float = 0.1,
    limit: int = 5000,
    jitter: float = 0.1,
    shown: int = 300,
) -> Outcome:
    """One sigmoid unit with one input, 1, learns to answer 0 by gradient descent.

        a = σ(w + b);  squared error a²/2: dL/dw = dL/db = a · a (1 − a);  cross-entropy −ln(1 − a): a

    Values: `steps` until the output is at most `target` (inf if not within `limit`), `final_error` after `limit`
    steps, `first_gradient` = |dL/dz| and `first_drop` = how far the output falls in the first step.

    Args:
        seed: of the start's jitter.
        learning_rate: of both parameters.
        loss: `squared_error` or `cross_entropy`.
        start: `mild` (w 0.6, b 0.9) or `bad` (w 2, b 2).
        target: the error to reach.
        limit: steps in all.
        jitter: standard deviation of what is added to w and b, so that replicates differ.
        shown: the curve's last step.

    Reference: Nielsen 2015, "Neural Networks and Deep Learning", chapter 3.
    """
    w, b = np.array(STARTS[start]) + jitter * np.random.default_rng(seed).normal(size=2)
    errors, z = [], float(w + b)
    for _ in range(limit + 1):
        a = (1 + tanh(z / 2)) / 2
        errors.append(a)
        z -= 2 * learning_rate * gradient(a, loss)  # w and b both move by the gradient
    reached = np.flatnonzero(np.array(errors) <= target)
    points = range(0, min(shown, limit) + 1, max(1, shown // 150))
    return Outcome(
        values={
            "steps": float(reached[0]) if len(reached) else float("inf"),
            "final_error": errors[-1],
            "first_gradient": gradient(errors[0], loss),
            "first_drop": errors[0] - errors[1],
        },
        curves={"step": [float(i) for i in points], "error": [errors[i] for i in points]},
    )


def gradient(a: float, loss: str) -> float:
    """dL/dz of a sigmoid output whose target is 0."""
    return a * a * (1 - a) if loss == "squared_error" else a
