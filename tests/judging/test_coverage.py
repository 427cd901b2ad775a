"""Intervals of effects at chosen settings cover what they should, and verdicts are rarely wrong, whatever the grid.

Two methods are tuned on five replicates over five settings and compared on ten others; then they are tuned on ten and
on twenty, at the settings that a sample of the first chose, and compared on twenty and on forty. The standard error of
ten pairs is 0.3 points, and that of a difference between two settings on the tuning replicates about as much, so that a
grid whose neighbours differ by 0.3 points is the hardest to choose from. What is to be covered is the expected effect
at the settings that are chosen. `python -m tests.judging.test_coverage` prints the table, without and with the
allowance.
"""

from math import sqrt

import numpy as np
import pytest
from scipy import special

from experiments.judging.allowance import Allowance
from experiments.judging.choice import preferred, samples
from experiments.judging.looks import level, looks
from experiments.judging.statistics import interval
from experiments.judging.verdicts import OPEN, SUPPORTED, Stated, judge
from tests.marks import tried

TUNING, LOOKS = 5, looks(10, 40)
TUNINGS = [TUNING * 2**look for look in range(len(LOOKS))]
DRAWN = 200  # of the samples of later tunings: enough for a mean over many runs
FLAT, PEAK, NARROW = (0, 0, 0, 0, -3), (-4, -2, 0, -2, -4), (-1.2, -0.3, 0, -0.3, -1.2)
SHALLOW, CLIFF, RISING, ONE = (
    (-0.6, -0.15, 0, -0.15, -0.6),
    (-0.9, -0.6, -0.3, 0, -4),
    (-0.8, -0.6, -0.4, -0.2, 0),
    (0,),
)
GRIDS = {  # expected scores of treatment and baseline by setting, in points
    "plateau": (FLAT, FLAT), "sharp": (PEAK, PEAK), "shallow": (SHALLOW, SHALLOW), "narrow": (NARROW, NARROW),
    "cliff": (CLIFF, NARROW), "rising": (RISING, FLAT), "one tuned": (CLIFF, ONE), "none tuned": (ONE, ONE),
}  # fmt: skip
KINDS = ("score", "speed", "gap", "failure", "collapse")


