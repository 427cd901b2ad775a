"""Looking more than once keeps the error rate, for every verdict, and finds more than looking once.

`python -m tests.judging.test_sequential` prints how often each verdict is given, with the error rate spent over the
looks and with all of it at each look.
"""

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest
from scipy import stats

from experiments.errors import UserError
from experiments.judging import statistics
from experiments.judging.claims import parts, verdicts
from experiments.judging.gathering import gather
from experiments.judging.looks import level, looks
from experiments.judging.verdicts import ABOUT, CONTRADICTED, OPEN, SMALL, SUPPORTED, Stated, judge
from experiments.store import read
from tests.marks import tried
from tests.report.factory import Truth, World, fill, tiny

TRIES, MARGIN, ALPHA = 20_000, 0.5, 0.05
PLAN = looks(6, 48)
LEVELS = [level(look, ALPHA) for look in range(len(PLAN))]
NAMES = np.array([SUPPORTED, SMALL, CONTRADICTED, ABOUT, OPEN])


def decide(x: np.ndarray, alpha: float, centre: str) -> np.ndarray:
    """The verdict on one part, for each row of differences."""
    n = x.shape[1]
    if centre == "mean":
        half = stats.t.ppf(1 - alpha / 2, n - 1) * x.std(1, ddof=1) / sqrt(n)
        low, high = x.mean(1) - half, x.mean(1) + half
    else:
        k, ordered = statistics.rank(n, 1 - alpha), np.sort(x, 1)
        low, high = (ordered[:, k - 1], ordered[:, n - k]) if k else (np.full(len(x), -np.inf), np.full(len(x), np.inf))
    inside = (low >= -MARGIN) & (high <= MARGIN)
    with np.errstate(invalid="ignore"):
        narrow = high - low <= MARGIN
    return np.select([low > MARGIN, inside, high < MARGIN, narrow], NAMES[:4], OPEN)


def follow(effect: float, centre: str, plan=PLAN, levels=LEVELS, sd=1.0) -> dict[str, float]:
    """How often each verdict is the one at which looking stops."""
    generator = np.random.default_rng(5)
    noise = generator.exponential(1, (TRIES, plan[-1])) - np.log(2) if centre == "median" else None
    x = effect + sd * (generator.normal(0, 1, (TRIES, plan[-1])) if noise is None else noise)
    final = np.full(TRIES, OPEN, NAMES.dtype)
    for look, share in zip(plan, levels, strict=True):
        final = np.where(final == OPEN, decide(x[:, :look], share, centre), final)
    return {str(name): float((final == name).mean()) for name in NAMES}


def above(share: float) -> float:
    """A share and three standard errors of its estimate."""
    return share + 3 * sqrt(share * (1 - share) / TRIES)


def test_looks_double_up_to_the_most():
    assert looks(10, 80) == [10, 20, 40, 80]
    assert looks(10, 50) == [10, 20, 40] and looks(10, 11) == [10] and looks(10, 10) == [10]
    with pytest.raises(UserError, match="--max-replicates"):
        looks(10, 5)


def test_the_levels_add_up_to_alpha_however_many_looks_there_are():
    levels = [level(look, ALPHA) for look in range(100)]
    assert sum(levels) == pytest.approx(ALPHA) and min(levels) > 0


@pytest.mark.parametrize("centre", ["mean", "median"])
def test_the_simulated_rule_is_the_reports(centre):
    generator = np.random.default_rng(1)
    for effect in (-1.0, 0.0, 1.0):
        for look, share in zip(PLAN, LEVELS, strict=True):
            x = effect + generator.normal(0, 0.8, (25, look))
            mine = decide(x, share, centre).tolist()
            assert mine == [judge([Stated(row, MARGIN, centre, alpha=share)])[0].verdict for row in x]


@pytest.mark.parametrize("centre", ["mean", "median"])
def test_an_effect_at_the_margin_is_rarely_supported_or_denied_at_any_look(centre):
    """Each side of an interval has half of alpha; the median's differences are skewed."""
    shares = follow(MARGIN, centre)
    assert shares[SUPPORTED] <= above(ALPHA / 2)
    assert shares[CONTRADICTED] + shares[SMALL] <= above(ALPHA / 2)


@pytest.mark.parametrize("centre", ["mean", "median"])
def test_no_effect_is_hardly_ever_supported(centre):
    assert follow(0.0, centre)[SUPPORTED] <= above(ALPHA / 2)


