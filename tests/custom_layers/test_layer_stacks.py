"""Many networks at once: each trial's outputs, state and slopes are its own, in stacks of any size.

All layers share one program: compiling it once takes less time than compiling each layer's.
"""

from functools import cache

import keras
import numpy as np
import pytest

from tests.custom_layers.cases.layers import LAYERS
from tests.custom_layers.stacks import alone, arrays, stacked, tensors
from tests.custom_layers.test_layers import pure
from tests.gradients import differentiated
from tests.marks import whole

STACKING = [case for case in LAYERS if keras.backend.backend() not in case.alone]
BUILT = [case.built() for case in STACKING]


def training(states, inputs):
    """One training step of every layer: outputs, other weights after, slopes of the outputs' squares."""
    outcomes = []
    for layer, (trained, others), x in zip(BUILT, states, inputs, strict=True):

        def squared(given, layer=layer, others=others):
            y, after = pure(layer)(given[:-1], others, given[-1], training=True)
            return y**2, (y, after)

        outcomes.append(differentiated(squared, [*trained, x]))
    return outcomes


def trials(count):
    """Weights, settings held in weights, and inputs of the first trials; those of each trial differ."""
    states = []
    for case, layer in zip(STACKING, BUILT, strict=True):
        stack = [np.stack(same) for same in zip(*(case.state(layer, trial) for trial in range(count)), strict=True)]
        number = len(layer.trainable_variables)
        states.append([stack[:number], stack[number:]])
    return states, [np.stack([case.inputs(trial) for trial in range(count)]) for case in STACKING]


TOGETHER = stacked(training)


@cache
def results(count):
    """What a stack gives: a list of arrays (trials, ...) for each layer."""
    # XLA would compile each size anew
    return [arrays(values) for values in TOGETHER(*tensors(trials(count)), jit_compile=count == 16)]


@whole
@pytest.mark.parametrize("trial", [0, 2])
def test_a_trial_in_a_stack_gives_what_it_gives_alone(trial):
    states, inputs = trials(3)
    mine = tensors(([[[v[trial] for v in part] for part in state] for state in states], [x[trial] for x in inputs]))
    for case, layer in zip(STACKING, BUILT, strict=True):
        for name, value in case.settings(trial).items():
            setattr(layer, name, value)
    # a function of its own: one that JAX has compiled keeps the settings
    outcomes = alone(lambda *arguments: training(*arguments))(*mine)
    for case, outcome, stack in zip(STACKING, outcomes, results(16), strict=True):
        for a, b in zip(arrays(outcome), stack, strict=True):
            np.testing.assert_allclose(a, b[trial], rtol=1e-4, atol=2e-5, err_msg=str(case))


@whole
@pytest.mark.parametrize("count", [1, 3])
def test_a_trial_does_not_depend_on_its_stack(count):
    for case, few, many in zip(STACKING, results(count), results(16), strict=True):
        for a, b in zip(few, many, strict=True):
            np.testing.assert_allclose(a, b[:count], rtol=1e-4, atol=2e-5, err_msg=str(case))


@whole
def test_trials_differ_in_rates_and_keys():
    # trial t silences a share of 0.3 / (1 + t / 10), each by its own key
    silent = [(case, out[0] == 0) for case, out in zip(STACKING, results(16), strict=True) if case.reference.__name__ in
              ("dropout", "monte_carlo_dropout")]  # fmt: skip
    assert silent
    for case, zeros in silent:
        assert len({values.tobytes() for values in zeros}) == 16, case
        shares = zeros.reshape(16, -1)
        rates = 0.3 / (1 + 0.1 * np.arange(16))
        # four standard errors of the mean share
        assert abs((shares.mean(1) - rates).mean()) < 4 * np.sqrt((rates * (1 - rates)).mean() / shares.size), case
