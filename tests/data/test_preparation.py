"""The preparation as a whole: nothing leaks, everything repeats itself, options do not disturb each other."""

from dataclasses import replace

import numpy as np
import pytest

from experiments.data import load, prepare, sizes
from experiments.data.loading import TABLE_OPTIONS, _load
from experiments.data.options import OPTIONS
from experiments.data.preparation import TREATMENT, selected, treated
from experiments.data.treatment.selection import SELECTION
from experiments.names import VIEW
from experiments.spec import part
from tests.data.cases import CASES, EVERY, named

ORDER = [*TABLE_OPTIONS, "folds", *SELECTION, *TREATMENT, *VIEW]


def forget():
    for cached in (_load, selected, treated, prepare):
        cached.cache_clear()


@pytest.fixture
def afresh():
    """Tables of a test's own are not left in the caches."""
    forget()
    yield
    forget()


def test_every_option_has_a_rule_and_a_place():
    assert [option for option in OPTIONS if option != "spare"] == ORDER  # which says more of `train_rows`
    assert {option for option, _ in CASES} == set(ORDER) - {*TABLE_OPTIONS, "folds"}


@pytest.mark.parametrize(("task", "option", "value"), EVERY)
def test_nothing_of_validation_and_test_rows_reaches_training(task, option, value, monkeypatch, afresh):
    data = named(task, **{option: value})
    before = prepare(data, 0)
    base = selected(named(task), 0).rows
    others = np.concatenate([base.validation, base.test])
    table = load(data)
    x, y = table.x.copy(), table.y.copy()
    x[others] = np.random.default_rng(1).permutation(x[others]) * 1000 + 7
    x[others[:5]] = np.nan
    y[others] = y[others][::-1] if table.classes else y[others] * 1000 + 7
    forget()
    monkeypatch.setattr("experiments.data.preparation.load", lambda data: replace(table, x=x, y=y))
    monkeypatch.setattr("experiments.data.preparation.split", lambda table, seed: base)
    after = prepare(data, 0)
    train = np.concatenate([before.rows.train, before.unlabelled])
    assert list(np.concatenate([after.rows.train, after.unlabelled])) == list(train)
    np.testing.assert_array_equal(after.shift, before.shift)
    np.testing.assert_array_equal(after.factor, before.factor)
    np.testing.assert_array_equal(after.inputs(train), before.inputs(train))
    np.testing.assert_array_equal(after.y[train], before.y[train])
    np.testing.assert_array_equal(after.targets[train], before.targets[train])
    assert after.spread == before.spread


@pytest.mark.parametrize(("task", "option", "value"), EVERY)
def test_what_is_prepared_is_finite_repeats_itself_and_differs_by_replicate(task, option, value, afresh):
    data = named(task, **{option: value})
    first = prepare(data, 0)
    assert np.isfinite(first.inputs(np.arange(len(first.x)))).all()
    assert first.x.dtype == first.shift.dtype == first.factor.dtype == np.float32
    assert first.y.dtype == (np.int32 if task == "classification" else np.float32)
    forget()
    again, other = prepare(data, 0), prepare(data, 1)
    for name in ("x", "y", "shift", "factor", "unlabelled"):
        np.testing.assert_array_equal(getattr(again, name), getattr(first, name))
    assert list(again.rows.train) == list(first.rows.train) != list(other.rows.train)


@pytest.mark.parametrize(("task", "option", "value"), EVERY)
def test_sizes_are_those_of_the_prepared_rows_and_equal_in_every_replicate(task, option, value):
    data = named(task, **{option: value})
    splits = {replicate: prepare(data, replicate).rows for replicate in range(4)}
    counts = {(len(rows.train), len(rows.validation), len(rows.test)) for rows in splits.values()}
    assert counts == {sizes(data, 0)} == {sizes(data, 3)}


@pytest.mark.parametrize(("task", "option", "value"), EVERY)
def test_only_a_selection_changes_which_rows_judge(task, option, value):
    plain, changed = prepare(named(task), 0).rows, prepare(named(task, **{option: value}), 0).rows
    if option != "leak":
        assert list(changed.test) == list(plain.test)
        assert list(changed.validation) == list(plain.validation)
    assert set(changed.train) <= set(plain.train)
    if option not in SELECTION and value not in ("drop", "agreement"):
        assert list(changed.train) == list(plain.train)


@pytest.mark.parametrize("option", ["duplicates", "leak", "label_noise", "outliers", "target_outliers", "missing"])
def test_a_share_of_zero_changes_nothing(option):
    task = "regression" if option == "target_outliers" else "classification"
    plain, changed = prepare(named(task), 0), prepare(named(task, **{option: 0.0}), 0)
    np.testing.assert_array_equal(changed.x, plain.x)
    np.testing.assert_array_equal(changed.y, plain.y)
    assert list(changed.rows.train) == list(plain.rows.train)
    assert list(changed.rows.test) == list(plain.rows.test)


def test_replicates_and_scalings_share_what_they_can():
    tables = [
        prepare(part("wine", scaling=scaling), replicate) for scaling in ("none", "robust") for replicate in (0, 1)
    ]
    assert len({id(data.x) for data in tables}) == len({id(data.y) for data in tables}) == 1
    spoiled = [prepare(part("wine", scaling=scaling, outliers=0.1), 0) for scaling in ("none", "robust")]
    assert spoiled[0].x is spoiled[1].x is not tables[0].x


def test_treatments_follow_one_another():
    """Noise is there before it is looked for, and clipping sees the gross errors."""
    noisy, cleaned = (prepare(part("digits", label_noise=0.2, **more), 0) for more in ({}, {"cleaning": "agreement"}))
    truth = noisy.table.y
    wrong = [(data.y[data.rows.train] != truth[data.rows.train]).mean() for data in (noisy, cleaned)]
    assert wrong[0] == pytest.approx(0.2, abs=0.001) and wrong[1] < 0.04
    spoiled, clipped = (prepare(part("wine", outliers=0.2, **more), 0) for more in ({}, {"clip": "iqr"}))
    assert np.abs(clipped.inputs(clipped.rows.train)).max() < np.abs(spoiled.inputs(spoiled.rows.train)).max()


def test_a_constant_target_is_harmless():
    data = prepare(part("quadratic_deep", scaling="none"), 0)
    assert data.spread == 1 and not data.y.any()


def test_random_choices_differ_by_replicate_and_role_but_not_by_option():
    first, again, other = selected(part("wine"), 0), selected(part("wine", leak=0.2), 0), selected(part("wine"), 1)
    np.testing.assert_array_equal(first.numbers("leak"), again.numbers("leak"))
    assert not np.isin(first.numbers("leak"), [other.numbers("leak"), first.numbers("outliers")]).any()
