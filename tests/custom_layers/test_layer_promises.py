"""Every layer and activation: settings are no weights, float64 is kept, shapes are told, files bring it back."""

from typing import ClassVar

import keras
import numpy as np
import pytest
from keras import ops

from custom_layers import layers
from tests.custom_layers.cases.activations import ACTIVATIONS
from tests.custom_layers.cases.layers import LAYERS
from tests.marks import whole

RNG = np.random.default_rng(0)
# a layer, two values of each of its settings, inputs on which they count
X = RNG.normal(size=(40, 6)).astype("float32")
SETTINGS = [
    *(
        (kind, {"rate": 0.1, "seed": 1}, {"rate": 0.6, "seed": 2})
        for kind in (layers.Dropout, layers.AlphaDropout, layers.SpatialDropout, layers.MonteCarloDropout)
    ),
    (layers.Dense, *({"units": 6, "l1": v, "l2": 2 * v, "max_norm": 5 * v} for v in (0.1, 0.2))),
    (layers.Landscape, *({"function": "quadratic", "start": (1, 2), "curvatures": c} for c in ((3, 1), (1, 5)))),
]
BY_NAME = {case.layer.__name__: case.layer for case in ACTIVATIONS}
SETTINGS += [
    (BY_NAME["ELU"], {"alpha": 0.5}, {"alpha": 2.0}),
    (BY_NAME["LeakyReLU"], {"negative_slope": 0.1}, {"negative_slope": 0.5}),
    (BY_NAME["RReLU"], {"lower": 0.1, "upper": 0.2, "seed": 1}, {"lower": 0.5, "upper": 0.9, "seed": 2}),
]
# numbers that are drawn with, that penalise, that are fixed, that are a slope, that bound a draw
CORE = (layers.Dropout, layers.Dense, layers.Landscape, BY_NAME["ELU"], BY_NAME["RReLU"])
each_setting = pytest.mark.parametrize(
    ("kind", "first", "second"),
    [pytest.param(*row, id=row[0].__name__, marks=() if row[0] in CORE else whole) for row in SETTINGS],
)
ALL = [*((case, case.shape) for case in LAYERS), *((case, (4, 5)) for case in ACTIVATIONS)]
each_case = pytest.mark.parametrize(("case", "shape"), ALL, ids=str)


FLOAT32 = (  # Keras's own products, extremes of two tensors and loops compute in float32 on PyTorch
    layers.Dense, layers.FeatureDense, layers.SimpleRNN, layers.LSTM, layers.GRU, layers.PiecewiseLinearEncoding,
    layers.QuantileNormalization,
)  # fmt: skip


def built(kind, options):
    keras.utils.set_random_seed(0)
    model = keras.Sequential([keras.Input((6,)), kind(**options)])
    return model, model.layers[0]


def output(layer):
    """Outputs in training and what training pays."""
    y = layer(X, training=True) if layer._call_has_training_arg else layer(X)
    return ops.convert_to_numpy(y), sum(float(ops.convert_to_numpy(loss)) for loss in layer.losses)


def owned(kind):
    return [name for name in ("settings", "draws") if hasattr(kind, name)]


def test_every_layer_with_settings_has_a_row():
    kinds = {case.layer for case, _ in ALL if owned(case.layer(**case.options))}
    assert kinds == {kind for kind, _, _ in SETTINGS}


@each_setting
@pytest.mark.parametrize("way", ["set_weights", "weights.h5", "own file"])
def test_weights_of_another_configuration_bring_no_settings(kind, first, second, way, tmp_path):
    (source, _), (target, layer) = built(kind, first), built(kind, second)
    twin = built(kind, second)[1]
    for mine, theirs in zip(twin.weights, source.weights, strict=True):
        mine.assign(theirs)
    if way == "set_weights":
        target.set_weights(source.get_weights())
    elif way == "weights.h5":
        source.save_weights(tmp_path / "some.weights.h5")
        target.load_weights(tmp_path / "some.weights.h5")
    else:
        store = {}
        source.layers[0].save_own_variables(store)
        layer.load_own_variables(store)
    assert layer.get_config() == {**twin.get_config(), "name": layer.name}
    assert output(layer)[1] == pytest.approx(output(twin)[1])
    for mine, theirs in zip(output(layer), output(twin), strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-6)


@each_setting
def test_a_setting_acts_also_after_the_build(kind, first, second):
    (_, layer), (_, twin) = built(kind, first), built(kind, second)
    twin.set_weights(layer.get_weights())
    names = [name for name in second if name not in ("seed", "units", "function", "start")]
    for name in names:
        setattr(layer, name, second[name])
        assert getattr(layer, name) == getattr(twin, name)
    stacked = {v.path.split("/")[-1]: ops.convert_to_numpy(v) for v in layer.settings.variables}
    for variable in twin.settings.variables:
        np.testing.assert_array_equal(stacked[variable.path.split("/")[-1]], ops.convert_to_numpy(variable))
    if "seed" not in first:
        for mine, theirs in zip(output(layer), output(twin), strict=True):
            np.testing.assert_allclose(mine, theirs, rtol=1e-6)
    for name in names if kind is not layers.Landscape else ():
        with pytest.raises(ValueError, match=f"Received: {name}=-1"):
            setattr(layer, name, -1)


