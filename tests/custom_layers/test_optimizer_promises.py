"""Every optimizer, with every setting at a value of its own: sparse, compiled, mixed, accumulated, stacked, saved."""

import keras
import numpy as np
import pytest
from keras import ops

from custom_layers import optimizers
from custom_layers.optimizers import RuleOptimizer
from custom_layers.schedules import OneCycle
from experiments import build
from experiments.engines.update import settled, started, updated
from experiments.errors import UserError
from experiments.spec import part
from tests.custom_layers.cases.optimizers import OPTIMIZERS
from tests.custom_layers.test_optimizers import CORE, FIRST
from tests.custom_layers.trajectories import assert_equal, problem, trajectory
from tests.marks import crossed, tried, whole
from tests.references import averaged_sgd

TENSORFLOW, TORCH = (keras.backend.backend() == name for name in ("tensorflow", "torch"))
each_optimizer = pytest.mark.parametrize("case", tried(FIRST, CORE), ids=lambda case: case.optimizer.__name__)
RNG = np.random.default_rng(0)
STACKED = [case for case in OPTIMIZERS if None not in case.options.values()]
# what every Keras optimizer takes, and the stacked step obeys
BASE = [
    {"weight_decay": 0.3},
    {"clipnorm": 0.3},
    {"clipnorm": 0.0},
    {"global_clipnorm": 0.5},
    {"global_clipnorm": 0.0},
    {"clipvalue": 0.2},
    {"clipvalue": 0.0},
    {"loss_scale_factor": 8.0},
    {"weight_decay": 0.3, "global_clipnorm": 0.5},
]


def named(options):
    if not isinstance(options, dict):
        return str(options)
    written = {
        key: value if isinstance(value, (int, float, str)) else type(value).__name__ for key, value in options.items()
    }
    return "-".join(f"{key}={value}" for key, value in written.items())


def made(case, **options):
    return case.optimizer(**{**case.options, **options})


@pytest.mark.parametrize(
    ("case", "options"), crossed(STACKED, BASE, [case for case in CORE if case in STACKED]), ids=named
)
def test_the_stacked_step_is_the_step_of_the_class(case, options):
    gradients, starts = problem()
    gradients, settings = gradients[:6], {**case.options, **options}
    scale = options.get("loss_scale_factor", 1.0)
    separate = trajectory(made(case, **options), [[scale * g for g in step] for step in gradients], starts)
    hyper = build.hyperparameters(part(f"custom_layers.optimizers:{case.optimizer.__name__}", **settings))
    # tensors, as in a stack; so no number is taken for the default
    hyper = {k: ops.convert_to_tensor(v, "float32") if build.is_value(v) else v for k, v in hyper.items()}
    hyper["learning_rate"] = ops.convert_to_tensor(settings["learning_rate"], "float32")
    parameters = [ops.convert_to_tensor(start) for start in starts]
    slots = [case.optimizer.start(parameter, hyper) for parameter in parameters]
    together = []
    for step, arrays in enumerate(gradients, start=1):
        number = ops.convert_to_tensor(float(step), "float32")
        tensors = [ops.convert_to_tensor(g) for g in arrays]
        parameters, slots = updated(case.optimizer, tensors, parameters, slots, number, hyper)
        together.append([np.array(ops.convert_to_numpy(p)) for p in parameters])
    assert_equal(together, separate, atol=5e-6)


def test_a_running_mean_is_the_formulas_after_every_step():
    (start, *_), settings = problem()[1], {"use_ema": True, "ema_momentum": 0.7, "ema_overwrite_frequency": 3}
    gradients = [step[0] for step in problem()[0][:7]]
    exact = list(averaged_sgd(np.float64(start), np.float64(gradients), 0.1, 0.7, 3))
    hyper = {**build.hyperparameters(part("sgd", **settings)), "learning_rate": 0.1}
    hyper = {k: ops.convert_to_tensor(v, "float32") if build.is_value(v) else v for k, v in hyper.items()}
    parameter = ops.convert_to_tensor(start)
    slots = started(optimizers.SGD, parameter, hyper)
    for step, (theta, mean) in enumerate(exact, start=1):
        number = ops.convert_to_tensor(float(step))
        gradient = ops.convert_to_tensor(gradients[step - 1])
        (parameter,), (slots,) = updated(optimizers.SGD, [gradient], [parameter], [slots], number, hyper)
        together = [parameter, settled(optimizers.SGD, parameter, slots, hyper)]
        alone, variable = optimizers.SGD(0.1, **settings), keras.Variable(start)
        for earlier in gradients[:step]:
            alone.apply([ops.convert_to_tensor(earlier)], [variable])
        separate = [np.array(ops.convert_to_numpy(variable))]
        alone.finalize_variable_values([variable])
        for got in (together, [*separate, variable]):
            assert_equal([[ops.convert_to_numpy(value) for value in got]], [[theta, mean]])


