"""Layers of a network are exchanged or inserted by Keras's own means; what stays keeps its weights."""

from itertools import pairwise

import keras
import numpy as np
import pytest
from keras import layers, ops

from experiments import build
from experiments.own_networks.alteration import alterable, altered
from experiments.own_networks.anatomy import activation, end, hidden, is_dropping, is_kernel, is_normal, kernels, usual
from experiments.spec import part


def dense():
    """A Sequential network with an activation of its own, a layer of activation, normalisation and a frozen layer."""
    return keras.Sequential(
        [
            keras.Input((6,)),
            layers.Dense(5, "relu", name="first"),
            layers.BatchNormalization(),
            layers.Dense(4, name="second"),
            layers.ReLU(),
            layers.Dense(4, "relu", trainable=False, name="frozen"),
            layers.Dense(3, name="last"),
            layers.Activation("linear"),
        ]
    )


def residual():
    """A functional network of images with a residual way, a gate, a network within, a slice, and softmax at its end."""
    inputs = keras.Input((6, 6, 2))
    x = layers.Conv2D(3, 3, activation="relu", padding="same", name="first")(inputs)
    y = layers.Conv2D(3, 3, padding="same", name="second")(x)
    x = layers.ReLU()(layers.Add()([x, y]))
    x = layers.Multiply()([x, layers.Conv2D(3, 1, activation="sigmoid", name="gate")(x)])
    inner = keras.Sequential([layers.Dense(5, "relu", name="inside"), layers.Dropout(0.2)])
    x = inner(layers.Flatten()(x)[:, :20])
    return keras.Model(inputs, layers.Softmax()(layers.Dense(3, name="last")(x)))


NETWORKS = {"dense": (dense, (6,)), "residual": (residual, (6, 6, 2))}


def other(name):
    """A maker of activations."""
    return lambda depth: build.activation(part(name), depth)


def names(network):
    """The names of its layers that are dense or convolutional."""
    return {layer.name for layer in network._flatten_layers(include_self=False) if is_kernel(layer)}


def outputs(network, shape, seed=0):
    """Of random rows."""
    rows = np.random.default_rng(seed).normal(size=(4, *shape)).astype(np.float32)
    return ops.convert_to_numpy(network(rows, training=False))


def test_hidden_layers_and_ends():
    assert {layer.name for layer in hidden(dense()) if is_kernel(layer)} == {"first", "second"}
    assert {layer.name for layer in kernels(dense())} == {"first", "second", "last"}
    assert {layer.name for layer in hidden(residual()) if is_kernel(layer)} == {"first", "second", "gate", "inside"}
    assert "last" in end(residual()) and "inside" not in end(residual())
    assert usual(dense()) == ("relu", 2) and usual(residual()) == ("relu", 3)
    assert usual(keras.Sequential([keras.Input((3,)), layers.Dense(2)])) == ("linear", 0)


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("options", [{"activation": other("relu")}, {"dropout": 0.5}], ids=["relu", "dropout"])
def test_what_changes_nothing_at_inference_gives_the_same_numbers(name, options):
    make, shape = NETWORKS[name]
    network = make()
    before = outputs(network, shape)
    np.testing.assert_allclose(outputs(altered(network, 1, **options), shape), before, atol=1e-6)


@pytest.mark.parametrize("name", NETWORKS)
def test_the_usual_activation_is_exchanged_and_no_other(name):
    make, shape = NETWORKS[name]
    network = make()
    before = outputs(network, shape)
    new = altered(network, 1, activation=other("elu"))
    kinds = [activation(layer) for layer in hidden(new)]
    assert kinds.count("elu") == usual(network)[1] and "relu" not in kinds
    assert kinds.count("sigmoid") == [activation(layer) for layer in hidden(network)].count("sigmoid")
    assert not np.allclose(outputs(new, shape), before)
    np.testing.assert_array_equal(outputs(network, shape), before)  # the network itself stays as it was


def test_an_activation_with_weights_has_its_own_at_each_layer():
    new = altered(residual(), 1, activation=other("prelu"))
    slopes = [layer for layer in new._flatten_layers(include_self=False) if type(layer).__name__ == "PReLU"]
    assert len({id(layer) for layer in slopes}) == 3
    assert new.count_params() == residual().count_params() + sum(layer.count_params() for layer in slopes)


@pytest.mark.parametrize("name", NETWORKS)
def test_initial_weights_are_drawn_otherwise_at_every_kernel_that_trains(name):
    make, _ = NETWORKS[name]
    network = make()
    constant = lambda depth: build.initializer(part("constant", value=0.25), depth)  # noqa: E731
    new = altered(network, 1, initializer=constant)
    for layer in kernels(new):
        assert (ops.convert_to_numpy(layer.kernel) == 0.25).all(), layer.name
    frozen = [layer for layer in new.layers if not layer.trainable and is_kernel(layer)]
    assert all((ops.convert_to_numpy(layer.kernel) != 0.25).all() for layer in frozen)


