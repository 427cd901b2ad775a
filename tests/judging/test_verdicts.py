"""Verdicts are rarely wrong, often right, and follow the rules for statements of several parts."""

from math import inf, sqrt

import numpy as np
import pytest

from experiments.judging.chances import chances
from experiments.judging.statistics import Interval
from experiments.judging.verdicts import (
    ABOUT,
    BETTER,
    CONTRADICTED,
    EQUAL,
    EXACT,
    OPEN,
    PARTLY,
    SMALL,
    SUPPORTED,
    VERDICTS,
    Comparison,
    Stated,
    judge,
    position,
    together,
)
from tests.marks import tried

TRIES, N, MARGIN = 600, 7, 0.5
ERROR = 0.05 + 3 * sqrt(0.05 * 0.95 / TRIES)  # 5 % and what simulation may add
GENERATOR_SEED = 11
SHAPES = {  # how the differences of k parts hang together, from the noise of k + 1 methods
    "apart": lambda noise: noise[:, 1:],
    "one baseline": lambda noise: (noise[:, 1:] - noise[:, :1]) / sqrt(2),
    "a chain": lambda noise: (noise[:, 1:] - noise[:, :-1]) / sqrt(2),
}


def shares(
    effects: tuple[float, ...], centre: str = "mean", kind: str = BETTER, sd: float = 0.4, shape: str = "apart"
) -> tuple[dict[str, float], dict[str, float]]:
    """How often a statement gets each verdict, and how often any part does whose effect is the first."""
    generator = np.random.default_rng(GENERATOR_SEED)
    whole, any_ = dict.fromkeys(VERDICTS, 0.0), dict.fromkeys(VERDICTS, 0.0)
    for _ in range(TRIES):
        values = np.array(effects) + SHAPES[shape](generator.normal(0, sd, (N, len(effects) + 1)))
        names = [part.verdict for part in judge([Stated(column, MARGIN, centre, kind) for column in values.T])]
        whole[together(names)] += 1 / TRIES
        same = {name for name, effect in zip(names, effects, strict=True) if effect == effects[0]}
        for name in same:
            any_[name] += 1 / TRIES
    return whole, any_


each_centre = pytest.mark.parametrize("centre", tried(["mean", "median"], ["mean"]))


@pytest.mark.parametrize("shape", tried(SHAPES, ["one baseline"]))
@each_centre
@pytest.mark.parametrize("others", tried([(), (MARGIN,), (MARGIN,) * 5, (3.0, 3.0)], [(), (MARGIN,), (3.0, 3.0)]))
def test_a_statement_is_rarely_supported_or_contradicted_where_its_effect_is_the_margin(centre, shape, others):
    """At the edge both are wrong; parts beside it may hold."""
    whole, any_ = shares((MARGIN, *others), centre, shape=shape)
    assert whole[SUPPORTED] <= ERROR and any_[SUPPORTED] <= ERROR
    assert any_[CONTRADICTED] <= ERROR and any_[SMALL] <= ERROR


@each_centre
@pytest.mark.parametrize("others", [(), (-MARGIN,) * 5, (3.0, 3.0)])
def test_a_harm_that_just_matters_is_rarely_too_small(centre, others):
    _, any_ = shares((-MARGIN - 1e-9, *others), centre, sd=0.2)
    assert any_[SMALL] <= ERROR and any_[SUPPORTED] == 0


@pytest.mark.parametrize("others", tried([(), (-MARGIN,), (-MARGIN,) * 5, (3.0, 3.0)], [(), (-MARGIN,), (3.0, 3.0)]))
def test_at_least_as_good_is_rarely_wrong_at_its_edge(others):
    whole, any_ = shares((-MARGIN - 1e-9, *others), kind=EQUAL)
    assert whole[SUPPORTED] <= ERROR and any_[SUPPORTED] <= ERROR
    assert any_[CONTRADICTED] <= ERROR


@each_centre
def test_a_large_effect_is_told_and_its_opposite_too(centre):
    for effect, right in ((2.0, SUPPORTED), (-2.0, CONTRADICTED)):
        whole, _ = shares((effect,) * 6, centre)
        assert whole[right] > 0.95 and whole[OPEN] < 0.05


