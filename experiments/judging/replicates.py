"""How many more replicates would decide a pair, if the differences go on as they were."""

from functools import cache

import numpy as np
from scipy import special

from experiments.judging.statistics import TAIL, Values, deviation, present

LIMIT = 500


def more_replicates(
    values: Values, margin: float, centre: str, kind: str, alpha: float, overlap: float = 0.0
) -> int | None:
    """The smallest number of further replicates after which the pair would be decided.

    For means: at the present mean and standard deviation, with the interval shrinking as t · √(1 / n + overlap). For
    medians: at the present shares of differences beyond the margin. `alpha` is the strictest level of Holm's
    correction.

    Returns:
        None if it is not foreseeable: fewer than 3 pairs, or not within 500.
    """
    x = present(values)
    if len(x) < 3:
        return None
    counts, strict = np.arange(len(x) + 1, LIMIT + 1), min(TAIL, alpha)
    decided = shown(-x, margin, counts, centre, strict, overlap)
    if kind == "at least as good":
        decided |= shown(x, -margin, counts, centre, strict, overlap)
    else:
        decided |= shown(x, margin, counts, centre, strict, overlap)
        both = (shown(side, -margin, counts, centre, TAIL, overlap) for side in (x, -x))
        decided |= next(both) & next(both)
    return int(counts[decided][0]) - len(x) if decided.any() else None


@cache
def quantiles(level: float) -> np.ndarray:
    """Upper quantile of Student's t for 0, 1, 2, ... values; infinite where there is none."""
    return np.append([np.inf, np.inf], special.stdtrit(np.arange(1, LIMIT), 1 - level))


def shown(
    x: np.ndarray, bound: float, counts: np.ndarray, centre: str, level: float, overlap: float = 0.0
) -> np.ndarray:
    """For each count: would the effect be shown to lie above `bound` at this one-sided level?"""
    if centre == "mean":
        return x.mean() - quantiles(level)[counts] * deviation(x) * np.sqrt(1 / counts + overlap) > bound
    share = float((x >= bound).mean() if bound < 0 else (x > bound).mean())
    hits = np.floor(share * counts + 1e-9)
    return np.where(hits > 0, special.bdtrc(np.maximum(hits - 1, 0), counts, 0.5), 1.0) <= level
