"""Statistics of paired differences: intervals, one-sided p-values, effect sizes, Holm's correction."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, inf, isfinite, isnan, lgamma, nan, sqrt

import numpy as np
from scipy import special

Values = Sequence[float] | np.ndarray
LEVEL = 0.95
TAIL = (1 - LEVEL) / 2  # what the interval leaves out at each end


@dataclass(frozen=True)
class Interval:
    """A centre with its interval; infinite ends say that so few values bound nothing."""

    n: int
    centre: float
    low: float
    high: float


def present(values: Values) -> np.ndarray:
    """The values that exist: NaN stands for a trial without this measure."""
    array = np.asarray(values, float)
    return array[~np.isnan(array)]


def mean_interval(values: Values, level: float = LEVEL) -> Interval:
    """Mean and Student's t interval, centre ± t(n − 1) · sd / √n. Infinite values are not allowed."""
    x = present(values)
    n = len(x)
    if n == 0:
        return Interval(0, nan, -inf, inf)
    centre = float(x.mean())
    if n == 1:
        return Interval(1, centre, -inf, inf)
    half = quantile(n - 1, 1 - tail(level)) * deviation(x) / sqrt(n)
    return Interval(n, centre, centre - half, centre + half)


def median_interval(values: Values, level: float = LEVEL) -> Interval:
    """Median and the sign test's interval between two order statistics; values may be infinite.

    It is exact for every distribution: it covers at least `level`, and is unbounded where even the range from the
    smallest to the largest value covers less (for 95 %, below n = 6).
    """
    x = np.sort(present(values))
    n = len(x)
    if n == 0:
        return Interval(0, nan, -inf, inf)
    k = rank(n, level)
    low, high = (float(x[k - 1]), float(x[n - k])) if k else (-inf, inf)
    return Interval(n, middle(float(x[(n - 1) // 2]), float(x[n // 2])), low, high)


def interval(values: Values, centre: str, level: float = LEVEL) -> Interval:
    """`mean_interval` or `median_interval`."""
    return mean_interval(values, level) if centre == "mean" else median_interval(values, level)


def differences(treatment: Values, baseline: Values, higher_is_better: bool) -> np.ndarray:
    """Paired differences, positive where the treatment is better; 0 where both are infinite, pairs with NaN dropped."""
    a, b = np.asarray(treatment, float), np.asarray(baseline, float)
    both = ~(np.isnan(a) | np.isnan(b))
    a, b = a[both], b[both]
    same = a == b
    return np.where(same, 0.0, np.subtract(a, b, where=~same, out=np.zeros_like(a))) * (1 if higher_is_better else -1)


def p_above(values: Values, bound: float, centre: str, closed: bool = False) -> float:
    """One-sided p-value against "the effect is at most `bound`" (with `closed`, "is below `bound`").

    For means Student's t, for medians the sign test; a value equal to `bound` counts against, unless `closed`.
    """
    x = present(values)
    n = len(x)
    if centre == "median":
        above = int((x >= bound).sum() if closed else (x > bound).sum())
        return 1.0 if above == 0 else float(special.bdtrc(above - 1, n, 0.5))
    if n < 2:
        return 1.0
    error, distance = deviation(x) / sqrt(n), float(x.mean()) - bound
    if error == 0:
        return 0.0 if distance > 0 or (closed and distance == 0) else 1.0
    return float(special.stdtr(n - 1, -distance / error))


def p_below(values: Values, bound: float, centre: str) -> float:
    """One-sided p-value against "the effect is at least `bound`"."""
    return p_above(-np.asarray(values, float), -bound, centre)


@dataclass(frozen=True)
class Chances:
    """How likely an effect helps, is too small to matter, or harms; they add up to 1."""

    helps: float
    small: float
    harms: float


def chances(values: Values, margin: float, centre: str) -> Chances:
    """The probabilities that the true effect is above `margin`, within ±`margin`, and below −`margin`.

    For means the posterior of a flat prior on mean and log deviation: the mean is t-distributed around the sample's,
    with n − 1 degrees of freedom and scale sd / √n. For medians that of a flat prior on the share of values beyond the
    margin: the median lies beyond it where more than half of them do. All are 1/3 below two values.

    Reference: Gelman et al. 2013, Bayesian Data Analysis, sections 2.4 and 3.2.
    """
    x = present(values)
    n = len(x)
    if n < 2:
        return Chances(1 / 3, 1 / 3, 1 / 3)
    if centre == "median":
        above, below = int((x > margin).sum()), int((x < -margin).sum())
        helps, harms = (float(1 - special.betainc(k + 1, n - k + 1, 0.5)) for k in (above, below))
    elif (error := deviation(x) / sqrt(n)) == 0:
        helps, harms = float(x[0] > margin), float(x[0] < -margin)
    else:
        mean = float(x.mean())
        helps, harms = (float(special.stdtr(n - 1, end / error)) for end in (mean - margin, -margin - mean))
    return Chances(helps, max(0.0, 1 - helps - harms), harms)


def effect_size(values: Values) -> float | None:
    """Cohen's d_z with Hedges's correction: mean over standard deviation of the differences; `None` if undefined."""
    x = present(values)
    if len(x) < 3 or not np.isfinite(x).all() or deviation(x) == 0:
        return None
    m = len(x) - 1
    correction = exp(lgamma(m / 2) - lgamma((m - 1) / 2)) / sqrt(m / 2)
    return correction * float(x.mean()) / deviation(x)


def holm(ps: Values) -> list[float]:
    """Holm's step-down adjusted p-values, in the order given."""
    adjusted, running = [0.0] * len(ps), 0.0
    for smaller, index in enumerate(sorted(range(len(ps)), key=lambda i: ps[i])):
        running = max(running, min(1.0, (len(ps) - smaller) * ps[index]))
        adjusted[index] = running
    return adjusted


def deviation(x: np.ndarray) -> float:
    """Sample standard deviation; exactly 0 for equal values."""
    return 0.0 if x.min() == x.max() else float(x.std(ddof=1))


def middle(a: float, b: float) -> float:
    """The midpoint, also of infinite values; 0 between opposite infinities."""
    return a if a == b else 0.0 if isnan(a + b) else (a + b) / 2 if isfinite(a + b) else a + b


@cache
def quantile(freedom: int, share: float) -> float:
    """Quantile of Student's t."""
    return float(special.stdtrit(freedom, share))


@cache
def rank(n: int, level: float = LEVEL) -> int:
    """The k for which the k-th smallest and largest of n values bound the median at this level; 0 if there is none."""
    return next(k for k in range(n) if special.bdtr(k, n, 0.5) > tail(level))


def tail(level: float) -> float:
    """What a two-sided interval leaves out at each end."""
    return (1 - level) / 2
