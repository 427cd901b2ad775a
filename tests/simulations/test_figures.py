"""Schedules as curves, SELU's printed table, and times of steps."""

import keras
import numpy as np
import pytest

from experiments import names
from experiments.build import resolve
from experiments.data import prepare
from experiments.simulations.landscape_grid import landscape_grid
from experiments.simulations.schedule_curves import schedule_curves
from experiments.simulations.selu_thousand_layers import selu_thousand_layers
from experiments.simulations.step_ratio import step_ratio
from experiments.simulations.step_seconds import step_seconds
from experiments.spec import part
from tests.marks import whole


def test_every_schedule_has_its_curve():
    outcome = schedule_curves(0, learning_rate=0.4)
    listed = {"step_decay" if name == "step" else name for name in names.SCHEDULES}
    assert set(outcome.curves) == {"step", "warmup", "plateau"} | listed
    assert {len(curve) for curve in outcome.curves.values()} == {200}
    rates = {name: np.array(curve) for name, curve in outcome.curves.items()}
    np.testing.assert_allclose(rates["constant"], 0.4, rtol=1e-6)
    np.testing.assert_allclose(rates["exponential"], 0.4 * 0.1 ** (np.arange(200) / 200), rtol=1e-5)
    np.testing.assert_allclose(rates["power"], 0.4 / (1 + np.arange(200) / 20), rtol=1e-5)
    np.testing.assert_allclose(rates["warmup"][:20], 0.4 * (np.arange(20) + 1) / 20, rtol=1e-5)
    assert rates["one_cycle"].argmax() == 90
    np.testing.assert_allclose(rates["piecewise_constant"][[0, 100, 199]], [0.4, 0.04, 0.004], rtol=1e-5)


def test_a_grid_has_the_heights_row_by_row_and_the_known_lowest_places():
    outcome = landscape_grid(0, "himmelblau", (-5, 5, -4, 4), 61)
    x, y = (np.array(outcome.curves[name]) for name in ("grid_x", "grid_y"))
    expected = (x**2 + y[:, None] - 11) ** 2 + (x + y[:, None] ** 2 - 7) ** 2
    np.testing.assert_allclose(np.reshape(outcome.curves["grid_z"], (61, 61)), expected, rtol=1e-5)
    places = np.stack([outcome.curves["minima_x"], outcome.curves["minima_y"]], axis=1)
    known = [(-3.7793, -3.2832), (-2.8051, 3.1313), (3, 2), (3.5844, -1.8481)]  # Himmelblau 1972
    np.testing.assert_allclose(places, known, atol=1e-3)
    assert outcome.values == {"lowest": min(outcome.curves["grid_z"]), "minima": 4}


@pytest.mark.parametrize(
    ("landscape", "places"),
    [
        ("saddle", [(0, -1), (0, 1)]),
        ("monkey_saddle", []),
        ("plateau", [(0, 0)]),
        pytest.param("rastrigin", [(0, 0)], marks=whole),
        pytest.param("ripples", [(0, 0)], marks=whole),
    ],
)
def test_only_the_lowest_places_inside_count(landscape, places):
    curves = landscape_grid(0, landscape).curves
    pairs = list(zip(curves["minima_x"], curves["minima_y"], strict=True))
    np.testing.assert_allclose(np.reshape(pairs, (-1, 2)), np.reshape(places, (-1, 2)), atol=1e-3)


def test_the_plateau_falls_only_where_the_loss_rests():
    rate = np.array(schedule_curves(0, learning_rate=1.0).curves["plateau"])
    falls = np.flatnonzero(np.diff(rate) < 0) + 1
    assert set(np.round(rate[falls] / rate[falls - 1], 6)) == {0.5}
    assert not [fall for fall in falls if fall < 40 or 90 < fall < 120]


def test_long_schedules_are_thinned():
    assert {len(curve) for curve in schedule_curves(0, steps=1000).curves.values()} == {200}


@whole  # `test_small.py` holds its numbers in the core
@pytest.mark.skipif(keras.backend.backend() == "jax", reason="a thousand layers of float32 drift off the table")
def test_selu_gives_the_printed_table():
    outcome = selu_thousand_layers(0)
    assert outcome.values["error"] == 0
    assert outcome.curves["layer"] == list(range(0, 1000, 100))
    assert outcome == selu_thousand_layers(1)


def test_a_step_and_a_prediction_are_timed():
    data = prepare(part("wine", scaling="standard"), 0)
    model = part("mlp", hidden=(4,))
    outcome = step_seconds(0, data, model=model, steps=8)
    assert outcome.values["parameters"] == 13 * 4 + 4 + 4 * 3 + 3
    assert outcome.values["step_ms"] == pytest.approx(np.median(outcome.curves["step_ms"]))
    assert outcome.values["rows_per_second"] == pytest.approx(32_000 / outcome.values["step_ms"])
    assert outcome.values["predict_ms"] > 0
    assert len(outcome.curves["step_ms"]) == len(outcome.curves["step"]) == 8


@whole
def test_two_networks_take_turns_and_the_quickest_tenth_of_their_steps_counts():
    data = prepare(part("wine", scaling="standard"), 0)
    outcome = step_ratio(0, data, part("mlp", hidden=(8,)), part("mlp", hidden=(4,)), steps=20)
    own, other = (np.quantile(outcome.curves[name], 0.1) for name in ("model", "reference"))
    assert outcome.values["extra_time"] == pytest.approx(own / other - 1)
    assert outcome.values["step_ms"] == own and len(outcome.curves["step"]) == 20


@pytest.mark.parametrize("name", names.SIMULATIONS)
def test_every_name_stands_for_a_simulation(name):
    assert resolve("simulation", names.SIMULATIONS, name).__name__ == name
