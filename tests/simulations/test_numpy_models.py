"""Models in NumPy: losses whose slope is known, scores that are scikit-learn's, one thread."""

import numpy as np
import pytest
from scipy.optimize import approx_fprime
from sklearn.metrics import accuracy_score, log_loss, r2_score

from experiments.simulations.tools import numpy_models
from experiments.threads import controller, one_thread
from tests.simulations.tables import replicate


@pytest.mark.parametrize("name", ["wine", "plane"])
def test_the_losss_slope_is_answer_less_target(name):
    data = replicate(name)
    rows = numpy_models.sample(data, data.rows.train[:3])
    z = np.random.default_rng(0).normal(size=rows.t.shape)
    slope = approx_fprime(z.ravel(), lambda flat: numpy_models.loss(flat.reshape(z.shape), rows.t, data.table), 1e-7)
    expected = (numpy_models.answers(z, data.table) - rows.t) / 3
    np.testing.assert_allclose(slope.reshape(z.shape), expected, atol=1e-6)


def test_loss_and_scores_are_scikit_learns():
    random, wine, plane = np.random.default_rng(0), replicate("wine"), replicate("plane")
    z, rows = random.normal(size=(len(wine.rows.test), 3)), numpy_models.sample(wine, wine.rows.test)
    expected = log_loss(rows.y, numpy_models.answers(z, wine.table))
    assert numpy_models.loss(z, rows.t, wine.table) == pytest.approx(expected)
    assert numpy_models.score(z, rows.y, wine.table) == accuracy_score(rows.y, z.argmax(-1))
    z, rows = random.normal(size=(len(plane.rows.test), 1)), numpy_models.sample(plane, plane.rows.test)
    assert numpy_models.score(z, rows.y, plane.table) == pytest.approx(r2_score(rows.y, z))


def test_what_is_not_finite_scores_as_a_constant_guess():
    data = replicate("wine")
    z = np.full((5, 3), np.nan)
    assert numpy_models.chance(data.table) == np.bincount(data.table.y).max() / 178
    assert numpy_models.score(z, data.y[:5], data.table) == numpy_models.chance(data.table)


def test_some_rows_are_different_rows():
    rows = np.arange(10, 30)
    chosen = numpy_models.subset(rows, 5, np.random.default_rng(0))
    assert len(set(chosen)) == 5 and set(chosen) <= set(rows)
    assert numpy_models.subset(rows, 20, np.random.default_rng(0)) is rows


def test_one_thread_and_then_as_many_as_before():
    def threads():
        return [library["num_threads"] for library in controller().info()]

    before = threads()
    with one_thread():
        assert set(threads()) == {1}
    assert threads() == before
