"""Selections: counts, nesting, shares of classes, what is left over."""

from itertools import pairwise

import numpy as np
import pytest

from experiments.data import prepare
from experiments.spec import part
from tests.data.cases import named

COUNTS = (3, 10, 25, 60, 72)


@pytest.mark.parametrize("option", ["train_rows", "labelled"])
@pytest.mark.parametrize("task", ["classification", "regression"])
def test_smaller_counts_lie_within_larger_ones(option, task):
    chosen = [set(prepare(named(task, **{option: count}), 0).rows.train) for count in COUNTS]
    assert [len(rows) for rows in chosen] == list(COUNTS)
    assert all(small < large for small, large in pairwise(chosen))
    assert chosen[-1] == set(prepare(named(task), 0).rows.train)


@pytest.mark.parametrize("count", [10, 30, 100, 500])
def test_few_rows_keep_the_shares_of_the_classes(count):
    data = prepare(part("digits", train_rows=count), 0)
    shares = np.bincount(data.y[prepare(part("digits"), 0).rows.train])
    wanted = shares / shares.sum() * count
    assert np.abs(np.bincount(data.y[data.rows.train], minlength=10) - wanted).max() <= 1


def test_few_rows_are_drawn_from_all_over_the_table():
    rows = prepare(part("digits", train_rows=200), 0).rows.train
    assert rows.mean() == pytest.approx(1797 / 2, rel=0.15) and rows.max() > 1600


def test_rows_without_labels_are_the_other_training_rows_and_take_part_in_scaling():
    plain, few = prepare(part("wine"), 0), prepare(part("wine", labelled=20), 0)
    assert sorted([*few.rows.train, *few.unlabelled]) == list(plain.rows.train)
    np.testing.assert_allclose(few.shift, plain.shift, rtol=1e-6)
    np.testing.assert_allclose(few.factor, plain.factor, rtol=1e-6)
    pool = prepare(part("wine", train_rows=50, labelled=20), 0)
    assert (len(pool.rows.train), len(pool.unlabelled)) == (20, 30)


def test_duplicates_occur_twice():
    plain, more = (prepare(part("wine", **options), 0).rows.train for options in ({}, {"duplicates": 0.25}))
    distinct, times = np.unique(more, return_counts=True)
    assert list(distinct) == list(plain) and times.max() == 2
    assert (times == 2).sum() == round(0.25 * len(plain))


def test_a_leak_puts_training_rows_where_rows_judge():
    plain, leaky = (prepare(part("digits", **options), 0).rows for options in ({}, {"leak": 0.3}))
    for own, mixed in ((plain.validation, leaky.validation), (plain.test, leaky.test)):
        changed = own != mixed
        assert changed.sum() == round(0.3 * len(own))
        assert set(mixed[changed]) <= set(plain.train)
    assert list(leaky.train) == list(plain.train)


def test_training_rows_left_over_may_judge_where_the_split_is_a_plain_one():
    whole, few = (prepare(part("wine", train_rows=40, **options), 0).rows for options in ({}, {"spare": "test"}))
    left = set(prepare(part("wine"), 0).rows.train) - set(whole.train)
    assert (few.train == whole.train).all() and (few.validation == whole.validation).all()
    assert set(few.test) == {*whole.test, *left} and (np.diff(few.test) > 0).all() and len(left) == 66
    folded = [prepare(part("wine", train_rows=40, folds=5, **options), 0).rows for options in ({}, {"spare": "test"})]
    assert (folded[0].test == folded[1].test).all()