def values(generator, kind: str, grid, shape: tuple[int, int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What chooses, what is measured (rows, replicates, settings), and the latter's expectation by setting.

    Scores are lumpy, as of 359 rows; speed, in log steps of 1/8, chooses itself; the gap grows along the grid, and
    so does the share of failed runs; of runs that collapse in 5 of 100 the sound ones are measured.
    """
    grid = np.array(grid, float)
    shared, *own = (generator.normal(0, 0.4, (*shape, size)) for size in (1, len(grid), len(grid), len(grid)))
    trained = grid + shared + own[0]
    score, test = (np.round((trained + noise) * 3.59) / 3.59 for noise in own[1:])
    if kind == "speed":
        lumpy = np.round(8 * (trained + own[1])) / 8
        return lumpy, lumpy, grid
    if kind == "gap":
        slope = 0.2 * np.arange(len(grid))
        return score, slope + shared + own[2], slope
    if kind == "failure":
        share = np.linspace(0.05, 0.3, len(grid))
        return score, (generator.random(test.shape) < share).astype(float), share
    if kind == "collapse":
        fell = generator.random(test.shape) < 0.05
        return np.where(fell, -60.0, score), np.where(fell, np.nan, test), grid
    return score, test, grid


def mean(table: np.ndarray, axis: int) -> np.ndarray:
    """The mean of what is not NaN; 0 where nothing is left."""
    return np.nansum(table, axis) / np.maximum((~np.isnan(table)).sum(axis), 1)


def sampled(count: int) -> tuple[np.ndarray, np.ndarray]:
    """The report's samples of tuning replicates, or the first of them if they are drawn, and their probabilities."""
    rows, shares = samples(count)
    drawn = DRAWN if len(np.unique(shares)) == 1 else len(rows)
    return rows[:drawn], shares[:drawn] / shares[:drawn].sum()


def picked(chooses: np.ndarray, candidates: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The setting that each run chooses among its candidates, and those that samples of its replicates choose."""
    rows, _ = sampled(chooses.shape[1])
    own, others = np.zeros(len(chooses), int), np.zeros((len(chooses), len(rows)), int)
    for pattern in np.unique(candidates, axis=0):
        columns, runs = np.flatnonzero(pattern), np.flatnonzero((candidates == pattern).all(1))
        for some in np.array_split(runs, len(runs) // 100 + 1):
            values = chooses[some][:, :, columns]
            own[some] = columns[preferred(values, values, "mean")]
            others[some] = columns[preferred(values[:, rows], values[:, rows], "mean")]
    return own, others


class Side:
    """One method in many runs, look by look: its choices, what other samples would have made of them, its values."""

    def __init__(self, generator, kind: str, grid, tries: int, shift: float = 0.0):
        chooses, tuned, expected = values(generator, kind, grid, (tries, TUNING * 2 ** (len(LOOKS) - 1)))
        reported, rows = values(generator, kind, grid, (tries, LOOKS[-1]))[1], np.arange(tries)
        candidates = np.ones((tries, len(grid)), bool)
        self.shifts, self.true, self.reported = [], [], []
        for count in TUNINGS:
            setting, others = picked(chooses[:, :count], candidates)
            apart = mean(tuned[:, :count] - tuned[rows, :count, setting][:, :, None], 1)
            self.shifts.append(np.take_along_axis(apart, others, 1))
            self.true.append(expected[setting] + shift)
            self.reported.append(reported[rows, :, setting] + shift)
            if count == TUNING:
                candidates = (others[:, :, None] == np.arange(len(grid))).any(1)
                candidates[rows, setting] = True


Run = tuple[np.ndarray, np.ndarray, float]


def runs(kind: str, grids: str, tries: int, effect: float = 0.0) -> list[Run]:
    """By look: paired differences (tries, replicates), the choice's standard errors, and the effect to be covered."""
    generator = np.random.default_rng(7)
    sides = [Side(generator, kind, grid, tries, shift) for grid, shift in zip(GRIDS[grids], (effect, 0.0), strict=True)]
    made: list[Run] = []
    for look, count in enumerate(TUNINGS):
        shifts, true, reported = (np.subtract(*(getattr(side, name)[look] for side in sides))
                                  for name in ("shifts", "true", "reported"))  # fmt: skip
        made.append((reported, np.sqrt(shifts**2 @ sampled(count)[1]), float(true.mean())))
    return made


def ends(
    x: np.ndarray, errors: np.ndarray, kind: str, share: float, tuning: int = TUNING
) -> tuple[np.ndarray, np.ndarray]:
    """The intervals at one level, row by row as the report computes them."""
    n = (~np.isnan(x)).sum(1)
    if kind == "failure":
        centre = x.sum(1) / (n + 2)
        own, freedom = ((x**2).sum(1) + 1) / (n + 2) - centre**2, np.inf
        own = own / (n + 2)
    else:
        centre = mean(x, 1)
        own, freedom = np.nansum((x - centre[:, None]) ** 2, 1) / (n - 1) / n, n - 1
    whole = own + errors**2
    freedom = np.where(errors > 0, whole**2 / (own**2 / freedom + errors**4 / (tuning - 1) + 1e-300), freedom)
    half = special.stdtrit(freedom, 1 - (1 - share) / 2) * np.sqrt(whole)
    return centre - half, centre + half


def covered(kind: str, grids: str, tries: int, counts: tuple[int, ...], allowed: bool = True) -> list[float]:
    """How often the 95 % interval of so many pairs covers the effect, for each count."""
    shares: list[float] = []
    made = runs(kind, grids, tries)
    for n in counts:
        look = LOOKS.index(n)
        x, errors, true = made[look]
        low, high = ends(x[:, :n], errors * allowed, kind, 0.95, TUNINGS[look])
        shares.append(float(((low <= true) & (true <= high)).mean()))
    return shares


def wrong(kind: str, grids: str, tries: int, effect: float, margin: float) -> dict[str, float]:
    """How often claims are settled in each way, at the first look that does; about the margin is open."""
    made = runs(kind, grids, tries, effect)
    final = np.full(tries, "open", "<U12")
    for number, look in enumerate(LOOKS):
        x, errors, true = made[number]
        x = x + effect - true  # so that the effect to be judged is this, whatever the grids
        low, high = ends(x[:, :look], errors, kind, 1 - level(number, 0.05), TUNINGS[number])
        verdict = np.select([low > margin, (low >= -margin) & (high <= margin), high < margin],
                            ["supported", "small", "contradicted"], "open")  # fmt: skip
        final = np.where(final == "open", verdict, final)
    return {name: float((final == name).mean()) for name in ("supported", "small", "contradicted")}


def test_a_forecast_counts_on_the_choice_becoming_surer_with_the_looks():
    x = 1.2 + np.linspace(-0.1, 0.1, 20)
    sure, unsure = (judge([Stated(x, 0.5, allowance=Allowance(0.0, error, 4))])[0] for error in (0.0, 0.5))
    assert sure.verdict == SUPPORTED and unsure.verdict == OPEN and unsure.more is not None
    half = Allowance(0.0, 0.5 * sqrt(20 / (20 + unsure.more)), 4)
    y = np.resize(x, 20 + unsure.more)
    assert judge([Stated(y, 0.5, allowance=half)])[0].verdict == SUPPORTED


CASES = [(kind, grids) for kind in KINDS for grids in GRIDS]
CORE = [("score", "plateau"), ("score", "narrow"), ("score", "one tuned"), ("speed", "sharp"), ("speed", "cliff"),
        ("gap", "shallow"), ("gap", "none tuned"), ("failure", "rising"), ("collapse", "shallow")]  # fmt: skip


def test_the_simulated_interval_is_the_reports():
    for kind, centre in (("score", "mean"), ("failure", "share"), ("collapse", "mean")):
        (x, errors, _), *_ = runs(kind, "narrow", 30)
        low, high = ends(x[:, :20], errors, kind, 0.9)
        for row, error, *limits in zip(x, errors, low, high, strict=True):
            own = interval(row[:20], centre, 0.9, Allowance(0.0, float(error), TUNING - 1))
            assert (own.low, own.high) == pytest.approx(tuple(limits))


@pytest.mark.parametrize("case", tried(CASES, CORE), ids="-".join)
@pytest.mark.parametrize("tries", [500, pytest.param(1000, marks=pytest.mark.whole)])
def test_an_interval_covers_the_effect_at_the_chosen_settings(case, tries):
    """Settings that are alike cannot be told from settings that differ within the noise: then the share is larger; so
    it is for shares of rare failures, as a count of few runs has few values.
    """
    error = sqrt(0.07 * 0.93 / tries)
    kind, grids = case
    for share in covered(kind, grids, tries, (10, 40)):
        assert share >= 0.93 - 2 * error
        assert share <= 0.97 + 2 * error or grids not in ("sharp", "none tuned") or kind == "failure"


def test_without_the_allowance_it_covers_too_seldom():
    assert covered("gap", "rising", 500, (40,), allowed=False)[0] < 0.88


@pytest.mark.parametrize(
    "case", tried(CASES, [("score", "narrow"), ("speed", "cliff"), ("failure", "plateau")]), ids="-".join
)
def test_verdicts_over_all_looks_are_rarely_wrong_at_no_effect_and_at_the_margin(case):
    (kind, grids), tries = case, 600
    margin = 0.15 if kind == "failure" else 0.5
    most = 0.05 + 3 * sqrt(0.05 * 0.95 / tries)
    assert wrong(kind, grids, tries, 0.0, margin)["supported"] <= most
    edge = wrong(kind, grids, tries, margin, margin)
    assert edge["supported"] <= most and edge["small"] + edge["contradicted"] <= most
    assert wrong(kind, grids, tries, -1.001 * margin, margin)["small"] <= most


if __name__ == "__main__":
    print("coverage of 95 % intervals in %, n = 10, 20, 40: without the allowance, with it")
    for kind, grids in CASES:
        before, after = (covered(kind, grids, 2000, (10, 20, 40), allowed) for allowed in (False, True))
        print(f"{kind:9} {grids:11}", *(f"{100 * share:6.1f}" for share in (*before, *after)), flush=True)