@pytest.mark.parametrize("centre", ["mean", "median"])
@pytest.mark.parametrize("effect", [-1.0001 * MARGIN, 1.0001 * MARGIN])
def test_an_effect_that_just_matters_is_rarely_called_too_small(centre, effect):
    assert follow(effect, centre, sd=0.3)[SMALL] <= above(ALPHA / 2)


def test_looking_at_every_level_of_alpha_would_be_wrong_too_often():
    naive = follow(MARGIN, "mean", levels=[ALPHA] * len(PLAN))
    assert naive[SUPPORTED] > above(ALPHA / 2) > follow(MARGIN, "mean")[SUPPORTED]


@pytest.mark.parametrize("centre", ["mean", "median"])
def test_more_looks_find_more(centre):
    power = []
    for most in (6, 12, 24, 48):
        plan = looks(6, most)
        power.append(follow(2 * MARGIN, centre, plan, LEVELS[: len(plan)])[SUPPORTED])
    assert power == sorted(power) and power[-1] > power[0] + 0.5


@pytest.mark.parametrize("others", tried([(), (MARGIN,) * 3, (2.0, 2.0)], [()]))
def test_a_statement_of_several_parts_keeps_the_rate_for_all_together(others):
    """Holm inside each look, the looks' parts of alpha outside: any wrong support in the whole statement."""
    generator, tries, wrong = np.random.default_rng(3), 400, 0
    for _ in range(tries):
        x = np.array([MARGIN, *others])[:, None] + generator.normal(0, 1, (1 + len(others), PLAN[-1]))
        judged = []
        for look, share in zip(PLAN, LEVELS, strict=True):
            latest = judge([Stated(row[:look], MARGIN, alpha=share) for row in x], judged)
            judged = [
                after if before.verdict == OPEN else before
                for before, after in zip(judged or latest, latest, strict=True)
            ]
        edge = [part.verdict for part, row in zip(judged, (MARGIN, *others), strict=True) if row == MARGIN]
        wrong += SUPPORTED in edge
    assert wrong / tries <= ALPHA + 3 * sqrt(ALPHA * (1 - ALPHA) / tries)


def alone(evidence, look: int) -> str:
    """The verdict of a study's only part at one look by itself."""
    member, *_ = parts(evidence)
    return judge([member.stated(look)])[0].verdict


def test_a_verdict_once_given_stands_and_later_looks_see_more(tmp_path):
    study = replace(tiny(), replicates=8, reported=(("new", 0.01, 16), ("old", 0.01, 16)))
    fill(tmp_path / "results.sqlite", [study], World({"new": Truth(0.97), "old": Truth(0.95)}, noise=0.002))
    gathered = gather(read(tmp_path))
    ((verdict, *_),) = verdicts(gathered)
    assert verdict.name == alone(gathered[0], 0) == SUPPORTED and verdict.comparisons[0].interval.n == 8
    noisy = tmp_path / "noisy"
    fill(noisy / "results.sqlite", [study], World({"new": Truth(0.96), "old": Truth(0.95)}, noise=0.012))
    gathered = gather(read(noisy))
    ((verdict, *_),) = verdicts(gathered)
    assert alone(gathered[0], 0) == OPEN and verdict.comparisons[0].interval.n == 16


def test_a_look_that_has_not_ended_is_not_judged(tmp_path):
    study = replace(tiny(), replicates=8, reported=(("new", 0.01, 16), ("old", 0.01, 15)))
    fill(tmp_path / "results.sqlite", [study], World({"new": Truth(0.96), "old": Truth(0.95)}, noise=0.012))
    gathered = gather(read(tmp_path))
    ((verdict, *_),) = verdicts(gathered)
    assert verdict.name == OPEN and verdict.comparisons[0].interval.n == 8


if __name__ == "__main__":
    print(f"verdicts in % after looks at {PLAN} pairs, sd = 2 margins: spent over the looks, {ALPHA:.0%} at each look")
    for centre in ("mean", "median"):
        for effect in (0.0, MARGIN, -MARGIN, 2 * MARGIN):
            rows = [follow(effect, centre, levels=levels) for levels in (LEVELS, [ALPHA] * len(PLAN))]
            shares = (f"{100 * row[name]:5.1f}" for row in rows for name in (SUPPORTED, SMALL, CONTRADICTED))
            print(f"{centre:6} effect of {effect / MARGIN:+.0f} margins", *shares)
