"""Scaling by training rows: each is one shift and one factor a feature, x -> (x - shift) * factor.

`quantile` comes before them: it changes the values themselves, and nothing is left to shift.
"""

from statistics import NormalDist

import numpy as np
from scipy import special
from sklearn.preprocessing import QuantileTransformer

ROWS, FEWEST, MOST = 30, 10, 1000  # training rows a quantile, and how many quantiles there are
FARTHEST = 3.0  # standard deviations, where normal scores are clipped


def quantiles(x: np.ndarray) -> np.ndarray:
    """Quantiles of each feature, (K, ...features), at equal distances from the smallest to the largest value."""
    count = max(FEWEST, min(MOST, len(x) // ROWS))
    transformer = QuantileTransformer(n_quantiles=min(count, len(x)), subsample=None)
    return transformer.fit(x.reshape(len(x), -1)).quantiles_.reshape(-1, *x.shape[1:]).astype(np.float32)


def normal_scores(x: np.ndarray, quantiles: np.ndarray) -> np.ndarray:
    """Each feature made normal, as `custom_layers.layers.QuantileNormalization` does; float32, the shape of x."""
    shares = np.linspace(0, 1, len(quantiles))
    columns, known = x.reshape(len(x), -1).T, quantiles.reshape(len(quantiles), -1).T.astype(np.float64)
    ranks = [  # of equal quantiles the mean
        (np.interp(column, q, shares) - np.interp(-column, -q[::-1], -shares[::-1])) / 2
        for column, q in zip(columns.astype(np.float64), known, strict=True)
    ]
    low, high = NormalDist().cdf(-FARTHEST), NormalDist().cdf(FARTHEST)
    return special.ndtri(np.clip(ranks, low, high)).T.reshape(x.shape).astype(np.float32)


def standard(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean 0 and standard deviation 1; a constant feature becomes 0."""
    return x.mean(0), inverse(np.where(np.ptp(x, axis=0) > 0, x.std(0), 0))  # round-off is no spread


def robust(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Median 0 and interquartile range 1; a feature whose quartiles are equal is only shifted."""
    low, middle, high = np.percentile(x, (25, 50, 75), axis=0)
    return middle, inverse(high - low)


def min_max(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """From 0 (smallest) to 1 (largest)."""
    return x.min(0), inverse(x.max(0) - x.min(0))


def symmetric(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """From -1 (smallest) to 1 (largest); a constant feature becomes 0."""
    return (x.min(0) + x.max(0)) / 2, 2 * inverse(x.max(0) - x.min(0))


def centred(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean 0, and from smallest to largest 1: `min_max` but for where 0 is."""
    return x.mean(0), inverse(x.max(0) - x.min(0))


def none(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """As it is."""
    return np.zeros(x.shape[1:]), np.ones(x.shape[1:])


def inverse(spread: np.ndarray) -> np.ndarray:
    """1 / spread, and 1 where there is no spread."""
    return 1 / np.where(spread > 0, spread, 1)


def stretched(shift: np.ndarray, factor: np.ndarray, stretch: float, offset: float) -> tuple[np.ndarray, np.ndarray]:
    """Spoils a scaling: every second feature, from the first on, is multiplied by `stretch`, then all get `offset`.

    ((x - shift) * factor) * stretch + offset is again a shift and a factor.
    """
    factor = factor * np.where(np.arange(factor.size) % 2, 1.0, stretch).reshape(factor.shape)
    return shift - offset / factor, factor


SCALINGS = {
    "none": none,
    "standard": standard,
    "robust": robust,
    "min_max": min_max,
    "symmetric": symmetric,
    "centred": centred,
    "quantile": none,  # `normal_scores` has made the values normal
}
