"""What a network's function may take, in which words, and what is done to the finished network instead."""

import keras
import numpy as np
import pytest

from experiments import build
from experiments.abilities import abilities, asked
from experiments.catalog import load
from experiments.own import PartError, parameters
from experiments.own_networks.convention import ACTIVATIONS, INITIALIZERS, in_words, shared
from experiments.spec import part
from tests.samples import WINE

HERE = "tests.own_networks.test_convention"


def every(outputs, activation="relu", initializer="he_normal", normalization=None, dropout=0.0):
    """A network that obeys the convention."""
    hidden = [keras.layers.Dense(4, kernel_initializer=initializer)]
    normal = [keras.layers.BatchNormalization()] if normalization else []
    hidden += [*normal, keras.layers.Activation(activation)] if normalization != "after" else []
    hidden += [keras.layers.Activation(activation), *normal] if normalization == "after" else []
    return keras.Sequential([keras.Input((13,)), *hidden, keras.layers.Dropout(dropout), keras.layers.Dense(outputs)])


def careless(outputs, activation="relu", normalization=None, dropout=0.0):
    """A network whose function looks at neither the place of normalisation nor at dropout."""
    normal = [keras.layers.BatchNormalization()] if normalization else []
    hidden = [keras.layers.Dense(4, activation), *normal, keras.layers.Dense(4, activation)]
    return keras.Sequential([keras.Input((13,)), *hidden, keras.layers.Dense(outputs)])


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_keras_means_the_same_activation_by_the_name(name):
    x = np.linspace(-4, 4, 33, dtype=np.float32)[None]
    own = build.activation(part(name), 0)(x)
    np.testing.assert_allclose(keras.ops.convert_to_numpy(keras.activations.get(name)(x)), own, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("name", INITIALIZERS)
def test_keras_draws_weights_of_the_same_size_by_the_name(name):
    arrays = [
        init((300, 200), dtype="float32") for init in (build.initializer(part(name), 1), keras.initializers.get(name))
    ]
    spreads = [float(keras.ops.std(array)) for array in arrays]
    assert spreads[0] == pytest.approx(spreads[1], rel=0.02)


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("activation", part("elu"), ("elu", True)),
        ("activation", part("prelu"), ("prelu", False)),
        ("activation", part("elu", alpha=0.5), ("elu", False)),
        ("activation", "swish", ("swish", True)),
        ("initializer", part("orthogonal", gain=2.0), ("orthogonal", False)),
        ("batch_normalization", "none", (None, True)),
        ("batch_normalization", "after", ("after", True)),
        ("batch_normalization", "frozen", ("frozen", False)),
        ("batch_normalization", True, (True, True)),
        ("dropout", 0.3, (0.3, True)),
    ],
)
def test_values_in_words(option, value, words):
    assert in_words(option, value) == words


def test_what_the_function_takes_is_given_and_the_rest_is_done_afterwards():
    spec = part("net:build", activation=part("elu"), batch_normalization="before", dropout=0.5, width=3)
    assert shared(spec, parameters(every)) == (
        {"activation": "elu", "normalization": "before", "dropout": 0.5, "width": 3}, {},
    )  # fmt: skip
    spec = part("net:build", activation=part("prelu"), batch_normalization="frozen", moving=0.9)
    assert shared(spec, parameters(every)) == (
        {}, {"activation": part("prelu"), "batch_normalization": "frozen", "moving": 0.9},
    )  # fmt: skip


@pytest.mark.parametrize(
    "options", [{"dropout": 1.0}, {"batch_normalization": "within"}, {"activation": "elu"}, {"moving": 1.0}]
)
def test_a_value_that_no_option_has_is_refused(options):
    with pytest.raises(PartError, match=r"must be .* Received: "):
        shared(part("net:build", **options), {})


def test_arguments_are_tried_before_they_are_believed():
    able = abilities(part(f"{HERE}:every"), WINE)
    assert dict(able.ways)["dropout"] == "dropout by the argument `dropout`" and able.idle == ()
    able = abilities(part(f"{HERE}:careless"), WINE)
    assert "dropout" not in dict(able.ways) and able.idle == (("dropout", "dropout"),)


def test_an_argument_that_makes_two_methods_one_is_noticed():
    whole = load("batch_normalization").adapted(WINE, None, None)
    study, notes = asked(whole, part(f"{HERE}:careless"), WINE, False)
    labels = [method.label for method in study.methods]
    assert labels == ["no normalisation", "normalisation before the activation"]
    assert (
        "without normalisation after the activation: your function makes the same network for it as for normalisation "
        "before the activation" in notes
    )
    study, notes = asked(whole, part(f"{HERE}:every"), WINE, False)
    assert len(study.methods) == 3 and notes == ["normalisation by the argument `normalization`"]
