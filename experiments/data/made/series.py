"""Time series with a trend and a period, seen at irregular times: what may be done before a forecast."""

import numpy as np

from experiments.data.table import DataError, Table, check_counts

PERIOD, LENGTH, AHEAD = 12.0, 24.0, 3.0  # in units of time
LEVEL, SLOPE, NOISE = 5.0, 0.3, 0.2  # standard deviations; the amplitude of the period is uniform from 0.5 to 1.5
FEATURES = ("raw", "resampled", "detrended")


def series(features: str = "resampled", window: int = 24, rows: int = 2000, seed: int = 0) -> Table:
    """One row a series: the values of a past of 24 units of time, and the value 3 units later.

    value(t) = level + slope t + amplitude sin(2 pi t / 12 + phase) + noise, everything but the period drawn anew for
    each series, seen at `window` times that are uniform over the past. The numbers do not depend on `features`, which
    says what a network is given:

    - `raw`: the values in the order of time, as if they were evenly apart;
    - `resampled`: linear interpolation at `window` evenly spaced times (constant beyond the first and last value);
    - `detrended`: the resampled values less the straight line fitted to them by least squares. The line, prolonged to
      the time of the target, is the table's `base`: it is added to the forecast, so that scores compare.

    Raises:
        DataError: `features` is another word.
    """
    if features not in FEATURES:
        raise DataError(f"features of series must be {' or '.join(FEATURES)}. Received: {features!r}.")
    check_counts("series", window=(window, 3), rows=(rows, 10))
    times, values, target = observed(window, rows, seed)
    grid = np.linspace(0, LENGTH, window)
    x, base = values, np.zeros(rows)
    if features != "raw":
        x = np.stack([np.interp(grid, *pair) for pair in zip(times, values, strict=True)])
    if features == "detrended":
        slope, level = np.polyfit(grid, x.T, 1)
        x = x - level[:, None] - slope[:, None] * grid
        base = level + slope * (LENGTH + AHEAD)
    return Table(
        name="series",
        title=f"trending series, {features}",
        task="regression",
        x=x.astype(np.float32),
        y=(target - base).astype(np.float32)[:, None],
        classes=None,
        test=None,
        source="made by experiments.data.made.series:series",
        target=f"value {AHEAD:g} later",
        base=base.astype(np.float32)[:, None] if features == "detrended" else None,
    )


def observed(window: int, rows: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Times and values of the past, (rows, window) each, and the value to predict, (rows,)."""
    rng = np.random.default_rng(seed)
    level, slope = LEVEL * rng.standard_normal((rows, 1)), SLOPE * rng.standard_normal((rows, 1))
    amplitude, phase = rng.uniform(0.5, 1.5, (rows, 1)), rng.uniform(0, 2 * np.pi, (rows, 1))
    past = np.sort(rng.uniform(0, LENGTH, (rows, window)))
    times = np.concatenate([past, np.full((rows, 1), LENGTH + AHEAD)], axis=1)
    values = level + slope * times + amplitude * np.sin(2 * np.pi * times / PERIOD + phase)
    values += NOISE * rng.standard_normal(times.shape)
    return past, values[:, :-1], values[:, -1]
