"""The smallest rate at which gradient descent diverges on a quadratic, against 2 / curvature (claim L1)."""

import numpy as np

from custom_layers.optimizers import SGD
from experiments.record import Outcome


def divergence_bound(seed: int, quadratics: int = 50, steps: int = 10, halvings: int = 60) -> Outcome:
    """Bisects, for random curvatures from 0.01 to 100, the rate above which `steps` SGD steps lead away from 0.

    Values: `error`, the largest relative deviation of the rate found from 2 / curvature; `lowest` and `highest`, the
    least and the largest of rate times curvature.
    Curves: for curvature 1, the `loss` after 50 steps from 1, between 1e-12 and 1e3, over the `rate`.
    """
    curvature = 10 ** np.random.default_rng(seed).uniform(-2, 2, quadratics)
    low, high = np.full(quadratics, 1e-6), np.full(quadratics, 1e6)
    for _ in range(halvings):
        middle = np.sqrt(low * high)
        away = np.abs(descended(curvature, middle, steps)) > 1
        low, high = np.where(away, low, middle), np.where(away, middle, high)
    products = high * curvature
    rate = np.linspace(0.01, 2.2, 150)
    loss = np.clip(0.5 * descended(np.ones_like(rate), rate, 50) ** 2, 1e-12, 1e3)
    values = {"error": np.abs(products / 2 - 1).max(), "lowest": products.min(), "highest": products.max()}
    curves = {"rate": rate.tolist(), "loss": loss.tolist()}
    return Outcome({name: float(value) for name, value in values.items()}, curves)


def descended(curvature: np.ndarray, rate: np.ndarray, steps: int) -> np.ndarray:
    """Where SGD gets from 1 on ½ c x², for pairs of a curvature and a rate."""
    position = np.ones_like(curvature)
    for step in range(1, steps + 1):
        position, _ = SGD.rule(curvature * position, position, {}, step, {"learning_rate": rate})
    return position
