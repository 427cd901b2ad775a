"""What each optimizer is known for, shown on the simplest slope that shows it."""

import keras
import numpy as np
import pytest

from custom_layers import optimizers
from tests.custom_layers.trajectories import moves

RATE = 0.01
SLOPE = [2.0] * 90
BETAS = {"beta_1": 0.8, "beta_2": 0.95}


def made(name, **options):
    return getattr(optimizers, name)(RATE, **options)


@pytest.mark.parametrize("size", [1e-3, 5.0, -200.0])
def test_sgd_moves_by_rate_times_gradient(size):
    np.testing.assert_allclose(moves(made("SGD"), [size]), [-RATE * size], rtol=1e-5)


@pytest.mark.parametrize("name", ["Momentum", "Nesterov"])
def test_momentum_tends_to_its_terminal_speed(name):
    np.testing.assert_allclose(moves(made(name, momentum=0.9), SLOPE)[-1], -RATE * 2 / (1 - 0.9), rtol=1e-4)


@pytest.mark.parametrize("name", ["Momentum", "Nesterov"])
def test_a_new_rate_acts_on_new_gradients_or_on_all(name):
    inside, outside = (made(name, rate_inside=choice) for choice in (True, False))
    for optimizer in (inside, outside):
        moves_so_far = moves(optimizer, [1.0])
        assert moves_so_far < 0
        optimizer.learning_rate = 0.0
    variable = inside._trainable_variables[0]
    before = float(variable.numpy()[0])
    inside.apply([keras.ops.zeros(1)])
    assert float(variable.numpy()[0]) < before
    variable = outside._trainable_variables[0]
    before = float(variable.numpy()[0])
    outside.apply([keras.ops.zeros(1)])
    assert float(variable.numpy()[0]) == before


def test_nesterov_brakes_sooner_than_momentum():
    # downhill, then uphill: the first step after the turn
    turn = [1.0] * 20 + [-1.0]
    assert moves(made("Nesterov"), turn)[-1] > moves(made("Momentum"), turn)[-1] + RATE / 2


def test_adagrad_shrinks_its_step_with_the_root_of_time():
    steps = np.arange(1, len(SLOPE) + 1)
    np.testing.assert_allclose(moves(made("AdaGrad"), SLOPE), -RATE / np.sqrt(steps), rtol=1e-2)


def test_rmsprop_forgets_and_keeps_its_step():
    got = moves(made("RMSProp", rho=0.9), [20.0, *SLOPE])
    # the first step is 1 / √(1 − ρ) rates long; an outlier is forgotten
    np.testing.assert_allclose(got[[0, -1]], [-RATE / np.sqrt(0.1), -RATE], rtol=1e-3)


@pytest.mark.parametrize("name", ["Adam", "AdaMax", "AMSGrad", "AdamW", "Lion"])
@pytest.mark.parametrize("size", [1e-3, 5.0, -200.0])
def test_the_first_step_is_one_rate_long_whatever_the_gradient(name, size):
    np.testing.assert_allclose(moves(made(name, **BETAS), [size]), [-RATE * np.sign(size)], rtol=1e-3)


def test_without_bias_correction_adam_starts_with_another_step():
    got = moves(made("Adam", **BETAS, bias_correction=False), [5.0])
    np.testing.assert_allclose(got, [-RATE * (1 - 0.8) / np.sqrt(1 - 0.95)], rtol=1e-3)


@pytest.mark.parametrize("name", ["Adam", "AdaMax", "Nadam", "AMSGrad", "RMSProp", "AdaGrad", "Lion"])
def test_a_gradient_100_times_larger_gives_the_same_steps(name):
    slope = np.random.default_rng(0).normal(size=12) + 1
    np.testing.assert_allclose(moves(made(name), slope), moves(made(name), 100 * slope), rtol=1e-2, atol=1e-6)


def test_adamw_shrinks_by_rate_times_decay_where_the_gradient_is_0():
    optimizer = made("AdamW", weight_decay=0.5)
    left = 3.0 + moves(optimizer, [0.0] * 10, start=3.0).sum()
    np.testing.assert_allclose(left, 3.0 * (1 - RATE * 0.5) ** 10, rtol=1e-5)


def test_amsgrad_never_forgets_an_outlier():
    got = {name: moves(made(name, beta_1=0.8, beta_2=0.8), [200.0, *SLOPE])[-1] for name in ("Adam", "AMSGrad")}
    largest = np.sqrt((1 - 0.8) * 200.0**2)
    np.testing.assert_allclose(got["Adam"], -RATE, rtol=1e-3)
    np.testing.assert_allclose(got["AMSGrad"], -RATE * 2 / largest, rtol=1e-3)


def test_radam_starts_as_momentum_and_ends_as_adam():
    got = moves(made("RAdam", beta_2=0.95), [2.0] * 120)
    # no division by the size of the gradient at first; Adam's unit steps in the end
    np.testing.assert_allclose(got[:3], -RATE * 2, rtol=1e-3)
    np.testing.assert_allclose(got[-1], -RATE, rtol=0.02)


def test_adabelief_steps_out_where_gradients_come_as_foreseen():
    got = -moves(made("AdaBelief", **BETAS), SLOPE[:40])
    assert (np.diff(got) > 0).all()
    assert got[-1] > 2 * RATE
    # gradients that always turn are never foreseen
    restless = -moves(made("AdaBelief", **BETAS), [2.0, -2.0] * 20)
    assert np.abs(restless[-2:]).max() < RATE / 2


@pytest.mark.parametrize("size", [1e-3, 50.0])
def test_lion_always_moves_by_one_rate(size):
    slope = size * np.random.default_rng(0).normal(size=12)
    np.testing.assert_allclose(np.abs(moves(made("Lion"), slope)), RATE, rtol=1e-3)


@pytest.mark.parametrize("shape", [(20, 30), (30, 20)])
def test_muon_moves_all_directions_of_a_matrix_alike(shape):
    gradient = np.random.default_rng(0).normal(size=shape) * np.geomspace(1, 10, shape[1])
    variable = keras.Variable(np.zeros(shape, "float32"))
    made("Muon", rms_rate=None).apply([keras.ops.cast(gradient, "float32")], [variable])
    stretch = np.linalg.svd(variable.numpy(), compute_uv=False) / (RATE * np.sqrt(max(1, shape[1] / shape[0])))
    # Jordan's band for five rounds
    assert stretch.min() > 0.65
    assert stretch.max() < 1.25


def test_schedule_free_ends_in_the_mean_of_its_walk():
    optimizer, variable, walk = made("ScheduleFreeAdamW", beta_1=0.6), keras.Variable([0.0]), []
    for gradient in np.random.default_rng(0).normal(size=30):
        optimizer.apply([keras.ops.full((1,), gradient, "float32")], [variable])
        walk.append(optimizer._slots[0]["z"].numpy().copy())
    assert abs(variable.numpy() - np.mean(walk)) > 0.005
    optimizer.finalize_variable_values([variable])
    np.testing.assert_allclose(variable.numpy(), np.mean(walk, 0), rtol=1e-4)
    # and goes on from there
    optimizer.finalize_variable_values([variable])
    optimizer.apply([keras.ops.zeros(1)])
    np.testing.assert_allclose(variable.numpy(), np.mean(walk, 0), rtol=1e-4)
    with pytest.raises(ValueError, match="beta_1=0"):
        made("ScheduleFreeAdamW", beta_1=0.0)