def test_two_kernels_of_one_shape_are_drawn_from_seeds_of_their_own():
    network = keras.Sequential([keras.Input((4,)), layers.Dense(4), layers.Dense(4), layers.Dense(4)])
    new = altered(network, 7, initializer=lambda depth: build.initializer(part("he_normal"), 7 + depth))
    arrays = [ops.convert_to_numpy(layer.kernel) for layer in kernels(new)]
    assert not any(np.allclose(one, two) for one, two in pairwise(arrays))


@pytest.mark.parametrize(
    ("where", "count"), [("none", 0), ("before", 2), ("after", 2), ("input", 1), ("both", 3), ("frozen", 2)]
)
def test_normalisation_stands_where_it_is_asked_for(where, count):
    new = altered(dense(), 1, batch_normalization=where, moving=0.9)
    order = [layer for layer in new._flatten_layers(include_self=False) if not isinstance(layer, layers.InputLayer)]
    normal = [layer for layer in order if is_normal(layer)]
    assert len(normal) == count and all(layer.momentum == 0.9 for layer in normal)
    position = {id(layer): index for index, layer in enumerate(order)}
    if where in ("before", "after"):
        follows = order[position[id(normal[0])] - 1]
        assert activation(follows) == ("linear" if where == "before" else "relu")
    if where == "frozen":
        assert not any(layer.trainable_variables for layer in normal)


@pytest.mark.parametrize(("kind", "name"), [("layer", "LayerNormalization"), ("group", "GroupNormalization")])
def test_other_normalisation_takes_the_place_of_the_networks_own_before_activations(kind, name):
    new = altered(dense(), 1, batch_normalization=kind)
    order = [layer for layer in new._flatten_layers(include_self=False) if not isinstance(layer, layers.InputLayer)]
    places = [index for index, layer in enumerate(order) if type(layer).__name__ == name]
    assert places and not any(map(is_normal, order))
    assert all(is_kernel(order[place - 1]) and activation(order[place - 1]) == "linear" for place in places)
    assert all(order[place].groups in (1, 2, 4) for place in places if kind == "group")


def test_dropout_is_set_where_there_is_some_and_else_inserted():
    inserted = altered(dense(), 1, dropout=0.4)
    exchanged = altered(residual(), 1, dropout=0.4)
    for new, count in ((inserted, 2), (exchanged, 1)):
        found = [layer for layer in new._flatten_layers(include_self=False) if is_dropping(layer)]
        assert [layer.rate for layer in found] == [0.4] * count


def test_layers_that_stay_keep_their_state():
    adapted = layers.Normalization()
    adapted.adapt(np.arange(12, dtype=np.float32).reshape(2, 6))
    network = keras.Sequential([keras.Input((6,)), adapted, layers.Dense(4, "relu"), layers.Dense(2)])
    new = altered(network, 1, activation=other("tanh"))
    assert adapted in new.layers


def test_a_sequential_network_masks_as_before():
    network = keras.Sequential(
        [
            keras.Input((5,)),
            layers.Embedding(7, 3, mask_zero=True),
            layers.LSTM(4),
            layers.Dense(4, "relu"),
            layers.Dropout(0.1),
            layers.Dense(2),
        ]
    )
    rows = np.array([[1, 2, 0, 0, 0], [3, 1, 2, 6, 5]], np.float32)
    new = altered(network, 1, dropout=0.3, activation=other("relu"))
    np.testing.assert_allclose(ops.convert_to_numpy(new(rows)), ops.convert_to_numpy(network(rows)), atol=1e-6)


class Subclassed(keras.Model):
    """A network whose layers Keras meets when it is called."""

    def call(self, inputs):
        """The inputs."""
        return inputs


def test_what_cannot_be_exchanged_is_said():
    assert alterable(Subclassed()) == {}
    with pytest.raises(ValueError, match="only layers of a functional or a Sequential network"):
        altered(Subclassed(), 1, dropout=0.1)
    plain = keras.Sequential([keras.Input((3,)), layers.Dense(2)])
    assert list(alterable(plain)) == ["initializer"]
    with pytest.raises(ValueError, match="no layer whose activation or dropout"):
        altered(plain, 1, activation=other("elu"), dropout=0.1)


def test_words_of_what_is_exchanged():
    assert alterable(residual()) == {
        "activation": "relu of 3 layers exchanged",
        "batch_normalization": "normalisation inserted at 4 layers",
        "dropout": "rate of 1 dropout layer exchanged",
        "initializer": "initial weights of 5 layers drawn otherwise",
    }
