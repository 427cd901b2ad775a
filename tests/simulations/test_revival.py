"""Revival: who died and who came back is what a look at every step's units says, and a dead net stays dead."""

import numpy as np
import pytest

from experiments.data import prepare
from experiments.engines.backends import backend
from experiments.simulations.revival import dead, program, revival, start
from experiments.simulations.tools import networks
from experiments.spec import part

DATA = prepare(part("digits", scaling="standard"), 0)


@pytest.fixture(scope="module")
def harsh():
    """A few steps at a rate that kills."""
    return revival(1, DATA, learning_rate=0.1, hidden=(16, 16), steps=150)


def test_units_die_at_a_large_rate_and_shares_agree(harsh):
    values, curves = harsh.values, harsh.curves
    assert 0 < values["dead_share"] <= values["died_share"] <= 1
    assert curves["dead"][-1] == values["dead_share"] and curves["died"][-1] == values["died_share"]
    assert values["revived_share"] == pytest.approx(1 - values["dead_share"] / values["died_share"])
    assert curves["step"] == [0, 30, 60, 90, 120, 150]
    assert all(np.diff(curves["died"]) >= 0) and all(np.less_equal(curves["dead"], curves["died"]))


def test_nobody_comes_back_where_nobody_died():
    assert "revived_share" not in revival(1, DATA, learning_rate=1e-6, activation=part("leaky_relu"), steps=30).values


def test_the_first_layer_and_those_above_are_counted_apart(harsh):
    first, above = (
        revival(1, DATA, learning_rate=0.1, hidden=(16, 16), steps=150, layers=layers) for layers in ("first", "above")
    )
    for name in ("dead_share", "died_share"):
        assert (first.values[name] + above.values[name]) / 2 == pytest.approx(harsh.values[name])


def test_a_dead_unit_of_the_first_layer_stays_dead_where_inputs_are_all_of_one_sign():
    raw = prepare(part("digits", scaling="none"), 0)
    end = revival(1, raw, 0.1, part("sgd"), hidden=(16, 16), steps=150, layers="first")
    assert end.values["died_share"] > 0.2 and end.values["revived_share"] == 0


def test_what_has_diverged_is_neither_dead_nor_alive():
    end = revival(1, DATA, learning_rate=1e200, optimizer=part("sgd"), hidden=(16, 16), steps=60)
    assert end.curves["step"] == [0] and "revived_share" not in end.values


def test_a_dead_unit_is_zero_for_every_row():
    layers = networks.drawn(0, DATA.table, (16, 16), part("he_normal"), False)
    layers[1]["bias"] = layers[1]["bias"] - 1e6 * (np.arange(16) < 3)
    look = networks.programs(part("relu"), 16, None, "classification").trace
    units = dead(look, layers, networks.rows_of(DATA, DATA.rows.train)[0])
    assert units[1].tolist() == [True] * 3 + [False] * 13


def test_a_step_of_plain_descent_is_the_one_written_out():
    layers = networks.drawn(0, DATA.table, (16, 16), part("he_normal"), False)
    x, y = networks.rows_of(DATA, DATA.rows.train[:32])
    weights, slots = start(part("sgd"), layers)
    step = program(part("sgd"), part("relu"), 16, "classification")
    after, _ = networks.numpy(step(weights, slots, x[None], y[None], np.float64(0.1), np.float64(0)))
    gradients = networks.programs(part("relu"), 16, None, "classification").gradients
    slopes = networks.numpy(gradients(layers, backend.put(x), backend.put(y))[1])
    expected = networks.stepped(layers, slopes, 0.1)
    for depth, layer in enumerate(expected):
        np.testing.assert_allclose(after[2 * depth], layer["kernel"], rtol=1e-6, atol=1e-9)
        np.testing.assert_allclose(after[2 * depth + 1], layer["bias"], rtol=1e-6, atol=1e-9)
