"""The setting of each method, as a rule its learning rate, chosen on tuning replicates; and how sure the choice is.

**The rule.** Of the settings on a method's grid, take the one with the best mean (or median) on the tuning replicates.
Its *plateau* is the run of neighbouring settings around it that are no worse by more than one standard error, paired by
replicate. The setting in the middle of the plateau is chosen; of two middle ones the better. For a measure that is
summed up by medians, a neighbour belongs to the plateau if it loses against the best one on no more replicates than it
wins, plus one standard error of that count: losses − wins ≤ √(losses + wins), which also serves misses that count as
infinite. This is the one-standard-error rule (Breiman, Friedman, Olshen and Stone 1984, Classification and Regression
Trees, section 3.4.3), with the middle where theirs takes the simplest.

**How sure.** Other tuning replicates might have chosen otherwise. What is estimated is the effect in expectation over
replicates, those that choose included: that at the settings which tuning of this kind finds, and so that at the best
settings of the grid wherever they stand out. Its error therefore has two independent parts: the scatter of the reported
replicates, and the choice. The second one is estimated by the bootstrap (Efron and Tibshirani 1993, An
Introduction to the Bootstrap, chapter 6): the rule is applied to samples with replacement of m of the K tuning
replicates, m = 1.8 √K rounded, and the settings it chooses are compared with the chosen one by the tuning replicates'
own values. A choice jumps between settings, and of what is not smooth the usual bootstrap, m = K, understates the
variance; smaller samples mend that (Bickel, Götze and van Zwet 1997, Statistica Sinica 7: 1-31):

    choice² = Σ_b w_b (Δ_b − Δ)²

with w_b the probability of sample b, Δ_b the mean effect over all tuning replicates at the settings that it chooses,
and Δ that at the chosen ones. A jackknife would change the choice in too few of its K samples to measure a jump. The
estimate cannot tell settings that are alike from settings that differ within the noise, so that intervals are too wide,
never too narrow, where a plateau is quite level.

**Tuning goes on.** That width does not shrink as more replicates are reported. So where a part of a claim is open
after a look, its methods are tuned further: every setting that a sample of the first tuning chose (`Choice.candidates`)
gets new tuning replicates, twice as many in all at each look, and the look uses the choice among these settings by all
of them. Settings that no sample chose are out. Earlier looks keep their choice, so that their verdicts stand.
`tests/judging/test_coverage.py` proves the intervals of all looks by simulation.
"""

from dataclasses import dataclass
from functools import cache
from itertools import combinations_with_replacement
from math import comb, factorial, prod, sqrt

import numpy as np
import pandas as pd

from experiments.judging.measures import MEASURES, Table
from experiments.study import RETUNED

LISTED = 1000  # samples: if there are more, as many are drawn
SLACK = 1 + 1e-9  # one outlier among equal values lies exactly one standard error away, whatever its size


@dataclass(frozen=True)
class Choice:
    """A method's setting, and whether it is the `lowest` or `highest` of its grid, where a better one may lie outside.

    The setting is `None` where the method tunes nothing, and where no tuning replicate has finished.

    Attributes:
        replicates: that chose it; none where there was nothing to choose.
        resampled: the setting that each of `samples(len(replicates))` would have chosen.
    """

    setting: float | None
    edge: str = ""
    replicates: tuple[int, ...] = ()
    resampled: tuple[float, ...] = ()

    @property
    def candidates(self) -> set[float]:
        """The settings that other tuning replicates might have chosen, its own among them; none if it has none."""
        return set() if self.setting is None else {*self.resampled, self.setting}

    @property
    def sure(self) -> bool:
        """Whether no other tuning replicates would have chosen otherwise, so that tuning ends."""
        return len(self.candidates) < 2


def choose(trials: Table, name: str) -> dict[str, tuple[Choice, ...]]:
    """Each method's setting by one measure, at each look whose tuning has ended; see above.

    Equally good settings are told apart by the validation score, then the smaller is taken. A method with a single
    setting, or with none, keeps it. Replicates count in which every setting has a value; settings with fewer values
    than half of the others' do not.
    """
    names = ("setting", "replicate", "role", "status", name, "validation_score")
    columns = {column: trials[column].to_numpy() for column in names}
    choices: dict[str, tuple[Choice, ...]] = {}
    for method, rows in trials.groupby("method", sort=False).indices.items():
        cell = {column: values[rows] for column, values in columns.items()}
        grid = sorted(set(cell["setting"].tolist()))
        if len(grid) == 1 or np.isnan(grid).any():
            choices[str(method)] = (Choice(setting_or_none(grid[0])),)
            continue
        tune = cell["role"] == "tune"
        looks = [chosen(cell, tune, grid, name)]
        candidates = looks[0].candidates
        candidate = np.isin(cell["setting"], list(candidates))
        again = candidate & (cell["role"] == "retune") & (cell["status"] != "missing")
        while not looks[0].sure:
            # how many further replicates the next look has, at each candidate
            count = int((candidate & tune).sum()) // len(candidates) * (2 ** len(looks) - 1)
            further = again & (cell["replicate"] < RETUNED + count)
            if further.sum() < count * len(candidates):
                break
            looks.append(chosen(cell, (candidate & tune) | further, grid, name))
        choices[str(method)] = tuple(looks)
    return choices


