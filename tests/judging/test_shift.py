"""The difference of two independent estimates, from their intervals alone."""

from math import inf, isinf, nan, sqrt

import numpy as np
import pytest

from experiments.judging.statistics import Interval, mean_interval, shift


def test_of_symmetric_intervals_it_is_the_root_of_the_sum_of_squares():
    found = shift(Interval(5, 1.0, 0.7, 1.3), Interval(8, 3.0, 2.6, 3.4))
    assert (found.n, found.centre) == (5, 2.0)
    assert (found.low, found.high) == (pytest.approx(1.5), pytest.approx(2.5))  # 0.3, 0.4 and 0.5


def test_of_other_intervals_each_end_takes_the_sides_that_pull_that_way():
    found = shift(Interval(5, 0.0, -3.0, 1.0), Interval(5, 0.0, -2.0, 4.0))
    assert found.low == pytest.approx(-sqrt(2**2 + 1**2))
    assert found.high == pytest.approx(sqrt(4**2 + 3**2))


def test_what_is_not_bounded_stays_so():
    found = shift(Interval(1, 0.5, -inf, inf), Interval(5, 1.0, 0.9, 1.1))
    assert found.centre == 0.5
    assert isinf(found.low) and isinf(found.high)
    for centre in (inf, nan):
        assert np.isnan(shift(Interval(5, centre, -inf, inf), Interval(5, 1.0, 0.9, 1.1)).centre)


def test_it_covers_the_true_difference_about_as_often_as_it_says():
    draw = np.random.default_rng(0)
    hits = 0
    for _ in range(2000):
        found = shift(mean_interval(draw.normal(0, 1, 6)), mean_interval(draw.normal(1, 3, 10)))
        hits += found.low < 1 < found.high
    assert 0.94 < hits / 2000 < 0.985
