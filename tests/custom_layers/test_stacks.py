"""Many trials at once: rules and layers vectorise, and a trial does not depend on its stack."""

import keras
import numpy as np
import pytest

from custom_layers.activations import RReLU
from custom_layers.random import key_of
from custom_layers.stacking import stacking
from tests.custom_layers.cases.activations import ACTIVATIONS
from tests.custom_layers.cases.optimizers import OPTIMIZERS
from tests.custom_layers.stacks import arrays, stacked, tensors
from tests.custom_layers.test_optimizers import CORE
from tests.marks import tried

SHAPE, STEPS = (3, 4), 3


def is_number(value):
    return isinstance(value, int | float) and not isinstance(value, bool)


def trials(optimizer, count):
    """Starts, gradients and hyperparameters of trials that all differ; the first are so at any count."""
    settings = {**optimizer.hyperparameters, "learning_rate": 0.05}
    rng = [np.random.default_rng(trial) for trial in range(count)]
    starts = np.stack([r.normal(size=SHAPE) for r in rng])
    gradients = np.stack([r.normal(size=(STEPS, *SHAPE)) for r in rng])
    factors = 1 - 0.02 * np.arange(count)
    numbers = {name: value * factors for name, value in settings.items() if is_number(value)}
    choices = {name: value for name, value in settings.items() if not is_number(value)}
    return starts, gradients, numbers, choices


def training(optimizer, choices):
    """A function that trains one parameter by the pure rule."""

    def train(parameter, gradients, numbers):
        hyper = {**choices, **numbers}
        slots = optimizer.start(parameter, hyper)
        for t in range(STEPS):
            step = keras.ops.convert_to_tensor(t + 1.0, "float32")
            parameter, slots = optimizer.rule(gradients[t], parameter, slots, step, hyper)
        return parameter, slots

    return train


@pytest.mark.parametrize("case", tried(OPTIMIZERS, CORE), ids=str)
def test_a_trial_does_not_depend_on_its_stack(case):
    optimizer = case.optimizer(**case.options)
    *everything, choices = trials(optimizer, 16)
    train = training(optimizer, choices)
    together = stacked(train)
    alone = train(*tensors([keras.tree.map_structure(lambda x: x[0], argument) for argument in everything]))
    largest = arrays(together(*tensors(everything)))
    for leaf, stack in zip(arrays(alone), largest, strict=True):
        np.testing.assert_allclose(leaf, stack[0], rtol=1e-5, atol=1e-6)
    assert not np.allclose(largest[0][0], largest[0][15], rtol=1e-3)
    for count in (1, 3):
        few = [keras.tree.map_structure(lambda x, count=count: x[:count], argument) for argument in everything]
        for leaf, stack in zip(arrays(together(*tensors(few))), largest, strict=True):
            np.testing.assert_allclose(leaf, stack[:count], rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("case", ACTIVATIONS, ids=str)
def test_layers_stack_with_their_state(case):
    layer = case.layer(**case.options)
    layer.build((None, 4))
    x = np.random.default_rng(0).normal(size=(3, 5, 4))
    state = [np.stack([v.numpy() * f for f in (1, 2, 3)]).astype(v.numpy().dtype) for v in layer.variables]
    trained = len(layer.trainable_variables)

    def call(weights, inputs):
        return layer.stateless_call(weights[:trained], weights[trained:], inputs)[0]

    together = arrays(stacked(call)(*tensors([state, x])))[0]
    for trial in range(3):
        with stacking():  # where what counts is the state
            alone = arrays(call(*tensors([[v[trial] for v in state], x[trial]])))[0]
        np.testing.assert_allclose(together[trial], alone, rtol=1e-5, atol=1e-6)


def test_rrelu_draws_by_its_own_key_in_a_stack():
    layer = RReLU(0.0, 1.0, seed=1)
    layer.build((None, 50))
    lower, upper = np.zeros(3), np.ones(3)
    keys = np.stack([key_of(seed) for seed in (7, 8, 7)]).view(np.int32)
    steps = np.array([0, 0, 1], np.int32)

    def call(lower, upper, key, step):
        x = -keras.ops.ones((4, 50))
        y, (*_, after) = layer.stateless_call([], [lower, upper, key, step], x, training=True)
        return y, after

    y, after = arrays(stacked(call)(*tensors([lower, upper, keys, steps])))
    np.testing.assert_array_equal(after, steps + 1)
    alone = RReLU(0.0, 1.0, seed=7)
    for trial in (0, 2):
        np.testing.assert_array_equal(y[trial], arrays(alone(-np.ones((4, 50), "float32"), training=True))[0])
    assert abs(np.corrcoef(y[0].ravel(), y[1].ravel())[0, 1]) < 4 / np.sqrt(200)
