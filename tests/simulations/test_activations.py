"""Activations and linear stacks: known values, known ranks."""

import keras
import numpy as np
import pytest

from experiments import names
from experiments.simulations.activation_curves import activation_curves
from experiments.simulations.elu_smoothness import elu_smoothness
from experiments.simulations.linear_stack import linear_stack, residual, stacked
from experiments.simulations.tools.tensors import FLOAT, array


def test_every_activation_that_draws_nothing_has_both_curves():
    curves = activation_curves(0).curves
    assert set(curves) == {"x"} | {name + mark for name in names.ACTIVATIONS if name != "rrelu" for mark in ("", "'")}


@pytest.mark.parametrize(
    ("name", "x", "value", "slope"),
    [
        ("sigmoid", 0, 0.5, 0.25),
        ("tanh", 0, 0, 1),
        ("relu", -1, 0, 0),
        ("leaky_relu", -1, -0.01, 0.01),
        ("elu", -1, np.exp(-1) - 1, np.exp(-1)),
        ("selu", 1, 1.0507009873554805, 1.0507009873554805),
        ("gelu", 1, 0.8413447460685429, 0.8413447460685429 + 0.24197072451914337),
        ("silu", 1, 0.7310585786300049, 0.7310585786300049 + 0.19661193324148185),
        ("softplus", 0, np.log(2), 0.5),
    ],
)
def test_known_points_of_the_curves(name, x, value, slope):
    curves = activation_curves(0).curves
    index = curves["x"].index(x)
    assert curves[name][index] == pytest.approx(value, rel=1e-5, abs=1e-7)
    assert curves[f"{name}'"][index] == pytest.approx(slope, rel=1e-5, abs=1e-7)


def test_elu_has_a_corner_unless_alpha_is_1():
    values = elu_smoothness(0).values
    assert values["jump"] < (1e-9 if FLOAT == "float64" else 1e-3)
    assert values["smallest_other_jump"] == pytest.approx(0.5, abs=1e-3)


def test_stacks_are_those_of_keras_dense_layers():
    random = np.random.default_rng(0)
    x, weights, biases = (
        random.normal(size=(6, 3)),
        [random.normal(size=(3, 4)), random.normal(size=(4, 2))],
        [random.normal(size=4), random.normal(size=2)],
    )
    network = keras.Sequential([keras.layers.Dense(4, "relu", dtype=FLOAT), keras.layers.Dense(2, dtype=FLOAT)])
    network.build((6, 3))
    network.set_weights([weights[0], biases[0], weights[1], biases[1]])
    outputs = stacked(x, weights, biases, keras.ops.relu)
    np.testing.assert_allclose(outputs, array(network(x.astype(FLOAT))), rtol=1e-5, atol=1e-6)


def test_only_the_relu_stack_is_more_than_a_linear_map():
    values = linear_stack(0).values
    assert values["rank_error"] == 0 and values["relu_residual"] > 0.1
    x = np.random.default_rng(0).normal(size=(50, 2))
    assert residual(x, x @ np.array([[1.0], [2.0]]) + 3) < 1e-20
    assert residual(x, np.ones((50, 1))) == 0
