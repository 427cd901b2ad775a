"""Verdicts are rarely wrong, often right, and follow the rules for several pairs."""

from math import sqrt

import numpy as np
import pytest

from experiments.judging.verdicts import EQUAL, VERDICTS, judge
from tests.marks import tried

TRIES, N, MARGIN, FAMILY = 600, 7, 0.5, 6
GENERATOR_SEED = 11


def rates(
    effect: float, centre: str = "mean", kind: str = "better", sd: float = 0.4
) -> tuple[dict[str, float], dict[str, float]]:
    """How often a claim gets each verdict, and how often any of a study's six claims does, all with the same effect."""
    generator = np.random.default_rng(GENERATOR_SEED)
    each, any_ = dict.fromkeys(VERDICTS, 0), dict.fromkeys(VERDICTS, 0)
    for _ in range(TRIES):
        claims = [([generator.normal(effect, sd, N)], MARGIN, centre, kind) for _ in range(FAMILY)]
        names = [verdict.name for verdict in judge(claims)]
        for name in VERDICTS:
            each[name] += names.count(name)
            any_[name] += name in names
    return {k: v / TRIES / FAMILY for k, v in each.items()}, {k: v / TRIES for k, v in any_.items()}


each_centre = pytest.mark.parametrize("centre", tried(["mean", "median"], ["mean"]))


@each_centre
def test_a_study_rarely_supports_a_claim_whose_effect_only_just_does_not_matter(centre):
    each, any_ = rates(MARGIN, centre)
    assert any_["supported"] <= 0.05 + 3 * sqrt(0.05 * 0.95 / TRIES)
    assert any_["contradicted"] == 0 and each["undecided"] > 0.9


@each_centre
def test_a_study_rarely_contradicts_a_claim_whose_effect_only_just_does_not_matter(centre):
    _, any_ = rates(-MARGIN, centre)
    assert any_["contradicted"] <= 0.05 + 3 * sqrt(0.05 * 0.95 / TRIES) and any_["supported"] == 0


@pytest.mark.parametrize("centre", ["mean", "median"])
def test_a_large_effect_is_found_and_an_opposite_one_too(centre):
    for effect, name, wrong in ((2.0, "supported", "contradicted"), (-2.0, "contradicted", "supported")):
        each, any_ = rates(effect, centre)
        assert each[name] > 0.95 and any_[wrong] == 0


def test_no_effect_is_no_practical_difference_if_the_noise_allows():
    each, _ = rates(0.0, sd=0.2)
    assert each["no practical difference"] > 0.9 and each["supported"] == each["contradicted"] == 0
    each, _ = rates(0.0, sd=2.0)
    assert each["undecided"] > 0.9


def test_at_least_as_good_is_supported_by_no_effect_and_rarely_by_a_harm_that_matters():
    each, _ = rates(0.0, kind=EQUAL, sd=0.2)
    assert each["supported"] > 0.95
    _, any_ = rates(-MARGIN, kind=EQUAL)
    assert any_["supported"] <= 0.05 + 3 * sqrt(0.05 * 0.95 / TRIES)


def spread(effect: float, n: int = 12) -> np.ndarray:
    """Differences around an effect, the same every time."""
    return effect + np.linspace(-0.1, 0.1, n)


@pytest.mark.parametrize(
    ("effects", "kind", "expected"),
    [
        ((2, 2), "better", "supported"),
        ((2, 0), "better", "undecided"),
        ((2, -2), "better", "contradicted"),
        ((0, 0.1), "better", "no practical difference"),
        ((0, 2), EQUAL, "supported"),
        ((0, -2), EQUAL, "contradicted"),
        ((2, -0.5), EQUAL, "undecided"),
        ((), "better", "undecided"),
    ],
)
def test_a_claim_holds_only_if_each_pair_does_and_falls_with_any(effects, kind, expected):
    (verdict,) = judge([([spread(effect) for effect in effects], MARGIN, "mean", kind)])
    assert verdict.name == expected


def test_support_is_as_strong_as_the_weakest_pair_and_contradiction_counts_the_pairs():
    (verdict,) = judge([([spread(2), spread(0.6)], MARGIN, "mean", "better")])
    assert verdict.p_for == max(pair.p_for for pair in verdict.pairs) > 1e-9
    (verdict,) = judge([([spread(2), spread(-0.6)], MARGIN, "mean", "better")])
    assert verdict.p_against == 2 * min(pair.p_against for pair in verdict.pairs)


def test_pairs_that_are_clear_but_differ_are_said_to_disagree():
    (verdict,) = judge([([spread(2), spread(0)], MARGIN, "mean", "better")])
    assert verdict.mixed and verdict.more is None


def test_what_only_the_correction_forbids_is_said_to_need_more_replicates():
    claim = ([np.full(7, 3.0)], 1.0, "median", "better")  # p = 1/128
    (alone,) = judge([claim])
    crowd = judge([claim] * 7)
    assert alone.name == "supported" and {one.name for one in crowd} == {"undecided"}
    assert crowd[0].corrected and crowd[0].more == 1
    assert {one.name for one in judge([claim] * 6)} == {"supported"}


def test_nothing_measured_is_undecided():
    for n in (0, 1):
        (verdict,) = judge([([np.zeros(n)], 0.5, "mean", "better")])
        assert verdict.name == "undecided" and verdict.more is None


def test_the_margin_itself_does_not_matter_yet():
    (level,) = judge([([np.full(8, 1.0)], 1.0, "median", "better")])
    (beyond,) = judge([([np.full(8, 2.0)], 1.0, "median", "better")])
    assert (level.name, beyond.name) == ("no practical difference", "supported")