@each_setting
@pytest.mark.parametrize("file", ["model.keras", "model.h5"])
@pytest.mark.filterwarnings("ignore:You are saving your model as an HDF5 file")
@pytest.mark.filterwarnings("ignore:.*empty `InputLayer`|.*compiled metrics")
def test_a_saved_model_keeps_its_settings(kind, first, second, file, tmp_path):
    model, layer = built(kind, first)
    model.save(tmp_path / file)
    again = keras.saving.load_model(tmp_path / file, compile=False).layers[0]
    assert again.get_config() == layer.get_config()
    for mine, theirs in zip(output(again), output(layer), strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-6)


def test_weights_come_from_a_keras_model_with_dropout(tmp_path):
    def network(kit):
        parts = [kit.Dense(4), kit.BatchNormalization(), kit.Dropout(0.5), kit.Dense(1)]
        return keras.Sequential([keras.Input((6,)), *parts])

    theirs, ours, again = network(keras.layers), network(layers), network(layers)
    ours.set_weights(theirs.get_weights())
    theirs.save_weights(tmp_path / "theirs.weights.h5")
    again.load_weights(tmp_path / "theirs.weights.h5")
    want = ops.convert_to_numpy(theirs(X))
    for model in (ours, again):
        np.testing.assert_allclose(ops.convert_to_numpy(model(X)), want, rtol=1e-5, atol=1e-6)


@pytest.mark.skipif(keras.backend.backend() == "jax", reason="JAX has no float64 unless told so before it starts")
@each_case
def test_float64_is_kept_to_its_last_digits(case, shape):
    if keras.backend.backend() == "torch" and case.layer in FLOAT32:
        pytest.skip("Keras's own operations are float32 there")
    layer = case.layer(**case.options, dtype="float64")
    x = RNG.normal(size=shape)
    y = layer(ops.convert_to_tensor(x, "float64"))
    assert keras.backend.standardize_dtype(y.dtype) == "float64"
    if hasattr(case, "shape"):
        exact = case.reference(x, named_64(layer), False, **case.options)
        np.testing.assert_allclose(ops.convert_to_numpy(y), exact, rtol=1e-11, atol=1e-12)


def named_64(layer):
    values = {v.path.split("/")[-1]: np.float64(ops.convert_to_numpy(v)) for v in layer.variables if v.dtype != "int32"}
    return {**values, **{k: v for k, v in getattr(layer, "settings", NO).numbers.items() if v is not None}}


class NO:
    """A layer without settings."""

    numbers: ClassVar = {}


@pytest.mark.skipif(keras.backend.backend() == "jax", reason="JAX has no float64 unless told so before it starts")
@pytest.mark.parametrize("mean", [1e6, 1e7])
def test_batch_normalization_in_float64_keeps_the_digits_of_a_large_mean(mean):
    x = RNG.normal(size=(300, 4)) + mean
    y = ops.convert_to_numpy(
        layers.BatchNormalization(dtype="float64")(ops.convert_to_tensor(x, "float64"), training=True)
    )
    exact = (x - x.mean(0)) / np.sqrt(x.var(0) + 1e-3)
    assert y.dtype == "float64" and np.abs(y - exact).max() <= 1e-7


def test_batch_normalization_leaves_out_masked_steps_as_keras_does():
    x, mask = RNG.normal(size=(3, 5, 2)).astype("float32"), RNG.uniform(size=(3, 5)) < 0.6
    ours, theirs = layers.BatchNormalization(), keras.layers.BatchNormalization()
    got, want = (ops.convert_to_numpy(layer(x, training=True, mask=mask)) for layer in (ours, theirs))
    np.testing.assert_allclose(got, want, rtol=1e-4, atol=1e-5)
    for mine, weight in zip(ours.get_weights(), theirs.get_weights(), strict=True):
        np.testing.assert_allclose(mine, weight, rtol=1e-4, atol=1e-5)


@each_case
def test_tells_its_shape_before_it_computes(case, shape):
    layer = case.layer(**case.options)
    symbolic = layer(keras.Input(shape[1:], batch_size=shape[0])).shape
    assert tuple(symbolic) == tuple(layer(np.zeros(shape, "float32")).shape)
    again = type(layer).from_config(layer.get_config())
    assert again.get_config() == layer.get_config()


@each_case
def test_goes_inside_time_distributed(case, shape):
    if not {"seed", "l1", "function"}.isdisjoint(case.options):
        return  # random, or with a price of its own
    layer, x = case.layer(**case.options), RNG.normal(size=(shape[0], 2, *shape[1:])).astype("float32")
    y = keras.layers.TimeDistributed(layer)(x)
    for step in range(2):
        single = ops.convert_to_numpy(layer(x[:, step]))
        np.testing.assert_allclose(ops.convert_to_numpy(y)[:, step], single, rtol=1e-5, atol=1e-6)
