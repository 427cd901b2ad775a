"""Statistics of paired differences: intervals, one-sided p-values, effect sizes, Holm's correction."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, hypot, inf, isfinite, isnan, lgamma, nan, sqrt

import numpy as np
from scipy import special, stats

from experiments.judging.allowance import NOTHING, Allowance

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


def mean_interval(values: Values, level: float = LEVEL, allowance: Allowance = NOTHING) -> Interval:
    """Mean and Student's t interval, centre ± t · √(sd² · (1 / n + overlap) + choice²); values must be finite.

    With folds it is the interval of the corrected resampled t test: results on overlapping training rows vary less
    among each other than results on fresh data would, which the share of test rows over training rows makes good for.

    Reference: Nadeau and Bengio 2003, "Inference for the Generalization Error", Machine Learning 52: 239-281,
        section 3; for the choice of settings see `Allowance.error`.
    """
    return around(present(values), "mean", level, allowance)


def share_interval(values: Values, level: float = LEVEL, allowance: Allowance = NOTHING) -> Interval:
    """The interval of a mean difference between two shares, from paired differences of 0 and 1: −1, 0 or 1.

    It is the normal one after two more pairs, half a pair of each kind: +1, −1, and 0 twice. So it has a width where
    all pairs are alike, and covers shares near 0 and 1, which Student's t does not.

    Reference: Agresti and Min 2005, "Simple improved confidence intervals for comparing matched proportions",
        Statistics in Medicine 24: 729-740, section 2.
    """
    return around(present(values), "share", level, allowance)


def proportion_interval(values: Values, level: float = LEVEL) -> Interval:
    """The share of ones among values of 0 and 1, with Wilson's score interval.

    Reference: Wilson 1927, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22: 209-212.
    """
    x = present(values)
    if not len(x):
        return Interval(0, nan, -inf, inf)
    ends = stats.binomtest(int(x.sum()), len(x)).proportion_ci(level, method="wilson")
    return Interval(len(x), float(x.mean()), float(ends.low), float(ends.high))


def around(x: np.ndarray, centre: str, level: float, allowance: Allowance) -> Interval:
    """The mean with its interval, by the moments of a mean or of a difference of shares."""
    n = len(x)
    if n == 0:
        return Interval(0, nan, -inf, inf)
    if n == 1:
        return Interval(1, float(x[0]), -inf, inf)
    about, error, freedom = moments(x, centre, allowance)
    half = quantile(freedom, 1 - tail(level)) * error
    return Interval(n, float(x.mean()), about - half, about + half)


def moments(x: np.ndarray, centre: str, allowance: Allowance = NOTHING) -> tuple[float, float, float]:
    """What an interval of a mean or of a difference of shares lies around, its standard error, degrees of freedom."""
    n = len(x)
    if centre == "share":
        mean = float(x.sum()) / (n + 2)
        error, freedom = allowance.error((float(x @ x) + 1) / (n + 2) - mean**2, n + 2, inf)
        return mean, float(error), float(freedom)
    error, freedom = allowance.error(deviation(x) ** 2, n, n - 1)
    return float(x.mean()), float(error), float(freedom)


def median_interval(values: Values, level: float = LEVEL, allowance: Allowance = NOTHING) -> Interval:
    """Median and the sign test's interval between two order statistics; values may be infinite.

    It is exact for every distribution: it covers at least `level`, and is unbounded where even the range from the
    smallest to the largest value covers less (for 95 %, below n = 6). Its ends are moved for the choice of settings; it
    knows no correction for overlapping training rows.
    """
    x = np.sort(present(values))
    n = len(x)
    if n == 0:
        return Interval(0, nan, -inf, inf)
    k, centre = rank(n, level), midpoint(x)
    if not k:
        return Interval(n, centre, -inf, inf)
    return Interval(n, centre, low_end(x, k, allowance), -low_end(-x[::-1], k, allowance))


def low_end(x: np.ndarray, k: int, allowance: Allowance) -> float:
    """The k-th of sorted values, moved away from their median by the independent error of the choice of settings.

    median − √((median − end)² + (t · choice)²), as in `shift`, with t at the level of the k-th order statistic.
    """
    end, centre = float(x[k - 1]), midpoint(x)
    if not allowance.choice or not isfinite(centre - end):
        return end
    t = quantile(allowance.freedom, 1 - float(special.bdtr(k - 1, len(x), 0.5)))
    return centre - hypot(centre - end, t * allowance.choice)


def midpoint(x: np.ndarray) -> float:
    """The median of sorted values, which may be infinite."""
    return middle(float(x[(len(x) - 1) // 2]), float(x[len(x) // 2]))


def interval(values: Values, centre: str, level: float = LEVEL, allowance: Allowance = NOTHING) -> Interval:
    """`mean_interval`, `median_interval` or `share_interval`, by the `centre`."""
    return INTERVALS[centre](values, level, allowance)


def shift(before: Interval, after: Interval) -> Interval:
    """`after` less `before`, of two independent estimates, with the interval that follows from theirs.

    d ± √(a² + b²), where a and b are the estimates' distances from the ends of their intervals that pull that way:
    MOVER (Zou and Donner 2008, Statistics in Medicine 27:1693, equations 3 and 4). It needs no symmetric intervals, so
    that it suits means and medians. An infinite estimate has no difference.
    """
    n, centre = min(before.n, after.n), after.centre - before.centre
    if not isfinite(centre):
        return Interval(n, nan, -inf, inf)
    low = hypot(after.centre - after.low, before.high - before.centre)
    high = hypot(after.high - after.centre, before.centre - before.low)
    return Interval(n, centre, centre - low, centre + high)


def differences(treatment: Values, baseline: Values, higher_is_better: bool) -> np.ndarray:
    """Paired differences, positive where the treatment is better; 0 where both are infinite, pairs with NaN dropped."""
    a, b = np.asarray(treatment, float), np.asarray(baseline, float)
    both = ~(np.isnan(a) | np.isnan(b))
    a, b = a[both], b[both]
    same = a == b
    return np.where(same, 0.0, np.subtract(a, b, where=~same, out=np.zeros_like(a))) * (1 if higher_is_better else -1)


INTERVALS = {"mean": mean_interval, "median": median_interval, "share": share_interval}


def p_above(values: Values, bound: float, centre: str, closed: bool = False, allowance: Allowance = NOTHING) -> float:
    """One-sided p-value against "the effect is at most `bound`" (with `closed`, "is below `bound`").

    For means Student's t, for shares the normal test, for medians the sign test; a value equal to `bound` counts
    against, unless `closed`. It is the smallest level at which the interval lies above `bound`.
    """
    x = present(values)
    n = len(x)
    if centre == "median" and allowance.choice:
        ordered = np.sort(x)
        ends = ((k, low_end(ordered, k, allowance)) for k in range(1, n // 2 + 1))
        beyond = (k for k, end in ends if end > bound or (closed and end == bound))
        return float(special.bdtr(next(beyond, n + 1) - 1, n, 0.5))
    if centre == "median":
        above = int((x >= bound).sum() if closed else (x > bound).sum())
        return 1.0 if above == 0 else float(special.bdtrc(above - 1, n, 0.5))
    if n < 2:
        return 1.0
    mean, error, freedom = moments(x, centre, allowance)
    distance = mean - bound
    if error == 0:
        return 0.0 if distance > 0 or (closed and distance == 0) else 1.0
    return float(special.stdtr(freedom, -distance / error))


def p_below(values: Values, bound: float, centre: str, allowance: Allowance = NOTHING) -> float:
    """One-sided p-value against "the effect is at least `bound`"."""
    return p_above(-np.asarray(values, float), -bound, centre, allowance=allowance)


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
def quantile(freedom: float, share: float) -> float:
    """Quantile of Student's t."""
    return float(special.stdtrit(freedom, share))


@cache
def rank(n: int, level: float = LEVEL) -> int:
    """The k for which the k-th smallest and largest of n values bound the median at this level; 0 if there is none."""
    return next(k for k in range(n) if special.bdtr(k, n, 0.5) > tail(level))


def tail(level: float) -> float:
    """What a two-sided interval leaves out at each end."""
    return (1 - level) / 2
