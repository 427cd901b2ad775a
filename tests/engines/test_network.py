"""A network with its preparation inside: raw rows, with gaps and far from 0, give what prepared rows give."""

import keras
import numpy as np
import pytest

from experiments import build
from experiments.data import Table, load, prepare
from experiments.data.loading import _load
from experiments.data.preparation import selected, treated
from experiments.engines.network import WIDE, carrying
from experiments.spec import Trial, part
from tests.data.cases import CASES

pytestmark = pytest.mark.skipif(WIDE == "float32", reason="JAX has no float64")

OFFSETS = np.array([0.0, 1.7e9, -3.0, 100.0, 5e6])
PREPARED = [
    {},
    *({option: value} for option, value in CASES if option in ("imputation", "scaling", "clip", "stretch", "offset")),
    {"scaling": "centred"},
    {"scaling": "quantile", "stretch": 10.0, "offset": 1.0},
    {"scaling": "quantile", "missing": 0.2, "imputation": "median_indicator", "clip": "iqr"},
    {"missing": 0.2, "imputation": "median_indicator", "clip": "iqr"},
]


def rows(task="classification", gaps=True, tiny=1.0):
    """A table whose features are at different distances from 0."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=(60, 5)) * [1, 20, 0.1 * tiny, 30, 1000] + OFFSETS * [1, 1, tiny, 1, 1]
    y = rng.normal(size=60)
    if gaps:
        x[::7, 1], x[1::5, 3] = np.nan, np.nan
    if task == "regression":
        return Table("far", "far", task, x, 1e9 + y, None, None, "here")
    return Table("far", "far", task, x, (y > 0).astype(int), ("a", "b"), None, "here")


@pytest.fixture
def carried(monkeypatch, tmp_path):
    def make(factory, **options):
        """The loaded network of an untrained model, that model, and its data."""
        monkeypatch.setattr("tests.samples.own", lambda: factory, raising=False)
        for cache in (_load, selected, treated, prepare):
            cache.cache_clear()
        trial = Trial(part("tests.samples:own", **options), part("mlp", hidden=(4,)), part("sgd", learning_rate=0.1))
        data = prepare(trial.data, 0)
        model = build.model(trial.model, data.table, 0)
        carrying(model, trial).save(tmp_path / "winner.keras")
        return keras.saving.load_model(tmp_path / "winner.keras"), model, data

    yield make
    for cache in (_load, selected, treated, prepare):
        cache.cache_clear()


def plain(tensor):
    return keras.ops.convert_to_numpy(tensor)


@pytest.mark.parametrize("options", PREPARED, ids=str)
def test_raw_rows_give_what_prepared_rows_give(options, carried):
    factory = rows()
    winner, model, data = carried(factory, **options)
    raw = load(part("tests.samples:own", **{name: value for name, value in options.items() if name == "missing"})).raw(
        np.arange(60)
    )
    outputs, wanted = plain(winner(raw)), plain(model(data.inputs(np.arange(60))))
    assert np.isfinite(outputs).all() and winner.input_shape == (None, 5)
    exact = options.get("scaling") != "none"  # there a network sees large numbers, and so large round-off
    np.testing.assert_allclose(outputs, wanted, rtol=1e-5 if exact else 1e-3, atol=1e-5 if exact else 1e3)


def test_gaps_that_training_never_had_are_filled_with_the_training_rows_mean(carried):
    winner, _, data = carried(rows(gaps=False))
    raw = data.table.raw(np.arange(4))
    raw[:, 2] = np.nan
    means = raw.copy()
    means[:, 2] = data.table.raw(data.rows.train)[:, 2].mean()
    np.testing.assert_allclose(plain(winner(raw)), plain(winner(means)), rtol=1e-4, atol=1e-5)
    assert np.isfinite(winner.predict(np.full((3, 5), np.nan), verbose=0)).all()


def test_a_quantity_far_from_zero_comes_out_in_its_own_unit(carried):
    winner, model, data = carried(rows("regression"))
    outputs = plain(winner(data.table.raw(np.arange(60))))
    y = data.table.y.astype(float)[data.rows.train] + data.table.level
    wanted = plain(model(data.inputs(np.arange(60)))).astype(float) * y.std() + y.mean()
    np.testing.assert_allclose(outputs - 1e9, wanted - 1e9, atol=1e-4)


def test_a_feature_of_small_numbers_is_scaled_too(carried):
    """keras.layers.Normalization takes no deviation below 1e-7."""
    winner, model, data = carried(rows(tiny=1e-9))
    np.testing.assert_allclose(
        plain(winner(data.table.raw(np.arange(60)))), plain(model(data.inputs(np.arange(60)))), rtol=1e-4, atol=1e-4
    )


def test_images_and_sequences_are_prepared_too(carried):
    rng = np.random.default_rng(0)
    x = rng.normal(size=(40, 4, 3, 2))
    x[:, 1, 1] += 1e7
    x[3, 0, 0] = np.nan
    winner, model, data = carried(Table("i", "i", "classification", x, np.arange(40) % 2, ("a", "b"), None, "here"))
    raw = data.table.raw(np.arange(40))
    np.testing.assert_allclose(plain(winner(raw)), plain(model(data.inputs(np.arange(40)))), rtol=1e-4, atol=1e-5)