def test_every_number_of_every_optimizer_is_tried_at_a_value_of_its_own():
    for case in FIRST:
        tried = [option for other in OPTIMIZERS if other.optimizer is case.optimizer for option in [other.options]]
        default = case.optimizer().get_config()
        for name in case.optimizer().hyperparameters:
            values = [options[name] for options in tried if name in options]
            assert any(value != default[name] for value in values), (case.optimizer.__name__, name)


class Excluding(optimizers.AdamW):
    """An optimizer of a user's, told in its constructor what not to decay."""

    def __init__(self, learning_rate=0.001, **kwargs):
        super().__init__(learning_rate, **kwargs)
        self.exclude_from_weight_decay(var_names=["bias"])


def test_the_stacked_engine_refuses_what_it_would_not_obey():
    here = f"{__name__}:Excluding"
    for spec, name in [
        (part("sgd", gradient_accumulation_steps=2), "gradient_accumulation_steps"),
        (part(here), "exclude_from_weight_decay"),
    ]:
        with pytest.raises(UserError, match=f"{name} does not stack; use --engine auto or fit. Received: {spec.name}"):
            build.hyperparameters(spec)


@pytest.mark.parametrize(("case", "by"), crossed(FIRST, ["name", "variable"], CORE), ids=named)
def test_decays_nothing_that_is_excluded(case, by):
    gradients, starts = problem()
    plain, decayed = (trajectory(made(case, weight_decay=d), gradients[:4], starts) for d in (0.0, 0.5))
    optimizer = made(case, weight_decay=0.5)
    variables = [keras.Variable(start, name=name) for start, name in zip(starts, ("kernel", "bias"), strict=True)]
    # of a variable TensorFlow's optimizers see the tf.Variable
    optimizer.exclude_from_weight_decay(**({"var_names": ["kernel"]} if by == "name" else {"var_list": variables[:1]}))
    for step, free, held in zip(gradients[:4], plain, decayed, strict=True):
        optimizer.apply([ops.convert_to_tensor(g) for g in step], variables)
        got = [ops.convert_to_numpy(v) for v in variables]
        np.testing.assert_allclose(got[0], free[0], rtol=1e-5, atol=1e-6)
        np.testing.assert_allclose(got[1], held[1], rtol=1e-5, atol=1e-6)
    assert not np.allclose(free[0], held[0], atol=1e-4)


SPARSE = [
    {},
    {"clipnorm": 0.3},
    {"global_clipnorm": 0.3, "weight_decay": 0.2},
    {"clipvalue": 0.1},
    {"loss_scale_factor": 4.0},
    {"gradient_accumulation_steps": 2, "use_ema": True},
]


@pytest.mark.skipif(not TENSORFLOW, reason="gradients are dense there")
@pytest.mark.parametrize(("case", "options"), crossed(FIRST, SPARSE, CORE), ids=named)
def test_the_sparse_gradients_of_an_embedding_count_as_dense_ones(case, options):
    import tensorflow as tf

    rows, start = np.array([4, 1, 1]), RNG.normal(size=(5, 2)).astype("float32")
    values = RNG.normal(size=(4, 3, 2)).astype("float32")
    dense = np.zeros((4, 5, 2), "float32")
    np.add.at(dense, (slice(None), rows), values)
    variable, optimizer, ends = keras.Variable(start), made(case, **options), []
    for value in values:
        optimizer.apply([tf.IndexedSlices(tf.constant(value), tf.constant(rows), tf.constant([5, 2]))], [variable])
        ends.append([ops.convert_to_numpy(variable)])
    assert_equal(ends, trajectory(made(case, **options), [[gradient] for gradient in dense], [start]))


X = RNG.normal(size=(16, 3)).astype("float32")
Y = X @ np.float32([[1.0], [-2.0], [0.5]])


def fitted(optimizer, policy="float32", **how):
    """Weights after four steps of `fit`."""
    keras.utils.set_random_seed(0)
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, dtype=policy)])
    model.compile(optimizer, "mse", **how)
    model.fit(X, Y, batch_size=4, shuffle=False, verbose=0)
    return np.concatenate([weight.ravel() for weight in model.get_weights()])


