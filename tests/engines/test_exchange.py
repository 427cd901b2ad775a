"""Keras's layers that are exchanged while a stack is traced: the same functions, and draws of the same distribution."""

import keras
import numpy as np
import pytest
from keras import layers, ops

from custom_layers.stacking import stacking
from experiments.engines.backends import backend
from experiments.engines.exchange import STEPS, exchange

pytestmark = pytest.mark.skipif(
    backend.NAME != "tensorflow", reason="the other backends take all layers, or have no stacks"
)
ROWS = np.random.default_rng(0).normal(size=(50, 6, 8)).astype("float32")
IMAGES = ROWS.reshape(50, 6, 8, 1)
LAYERS = {
    "conv2d": (layers.Conv2D(2, 3), IMAGES),
    "conv2d with all": (layers.Conv2D(2, (3, 2), strides=2, padding="same", activation="relu", use_bias=False), IMAGES),
    "conv2d, dilated": (layers.Conv2D(2, 2, dilation_rate=(2, 3)), IMAGES),
    "conv1d": (layers.Conv1D(2, 3, strides=2, padding="same"), ROWS),
    "simple rnn": (layers.SimpleRNN(3, activation="relu", use_bias=False), ROWS),
    "lstm": (layers.LSTM(3, return_sequences=True, go_backwards=True), ROWS),
    "gru": (layers.GRU(3, reset_after=False, recurrent_activation="hard_sigmoid"), ROWS),
    "gru, reset after": (layers.GRU(3), ROWS),
}
KEPT = {
    "causal": (layers.Conv1D(2, 3, padding="causal"), ROWS),
    "grouped": (layers.Conv1D(2, 3, groups=2), ROWS),
    "dropout in a cell": (layers.LSTM(3, recurrent_dropout=0.1), ROWS),
    "stateful": (layers.GRU(3, stateful=True), ROWS),
    "too long": (layers.GRU(3), ROWS.reshape(1, -1, 8)[:, : STEPS + 1]),
    "rows silenced as one": (layers.Dropout(0.2, noise_shape=(None, 1, 8)), ROWS),
    "nothing silenced": (layers.Dropout(0.0), ROWS),
    "no sibling": (layers.GaussianNoise(0.1), ROWS),
}
DROPOUTS = {
    "dropout": (lambda: layers.Dropout(0.3, seed=7), ROWS, 50 * 6 * 8),
    "dropout of maps": (lambda: layers.SpatialDropout1D(0.3, seed=7), ROWS, 50 * 8),
    "dropout of images": (lambda: layers.SpatialDropout2D(0.3, seed=7), np.repeat(IMAGES, 8, -1), 50 * 8),
}


def network(layer, inputs):
    """A network of one layer."""
    return keras.Sequential([keras.Input(batch_shape=inputs.shape), layer])


@pytest.mark.parametrize("name", LAYERS)
def test_an_exchanged_layer_is_the_same_function_of_the_same_weights(name):
    layer, inputs = LAYERS[name]
    model = network(layer, inputs)
    weights, before = [variable.path for variable in model.variables], model(inputs)
    assert exchange(model) == {type(layer).__name__: 1}
    with stacking():
        np.testing.assert_allclose(model(inputs), before, rtol=1e-5, atol=1e-5)
    assert [variable.path for variable in model.variables] == weights


@pytest.mark.parametrize("name", KEPT)
def test_a_layer_with_an_option_that_its_sibling_lacks_is_kept(name):
    assert exchange(network(*KEPT[name])) == {}


class Quieter(layers.Dropout):
    """A dropout of the user's own."""


def test_a_class_that_inherits_from_a_layer_is_kept():
    assert exchange(network(Quieter(0.3), ROWS)) == {}


@pytest.mark.parametrize("name", DROPOUTS)
def test_an_exchanged_dropout_silences_as_many_and_its_seed_goes_on_as_keras_does(name):
    make, inputs, draws = DROPOUTS[name]
    model, plain = network(make(), inputs), network(make(), inputs)
    assert sum(exchange(model).values()) == 1
    with stacking():
        first, second = (ops.convert_to_numpy(model(inputs, training=True)) for _ in range(2))
        np.testing.assert_array_equal(model(inputs), inputs)
    assert (first != second).any()
    for outputs in (first, second):
        np.testing.assert_allclose(outputs[outputs != 0], inputs[outputs != 0] / 0.7, rtol=1e-6)
        silent = (outputs == 0).mean()
        assert abs(silent - 0.3) < 5 * (0.3 * 0.7 / draws) ** 0.5  # five standard errors of a share
    for _ in range(2):
        plain(inputs, training=True)
    np.testing.assert_array_equal(model.layers[-1].seed_generator.state, plain.layers[-1].seed_generator.state)
    np.testing.assert_array_equal(model(inputs, training=True), plain(inputs, training=True))


def test_an_exchanged_alpha_dropout_keeps_mean_and_variance():
    inputs = np.random.default_rng(0).normal(size=(100, 200)).astype("float32")
    model = network(layers.AlphaDropout(0.2, seed=3), inputs)
    assert exchange(model) == {"AlphaDropout": 1}
    with stacking():
        outputs = ops.convert_to_numpy(model(inputs, training=True))
    assert abs(outputs.mean()) < 5 / 20000**0.5 and abs(outputs.var() - 1) < 5 * (2 / 20000) ** 0.5
