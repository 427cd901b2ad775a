"""Batch normalisation at inference against the moments stored in training (claim B10)."""

import numpy as np

from custom_layers.layers import BatchNormalization
from experiments.record import Outcome
from experiments.simulations.tools.tensors import array, deviation


def population_moments(seed: int, steps: int = 60, rows: int = 32, features: int = 8, momentum: float = 0.9) -> Outcome:
    """Training calls on random batches, then inference, against the recursion and the formula by hand.

        μ̄ ← m μ̄ + (1 − m) μ;  σ̄² ← m σ̄² + (1 − m) σ²;  inference: γ (x − μ̄) / √(σ̄² + ε) + β

    The layer works in float32, so that deviations of about 1e-6 are round-off.

    Values: `error` (largest deviation of moments and of inference outputs), `company_error` (how far a row's output at
    inference depends on the rows beside it), `training_company` (the same in training, where it should), `mean_gap` and
    `variance_gap` (mean deviation of the stored moments from the population's, in its deviations and as a share).
    Curves: both gaps over the steps.

    Args:
        seed: of the population, the batches, γ and β.
        steps, rows: how many batches of what size.
        features: each has a mean and a spread of its own.
        momentum: m.
    """
    random = np.random.default_rng(seed)
    center, spread = random.normal(scale=2, size=features), random.uniform(0.5, 3, features)

    def batch():
        return (center + spread * random.normal(size=(rows, features))).astype(np.float32)

    layer = BatchNormalization(momentum=momentum)
    layer.build((rows, features))
    gamma, beta = random.normal(size=features), random.normal(size=features)
    mean, variance = np.zeros(features), np.ones(features)
    layer.set_weights([gamma, beta, mean, variance])
    curves: dict[str, list[float]] = {"step": [], "gap of the mean": [], "gap of the variance": []}
    for step in range(1, steps + 1):
        x = batch()
        layer(x, training=True)
        mean = momentum * mean + (1 - momentum) * x.mean(0, dtype=np.float64)
        variance = momentum * variance + (1 - momentum) * x.var(0, dtype=np.float64)
        gaps = np.abs(mean - center) / spread, np.abs(variance / spread**2 - 1)
        for name, value in zip(curves, (step, gaps[0].mean(), gaps[1].mean()), strict=True):
            curves[name].append(float(value))
    stored = [array(value) for value in (layer.moving_mean, layer.moving_variance)]
    x = batch()
    expected = gamma * (x - mean) / np.sqrt(variance + layer.epsilon) + beta
    company = np.concatenate([x[:1], batch()])
    alone, beside = array(layer(x)), array(layer(company))
    trained = [array(layer(rows, training=True))[0] for rows in (x, company)]
    return Outcome(
        values={
            "error": max(deviation(stored[0], mean), deviation(stored[1], variance), deviation(alone, expected)),
            "company_error": deviation(beside[0], alone[0]),
            "training_company": deviation(*trained),
            "mean_gap": curves["gap of the mean"][-1],
            "variance_gap": curves["gap of the variance"][-1],
        },
        curves=curves,
    )
