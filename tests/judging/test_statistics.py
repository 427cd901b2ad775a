"""Intervals cover, tests and intervals agree, corrections match a hand example, degenerate cases are answered."""

from math import inf, isnan, nan, sqrt

import numpy as np
import pytest
from scipy import stats

from experiments.judging import statistics as s
from experiments.judging.allowance import NOTHING, Allowance
from experiments.judging.chances import chances
from experiments.judging.replicates import more_replicates

TRIES = 3000


@pytest.mark.parametrize("n", range(5, 11))
def test_the_t_interval_covers_95_percent_of_normal_means(n):
    generator = np.random.default_rng(n)
    found = [s.mean_interval(generator.normal(2, 3, n)) for _ in range(TRIES)]
    covered = sum(one.low <= 2 <= one.high for one in found) / TRIES
    assert abs(covered - 0.95) < 4 * sqrt(0.95 * 0.05 / TRIES)


@pytest.mark.parametrize("level", [0.8, 0.99])
@pytest.mark.parametrize("centre", ["mean", "median"])
def test_an_interval_covers_at_the_level_asked_for(centre, level):
    generator = np.random.default_rng(8)
    found = [s.interval(generator.normal(2, 3, 12), centre, level) for _ in range(TRIES)]
    covered, error = sum(one.low <= 2 <= one.high for one in found) / TRIES, sqrt(level * (1 - level) / TRIES)
    assert level - 4 * error < covered < (level + 4 * error if centre == "mean" else 1)


@pytest.mark.parametrize("n", range(5, 11))
def test_the_order_statistic_interval_covers_at_least_95_percent_also_with_misses(n):
    generator = np.random.default_rng(n)
    median = -np.log(1 - 0.5 / 0.8)  # of an exponential of which one value in five is infinite
    covered = 0
    for _ in range(TRIES):
        values = np.where(generator.random(n) < 0.2, inf, generator.exponential(1, n))
        found = s.median_interval(values)
        covered += found.low <= median <= found.high
    assert covered / TRIES > 0.95 - 3 * sqrt(0.95 * 0.05 / TRIES)
    assert n == 5 or covered < TRIES


def test_the_order_statistic_interval_is_the_sign_tests():
    assert [s.rank(n) for n in (1, 5, 6, 8, 9, 12, 20)] == [0, 0, 1, 1, 2, 3, 6]
    found = s.median_interval([3, inf, 5, 4, 9, 7, 6])
    assert (found.n, found.centre, found.low, found.high) == (7, 6, 3, inf)


@pytest.mark.parametrize("allowance", [NOTHING, Allowance(0.1, 0.3, 4)], ids=["alone", "with the choice"])
@pytest.mark.parametrize("centre", ["mean", "median"])
def test_an_interval_excludes_a_bound_exactly_when_the_one_sided_test_rejects_it(centre, allowance):
    generator = np.random.default_rng(3)
    for _ in range(300):
        values = generator.normal(0.5, 1, int(generator.integers(2, 15))).round(1)
        found = s.interval(values, centre, allowance=allowance)
        assert (found.low > 0.2) == (s.p_above(values, 0.2, centre, allowance=allowance) <= s.TAIL)
        assert (found.high < 0.2) == (s.p_below(values, 0.2, centre, allowance=allowance) <= s.TAIL)


@pytest.mark.parametrize("centre", ["mean", "median"])
def test_the_choice_of_settings_widens_an_interval_and_makes_chances_less_sure(centre):
    values = np.random.default_rng(3).normal(1, 0.5, 20)
    (plain, wide), (sure, unsure) = (
        [function(values, *given, allowance=allowance) for allowance in (NOTHING, Allowance(0.0, 0.4, 4))]
        for function, given in ((s.interval, (centre,)), (chances, (0.5, centre)))
    )
    assert wide.centre == plain.centre and wide.low < plain.low - 0.3 and wide.high > plain.high + 0.3
    assert 0.5 < unsure.helps < sure.helps and unsure.helps + unsure.small + unsure.harms == pytest.approx(1)


def test_the_t_test_is_scipys():
    values = [0.3, 0.5, 0.1, 0.9, 0.4]
    assert s.p_above(values, 0.2, "mean") == pytest.approx(stats.ttest_1samp(values, 0.2, alternative="greater").pvalue)
    assert s.p_above([1, 2, 3, 4, -1], 0, "median") == pytest.approx(
        stats.binomtest(4, 5, alternative="greater").pvalue
    )


