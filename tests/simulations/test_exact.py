"""Exact claims: theory holds to round-off, and a wrong object in its place is noticed."""

from importlib import import_module

import numpy as np
import pytest

from custom_layers import activations, layers, losses
from experiments.simulations.hand_backpropagation import cost
from experiments.simulations.tools import tensors
from tests.marks import tried

ROUND_OFF = 1e-9 if tensors.FLOAT == "float64" else 2e-3  # finite differences in float32 are that coarse
SINGLE = 1e-5  # batch normalisation works in float32


class Louder(layers.BatchNormalization):
    """Batch normalisation with outputs that are 1 % too large."""

    def call(self, inputs, training=False):
        return 1.01 * super().call(inputs, training=training)


def backwards(**options):
    """The divergence with its arguments exchanged."""
    loss = losses.KLDivergence(**options)
    return lambda p, q: loss(q, p)


MUTANTS = {  # simulation: (largest error allowed, what in its module is replaced by what)
    "sigmoid_gradient": (ROUND_OFF, "MeanSquaredError", losses.MeanAbsoluteError),
    "softmax_identities": (ROUND_OFF, "softmax", activations.sigmoid),
    "likelihood_identity": (ROUND_OFF, "softmax", lambda z: activations.softmax(1.01 * z)),
    "cross_entropy_bound": (ROUND_OFF, "KLDivergence", backwards),
    "linear_stack": (ROUND_OFF, "linear", activations.tanh),
    "elu_smoothness": (ROUND_OFF, "ELU", lambda alpha, dtype: activations.ELU(1.01 * alpha, dtype=dtype)),
    "activation_curves": (
        ROUND_OFF,
        "slopes",
        lambda *arguments: [1.01 * slope for slope in tensors.slopes(*arguments)],
    ),
    "moments_per_map": (SINGLE, "BatchNormalization", Louder),
    "population_moments": (SINGLE, "BatchNormalization", Louder),
    "hand_backpropagation": (max(ROUND_OFF, 1e-8), "cost", lambda *given: 1.01 * cost(*given)),
}


SLOW = ("likelihood_identity", "population_moments")
CORE = [name for name in MUTANTS if name not in SLOW]


def error(name, **options):
    module = import_module(f"experiments.simulations.{name}")
    return max(getattr(module, name)(seed, **options).values["error"] for seed in range(2))


@pytest.mark.parametrize("name", tried(MUTANTS, CORE))
def test_theory_holds(name):
    assert error(name) < MUTANTS[name][0]


@pytest.mark.parametrize("name", tried(MUTANTS, CORE))
def test_a_deviation_is_noticed(name, monkeypatch):
    _, replaced, wrong = MUTANTS[name]
    monkeypatch.setattr(f"experiments.simulations.{name}.{replaced}", wrong)
    assert error(name) > 4e-3


@pytest.mark.parametrize(("actual", "expected", "answer"), [([1, 2.5], [1, 2], 0.25), ([0.1], [0.0], 0.1)])
def test_deviation_is_relative_to_what_is_large(actual, expected, answer):
    assert tensors.deviation(actual, expected) == pytest.approx(answer)


def test_slopes_are_the_derivatives():
    x = np.array([0.5, 2.0])
    np.testing.assert_allclose(tensors.slopes(lambda a, b: a * a * b, x, x)[0], 2 * x**2, rtol=1e-6)
