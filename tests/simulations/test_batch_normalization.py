"""Batch normalisation: hand-derived gradients, both kinds of moments where they agree, the linear zone."""

from math import erf

import numpy as np
import pytest
from scipy.optimize import approx_fprime

from experiments.simulations.linear_zone import bent, linear_zone, share
from experiments.simulations.moments_per_map import moments_per_map
from experiments.simulations.population_moments import population_moments
from experiments.simulations.tools import normalised_network, numpy_models
from experiments.simulations.whole_set_moments import whole_set_moments
from tests.simulations.tables import replicate


@pytest.mark.parametrize("activation", normalised_network.ACTIVATIONS)
@pytest.mark.parametrize("counted", [[0, 3, 4], list(range(9))])
@pytest.mark.parametrize("name", ["wine", "plane"])
def test_gradients_equal_differences(activation, counted, name):
    random, data = np.random.default_rng(5), replicate(name)
    rows = numpy_models.sample(data, data.rows.train[::12][:9])
    weights = normalised_network.start(random, (rows.x.shape[1], 4, 3, data.table.outputs))
    weights = [weight + 0.1 * random.normal(size=weight.shape) for weight in weights]
    shapes, counted = [weight.shape for weight in weights], np.array(counted)

    def cost(flat):
        ends = np.cumsum([np.prod(shape, dtype=int) for shape in shapes])[:-1]
        moved = [part.reshape(shape) for part, shape in zip(np.split(flat, ends), shapes, strict=True)]
        z = normalised_network.forward(moved, rows.x, activation)[1]
        return numpy_models.loss(z[counted], rows.t[counted], data.table)

    slopes = normalised_network.gradients(weights, rows.x, rows.t[counted], counted, activation, data.table)
    expected = approx_fprime(np.concatenate([weight.ravel() for weight in weights]), cost, 1e-7)
    np.testing.assert_allclose(np.concatenate([slope.ravel() for slope in slopes]), expected, rtol=1e-4, atol=2e-6)


def test_predictions_for_the_population_are_those_of_training():
    data = replicate("wine")
    x = numpy_models.sample(data, data.rows.train).x
    weights = normalised_network.start(np.random.default_rng(0), (x.shape[1], 8, 3))
    np.testing.assert_allclose(
        normalised_network.predict(weights, x, x, "relu")[0], normalised_network.forward(weights, x, "relu")[1]
    )


def test_one_batch_of_all_rows_makes_both_moments_the_same():
    options = {"data": replicate("wine"), "rows": 64, "batch_size": 64, "epochs": 5}
    batch, whole = (whole_set_moments(2, moments=moments, **options) for moments in ("mini-batch", "whole set"))
    for name, value in batch.values.items():  # the rows are summed in another order
        assert whole.values[name] == pytest.approx(value, rel=1e-9)


def test_smaller_batches_make_them_differ_and_both_learn():
    outcomes = [whole_set_moments(2, replicate("wine"), moments=moments) for moments in ("mini-batch", "whole set")]
    assert outcomes[0].values["train_loss"] != outcomes[1].values["train_loss"]
    assert min(outcome.values["test_score"] for outcome in outcomes) > 0.8


def test_a_divergence_is_a_result():
    values = whole_set_moments(0, replicate("plane"), learning_rate=1e12).values
    assert values == {"test_score": 0, "validation_score": 0, "train_loss": np.inf}


def test_maps_not_units_have_moments():
    values = moments_per_map(0).values
    assert values["extra_entries"] == 0 and values["per_unit_error"] > 0.1


def test_only_training_looks_at_the_other_rows():
    values = population_moments(0).values
    assert values["company_error"] < 1e-6 and values["training_company"] > 0.01
    assert values["mean_gap"] < 0.2 and values["variance_gap"] < 0.3


@pytest.mark.parametrize("gamma", [0.5, 1.0, 3.0])
def test_the_share_in_the_zone_is_the_normal_laws(gamma):
    z = gamma * np.random.default_rng(0).normal(size=(50000, 2))
    assert share(z) == pytest.approx(erf(1 / gamma / 2**0.5), abs=0.01)


def test_the_sigmoid_bends_outside_the_zone():
    z = np.random.default_rng(0).normal(size=(500, 3))
    assert bent(0.01 * z) < 1e-6 < bent(z) < bent(4 * z)


def test_fixed_gamma_stays_1_and_learnt_gamma_does_not():
    fixed, learnt = (linear_zone(0, replicate("digits"), gamma=gamma, epochs=5).values for gamma in ("fixed", "learnt"))
    assert min(fixed["validation_score"], learnt["validation_score"]) > 0.5
    assert fixed["mean_gamma"] == 1 != learnt["mean_gamma"]
    assert fixed["share"] == pytest.approx(0.68, abs=0.08)
