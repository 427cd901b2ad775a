"""Objectives: known gradients, a second simulation of the unit, known minima."""

import numpy as np
import pytest
from scipy.special import expit

from experiments.simulations.cross_entropy_bound import cross, cross_entropy_bound
from experiments.simulations.likelihood_identity import likelihood_identity
from experiments.simulations.sigmoid_gradient import sigmoid_gradient
from experiments.simulations.sigmoid_unit import sigmoid_unit
from experiments.simulations.softmax_identities import compared, softmax_identities


@pytest.mark.parametrize(("start", "w", "b"), [("mild", 0.6, 0.9), ("bad", 2.0, 2.0)])
@pytest.mark.parametrize("loss", ["squared_error", "cross_entropy"])
def test_the_unit_follows_a_simulation_with_two_weights(start, w, b, loss):
    outcome = sigmoid_unit(0, 0.15, loss, start, jitter=0)
    errors = []
    for _ in range(5001):
        a = expit(w * 1 + b)
        errors.append(float(a))
        slope = a if loss == "cross_entropy" else a * a * (1 - a)
        w, b = w - 0.15 * slope * 1, b - 0.15 * slope
    assert outcome.curves["error"] == pytest.approx(errors[:301:2], rel=1e-9)
    assert outcome.values["steps"] == np.flatnonzero(np.array(errors) <= 0.1)[0]
    assert outcome.values["final_error"] == pytest.approx(errors[-1], rel=1e-9)
    assert outcome.values["first_drop"] == pytest.approx(errors[0] - errors[1], rel=1e-9)


def test_the_first_error_is_nielsens():
    assert [round(sigmoid_unit(0, start=start, jitter=0).curves["error"][0], 2) for start in ("mild", "bad")] == [
        0.82,
        0.98,
    ]


def test_only_the_squared_errors_gradient_is_smaller_where_the_error_is_larger():
    gradients = {
        (loss, start): sigmoid_unit(1, 0.1, loss, start).values["first_gradient"]
        for loss in ("squared_error", "cross_entropy")
        for start in ("mild", "bad")
    }
    assert gradients["squared_error", "bad"] < gradients["squared_error", "mild"]
    assert gradients["cross_entropy", "bad"] > gradients["cross_entropy", "mild"]


def test_a_target_that_is_not_reached_takes_for_ever():
    values = sigmoid_unit(0, 1e-6, limit=100).values
    assert values["steps"] == np.inf and values["final_error"] > 0.5


def test_the_peak_is_where_the_formula_has_it():
    values = sigmoid_gradient(0).values
    assert values["peak_error"] == pytest.approx(2 / 3, abs=1e-4)
    assert values["peak_gradient"] == pytest.approx(4 / 27, rel=1e-5)
    assert values["falling_squared_error"] == pytest.approx(1 / 3, abs=2e-3)
    assert values["falling_cross_entropy"] == 0


def test_softmax_pushes_all_others_down_only_at_large_scales():
    outcome = softmax_identities(0)
    assert outcome.values["outside"] == outcome.values["moved"] == 0
    pushed = outcome.curves["all others pushed down"]
    assert pushed[0] == 0 and pushed[-1] > 0.5 and pushed == sorted(pushed)
    assert compared(np.array([[3.0, 1.0]]))[:2] == pytest.approx((1.0, np.exp(3) / (np.exp(3) + np.exp(1))))
    assert compared(np.array([[0.3, 0.1]]))[0] == 0


def test_cross_entropy_is_the_sum_and_least_at_the_coins_own_probability():
    p, q = np.array([[0.2, 0.8]]), np.array([[0.5, 0.5]])
    assert cross(p, q)[0] == pytest.approx(np.log(2), rel=1e-6)
    outcome = cross_entropy_bound(0)
    assert outcome.curves["q"][int(np.argmin(outcome.curves["H(p, q)"]))] == pytest.approx(0.3)
    assert min(outcome.curves["H(p, q)"]) == pytest.approx(outcome.curves["H(p)"][0], rel=1e-6)
    assert outcome.values["smallest_excess"] > 1
    assert outcome.values["asymmetry"] > 0.01 and 0 < outcome.values["triangle_violations"] < 1


def test_the_training_curves_fall_together():
    curves = likelihood_identity(0).curves
    assert curves["likelihood in nats"] == pytest.approx(curves["cross-entropy"], rel=1e-5)
    assert curves["cross-entropy"][0] == pytest.approx(np.log(5), rel=1e-6)
    assert curves["cross-entropy"] == sorted(curves["cross-entropy"], reverse=True)
