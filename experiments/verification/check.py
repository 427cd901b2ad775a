"""Check: one published number beside the suite's own, and the rule by which they agree."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy import special

LEVEL = 0.95


@dataclass(frozen=True)
class Check:
    """One published number and ours. They agree if they differ by at most `tolerance`; NaN never agrees.

    Attributes:
        name: what the number is.
        published, ours: the two.
        tolerance: the largest difference that counts as none, in the number's own unit.
        form: the format in which both are shown, such as `.2f`.
        note: where the tolerance comes from, or what else a reader should know.
    """

    name: str
    published: float
    ours: float
    tolerance: float
    form: str
    note: str = ""

    @property
    def difference(self) -> float:
        """Ours less the published."""
        return self.ours - self.published

    @property
    def agrees(self) -> bool:
        """Whether the difference is within the tolerance."""
        return bool(abs(self.difference) <= self.tolerance)


def exact(name: str, published: float, ours: float, form: str, note: str = "") -> Check:
    """Equal to the last bit."""
    return Check(name, published, ours, 0, form, note)


def near(name: str, published: float, ours: float, tolerance: float, form: str, note: str = "") -> Check:
    """Equal but for a stated error of the arithmetic."""
    return Check(name, published, ours, tolerance, form, note)


def printed(name: str, text: str, ours: float, note: str = "", slack: float = 0.0) -> Check:
    """Equal to as many digits as were printed: within half a unit of the last one, and `slack` for round-off."""
    decimals = len(text.partition(".")[2])
    half = 0.5 * 10.0**-decimals
    return Check(name, float(text), ours, half * (1 + 1e-9) + slack, f".{decimals}f", note)


def same_mean(name: str, mean: float, deviation: float, n: int, ours: Sequence[float], form: str) -> Check:
    """The means of two samples, a published one and ours, differ by no more than chance (Welch 1947, two-sided 95 %).

    Args:
        mean, deviation, n: the published sample's mean, standard deviation and size.
        ours: our sample.
    """
    parts = deviation**2 / n, float(np.var(ours, ddof=1)) / len(ours)
    freedom = sum(parts) ** 2 / (parts[0] ** 2 / (n - 1) + parts[1] ** 2 / (len(ours) - 1))
    tolerance = float(special.stdtrit(freedom, (1 + LEVEL) / 2)) * sqrt(sum(parts))
    note = f"± {deviation:{form}} over {n}, ours ± {np.std(ours, ddof=1):{form}} over {len(ours)}; Welch's 95 %"
    return Check(name, mean, float(np.mean(ours)), tolerance, form, note)


def single_run(name: str, published: float, ours: Sequence[float], form: str) -> Check:
    """A single published run could be one of ours: it lies in their 95 % prediction interval (normal values)."""
    n = len(ours)
    deviation = float(np.std(ours, ddof=1))
    tolerance = float(special.stdtrit(n - 1, (1 + LEVEL) / 2)) * deviation * sqrt(1 + 1 / n)
    note = f"one run; ours ± {deviation:{form}} over {n}; 95 % prediction interval"
    return Check(name, published, float(np.mean(ours)), tolerance, form, note)
