"""Data: splits are partitions, scaling sees training rows only, errors name the missing file."""

import numpy as np
import pytest

from experiments import names
from experiments.data import DataError, load, prepare
from experiments.data.loading import _load
from experiments.data.split import split
from experiments.data.table import Table
from experiments.data.treatment.scaling import SCALINGS
from experiments.spec import part

OFFLINE = ("digits", "breast_cancer", "wine")


@pytest.mark.parametrize("name", OFFLINE)
def test_a_split_is_a_partition_and_keeps_class_shares(name):
    table = load(part(name))
    rows = split(table, 7)
    together = np.concatenate([rows.train, rows.validation, rows.test])
    assert sorted(together) == list(range(len(table.x)))
    shares = np.bincount(table.y) / len(table.y)
    assert np.abs(np.bincount(table.y[rows.train]) / len(rows.train) - shares).max() < 0.03


def test_splits_differ_by_replicate():
    first, second = (prepare(part("wine"), replicate).rows.test for replicate in (0, 1))
    assert list(first) != list(second)


@pytest.mark.parametrize("scaling", sorted(SCALINGS))
def test_scaling_reads_training_rows_only(scaling):
    table = load(part("wine"))
    data = prepare(part("wine", scaling=scaling), 0)
    spoiled = table.x.copy()
    spoiled[data.rows.test] = 1e6
    shift, factor = SCALINGS[scaling](spoiled[data.rows.train].astype(np.float64))
    np.testing.assert_allclose(data.shift, shift, rtol=1e-6)
    np.testing.assert_allclose(data.factor, factor, rtol=1e-6)


def test_standard_scaling_gives_mean_zero_and_deviation_one():
    data = prepare(part("breast_cancer", scaling="standard"), 0)
    seen = data.inputs(data.rows.train).astype(np.float64)
    assert np.abs(seen.mean(0)).max() < 1e-4
    assert np.abs(seen.std(0) - 1).max() < 1e-3


def test_a_constant_feature_becomes_zero():
    shift, factor = SCALINGS["standard"](np.full((5, 2), 3.0))
    assert ((np.full((5, 2), 3.0) - shift) * factor == 0).all()


def test_a_regression_target_is_scaled_by_training_rows(monkeypatch):
    data = prepared_houses(monkeypatch)
    assert abs(float(data.y[data.rows.train].mean())) < 1e-6
    assert abs(float(data.y[data.rows.train].std()) - 1) < 1e-6
    assert data.spread == pytest.approx(float(data.table.y[data.rows.train].std()))


def test_a_published_test_set_is_kept(monkeypatch):
    rng = np.random.default_rng(0)
    parts = ((rng.normal(size=(60, 3)), rng.normal(size=60)), (rng.normal(size=(20, 3)), rng.normal(size=20)))
    monkeypatch.setitem(names.DATASETS, "california_housing", "keras.datasets.california_housing:load_data")
    monkeypatch.setattr("keras.datasets.california_housing.load_data", lambda: parts)
    _load.cache_clear()
    table = load(part("california_housing"))
    _load.cache_clear()
    assert list(split(table, 1).test) == list(range(60, 80))
    assert len(split(table, 1).validation) == 10


def test_a_data_set_without_network_names_the_file_and_the_folder(monkeypatch, tmp_path):
    def refuse():
        raise OSError("no network")

    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    monkeypatch.setattr("keras.datasets.mnist.load_data", refuse)
    with pytest.raises(DataError, match=r"mnist\.npz") as caught:
        load(part("mnist"))
    assert str(tmp_path) in str(caught.value)
    assert "no network" in str(caught.value)


def own_table(**changes):
    """What a user's own loader returns, sound but for the changes."""
    rng = np.random.default_rng(0)
    fields = {
        "x": rng.normal(size=(30, 2)).astype(np.float32),
        "y": np.arange(30, dtype=np.int32) % 2,
        "classes": ("a", "b"),
    }
    return Table(name="own", title="own", task="classification", test=None, source="here", **{**fields, **changes})


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (lambda: 3, "Received: int"),
        (lambda: 1 / 0, "ZeroDivisionError"),
        (lambda: own_table(y=np.zeros(29, np.int32)), "x has 30 rows and y has 29"),
        (lambda: own_table(x=np.zeros((5, 2), np.float32), y=np.zeros(5, np.int32)), "at least 10 rows"),
        (lambda: own_table(x=np.full((30, 2), np.nan, np.float32)), "no value in any row"),
        (lambda: own_table(x=np.full((30, 2), np.inf, np.float32)), "without infinite"),
        (lambda: own_table(y=np.full(30, 7, np.int32)), "class numbers from 0 to 1"),
        (lambda: own_table(y=np.eye(2)[np.arange(30) % 2]), "of shape (rows,)"),
    ],
)
def test_data_of_the_users_own_is_checked(made, words, monkeypatch):
    monkeypatch.setattr("tests.samples.own", made, raising=False)
    _load.cache_clear()
    with pytest.raises(DataError) as caught:
        load(part("tests.samples:own"))
    assert words in str(caught.value)


def test_data_of_the_users_own_is_loaded(monkeypatch):
    monkeypatch.setattr("tests.samples.own", own_table, raising=False)
    _load.cache_clear()
    assert load(part("tests.samples:own")).outputs == 2
    _load.cache_clear()


def prepared_houses(monkeypatch):
    """A small regression data set under the name `houses`."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=(90, 4)).astype(np.float32)
    y = (100 + 10 * x.sum(1, keepdims=True)).astype(np.float32)
    table = Table("houses", "houses", "regression", x, y, None, None, "made here")
    monkeypatch.setattr("experiments.data.preparation.load", lambda data: table)
    prepare.cache_clear()
    data = prepare(part("houses", scaling="standard"), 0)
    prepare.cache_clear()
    return data
