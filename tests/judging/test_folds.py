"""Folds: the corrected resampled t test covers what the plain one misses, and is used wherever means are judged."""

from math import sqrt

import numpy as np
import pytest

from experiments.judging.allowance import Allowance, overlap
from experiments.judging.replicates import more_replicates
from experiments.judging.statistics import mean_interval, p_above, p_below
from experiments.judging.verdicts import OPEN, SUPPORTED, Stated, judge
from experiments.report.sections.quantity import quantity
from experiments.report.wording import UNITS

VALUES = [1.0, 2.0, 4.0, 3.0, 2.5]


def test_without_folds_nothing_overlaps():
    assert overlap({"test": 20, "train": 60}) == 0.0
    assert overlap({"test": 20, "train": 60, "folds": 5}) == pytest.approx(1 / 3)


def test_the_interval_and_the_test_are_wider_by_nadeau_and_bengios_factor():
    plain, wide = mean_interval(VALUES), mean_interval(VALUES, allowance=Allowance(0.25))
    factor = sqrt((1 / 5 + 0.25) / (1 / 5))
    assert wide.centre == plain.centre
    assert wide.high - wide.centre == pytest.approx(factor * (plain.high - plain.centre))
    ends = (wide.low, wide.high)
    assert p_above(VALUES, ends[0], "mean", allowance=Allowance(0.25)) == pytest.approx(0.025)
    assert p_below(VALUES, ends[1], "mean", allowance=Allowance(0.25)) == pytest.approx(0.025)
    shown = quantity(VALUES, "mean", UNITS["number"], overlap=0.25)
    assert (shown["low"], shown["high"]) == pytest.approx(ends)


def test_a_verdict_that_rests_on_counting_the_same_rows_again_is_undecided():
    values = np.array([0.02, 0.03, 0.025, 0.04, 0.01, 0.03, 0.035, 0.02, 0.015, 0.03])
    (plain,), (folds,) = (judge([Stated(values, 0.015, allowance=Allowance(share))]) for share in (0.0, 0.5))
    assert plain.verdict == SUPPORTED and folds.verdict == OPEN
    assert folds.chances.helps < plain.chances.helps and folds.more is None
    assert more_replicates(values, 0.015, "mean", "better", 0.05, allowance=Allowance(0.5)) is None


def test_the_corrected_interval_covers_where_the_plain_one_does_not():
    """Two predictors on 400 tables of 100 normal rows, three times 5 folds: the mean of the training rows against 0.

    With 60 training rows the squared error of the mean is 1 + 1/60, that of 0 is 1 + mean², so the true difference is
    known. The plain interval of 15 replicates takes them as independent.
    """
    rng, rows, mean = np.random.default_rng(0), 100, 0.3
    truth = (1 + mean**2) - (1 + 1 / 60)
    hits = {0.0: 0, 20 / 60: 0}
    for _ in range(400):
        y = rng.normal(mean, 1, rows)
        effects = []
        for _ in range(3):
            for test in np.split(rng.permutation(rows), 5):
                train = rng.permutation(np.setdiff1d(np.arange(rows), test))[:60]
                effects.append((y[test] ** 2).mean() - ((y[test] - y[train].mean()) ** 2).mean())
        for share in hits:
            interval = mean_interval(effects, allowance=Allowance(share))
            hits[share] += interval.low <= truth <= interval.high
    plain, corrected = (hits[share] / 400 for share in hits)
    assert plain < 0.8
    assert 0.92 <= corrected <= 0.995
