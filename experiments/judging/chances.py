"""How likely an effect helps, is too small to matter, or harms, if every effect was equally likely before."""

from dataclasses import dataclass

import numpy as np
from scipy import special

from experiments.judging.allowance import NOTHING, Allowance
from experiments.judging.statistics import Values, moments, present


@dataclass(frozen=True)
class Chances:
    """How likely an effect helps, is too small to matter, or harms; they add up to 1."""

    helps: float
    small: float
    harms: float


def chances(values: Values, margin: float, centre: str, allowance: Allowance = NOTHING) -> Chances:
    """The probabilities that the true effect is above `margin`, within ±`margin`, and below −`margin`.

    For means the posterior of a flat prior on mean and log deviation: the mean is t-distributed around the sample's,
    with the scale and degrees of freedom of `Allowance.error`, for shares a normal one. For medians that of a flat
    prior on the share of values beyond the margin: the median lies beyond it where more than half of them do; averaged
    over the errors that the choice of settings may have. All are 1/3 below two values.

    Reference: Gelman et al. 2013, Bayesian Data Analysis, sections 2.4 and 3.2.
    """
    x = present(values)
    n = len(x)
    if n < 2:
        return Chances(1 / 3, 1 / 3, 1 / 3)
    if centre == "median":
        helps, harms = (median_above(side, margin, allowance) for side in (x, -x))
    elif (known := moments(x, centre, allowance))[1] == 0:
        helps, harms = float(x[0] > margin), float(x[0] < -margin)
    else:
        mean, error, freedom = known
        helps, harms = (float(special.stdtr(freedom, end / error)) for end in (mean - margin, -margin - mean))
    return Chances(helps, max(0.0, 1 - helps - harms), harms)


def median_above(x: np.ndarray, bound: float, allowance: Allowance) -> float:
    """The probability that the median is above a bound, over 20 equally likely errors of the choice of settings."""
    shares = (np.arange(20) + 0.5) / 20 if allowance.choice else np.array([0.5])
    bounds = bound + allowance.choice * special.stdtrit(allowance.freedom, shares)
    above = (x[:, None] > bounds).sum(0)
    return float((1 - special.betainc(above + 1, len(x) - above + 1, 0.5)).mean())