# slots that matrices alone have, slots that start as the parameters: both must be made within the program
@pytest.mark.parametrize("case", tried(FIRST, CORE[2:]), ids=str)
@pytest.mark.skipif(TORCH, reason="nothing is compiled there")
def test_xla_makes_the_same_of_an_optimizer_that_was_not_built(case):
    options = {"learning_rate": 0.02, "weight_decay": 0.1, "use_ema": True, "ema_overwrite_frequency": 2}
    step_by_step = {"run_eagerly": True} if TENSORFLOW else {"jit_compile": False}
    xla, eager = (fitted(made(case, **options), **how) for how in ({"jit_compile": True}, step_by_step))
    np.testing.assert_allclose(xla, eager, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("policy", tried(["mixed_float16", "mixed_bfloat16"], ["mixed_float16"]))
def test_mixed_precision_reaches_what_float32_does(policy):
    # float16 is Keras's LossScaleOptimizer around ours
    mixed, full = (fitted(optimizers.AdamW(0.02), policy=p, jit_compile=False) for p in (policy, "float32"))
    np.testing.assert_allclose(mixed, full, atol=2e-3)


@pytest.mark.skipif(keras.backend.backend() == "jax", reason="Keras's own works within `fit` alone there")
@pytest.mark.parametrize(
    ("case", "options"),
    crossed(FIRST, [{"clipnorm": 0.1}, {"weight_decay": 0.1, "use_ema": True}], CORE),
    ids=named,
)
def test_a_loss_scale_optimizer_takes_it(case, options):
    gradients, starts = problem()
    plain = trajectory(made(case, **options), gradients[:3], starts)
    wrapped = keras.optimizers.LossScaleOptimizer(made(case, **options), initial_scale=8.0)
    assert_equal(trajectory(wrapped, [[8 * g for g in step] for step in gradients[:3]], starts), plain)


ACCUMULATED = [
    {},
    {"weight_decay": 0.1, "global_clipnorm": 0.5},
    {"use_ema": True, "ema_momentum": 0.8},
    {"use_ema": True, "ema_momentum": 0.8, "ema_overwrite_frequency": 2},
    {"learning_rate": OneCycle(0.05, 4)},
]


@pytest.mark.parametrize(("case", "options"), crossed(FIRST, ACCUMULATED, CORE), ids=named)
def test_accumulated_gradients_are_those_of_the_large_batch(case, options):
    gradients, starts = problem()
    gradients = gradients[:8]
    large = [
        [(a + b) / 2 for a, b in zip(*pair, strict=True)] for pair in zip(gradients[::2], gradients[1::2], strict=True)
    ]
    ends = []
    for steps, series in ((None, large), (2, gradients)):
        optimizer = made(case, **{"learning_rate": 0.02, **options}, gradient_accumulation_steps=steps)
        variables, seen = [keras.Variable(start) for start in starts], []
        for step in series:
            optimizer.apply([ops.convert_to_tensor(g) for g in step], variables)
            seen.append([np.array(ops.convert_to_numpy(v)) for v in variables])
        optimizer.finalize_variable_values(variables)
        ends.append([*seen[(steps or 1) - 1 :: steps or 1], [ops.convert_to_numpy(v) for v in variables]])
    assert_equal(*ends, atol=5e-6)


@whole
@pytest.mark.skipif(TORCH, reason="nothing is compiled there")
def test_an_accumulated_step_is_the_same_as_a_program():
    options = {"use_ema": True, "ema_overwrite_frequency": 2, "gradient_accumulation_steps": 2}
    ends = [fitted(optimizers.AdamW(0.02, **options), jit_compile=jit) for jit in (False, True)]
    np.testing.assert_allclose(*ends, rtol=1e-4, atol=1e-6)


@each_optimizer
def test_goes_on_from_what_a_file_of_weights_holds(case):
    options = {"use_ema": True, "weight_decay": 0.1, "learning_rate": OneCycle(0.02, 20)}
    gradients, starts = problem()
    first, again = made(case, **options), made(case, **options)
    (*_, after) = trajectory(first, gradients[:3], starts)
    store = {}
    first.save_own_variables(store)
    variables = [keras.Variable(value) for value in after]
    again.build(variables)
    again.load_own_variables(store)
    complete = trajectory(made(case, **options), gradients[:5], starts)
    for step in gradients[3:5]:
        again.apply([ops.convert_to_tensor(g) for g in step], variables)
    *_, last = complete
    assert_equal([[ops.convert_to_numpy(v) for v in variables]], [last])


@each_optimizer
def test_numpy_scalars_are_numbers(case):
    options = {k: np.float32(v) if isinstance(v, float) else v for k, v in case.options.items()}
    ours = case.optimizer(**options, clipnorm=np.float64(0.5), use_ema=np.bool_(True))
    numbers = [value for value in keras.tree.flatten(ours.get_config()) if isinstance(value, np.generic)]
    assert not numbers
    again = keras.optimizers.deserialize(keras.optimizers.serialize(ours))
    assert again.get_config() == ours.get_config()
    with pytest.raises(ValueError, match=r"`learning_rate` must lie in .*Received: learning_rate=-1"):
        case.optimizer(**{**options, "learning_rate": np.float32(-1)})


@each_optimizer
def test_a_function_or_an_integer_may_give_the_rate(case):
    task = problem()
    function, number, integer = (made(case, learning_rate=rate) for rate in (lambda: 1.0, 1.0, 1))
    expected = [step for step, _ in zip(trajectory(number, *task), range(3), strict=False)]
    for optimizer in (function, integer):
        assert_equal([step for step, _ in zip(trajectory(optimizer, *task), range(3), strict=False)], expected)


def test_says_who_decays():
    assert [case.optimizer for case in FIRST if case.optimizer.decays] == [optimizers.ScheduleFreeAdamW]
    assert not RuleOptimizer.decays
    assert optimizers.ScheduleFreeAdamW(weight_decay=None).get_config()["weight_decay"] == 0.0
