"""Compiled once, whatever the numbers: rates, betas and steps are values, not parts of the program."""

import functools

import keras
import numpy as np
import pytest

from tests.custom_layers.stacks import arrays, stacked, tensors
from tests.custom_layers.test_optimizers import CORE, FIRST
from tests.custom_layers.test_stacks import is_number
from tests.marks import tried


@pytest.mark.parametrize("case", tried(FIRST, CORE), ids=str)
def test_compiles_once(case):
    optimizer, traces = case.optimizer(**case.options), []
    settings = {**optimizer.hyperparameters, "learning_rate": 0.05}
    numbers = {name: np.array([0.9, 1.0]) * value for name, value in settings.items() if is_number(value)}
    rng = np.random.default_rng(0)
    start, gradient = rng.normal(size=(2, 2, 3, 4))

    def update(gradient, parameter, slots, step, numbers):
        traces.append(1)
        return optimizer.rule(gradient, parameter, slots, step, {**settings, **numbers})

    compiled = functools.partial(stacked(update), jit_compile=True)
    slots = optimizer.start(keras.ops.convert_to_tensor(start[0], "float32"), optimizer.hyperparameters)
    slots = keras.tree.map_structure(lambda x: keras.ops.stack([x, x]), slots)
    first = compiled(*tensors([gradient, start]), slots, *tensors([np.ones(2), numbers]))
    count = len(traces)
    halved = {name: value / 2 for name, value in numbers.items()}
    second = compiled(*tensors([gradient, start]), slots, *tensors([3 * np.ones(2), halved]))
    assert len(traces) == count
    # the program follows the numbers it is given
    assert not np.allclose(arrays(first)[0], arrays(second)[0], rtol=1e-4)
    arguments = (*tensors([gradient, start]), slots, *tensors([3 * np.ones(2), halved]))
    *first, numbers = keras.tree.map_structure(lambda x: x[0], arguments)
    alone = optimizer.rule(*first, {**settings, **numbers})
    for a, b in zip(arrays(alone), arrays(second), strict=True):
        np.testing.assert_allclose(a, b[0], rtol=1e-4, atol=1e-6)
