"""Repeated k-fold splits: every row is tested once a repetition; classes and groups; what cannot be divided."""

import numpy as np
import pytest

from experiments.data import DataError, facts, load, prepare, sizes
from experiments.spec import part


@pytest.fixture
def patients(tmp_path, monkeypatch):
    """60 rows of 20 patients, in classes or with a quantity."""
    monkeypatch.chdir(tmp_path)
    for name in ("classes", "quantity"):
        rows = [
            f"{n * 7 % 31},{n % 5},P{n % 20},{'ab'[n % 3 == 0] if name == 'classes' else n * 1.7}" for n in range(60)
        ]
        (tmp_path / f"{name}.csv").write_text("\n".join(["x,z,patient,y", *rows]))
    return lambda kind, **options: part(f"{kind}.csv", group="patient", **options)


@pytest.mark.parametrize(("name", "count"), [("wine", 5), ("wine", 3), ("diabetes", 5), ("diabetes", 10)])
def test_each_repetition_tests_every_row_at_most_once_and_nearly_all(name, count):
    data = part(name, folds=count)
    rows = len(load(data).x)
    for repetition in (0, 2):
        splits = [prepare(data, repetition * count + number).rows for number in range(count)]
        tested = np.concatenate([split.test for split in splits])
        assert len(np.unique(tested)) == len(tested) == count * (rows // count)
        for split in splits:
            every = np.concatenate([split.train, split.validation, split.test])
            assert sorted(every) == list(range(rows))


def test_all_replicates_have_parts_of_one_size_so_that_they_stack():
    assert len({sizes(part("wine", folds=5), replicate) for replicate in range(12)}) == 1
    assert sizes(part("diabetes", folds=5), 0) == (266, 88, 88)


def test_repetitions_draw_other_folds_and_a_fold_is_the_same_whenever_it_is_asked_for():
    data = part("wine", folds=4)
    first, again = (prepare(data, 1).rows.test, prepare(data.but(scaling="none"), 1).rows.test)
    np.testing.assert_array_equal(first, again)
    assert set(first) != set(prepare(data, 5).rows.test)


def test_classes_keep_their_shares_in_every_fold():
    data = part("breast_cancer", folds=5)
    shares = [np.bincount(load(data).y[prepare(data, number).rows.test]) for number in range(5)]
    assert np.ptp(np.array(shares), axis=0).max() <= 2


@pytest.mark.parametrize("kind", ["classes", "quantity"])
def test_groups_stay_on_one_side_and_steps_are_as_many_in_each_replicate(patients, kind):
    data = patients(kind, folds=4)
    groups, steps = load(data).groups, set()
    for replicate in range(8):
        rows = prepare(data, replicate).rows
        parts = [set(groups[part]) for part in (rows.train, rows.validation, rows.test)]
        assert not (parts[0] & parts[1] or parts[0] & parts[2] or parts[1] & parts[2])
        assert len(rows.validation) and len(rows.test)
        steps.add(len(rows.train) + len(rows.validation))
    assert len(steps) == 1


def test_rows_that_a_split_by_groups_leaves_out_are_told(patients, tmp_path):
    assert not any("leaves some rows out" in note for note in load(patients("classes")).notes)  # 20 groups of 3
    rows = [f"{n * 7 % 31},{n % 5},P{n % 13 % 9},{'ab'[n % 2]}" for n in range(60)]
    (tmp_path / "uneven.csv").write_text("\n".join(["x,z,patient,y", *rows]))
    notes = load(part("uneven.csv", group="patient")).notes
    assert any("a split leaves some rows out (about" in note for note in notes)


def test_copies_on_both_sides_are_told_with_folds_too(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = [f"{n},{n * n % 17},{'ab'[n % 2]}" for n in range(30)] * 2
    (tmp_path / "twice.csv").write_text("\n".join(["x,z,y", *rows]))
    assert any("fall on both sides of the split" in note for note in load(part("twice.csv", folds=5)).notes)


def test_facts_say_the_folds_and_data_without_them_stay_as_they_were():
    assert facts(part("wine", folds=5))["folds"] == 5 and "folds" not in facts(part("wine"))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (part("wine", folds=49), "49 folds need 49 rows of each class.*48 rows of class_2"),
        (part("wine", folds=1), "folds of wine must be a whole number of at least 2"),
        (part("diabetes", folds=222), "need at least 444 rows"),
    ],
)
def test_rows_that_cannot_be_divided_are_refused(data, words):
    with pytest.raises(DataError, match=words):
        load(data)


def test_groups_that_are_too_few_and_test_rows_of_their_own_are_refused(patients):
    with pytest.raises(DataError, match="25 folds need at least 25 groups"):
        load(patients("classes", folds=25))
    with pytest.raises(DataError, match="has test rows of its own"):
        load(part("classes.csv", folds=5, test=part("classes.csv")))
