"""Gradients back in time: those of finite differences, and those that a linear cell must have."""

import numpy as np
import pytest
from keras import ops

from experiments import build
from experiments.simulations.gradient_through_time import gradient_through_time
from experiments.simulations.tools.tensors import FLOAT, array, tensor
from experiments.spec import part
from tests.marks import tried

LINEAR = part("simple_rnn", activation="linear")
EXACT = 1e-8 if FLOAT == "float64" else 1e-4


@pytest.mark.parametrize("cell", tried(["simple_rnn", "lstm", "gru"], ["lstm"]))
@pytest.mark.skipif(FLOAT == "float32", reason="differences need float64")
def test_the_curve_is_that_of_finite_differences(cell):
    spec, steps, units, rows, features = part(cell), 4, 3, 2, 2
    outcome = gradient_through_time(5, spec, steps, units, features, rows=rows)
    random = np.random.default_rng(5)
    orthogonal, glorot = part("orthogonal"), part("glorot_uniform")
    layer = build.recurrent(spec.but(dtype=FLOAT), units, glorot, orthogonal, 5, "recurrent")
    x, v = random.standard_normal((rows, steps, features)), random.standard_normal((rows, units))
    slopes = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        ends = []
        for change in (1e-5, -1e-5):
            moved = x.copy()
            moved[index] += change
            ends.append(float((array(layer(tensor(moved))) * v).sum()))
        slopes[index] = (ends[0] - ends[1]) / 2e-5
    norms = [np.sqrt(np.mean([slopes[row, step] @ slopes[row, step] for row in range(rows)])) for step in range(steps)]
    expected = np.array(norms[::-1]) / norms[-1]
    assert outcome.curves["gradient"] == pytest.approx(expected, rel=1e-5)
    assert outcome.values["time_decay"] == pytest.approx(np.log10(expected[-1]), abs=1e-5)
    assert outcome.curves["distance"] == [0, 1, 2, 3]


def test_a_linear_cell_with_orthogonal_weights_and_as_many_features_loses_nothing():
    """Its Jacobian from state to state is a rotation; that from input to state is made one too."""

    class Rotated:
        """Stands for Glorot's weights: a kernel that keeps lengths."""

        def __call__(self, shape, dtype=None):
            return ops.eye(shape[0], shape[1], dtype=dtype)

    drawn = build.initializer
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            build, "initializer", lambda spec, seed: Rotated() if spec.name == "glorot_uniform" else drawn(spec, seed)
        )
        outcome = gradient_through_time(1, LINEAR, steps=30, units=4, features=4)
    assert outcome.values["time_decay"] == pytest.approx(0, abs=EXACT)


def test_weights_that_shrink_lose_a_power_at_every_step():
    outcome = gradient_through_time(2, LINEAR, steps=21, units=4, recurrent_initializer=part("constant", value=0.025))
    # a constant matrix of n columns c has one eigenvalue n c = 0.1; from the first step back only its share counts
    logarithms = np.log10(outcome.curves["gradient"])
    assert np.diff(logarithms[1:]) == pytest.approx(-1, abs=1e-3)


def test_weights_differ_by_seed_and_not_by_call():
    first, again, other = (gradient_through_time(seed, steps=5, units=3, rows=2) for seed in (1, 1, 2))
    assert first == again and first.values != other.values