def test_no_effect_is_too_small_if_the_noise_allows():
    whole, _ = shares((0.0,) * 3, sd=0.2)
    assert whole[SMALL] > 0.75 and whole[SUPPORTED] == 0
    assert shares((0.0,) * 3, sd=2.0)[0][OPEN] > 0.8
    assert shares((0.0,) * 3, kind=EQUAL, sd=0.2)[0][SUPPORTED] > 0.75


def spread(effect: float, n: int = 12, width: float = 0.2) -> np.ndarray:
    """Differences around an effect, the same every time."""
    return effect + np.linspace(-width / 2, width / 2, n)


@pytest.mark.parametrize(
    ("low", "high", "better", "equal"),
    [
        (0.6, 2.0, SUPPORTED, SUPPORTED),
        (-0.5, 0.5, SMALL, SUPPORTED),
        (-0.2, 0.6, OPEN, SUPPORTED),
        (0.3, 0.6, ABOUT, SUPPORTED),
        (-2.0, 0.4, CONTRADICTED, OPEN),
        (-0.6, -0.3, CONTRADICTED, ABOUT),
        (-2.0, -0.6, CONTRADICTED, CONTRADICTED),
        (-2.0, 2.0, OPEN, OPEN),
        (-inf, inf, OPEN, OPEN),
        (inf, inf, SUPPORTED, SUPPORTED),
        (-inf, -inf, CONTRADICTED, CONTRADICTED),
    ],
)
def test_where_an_interval_lies_decides(low, high, better, equal):
    effect = Interval(9, 0.0, low, high)
    assert (position(effect, MARGIN, BETTER), position(effect, MARGIN, EQUAL)) == (better, equal)


@pytest.mark.parametrize(
    ("low", "high", "direction", "size"),
    [
        (0.6, 2.0, "better", "matters"),
        (-2.0, -0.6, "worse", "matters"),
        (0.1, 0.4, "better", SMALL),
        (-0.4, 0.4, "unclear", SMALL),
        (0.3, 0.7, "better", ABOUT),
        (-0.7, -0.3, "worse", ABOUT),
        (0.1, 2.0, "better", "unclear"),
        (-2.0, 2.0, "unclear", "unclear"),
    ],
)
def test_an_effect_has_a_direction_and_a_size(low, high, direction, size):
    comparison = Comparison(Interval(9, 0.0, low, high), MARGIN)
    assert (comparison.direction, comparison.size) == (direction, size)


@pytest.mark.parametrize(
    ("effects", "kind", "whole"),
    [
        ((2, 2), BETTER, SUPPORTED),
        ((2, 0), BETTER, PARTLY),
        ((2, -2), BETTER, PARTLY),
        ((0, -2), BETTER, CONTRADICTED),
        ((0, 0.1), BETTER, SMALL),
        ((0, 2), EQUAL, SUPPORTED),
        ((0, -2), EQUAL, PARTLY),
        ((), BETTER, OPEN),
    ],
)
def test_parts_have_verdicts_of_their_own_and_one_together(effects, kind, whole):
    parts = judge([Stated(spread(effect), MARGIN, "mean", kind) for effect in effects])
    assert together([part.verdict for part in parts]) == whole


@pytest.mark.parametrize(
    ("verdicts", "whole"),
    [
        ((SUPPORTED, OPEN), OPEN),
        ((SUPPORTED, CONTRADICTED, OPEN), PARTLY),
        ((SUPPORTED, SMALL, OPEN), PARTLY),
        ((SUPPORTED, ABOUT), PARTLY),
        ((CONTRADICTED, OPEN), CONTRADICTED),
        ((CONTRADICTED, SMALL), CONTRADICTED),
        ((SMALL, ABOUT), ABOUT),
        ((SMALL, OPEN), OPEN),
        ((ABOUT, OPEN), OPEN),
        ((OPEN, OPEN), OPEN),
    ],
)
def test_what_the_parts_say_of_the_whole(verdicts, whole):
    assert together(verdicts) == together(verdicts[::-1]) == whole


