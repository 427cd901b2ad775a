"""Walks: each step is the step that Keras's own training takes, and each figure is what theory or a slow loop gives."""

import math

import keras
import numpy as np
import pytest

from custom_layers.layers import Landscape
from experiments import build
from experiments.simulations.divergence_bound import divergence_bound
from experiments.simulations.effective_rate import effective_rate
from experiments.simulations.first_steps import first_steps
from experiments.simulations.global_minimum_share import global_minimum_share
from experiments.simulations.landscape_path import landscape_path, stay
from experiments.simulations.long_walk import long_walk
from experiments.simulations.step_noise import cosines, step_noise
from experiments.simulations.terminal_speed import terminal_speed
from experiments.simulations.tools.walks import heights, thinned, walk
from experiments.simulations.wandering import expected, wandering
from experiments.spec import part

MOMENTUM = part("momentum", momentum=0.8)


@pytest.mark.parametrize(
    "optimizer", [MOMENTUM, part("adamw", weight_decay=0.1), part("adagrad", clipnorm=0.5)], ids=str
)
def test_a_walk_takes_the_steps_of_keras_training(optimizer):
    model = keras.Sequential([keras.Input((1,)), Landscape("himmelblau", (0.5, -1.0))])
    rule = build.optimizer_class(optimizer)(learning_rate=0.01, **dict(optimizer.options))
    model.compile(rule, lambda _, height: height, run_eagerly=True)  # twelve steps take less time than tracing one
    model.fit(np.zeros((12, 1)), np.zeros((12, 1)), batch_size=1, verbose=0)
    places = walk(optimizer, "himmelblau", np.array([[0.5, -1.0], [2.0, 2.0]]), 0.01, np.zeros((12, 2, 2)))
    assert places.shape == (13, 2, 2)
    np.testing.assert_allclose(places[-1, 0], model.layers[0].position.numpy(), rtol=1e-4)


def test_a_walk_feels_noise_and_curvature_as_a_slow_loop_does():
    rng = np.random.default_rng(0)
    starts, noise, curvatures = rng.normal(size=(3, 2)), rng.normal(size=(20, 3, 2)), np.array([0.5, 2.0])
    position, speed = starts.copy(), np.zeros_like(starts)
    for each in noise:
        speed = 0.8 * speed - 0.1 * (curvatures * position + each)
        position = position + speed
    positions = walk(MOMENTUM, "quadratic", starts, 0.1, noise, curvatures)
    np.testing.assert_allclose(positions[-1], position, rtol=1e-12)
    np.testing.assert_allclose(
        heights("quadratic", positions[-1], curvatures), (0.5 * curvatures * position**2).sum(-1)
    )


def test_a_thinned_series_keeps_its_ends():
    assert thinned(np.arange(5)) == [0, 1, 2, 3, 4]
    long = thinned(np.arange(1001), 150)
    assert (len(long), long[0], long[-1]) == (150, 0, 1000)


def test_a_plateau_holds_gradient_descent_longer_than_momentum():
    slow, fast = (landscape_path(3, optimizer=part(name), landscape="plateau") for name in ("sgd", "momentum"))
    assert slow.values["steps_to_leave"] == math.inf
    assert 100 < fast.values["steps_to_leave"] < 1000
    assert len(fast.curves["x"]) == len(fast.curves["loss"]) == len(fast.curves["step"]) == 150


def test_gradient_descent_leaves_a_saddle_when_linear_theory_says():
    outcome = landscape_path(5, optimizer=part("sgd"), landscape="saddle")
    start = outcome.curves["y"][0]
    # y grows by 1 + rate a step as long as it is small; -0.1 lies at y = 0.474 where growth has slowed a little
    linear = math.log(0.474 / abs(start)) / math.log(1.01)
    assert linear < outcome.values["steps_to_leave"] < linear + 50
    assert outcome.values["final_loss"] == pytest.approx(-0.25, abs=1e-4)


def test_a_walk_ends_at_the_border_of_the_arena():
    assert stay(np.array([[0, 0], [4, -5], [0, 5.1], [0, 0]]), 5) == 2
    assert stay(np.array([[9, 0], [np.nan, 0]]), 5) == 1
    outcome = landscape_path(0, landscape="monkey_saddle", optimizer=MOMENTUM)
    assert max(map(abs, outcome.curves["x"] + outcome.curves["y"])) <= 5
    assert outcome.values["steps"] < 1000


def test_small_steps_end_in_the_pit_in_which_they_begin():
    outcome = global_minimum_share(1, learning_rate=0.003, coordinates=1, starts=100)
    ridge = np.sort(np.roots([4, 0, -32, 5]).real)[1]  # where the slope is 0 between the pits
    begun = np.random.default_rng(1).uniform(-5, 5, 100)
    assert outcome.values["share"] == pytest.approx((begun < ridge).mean(), abs=0.011)
    assert outcome.values["diverged"] == 0
    assert global_minimum_share(1, learning_rate=1.0, coordinates=1, starts=100).values["share"] == 0


