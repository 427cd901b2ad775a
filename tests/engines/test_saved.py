"""Networks from a `.keras` file: drawn anew for each trial, or as they are."""

import keras
import numpy as np
import pytest
from keras import layers, ops

from experiments import build
from experiments.data import load
from experiments.engines import fit
from experiments.engines.backends import backend
from experiments.engines.grouping import groups
from experiments.engines.tryout import check
from experiments.execution.work import work
from experiments.own import PartError
from experiments.spec import part
from tests.marks import whole
from tests.samples import trial

DIGITS = part("digits", scaling="standard", train_rows=48)


def network(*extra):
    """A network with something adapted, something frozen, a seed, and moments."""
    frozen = layers.Dense(5, name="frozen", trainable=False)
    kernel = keras.initializers.GlorotUniform(seed=3)
    hidden = [
        layers.Normalization(mean=0.5, variance=2.0),
        frozen,
        layers.Dense(4, kernel_initializer=kernel, name="first"),
    ]
    return keras.Sequential(
        [keras.Input((64,)), *hidden, layers.BatchNormalization(name="normal"), layers.Dropout(0.3, seed=5), *extra]
    )


@pytest.fixture
def file(tmp_path):
    """Its file, with trained weights."""
    model = network(layers.Dense(10, name="last"))
    for variable in model.weights:
        if variable.dtype == "float32":
            variable.assign(variable + 1.0)
    model.save(tmp_path / "net.keras")
    return model, str(tmp_path / "net.keras")


def arrays(model, *names):
    """Weights of some layers."""
    return [ops.convert_to_numpy(weight) for name in names for weight in model.get_layer(name).weights]


def test_what_trains_is_drawn_for_each_seed_and_the_rest_stays(file):
    model, path = file
    spec, table = part(path), load(DIGITS)
    assert spec.content
    first, again, other = (build.model(spec, table, seed) for seed in (0, 0, 1))
    for left, right in zip(first.get_weights(), again.get_weights(), strict=True):
        np.testing.assert_array_equal(left, right)
    assert not np.array_equal(*(arrays(model, "first")[0] for model in (first, other)))
    np.testing.assert_array_equal(arrays(first, "normal"), [[1] * 4, [0] * 4, [0] * 4, [1] * 4])
    np.testing.assert_array_equal(arrays(first, "frozen")[0], arrays(model, "frozen")[0])
    rows = np.ones((2, 64), "float32")
    np.testing.assert_allclose(first.layers[0](rows), model.layers[0](rows))
    states = [ops.convert_to_numpy(model.layers[-2].seed_generator.state) for model in (first, other)]
    assert not np.array_equal(*states)


def test_weights_are_kept_where_that_is_asked_for(file):
    model, path = file
    restored = build.model(part(path, weights="kept"), load(DIGITS), 0)
    for left, right in zip(restored.get_weights(), model.get_weights(), strict=True):
        np.testing.assert_array_equal(left, right)


@whole
def test_it_trains_in_both_engines(file):
    sample = trial(data=DIGITS, model=part(file[1]), batch_size=16, epochs=1)
    check([sample])
    (group,) = groups([sample], "auto")
    work(group, (events := []).append)
    assert events[-1].records[0].status == fit.run(sample).status == "ok"
    assert (group.engine == "stacked") == backend.STACKS


def test_a_file_that_cannot_be_used_is_said(file, tmp_path):
    (tmp_path / "broken.keras").write_text("no archive")
    network().save(tmp_path / "headless.keras")
    for name, words in {
        "none.keras": "no such file",
        "broken.keras": "cannot be made",
        "headless.keras": "must give outputs of shape",
    }.items():
        with pytest.raises(PartError, match=words):
            check([trial(data=DIGITS, model=part(str(tmp_path / name)))])
    with pytest.raises(PartError, match="`weights` must be one of drawn, kept"):
        check([trial(data=DIGITS, model=part(file[1], weights="old"))])
