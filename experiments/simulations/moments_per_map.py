"""Batch normalisation of feature maps against one mean and one variance for each map (claim B8)."""

import numpy as np

from custom_layers.layers import BatchNormalization
from experiments.record import Outcome
from experiments.simulations.tools.tensors import array, deviation


def moments_per_map(seed: int, rows: int = 16, height: int = 7, width: int = 5, maps: int = 6) -> Outcome:
    """One training call of batch normalisation on feature maps, against moments taken map by map in NumPy.

    The layer works in float32, so that deviations of about 1e-6 are round-off.

    Values: `error` (largest deviation of outputs and of moving moments), `extra_entries` (entries of the layer's four
    weights beyond one a map), `mean_error` and `variance_error` (of each map's outputs from 0 and from σ² / (σ² + ε)),
    `per_unit_error` (deviation from moments taken for each pixel apart: what the layer does not do). Curves: mean and
    deviation of each map before and after.

    Args:
        seed: of the inputs; every map gets a mean and a spread of its own.
        rows, height, width, maps: shape of the inputs.
    """
    random = np.random.default_rng(seed)
    x = random.normal(size=(rows, height, width, maps)) * random.uniform(0.5, 3, maps) + random.normal(size=maps)
    x = x.astype(np.float32).astype(np.float64)
    layer = BatchNormalization()
    y = array(layer(x.astype(np.float32), training=True))
    mean = np.array([x[..., i].mean() for i in range(maps)])
    variance = np.array([x[..., i].var() for i in range(maps)])
    momentum = layer.momentum
    expected = (x - mean) / np.sqrt(variance + layer.epsilon)
    per_unit = (x - x.mean(0)) / np.sqrt(x.var(0) + layer.epsilon)
    errors = (
        deviation(y, expected),
        deviation(array(layer.moving_mean), (1 - momentum) * mean),
        deviation(array(layer.moving_variance), momentum + (1 - momentum) * variance),
    )
    after = y.transpose(3, 0, 1, 2).reshape(maps, -1)
    return Outcome(
        values={
            "error": max(errors),
            "extra_entries": float(sum(int(np.prod(weight.shape)) for weight in layer.weights) - 4 * maps),
            "mean_error": float(np.abs(after.mean(1)).max()),
            "variance_error": deviation(after.var(1), variance / (variance + layer.epsilon)),
            "per_unit_error": deviation(y, per_unit),
        },
        curves={
            "map": [float(i) for i in range(maps)],
            "mean before": mean.tolist(),
            "mean after": after.mean(1).tolist(),
            "deviation before": np.sqrt(variance).tolist(),
            "deviation after": after.std(1).tolist(),
        },
    )