def test_a_walk_lags_behind_a_minimum_that_moves():
    """x ← x − η c (x − v t) lags by v / (η c) in the end, so that ½ v² / (η² c) of the loss is left."""
    outcome = long_walk(0, 1.0, part("sgd"), speed=0.01, coordinates=1, noise=0.0, walks=2)
    assert outcome.values["loss"] == pytest.approx(0.5 * 0.01**2 / 0.1)
    assert outcome.curves["loss"][-1] == pytest.approx(outcome.values["loss"])


def test_a_long_walk_that_leaves_the_numbers_has_an_infinite_loss():
    assert long_walk(0, 10.0, part("sgd"), "rosenbrock", steps=20, walks=2).values["loss_ratio"] == math.inf


def test_terminal_speed_follows_its_formula():
    outcome = terminal_speed(0, momentum=0.9, steps=200)
    assert outcome.values["error"] < 1e-12
    assert outcome.values["speed_ratio"] == pytest.approx(10, rel=1e-6)
    assert outcome.curves["speed"][0] == pytest.approx(0.01)


def test_cosines_are_those_of_angles():
    np.testing.assert_allclose(
        cosines(np.array([[1, 0], [1, 1], [0, 0]]), np.array([[0, 2], [2, 2], [1, 0]])), [0, 1, 0]
    )


def test_without_slope_sgd_has_no_memory_and_momentum_has_its_own():
    """On pure noise the cosine of successive steps is 0 for SGD and near β for momentum."""
    options = {"learning_rate": 1e-6, "noise": 1e3, "coordinates": 50}
    assert step_noise(0, optimizer=part("sgd"), **options).values["direction_spread"] == pytest.approx(1, abs=0.02)
    long = step_noise(0, optimizer=MOMENTUM, steps=200, **options).values["direction_spread"]
    assert long == pytest.approx(0.2, abs=0.03)


def test_adagrad_shrinks_as_one_over_root_t_and_sgd_not_at_all():
    steady = {"noise": 0.0, "mean": 2.0, "coordinates": 4}
    outcome = effective_rate(0, optimizer=part("adagrad"), **steady)
    np.testing.assert_allclose(outcome.curves["displacement"], 0.01 / np.sqrt(outcome.curves["step"]), rtol=1e-6)
    assert outcome.values["exponent"] == pytest.approx(-0.5, abs=1e-6)
    assert effective_rate(0, optimizer=part("sgd"), **steady).values["shrinkage"] == pytest.approx(1)
    assert abs(effective_rate(0, optimizer=part("rmsprop")).values["exponent"]) < 0.03


def test_without_its_correction_adam_begins_with_too_large_a_step():
    right, wrong = (first_steps(0, optimizer=part("adam", bias_correction=each)) for each in (True, False))
    assert right.values["first_step"] == pytest.approx(1, rel=1e-4)
    assert wrong.values["first_step"] == pytest.approx(0.1 / math.sqrt(0.001), rel=1e-4)
    assert len(right.curves["loss"]) == len(right.curves["step"]) == len(right.curves["move"]) == 21


@pytest.mark.parametrize("optimizer", [part("sgd"), MOMENTUM], ids=str)
def test_wandering_has_the_variance_of_theory(optimizer):
    outcome = wandering(0, optimizer=optimizer, learning_rate=0.2)
    assert outcome.values["error"] < 0.02
    assert outcome.curves["theory"][-1] == pytest.approx(outcome.values["limit"], rel=1e-6)


def test_the_expected_variance_is_the_geometric_sum_for_sgd():
    rate, curvature, noise = 0.1, 2.0, 3.0
    powers = (1 - rate * curvature) ** (2 * np.arange(30))
    sums = np.concatenate([[0], (rate * noise) ** 2 * np.cumsum(powers)])
    np.testing.assert_allclose(expected(rate, 0.0, curvature, noise, 30), sums)


def test_gradient_descent_diverges_above_2_over_the_curvature():
    outcome = divergence_bound(7)
    assert outcome.values["error"] < 1e-12
    rate, loss = (np.array(outcome.curves[name]) for name in ("rate", "loss"))
    np.testing.assert_allclose(loss, np.clip(0.5 * (1 - rate) ** 100, 1e-12, 1e3), rtol=1e-9)


@pytest.mark.parametrize("simulation", [landscape_path, step_noise, first_steps, wandering, global_minimum_share])
def test_the_seed_decides(simulation):
    assert simulation(4) == simulation(4)
    assert simulation(4) != simulation(5)
