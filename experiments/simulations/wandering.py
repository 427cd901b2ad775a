"""How far noisy steps keep a walk away from the minimum, against theory (claim M1)."""

import numpy as np

from experiments.record import Outcome
from experiments.simulations.tools.walks import thinned, walk
from experiments.spec import Part, part

SGD = part("sgd")


def wandering(
    seed: int,
    learning_rate: float = 0.1,
    optimizer: Part = SGD,
    curvature: float = 1.0,
    noise: float = 1.0,
    walks: int = 2000,
    steps: int = 500,
) -> Outcome:
    """Walks that start in the minimum of ½ λ x², under gradient noise of standard deviation σ.

    The variance of x over the walks should rise to η σ² / (λ (2 − η λ)) for SGD and to
    η σ² (1 + β) / (λ (1 − β) (2 (1 + β) − η λ)) for momentum; how it gets there follows from the same recursion
    (Mandt, Hoffman and Blei 2017, section 3, in discrete time).

    Values: `variance` over the walks, the mean over the last half of the steps; `limit`, the formula above, and
    `error`, the relative deviation of `variance` from theory at the same steps, both for SGD and momentum alone: of
    random sampling alone it is about √(2 / walks) = 0.03 where few walks' noise is independent over time, less where
    it is. Curves: `variance` and, where known, `theory` at each `step`.
    """
    draws = np.random.default_rng(seed).normal(0, noise, (steps, walks, 1))
    positions = walk(optimizer, "quadratic", np.zeros((walks, 1)), learning_rate, draws, np.array([curvature]))
    variance = (positions[..., 0] ** 2).mean(-1)
    last = slice(steps // 2, None)
    values = {"variance": float(variance[last].mean())}
    curves = {"step": np.arange(steps + 1), "variance": variance}
    if optimizer.name in ("sgd", "momentum"):
        beta = optimizer.get("momentum", 0.9) if optimizer.name == "momentum" else 0.0
        theory = curves["theory"] = expected(learning_rate, beta, curvature, noise, steps)
        values["error"] = float(abs(variance[last].mean() / theory[last].mean() - 1))
        stable = 2 * (1 + beta) - learning_rate * curvature
        limit = learning_rate * noise**2 * (1 + beta) / (curvature * (1 - beta) * stable)
        values["limit"] = float(limit) if stable > 0 else float("inf")
    return Outcome(values, {name: thinned(curve) for name, curve in curves.items()})


def expected(rate: float, beta: float, curvature: float, noise: float, steps: int) -> np.ndarray:
    """The variance of x after each step from 0: the covariance of (x, m) under m ← β m − η (λ x + ε), x ← x + m."""
    pull = rate * curvature
    advance = np.array([[1 - pull, beta], [-pull, beta]])
    covariance, fresh, variances = np.zeros((2, 2)), np.full((2, 2), (rate * noise) ** 2), [0.0]
    for _ in range(steps):
        covariance = advance @ covariance @ advance.T + fresh
        variances.append(float(covariance[0, 0]))
    return np.array(variances)
