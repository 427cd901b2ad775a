"""Scaling by training rows: each is one shift and one factor a feature, x -> (x - shift) * factor."""

import numpy as np


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
}
