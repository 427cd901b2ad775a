"""One effect over several data sets: its mean, and how much it differs between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy import optimize, special

from experiments.judging.statistics import LEVEL

FEWEST = 3  # data sets: two say next to nothing of how much an effect differs between data sets


@dataclass(frozen=True)
class Pooled:
    """An effect over data sets.

    Attributes:
        n: how many data sets.
        centre: the mean effect over data of this kind. low, high: its interval.
        between: the standard deviation of true effects between data sets.
    """

    n: int
    centre: float
    low: float
    high: float
    between: float


def pooled(effects: Sequence[float], errors: Sequence[float]) -> Pooled | None:
    """The random-effects mean of some effects; None for fewer than three, or where an error is 0.

    Data set i has the true effect θᵢ, drawn from a distribution with mean θ and variance τ²; what is seen of it, yᵢ,
    has the standard error sᵢ. With weights wᵢ = 1 / (sᵢ² + τ²),

        θ = Σ wᵢ yᵢ / Σ wᵢ,  τ² ≥ 0 such that Σ wᵢ (yᵢ − θ)² = k − 1,
        error² = max(1, q) / Σ wᵢ,  q = Σ wᵢ (yᵢ − θ)² / (k − 1),

    and Student's t with k − 1 degrees of freedom. The interval is about the mean over data sets like these, be it as
    uncertain as few of them leave it.

    References: Paule and Mandel 1982, Journal of Research of the National Bureau of Standards 87: 377-385 (τ²); Hartung
        and Knapp 2001, Statistics in Medicine 20: 3875-3889, and Röver, Knapp and Friede 2015, BMC Medical Research
        Methodology 15: 99 (the error and its bound).

    Args:
        effects: one a data set.
        errors: their standard errors.
    """
    y, variances = np.asarray(effects, float), np.asarray(errors, float) ** 2
    if len(y) < FEWEST or not np.isfinite(y).all() or not (variances > 0).all():
        return None

    def excess(between: float) -> float:
        """How much larger the weighted sum of squares is than it should be."""
        centre, weights = weighted(y, variances + between)
        return float((weights * (y - centre) ** 2).sum()) - (len(y) - 1)

    most = float(np.ptp(y)) ** 2 * len(y) + float(variances.max())
    between = optimize.brentq(excess, 0.0, most) if excess(0.0) > 0 else 0.0
    centre, weights = weighted(y, variances + between)
    error = sqrt(max(1.0, excess(between) / (len(y) - 1) + 1) / weights.sum())
    half = float(special.stdtrit(len(y) - 1, (1 + LEVEL) / 2)) * error
    return Pooled(len(y), centre, centre - half, centre + half, sqrt(between))


def weighted(y: np.ndarray, variances: np.ndarray) -> tuple[float, np.ndarray]:
    """The mean with weights that are inverse to the variances, and these weights."""
    weights = 1 / variances
    return float((weights * y).sum() / weights.sum()), weights
