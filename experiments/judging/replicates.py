"""How many more replicates would decide a pair, if the differences go on as they were."""

import numpy as np
from scipy import special

from experiments.judging.allowance import NOTHING, Allowance
from experiments.judging.statistics import TAIL, Values, deviation, present

LIMIT = 500


def more_replicates(
    values: Values, margin: float, centre: str, kind: str, alpha: float, allowance: Allowance = NOTHING
) -> int | None:
    """The smallest number of further replicates after which the pair would be decided.

    For means: at the present mean and standard deviation, with the interval shrinking as 1 / n does, but no further
    than overlapping rows allow; the choice's variance shrinks likewise, as tuning goes on with the looks. For medians:
    at the present shares of differences beyond the margin and what the choice may move it. `alpha` is the strictest
    level of Holm's correction.

    Returns:
        None if it is not foreseeable: fewer than 3 pairs, or not within 500.
    """
    x = present(values)
    if len(x) < 3:
        return None
    counts, strict = np.arange(len(x) + 1, LIMIT + 1), min(TAIL, alpha)
    decided = shown(-x, margin, counts, centre, strict, allowance)
    if kind == "at least as good":
        decided |= shown(x, -margin, counts, centre, strict, allowance)
    else:
        decided |= shown(x, margin, counts, centre, strict, allowance)
        both = (shown(side, -margin, counts, centre, TAIL, allowance) for side in (x, -x))
        decided |= next(both) & next(both)
    return int(counts[decided][0]) - len(x) if decided.any() else None


def shown(
    x: np.ndarray, bound: float, counts: np.ndarray, centre: str, level: float, allowance: Allowance = NOTHING
) -> np.ndarray:
    """For each count: would the effect be shown to lie above `bound` at this one-sided level?"""
    shrink = len(x) / counts
    if centre != "median":
        error, freedom = allowance.error(deviation(x) ** 2, counts, counts - 1, shrink)
        return x.mean() - special.stdtrit(freedom, 1 - level) * error > bound
    bounds = bound + allowance.choice * np.sqrt(shrink) * float(special.stdtrit(allowance.freedom, 1 - level))
    above = np.where(bounds < 0, x[:, None] >= bounds, x[:, None] > bounds)
    share: np.ndarray = above.mean(0)
    hits = np.floor(share * counts + 1e-9)
    return np.where(hits > 0, special.bdtrc(np.maximum(hits - 1, 0), counts, 0.5), 1.0) <= level