def chosen(cell: dict[str, np.ndarray], kept: np.ndarray, grid: list[float], name: str) -> Choice:
    """The choice by one measure from some trials of a method."""
    measure, index = MEASURES[name], [cell["replicate"][kept], cell["setting"][kept]]
    values, scores = (pd.Series(cell[column][kept], index).unstack() for column in (name, "validation_score"))
    counts = values.notna().sum()
    values = values.loc[:, counts * 2 > counts.max()].dropna()
    if values.empty:
        return Choice(None)
    settings, replicates = values.columns.to_numpy(), tuple(values.index.tolist())
    beside = scores.reindex_like(values).fillna(-np.inf).to_numpy(float)
    table, (rows, _) = values.to_numpy(float), samples(len(replicates))
    table = table if measure.higher_is_better else -table
    setting = float(settings[preferred(table, beside, measure.centre)])
    others = preferred(table[rows], beside[rows], measure.centre) if len(rows) else np.zeros(0, int)
    edge = "lowest" if setting == grid[0] else "highest" if setting == grid[-1] else ""
    return Choice(setting, edge, replicates, tuple(map(float, settings[others])))


def preferred(values: np.ndarray, scores: np.ndarray, centre: str) -> np.ndarray:
    """The index of the setting that the rule chooses.

    Args:
        values: (..., replicates, settings), the higher the better; −∞ for a miss.
        scores: of the same shape; they tell equally good settings apart.
        centre: `mean` or `median`.
    """
    level = (np.mean if centre == "mean" else np.median)(values, axis=-2)
    beside, last = np.maximum(scores.mean(axis=-2), -1e300), values.shape[-1] - 1
    best: np.ndarray = np.where(level == level.max(-1, keepdims=True), beside, -np.inf).argmax(-1)
    alike: np.ndarray = plateau(values, best, centre)
    low: np.ndarray = best
    high: np.ndarray = best
    for _ in range(last):
        below, above = np.maximum(low - 1, 0), np.minimum(high + 1, last)
        low, high = np.where(entry(alike, below), below, low), np.where(entry(alike, above), above, high)
    left, right = (low + high) // 2, (low + high + 1) // 2
    better, tied = entry(level, right) > entry(level, left), entry(level, right) == entry(level, left)
    return np.where(better | (tied & (entry(beside, right) > entry(beside, left))), right, left)


def plateau(values: np.ndarray, best: np.ndarray, centre: str) -> np.ndarray:
    """Which settings are not worse than the `best` by more than one standard error, paired by replicate."""
    top, count = np.take_along_axis(values, best[..., None, None], -1), values.shape[-2]
    loss = np.subtract(top, values, where=top != values, out=np.zeros_like(values))
    if count == 1:
        return loss[..., 0, :] == 0
    if centre == "mean":
        return loss.mean(-2) <= SLACK * loss.std(-2, ddof=1) / sqrt(count)
    lost, won = (loss > 0).sum(-2), (loss < 0).sum(-2)
    return lost - won <= np.sqrt(lost + won)


def entry(table: np.ndarray, index: np.ndarray) -> np.ndarray:
    """The entry with an index along the last axis."""
    return np.take_along_axis(table, index[..., None], -1)[..., 0]


@cache
def samples(count: int) -> tuple[np.ndarray, np.ndarray]:
    """Samples of replicates with replacement: (samples, m) places among `count`, and probabilities; see above.

    All of them, whatever their order, or 1,000 drawn ones where there are more.
    """
    size = min(count - 1, round(1.8 * sqrt(count)))
    if size < 1:
        return np.zeros((0, 0), int), np.zeros(0)
    if comb(count + size - 1, size) > LISTED:
        return np.random.default_rng(count).integers(count, size=(LISTED, size)), np.full(LISTED, 1 / LISTED)
    rows = np.array(list(combinations_with_replacement(range(count), size)))
    orders = [factorial(size) / prod(map(factorial, np.bincount(row).tolist())) for row in rows]
    return rows, np.array(orders) / count**size


def setting_or_none(setting: float) -> float | None:
    """A setting as it stands in a table of pandas, where NaN is none."""
    return None if pd.isna(setting) else float(setting)
