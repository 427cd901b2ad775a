"""Large offsets lose their digits in float32, so they are taken off first, in float64."""

import numpy as np

RATIO = 128  # of the offset to the spread: below it, rounding to float32 errs by less than 1e-5 of the spread
SAMPLE = 1000  # rows that say how large both are
LARGEST = float(np.finfo(np.float32).max)
SMALLEST = 1e-30  # of the largest number of a feature: below, float32 and its inverse run out of range


def origins(values: np.ndarray) -> np.ndarray | None:
    """What to subtract from each feature before it is rounded to float32; None where nothing needs it.

    The median, where it is more than 128 times the interquartile range (or the range, if the quartiles are equal);
    0 elsewhere, so that most data keep their bits. Float64, of the shape of one row.

    Args:
        values: (rows, ...features); NaN where a value is missing.
    """
    rows = values[:: max(1, len(values) // SAMPLE)].reshape(len(values[:: max(1, len(values) // SAMPLE)]), -1)
    ordered = np.sort(rows.astype(np.float64), axis=0)  # missing values come last
    counts = (~np.isnan(ordered)).sum(0)

    def quantile(share: float) -> np.ndarray:
        return np.take_along_axis(ordered, (share * np.maximum(counts - 1, 0)).astype(int)[None], 0)[0]

    middle, spread = quantile(0.5), quantile(0.75) - quantile(0.25)
    spread = np.where(spread > 0, spread, quantile(1.0) - quantile(0.0))
    far = (spread > 0) & (np.abs(middle) > RATIO * spread)
    return np.where(far, middle, 0.0).reshape(values.shape[1:]) if far.any() else None


def tiny(values: np.ndarray) -> np.ndarray:
    """Which features hold numbers that are all too small, but not all 0; the values are (rows, features)."""
    largest = np.max(np.abs(np.nan_to_num(values)), axis=0, initial=0.0)
    return (largest > 0) & (largest < SMALLEST)


def rounded(values: np.ndarray, origin: np.ndarray | None) -> np.ndarray:
    """The values less their origin, as float32; the subtraction is in float64."""
    if origin is None:
        return np.ascontiguousarray(values, np.float32)
    return (values - origin).astype(np.float32)