def test_parts_that_all_hold_need_no_correction_and_others_do():
    beyond = Stated(np.full(7, 3.0), 1.0, "median")  # p = 1/128
    unclear = Stated(np.linspace(-9, 9, 7), 1.0, "median")
    assert {part.verdict for part in judge([beyond] * 9)} == {SUPPORTED}
    assert judge([beyond] * 4 + [unclear])[0].verdict == SUPPORTED
    (first, *_) = judge([beyond] * 6 + [unclear])
    assert (first.verdict, first.corrected, first.p) == (OPEN, True, pytest.approx(7 / 128))
    assert first.more == 1


def test_a_statement_of_several_parts_is_found_more_often_than_by_correction_alone():
    whole, _ = shares((2 * MARGIN,) * 4, sd=0.35)
    generator = np.random.default_rng(GENERATOR_SEED)
    corrected = 0.0
    for _ in range(TRIES):
        columns = (2 * MARGIN + generator.normal(0, 0.35, (N, 4))).T
        ps = [judge([Stated(column, MARGIN)])[0].p for column in columns]
        corrected += (max(ps) <= 0.05 and min(ps) <= 0.05 / 4) / TRIES
    assert whole[SUPPORTED] > 0.3 and whole[SUPPORTED] >= 0.9 * corrected


def test_what_an_earlier_look_settled_stands():
    early, late = Stated(spread(2), MARGIN), Stated(spread(2, width=40), MARGIN)
    before = judge([early, late])
    assert [part.verdict for part in before] == [SUPPORTED, OPEN]
    after = judge([late, early], before)
    assert [part.verdict for part in after] == [SUPPORTED, SUPPORTED] and after[0].interval == before[0].interval


def test_a_look_whose_replicates_have_not_ended_settles_nothing():
    for part in (Stated(spread(2), MARGIN, complete=False), Stated(np.zeros(3), 0.1, kind=EXACT, complete=False)):
        (comparison,) = judge([part])
        assert comparison.verdict == OPEN and comparison.interval.n in (3, 12)


@pytest.mark.parametrize(("errors", "verdict"), [([0.0, 0.1], SUPPORTED), ([0.0, 0.3], CONTRADICTED), ([], OPEN)])
def test_an_exact_part_allows_no_error_beyond_its_margin(errors, verdict):
    (comparison,) = judge([Stated(-np.array(errors), 0.1, "median", EXACT)])
    assert comparison.verdict == verdict and comparison.interval.n == len(errors)


def test_nothing_measured_is_open():
    for n in (0, 1):
        (comparison,) = judge([Stated(np.zeros(n), 0.5)])
        assert comparison.verdict == OPEN and comparison.more is None


def test_the_margin_itself_does_not_matter_yet():
    (level,) = judge([Stated(np.full(8, 1.0), 1.0, "median")])
    (beyond,) = judge([Stated(np.full(8, 2.0), 1.0, "median")])
    assert (level.verdict, beyond.verdict) == (SMALL, SUPPORTED)


@pytest.mark.parametrize("centre", ["mean", "median"])
def test_the_chances_are_those_of_a_flat_prior(centre):
    """Of effects drawn evenly, a share of p helps where the chance of helping is p."""
    generator = np.random.default_rng(GENERATOR_SEED)
    effects = generator.uniform(-3, 3, 4000)
    values = effects[:, None] + generator.normal(0, 0.8, (4000, N))
    stated = [chances(row, MARGIN, centre) for row in values]
    assert all(chance.helps + chance.small + chance.harms == pytest.approx(1) for chance in stated)
    for name, true in (("helps", effects > MARGIN), ("harms", effects < -MARGIN)):
        chance = np.array([getattr(row, name) for row in stated])
        for low, high in ((0.1, 0.5), (0.5, 0.9)):
            chosen = (chance >= low) & (chance < high)
            assert true[chosen].mean() == pytest.approx(chance[chosen].mean(), abs=0.1)
