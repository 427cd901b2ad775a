"""Rules are pure where engines and simulations call them: what they are given stays, with plain numbers too."""

import keras
import numpy as np
import pytest
from keras import ops, tree

from experiments import build, names
from experiments.engines.backends import backend
from experiments.engines.update import updated
from experiments.spec import part

SHAPE = (3, 4)


def given(name, draw):
    """A gradient, a parameter and slots after the start, for one optimizer."""
    rule = build.optimizer_class(part(name))
    hyper = {**build.hyperparameters(part(name)), "learning_rate": 0.1}
    gradient, parameter = (backend.put(draw.normal(size=SHAPE).astype("float32")) for _ in range(2))
    return rule, hyper, gradient, parameter, rule.start(parameter, hyper)


@pytest.mark.parametrize("name", names.OPTIMIZERS)
def test_a_step_leaves_what_it_is_given(name):
    rule, hyper, gradient, parameter, slots = given(name, np.random.default_rng(0))
    for step in (1.0, 2.0):
        arguments = (gradient, parameter, slots)
        before = tree.map_structure(lambda tensor: np.array(ops.convert_to_numpy(tensor)), arguments)
        (moved,), (updated_slots,) = updated(rule, [gradient], [parameter], [slots], step, hyper)
        alone, _ = rule.rule(gradient, parameter, slots, step, hyper)
        for tensor, same in zip(tree.flatten(arguments), tree.flatten(before), strict=True):
            np.testing.assert_array_equal(ops.convert_to_numpy(tensor), same)
        assert np.abs(ops.convert_to_numpy(moved) - before[1]).max() > 1e-4
        assert np.isfinite(ops.convert_to_numpy(alone)).all()
        parameter, slots = moved, updated_slots


@pytest.mark.parametrize("name", names.OPTIMIZERS)
def test_plain_numbers_and_tensors_step_alike(name):
    rule, hyper, gradient, parameter, slots = given(name, np.random.default_rng(1))
    tensors = {k: ops.convert_to_tensor(v, "float32") if build.is_value(v) else v for k, v in hyper.items()}
    both = [
        updated(rule, [gradient], [parameter], [slots], ops.convert_to_tensor(1.0), settings)[0][0]
        for settings in (hyper, tensors)
    ]
    np.testing.assert_allclose(*map(ops.convert_to_numpy, both), rtol=2e-5, atol=1e-6)


@pytest.mark.parametrize("name", ["sgd", "momentum"])
def test_a_rule_takes_numbers_and_arrays_without_a_backend(name):
    rule = build.optimizer_class(part(name))
    hyper = {**build.hyperparameters(part(name)), "learning_rate": 0.1}
    parameter, slots = np.ones(3), {"m": np.zeros(3)} if name == "momentum" else {}
    moved, _ = rule.rule(2 * parameter, parameter, slots, 1, hyper)
    np.testing.assert_array_equal(parameter, 1)
    np.testing.assert_allclose(moved, 0.8)
    if not slots:
        assert rule.rule(2.0, 1.0, slots, 1, hyper)[0] == pytest.approx(0.8)


def test_the_optimizer_itself_still_steps_in_place_on_pytorch():
    if keras.backend.backend() != "torch":
        pytest.skip("elsewhere nothing is written in place")
    variable = keras.Variable(np.ones(3, "float32"))
    pointer = variable.value.data_ptr()
    build.optimizer(part("momentum"), 0.1).apply([ops.ones(3)], [variable])
    assert variable.value.data_ptr() == pointer and ops.convert_to_numpy(variable)[0] != 1.0
