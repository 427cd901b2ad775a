"""Methods compared over several data sets by their ranks (Demšar 2006, JMLR 7: 1-30).

A table has one row a data set and one column a method; rows with a missing value are left out.
"""

from dataclasses import dataclass
from functools import cache
from math import inf, sqrt
from typing import Any

import numpy as np
import pandas as pd
from scipy import special, stats

ALPHA = 0.05


@dataclass(frozen=True)
class Signed:
    """Wilcoxon's signed-rank test: `n` pairs, `t` the smaller sum of ranks, its normal score `z`, two-sided `p`."""

    n: int
    t: float
    z: float
    p: float


def ranks(table: pd.DataFrame, higher_is_better: bool = True) -> pd.DataFrame:
    """The rank of each column in every complete row; 1 is best, ties share their ranks."""
    return table.dropna().rank(axis=1, ascending=not higher_is_better)


def average_ranks(table: pd.DataFrame, higher_is_better: bool = True) -> dict[str, float]:
    """Mean rank of each column over the complete rows; empty without any."""
    ranked = ranks(table, higher_is_better)
    return ranked.mean().to_dict() if len(ranked) else {}


def chi_square(table: pd.DataFrame, ties: bool = True) -> float:
    """Friedman's chi-square against "all columns are alike"; k − 1 degrees of freedom. 0 if every row is one tie.

        χ² = N Σⱼ (R̄ⱼ − (k + 1) / 2)² / s

    N rows, k columns, R̄ⱼ mean ranks, s the variance of the ranks within a row. With `ties` it is the ranks' own; else
    that of k untied ranks, k (k + 1) / 12, as in Demšar's formula, which is too small where there are ties.

    Reference: Friedman 1937, JASA 32: 675-701.
    """
    ranked = ranks(table).to_numpy()
    n, k = ranked.shape
    spread = ((ranked - (k + 1) / 2) ** 2).sum() / (n * (k - 1)) if ties else k * (k + 1) / 12
    return float(n * ((ranked.mean(axis=0) - (k + 1) / 2) ** 2).sum() / spread) if spread else 0.0


def friedman(table: pd.DataFrame) -> float | None:
    """p-value of `chi_square`, corrected for ties; `None` below 3 columns or 2 rows."""
    n, k = table.dropna().shape
    return None if n < 2 or k < 3 else float(special.chdtrc(k - 1, chi_square(table)))


def iman_davenport(table: pd.DataFrame, ties: bool = True) -> tuple[float, float]:
    """(F, p): Friedman's test made less conservative, F = (N − 1) χ² / (N (k − 1) − χ²); infinite if all rows agree.

    F has k − 1 and (k − 1)(N − 1) degrees of freedom.

    Reference: Iman and Davenport 1980, Communications in Statistics 9: 571-595.
    """
    (n, k), friedman_chi = table.dropna().shape, chi_square(table, ties)
    rest = n * (k - 1) - friedman_chi
    if rest <= 1e-9 * n * k:
        return inf, 0.0
    f = (n - 1) * friedman_chi / rest
    return f, float(special.fdtrc(k - 1, (k - 1) * (n - 1), f))


@cache
def nemenyi(k: int, n: int, alpha: float = ALPHA) -> float:
    """The critical difference: how far apart two of k mean ranks over n data sets must be to be told apart.

    CD = q / √2 · √(k (k + 1) / 6 n), with q the upper quantile of the studentised range of k normal values. The chance
    that any pair of equal methods is told apart is at most `alpha`.

    Reference: Nemenyi 1963, Distribution-free multiple comparisons, PhD thesis, Princeton.
    """
    q = float(stats.studentized_range.ppf(1 - alpha, k, inf))
    return q / sqrt(2) * sqrt(k * (k + 1) / (6 * n))


def groups(average: dict[str, float], difference: float) -> list[list[str]]:
    """The largest sets of neighbours on the line of mean ranks that are not told apart, each from best to worst."""
    order = sorted(average, key=lambda name: average[name])
    cliques: list[list[str]] = []
    for first, name in enumerate(order):
        near = [other for other in order[first:] if average[other] - average[name] < difference]
        if len(near) > 1 and not (cliques and near[-1] == cliques[-1][-1]):
            cliques.append(near)
    return cliques


def wilcoxon(a: Any, b: Any) -> Signed:
    """Wilcoxon's signed-rank test of two columns, paired by data set; p is exact where n allows it.

    Ranks of zero differences are split evenly between both sums, as Demšar (2006, section 3.1.3) does; z is his too,
    without correction for ties.

    Reference: Wilcoxon 1945, Biometrics Bulletin 1: 80-83.
    """
    gains = np.asarray(a, float) - np.asarray(b, float)
    gains = gains[~np.isnan(gains)].round(12)  # so that 0.3 - 0.2 and 0.2 - 0.1 are tied
    n = len(gains)
    if not gains.any():
        return Signed(n, n * (n + 1) / 4, 0.0, 1.0)
    test: Any = stats.wilcoxon(gains, zero_method="zsplit")
    t = float(test.statistic)
    return Signed(n, t, (t - n * (n + 1) / 4) / sqrt(n * (n + 1) * (2 * n + 1) / 24), float(test.pvalue))


def comparison(table: pd.DataFrame, higher_is_better: bool = True, alpha: float = ALPHA) -> dict[str, Any] | None:
    """All of it as plain data, methods from best to worst: what `figures.critical_difference` draws.

    `slot` is a method's column, which gives its colour. `None` below 3 methods or 2 data sets.
    """
    complete = table.dropna()
    n, k = complete.shape
    if n < 2 or k < 3:
        return None
    average, (f, p) = average_ranks(complete, higher_is_better), iman_davenport(complete)
    difference = nemenyi(k, n, alpha)
    rows = [{"method": name, "slot": slot, "average_rank": rank} for slot, (name, rank) in enumerate(average.items())]
    return {
        "methods": sorted(rows, key=lambda row: row["average_rank"]),
        "datasets": n,
        "alpha": alpha,
        "chi_square": chi_square(complete),
        "f": None if f == inf else f,
        "p": p,
        "critical_difference": difference,
        "groups": groups(average, difference),
    }
