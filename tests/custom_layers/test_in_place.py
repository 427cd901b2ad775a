"""Two forms of one rule: pure, which leaves what it is given, and PyTorch's, which writes into it."""

import keras
import numpy as np
import pytest
from keras import ops

from custom_layers import optimizers
from custom_layers.optimizers import RuleOptimizer
from tests.custom_layers.cases.optimizers import OPTIMIZERS
from tests.custom_layers.trajectories import assert_equal, problem

torch_only = pytest.mark.skipif(keras.backend.backend() != "torch", reason="elsewhere nothing is written in place")
FORMS = [case for case in OPTIMIZERS if case.optimizer.rule_in_place]
DEFAULTS = {"learning_rate": 0.1}


def test_says_which_optimizers_have_a_form_in_place():
    without = {case.optimizer for case in OPTIMIZERS} - {case.optimizer for case in FORMS}
    assert without == {optimizers.Muon, optimizers.RAdam, optimizers.ScheduleFreeAdamW}


def drawn(shape=(3, 4)):
    """A tensor of its own."""
    return ops.convert_to_tensor(np.random.default_rng(0).normal(size=shape).astype("float32"))


def arrays(values):
    """Copies, as NumPy arrays, of the tensors of a nested structure."""
    return [np.array(ops.convert_to_numpy(value)) for value in keras.tree.flatten(values)]


@pytest.mark.parametrize("numbers", [float, ops.convert_to_tensor], ids=["numbers", "tensors"])
@pytest.mark.parametrize("case", OPTIMIZERS, ids=str)
def test_a_rule_writes_into_nothing(case, numbers):
    hyper = {**case.optimizer(**case.options).hyperparameters, "learning_rate": numbers(0.1)}
    gradient, parameter = drawn(), drawn()
    slots = case.optimizer.start(parameter, hyper)
    for step in (1.0, 2.0, 9.0):
        arguments = (gradient, parameter, slots)
        before = arrays(arguments)
        parameter, slots = case.optimizer.rule(*arguments, numbers(step), hyper)
        assert all(np.array_equal(*pair) for pair in zip(arrays(arguments), before, strict=True))
    assert not np.allclose(ops.convert_to_numpy(parameter), before[1], atol=1e-4)


@torch_only
@pytest.mark.parametrize("numbers", [float, ops.convert_to_tensor], ids=["numbers", "tensors"])
@pytest.mark.parametrize("options", ["its own", "default"])
@pytest.mark.parametrize("case", FORMS, ids=str)
def test_both_forms_make_the_same_steps(case, options, numbers):
    optimizer = case.optimizer(**(case.options if options == "its own" else DEFAULTS))
    hyper = {**optimizer.hyperparameters, "learning_rate": numbers(0.1), "weight_decay": 0.0}
    gradients, (start, _) = problem()
    pure, written = (ops.convert_to_tensor(start.copy()) for _ in range(2))
    slots, written_slots = (case.optimizer.start(pure, hyper) for _ in range(2))
    written_slots = {name: ops.copy(value) for name, value in written_slots.items()}  # Nadam's share one zero
    for step, (gradient, _) in enumerate(gradients, start=1):
        tensor = ops.convert_to_tensor(gradient.copy())
        pure, slots = case.optimizer.rule(tensor, pure, slots, numbers(step), hyper)
        case.optimizer.rule_in_place(tensor, written, written_slots, numbers(step), hyper)
        np.testing.assert_array_equal(ops.convert_to_numpy(tensor), gradient)
        assert slots.keys() == written_slots.keys()
        assert_equal([arrays((written, written_slots))], [arrays((pure, slots))])


def separate(optimizer, dtype="float32"):
    """Two variables, and a gradient for each at every step."""
    gradients, starts = problem()
    variables = [keras.Variable(start, dtype=dtype) for start in starts]
    for step in gradients[:6]:
        optimizer.apply([ops.convert_to_tensor(gradient) for gradient in step], variables)
        yield variables


def halved(optimizer):
    """Parameters in float16, beside slots in float32."""
    return separate(optimizer, "float16")


def doubled(optimizer):
    """Parameters and slots in float64."""
    return separate(optimizer, "float64")


