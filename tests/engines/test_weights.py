"""Initial weights that are drawn again are those of the network as it is built."""

import keras
import numpy as np
import pytest

from experiments import build
from experiments.data import load
from experiments.engines.weights import NetworkWeights, arrays
from experiments.spec import part
from tests.marks import tried

SEEDS = (11, 11, 12, 2**31, 500, 13)  # the first twice, as two groups in training may ask for it
KINDS = {
    "mlp": part("mlp", hidden=(5, 4)),
    "orthogonal": part("mlp", hidden=(5, 4), initializer=part("orthogonal")),
    "sparse": part("mlp", hidden=(20, 20), initializer=part("sparse")),
    "constant": part("mlp", hidden=(5,), initializer=part("constant", value=0.1)),
    "normalised, with slopes": part("mlp", hidden=(5, 4), activation=part("prelu"), batch_normalization="before"),
    "dropout": part("mlp", hidden=(5, 4), dropout=0.2),
    "random slopes": part("mlp", hidden=(5,), activation=part("rrelu")),
    "cnn": part("cnn"),
    "rnn": part("rnn", cell=part("lstm")),
    "autoencoder": part("autoencoder", hidden=(5,)),
}


def built(model, data, seed):
    network = build.model(model, load(data), seed)
    return arrays(network.trainable_variables), arrays(network.non_trainable_variables)


def assert_same(weights, expected_weights):
    for variables, expected_variables in zip(weights, expected_weights, strict=True):
        for value, expected in zip(variables, expected_variables, strict=True):
            assert value.dtype == expected.dtype
            np.testing.assert_array_equal(value, expected)


# dense, with moments and slopes, with numbers that are drawn in training, of images, of steps in time
@pytest.mark.parametrize("kind", tried(KINDS, ("orthogonal", "normalised, with slopes", "random slopes", "cnn", "rnn")))
def test_weights_drawn_again_are_those_of_the_built_network(kind):
    model, data = KINDS[kind], part("adding", rows=20) if kind == "rnn" else part("digits")
    weights = NetworkWeights(model, data)
    for seed in SEEDS:
        assert_same(weights(seed), built(model, data, seed))
    assert len(weights.built) == 2 and weights.draws is not None


def unruly(input_shape, outputs, seed):
    """A user's network, of which one layer draws from Keras's global generator."""
    layers = [keras.layers.Dense(3), keras.layers.Dense(outputs, kernel_initializer=keras.initializers.HeNormal(seed))]
    return keras.Sequential([keras.Input(input_shape), *layers])


def lawful(input_shape, outputs, seed):
    """A user's network with Keras's own initializers, one of them of a fixed seed."""
    seeds = (7, seed, seed + 3)
    kernels = [keras.initializers.GlorotUniform(seed) for seed in seeds]
    layers = [
        keras.layers.Dense(units, kernel_initializer=k) for units, k in zip((3, 4, outputs), kernels, strict=True)
    ]
    return keras.Sequential([keras.Input(input_shape), *layers])


@pytest.mark.parametrize(("network", "explained"), [(unruly, False), (lawful, True)])
def test_a_users_network_is_drawn_again_only_if_its_seed_explains_it(network, explained):
    model, data = part(f"tests.engines.test_weights:{network.__name__}"), part("wine")
    weights = NetworkWeights(model, data)
    for seed in SEEDS:
        assert_same(weights(seed), built(model, data, seed))
    assert (weights.draws is not None) is explained


def test_a_single_seed_builds_a_single_network(monkeypatch):
    calls, model = [], build.model
    monkeypatch.setattr(build, "model", lambda *arguments: calls.append(1) or model(*arguments))
    weights = NetworkWeights(part("mlp", hidden=(4,)), part("wine"))
    weights(1)
    assert len(calls) == 1
    for seed in range(2, 9):
        weights(seed)
    assert len(calls) == 2
