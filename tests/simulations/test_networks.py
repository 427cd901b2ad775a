"""Networks: the perceptron against its bound, and the order of updates against numeric gradients."""

import numpy as np
import pytest

from custom_layers.layers import perceptron_rule
from experiments.simulations.output_first import output_first, outputs, start, step
from experiments.simulations.perceptron import perceptron, separable
from experiments.simulations.tools import numpy_models
from tests.simulations.tables import replicate


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("margin", [0.05, 0.5])
def test_mistakes_end_within_the_bound(seed, margin):
    values = perceptron(seed, rows=60, features=4, margin=margin).values
    assert np.isfinite(values["epochs"])
    assert 0 < values["mistakes"] <= values["bound"]
    assert values["ratio"] == pytest.approx(values["mistakes"] / values["bound"])


def test_the_margin_is_kept_and_mistakes_are_counted():
    x, y, bound = separable(np.random.default_rng(1), 50, 3, 0.3)
    assert bound <= (max(row @ row for row in x) + 1) / 0.3**2
    outcome = perceptron(1, rows=50, features=3, margin=0.3)
    random = np.random.default_rng(1)
    separable(random, 50, 3, 0.3)
    order, mistakes = random.permutation(50), 0
    kernel, bias = np.zeros((3, 1)), np.zeros(1)
    for _ in range(int(outcome.values["epochs"])):
        for i in order:
            kernel, bias, wrong = perceptron_rule(kernel, bias, x[i], y[i : i + 1])
            mistakes += int(wrong[0])
    assert outcome.values["mistakes"] == mistakes == sum(outcome.curves["mistakes"])
    assert (((x @ kernel + bias)[:, 0] >= 0) == y).all()


def test_xor_is_never_learnt():
    outcome = perceptron(0, problem="xor", epochs=150)
    assert outcome.values["epochs"] == np.inf and min(outcome.curves["mistakes"]) >= 1


@pytest.mark.parametrize("name", ["wine", "plane"])
def test_a_usual_step_goes_down_the_numeric_gradient(name):
    data = replicate(name)
    rows = numpy_models.sample(data, data.rows.train[:8])
    weights = [w.astype(np.float64) for w in start(np.random.default_rng(0), rows.x.shape[1], 4, data.table.outputs)]
    moved = step(weights, rows.x, rows.t, 1.0, False, data.table)
    for i, weight in enumerate(weights):
        index = tuple(np.array(weight.shape) - 1)
        nudge = np.zeros_like(weight)
        nudge[index] = 1e-6
        costs = []
        for sign in (1, -1):
            nudged = [w + sign * nudge if j == i else w for j, w in enumerate(weights)]
            costs.append(numpy_models.loss(outputs(nudged, rows.x), rows.t, data.table))
        assert (weight - moved[i])[index] == pytest.approx((costs[0] - costs[1]) / 2e-6, rel=1e-4, abs=1e-8)


def test_only_the_hidden_error_sees_the_new_output_weights():
    data = replicate("wine")
    rows = numpy_models.sample(data, data.rows.train[:8])
    w, b, v, c = (weight.astype(np.float64) for weight in start(np.random.default_rng(0), rows.x.shape[1], 4, 3))
    usual, first = (step([w, b, v, c], rows.x, rows.t, 0.5, order, data.table) for order in (False, True))
    assert (usual[2] == first[2]).all() and (usual[3] == first[3]).all()
    h = np.tanh(rows.x @ w + b)
    error = (numpy_models.answers(h @ v + c, data.table) - rows.t) / 8
    for weights, output in ((usual, v), (first, first[2])):
        expected = w - 0.5 * np.einsum("ri,rk,jk,rj->ij", rows.x, error, output, 1 - h**2)
        np.testing.assert_allclose(weights[0], expected, rtol=1e-9)
    assert np.abs(usual[0] - first[0]).max() > 1e-6


@pytest.mark.parametrize("order", ["usual", "output_first"])
def test_either_order_learns(order):
    assert output_first(0, replicate("digits"), order=order).values["test_score"] > 0.9
    assert output_first(0, replicate("plane"), order=order).values["test_score"] > 0.8


def test_a_divergence_scores_as_a_constant_guess_does():
    data = replicate("plane")
    assert output_first(0, data, learning_rate=1e30).values == {
        "test_score": numpy_models.chance(data.table),
        "validation_score": numpy_models.chance(data.table),
        "train_loss": np.inf,
    }