def tied(optimizer):
    """Two variables that share one tensor."""
    variable = keras.Variable(problem()[1][0])
    again = keras.Variable(variable.value)
    assert again.value.data_ptr() == variable.value.data_ptr()
    for step in problem()[0][:6]:
        optimizer.apply([ops.convert_to_tensor(step[0])] * 2, [variable, again])
        yield [variable, again]


def own_gradient(optimizer):
    """Of ½ θ² the gradient is θ: the same tensor."""
    variable = keras.Variable(problem()[1][0])
    for _ in range(6):
        optimizer.apply([variable.value], [variable])
        yield [variable]


def kept_gradients(optimizer):
    """Gradients that their owner uses again."""
    gradients, starts = problem()
    variables, tensors = [keras.Variable(start) for start in starts], [ops.convert_to_tensor(g) for g in gradients[0]]
    for _ in range(6):
        optimizer.apply(tensors, variables)
        yield variables
    assert_equal([arrays(tensors)], [gradients[0]], atol=0)


@torch_only
@pytest.mark.parametrize("situation", [separate, halved, doubled, tied, own_gradient, kept_gradients])
@pytest.mark.parametrize(
    "options",
    [{}, {"use_ema": True, "ema_overwrite_frequency": 2}, {"gradient_accumulation_steps": 2, "use_ema": True}],
    ids=["plain", "mean", "accumulated"],
)
@pytest.mark.parametrize("case", FORMS, ids=str)
def test_an_optimizer_steps_alike_with_either_form(case, options, situation):
    states = []
    for in_place in (True, False):
        optimizer = case.optimizer(**case.options, **options)
        if not in_place:
            optimizer.rule_in_place = None
        states.append([arrays([*variables, *optimizer.variables]) for variables in situation(optimizer)])
    assert_equal(*states, atol=2**-9 if situation is halved else 1e-6)


@torch_only
@pytest.mark.parametrize("case", FORMS, ids=str)
def test_the_form_in_place_is_the_one_that_trains(case):
    optimizer, (gradients, starts) = case.optimizer(**case.options), problem()
    optimizer.rule = None  # it would fail
    variables = [keras.Variable(start) for start in starts]
    optimizer.build(variables)
    memory = [variable.value.data_ptr() for variable in [*variables, *optimizer.variables]]
    optimizer.apply([ops.convert_to_tensor(gradient) for gradient in gradients[0]], variables)
    assert [variable.value.data_ptr() for variable in [*variables, *optimizer.variables]] == memory


class Sign(optimizers.SGD):
    """A rule of a user's own, for a class that has a form in place."""

    @staticmethod
    def rule(gradient, parameter, slots, step, hyper):
        """Every parameter moves by η."""
        return parameter - hyper["learning_rate"] * ops.sign(gradient), slots


def test_another_rule_does_not_inherit_the_form_in_place():
    variable, optimizer = keras.Variable(np.ones(2, "float32")), Sign(0.25)
    optimizer.apply([ops.convert_to_tensor(np.float32([3.0, -4.0]))], [variable])
    np.testing.assert_array_equal(ops.convert_to_numpy(variable), [0.75, 1.25])
    assert optimizers.SGD.rule_in_place
    assert type("Other", (optimizers.SGD,), {}).rule_in_place is optimizers.SGD.rule_in_place


class Memory(RuleOptimizer):
    """A rule that gives back what it was given, under other names."""

    def __init__(self, learning_rate=0.5, **kwargs):
        super().__init__(learning_rate, {}, **kwargs)

    @staticmethod
    def start(parameter, hyper):
        """The last two gradients, and the parameter before the step."""
        return {name: ops.zeros_like(parameter) for name in ("last", "before", "parameter")}

    @staticmethod
    def rule(gradient, parameter, slots, step, hyper):
        """One SGD update, which is remembered."""
        new = {"last": gradient, "before": slots["last"], "parameter": parameter}
        return parameter - hyper["learning_rate"] * gradient, new


def test_what_a_rule_gives_back_under_another_name_is_what_it_was_given():
    variable, optimizer = keras.Variable(np.float32([8.0])), Memory()
    for gradient in (1.0, 2.0, 4.0):
        optimizer.apply([ops.convert_to_tensor(np.float32([gradient]))], [variable])
    (slots,) = optimizer._slots
    values = {name: float(ops.convert_to_numpy(slot)[0]) for name, slot in slots.items()}
    assert values == {"last": 4, "before": 2, "parameter": 6.5}
    assert ops.convert_to_numpy(variable)[0] == 4.5