@pytest.mark.parametrize("centre", ["mean", "median"])
def test_too_few_values_bound_nothing(centre):
    none, one = s.interval([], centre), s.interval([4.0], centre)
    assert none.n == 0 and isnan(none.centre) and (none.low, none.high) == (-inf, inf)
    assert (one.n, one.centre, one.low, one.high) == (1, 4.0, -inf, inf)
    assert s.p_above([], 0, centre) == 1 and s.p_above([5.0], 0, centre) >= 0.5
    assert s.interval([nan, 2.0], centre).n == 1


def test_equal_values_have_an_interval_of_no_width():
    assert s.mean_interval([0.1] * 7) == s.Interval(7, pytest.approx(0.1), pytest.approx(0.1), pytest.approx(0.1))
    assert s.p_above([0.1] * 7, 0.05, "mean") == 0 and s.p_above([0.1] * 7, 0.2, "mean") == 1
    assert s.effect_size([0.1] * 7) is None and s.effect_size([1.0, 2.0]) is None
    assert s.median_interval([inf] * 7) == s.Interval(7, inf, inf, inf)
    assert s.median_interval([-inf, inf]).centre == 0


def test_two_misses_are_a_difference_of_nothing():
    found = s.differences([3, inf, inf, nan, 4], [5, inf, 7, 1, inf], higher_is_better=False)
    assert found.tolist() == [2, 0, -inf, inf]
    assert s.differences([3], [5], higher_is_better=True).tolist() == [-2]


def test_hedges_correction_is_the_published_one():
    values = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
    plain = np.mean(values) / np.std(values, ddof=1)
    assert s.effect_size(values) == pytest.approx(plain * (1 - 3 / (4 * 5 - 1)), rel=2e-3)  # Hedges 1981, approximation


def test_holm_matches_an_example_by_hand():
    assert s.holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert s.holm([0.9, 0.8]) == [1.0, 1.0] and s.holm([]) == []


@pytest.mark.parametrize(
    ("mean", "kind"), [(0.9, "better"), (0.1, "better"), (-0.2, "at least as good"), (-1, "better")]
)
def test_more_replicates_is_the_first_number_that_decides(mean, kind):
    x = np.array([-1.5, -0.5, 0.0, 0.5, 1.5]) + mean
    more = more_replicates(x, 0.5, "mean", kind, 0.05)
    assert more is not None

    def decided(n: int) -> bool:
        half = stats.t.ppf(0.975, n - 1) * x.std(ddof=1) / sqrt(n)
        low, high = mean - half, mean + half
        inside = low >= -0.5 and (kind == "at least as good" or high <= 0.5)
        return bool(low > 0.5 or high < -0.5 or inside)

    assert decided(5 + more) and not decided(5 + more - 1)


def test_more_replicates_for_medians_go_by_the_present_shares():
    """Five in six are beyond the margin; a sixth that fails must be waited out."""
    enough = next(n for n in range(7, 99) if stats.binom.sf(5 * n // 6 - 1, n, 0.5) <= 0.025)
    assert more_replicates([3.0, 3, 3, 3, 3, -3], 1, "median", "better", 0.05) == enough - 6


def test_what_cannot_be_foreseen_is_not_foretold():
    assert more_replicates([0.4, 0.6], 0.2, "mean", "better", 0.05) is None
    assert more_replicates([0.4, 0.5, 0.6], 0.5, "mean", "better", 0.05) is None
    assert more_replicates([3.0] * 5, 1, "median", "better", 0.05) == 1
    assert more_replicates([3.0] * 6, 1, "median", "better", 0.05 / 6) == 1
    assert more_replicates([inf, -inf] * 3, 1, "median", "better", 0.05) is None


def test_shares_have_a_width_where_all_runs_are_alike():
    """Twenty pairs without a difference: half-width 1.96 √(1 / 22²) (Agresti and Min 2005); Wilson's by hand."""
    pairs = s.share_interval(np.zeros(20))
    assert pairs.centre == 0 and (-pairs.low, pairs.high) == pytest.approx((1.96 / 22, 1.96 / 22), rel=1e-3)
    assert s.proportion_interval([0.0] * 10).high == pytest.approx(1.96**2 / (10 + 1.96**2), rel=1e-3)
    assert s.p_above([1.0] * 8 + [0.0] * 2, 0.2, "share") < 0.025 < s.p_above([1.0] * 2 + [0.0] * 8, 0.2, "share")
