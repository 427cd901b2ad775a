"""Optimizers against their papers, step by step."""

import keras
import numpy as np
import pytest
from keras import ops

from custom_layers import optimizers
from tests.custom_layers.cases.optimizers import OPTIMIZERS
from tests.custom_layers.mutants import MUTANTS
from tests.custom_layers.trajectories import assert_equal, expected, problem, trajectory
from tests.marks import crossed, tried

TENSORFLOW = keras.backend.backend() == "tensorflow"
# the first row of each: choices of the rule do not concern the file
FIRST = list({case.optimizer: case for case in reversed(OPTIMIZERS)}.values())
# no slots; slots; other slots for matrices; slots that start as the parameters
KINDS = (optimizers.SGD, optimizers.Adam, optimizers.Muon, optimizers.ScheduleFreeAdamW)
CORE = [case for case in FIRST if case.optimizer in KINDS]


def name(value):
    return getattr(value, "__name__", None) or str(value)


@pytest.mark.parametrize("case", OPTIMIZERS, ids=str)
def test_equals_the_paper_after_every_step(case):
    task = problem()
    assert_equal(trajectory(case.optimizer(**case.options), *task), expected(case, *task))


@pytest.mark.parametrize("case", [case for case in OPTIMIZERS if case.same], ids=str)
def test_equals_keras(case):
    task, (theirs, options) = problem(), case.same()
    ours = case.optimizer(**options)
    assert_equal(trajectory(ours, *task), trajectory(theirs, *task), atol=2e-6)


@pytest.mark.parametrize(
    "option",
    [
        {"clipnorm": 0.3},
        {"clipvalue": 0.2},
        {"global_clipnorm": 0.5},
        {"weight_decay": 0.1},
        {"loss_scale_factor": 4.0},
        {"gradient_accumulation_steps": 3},
        {"use_ema": True, "ema_momentum": 0.5, "ema_overwrite_frequency": 2},
    ],
    ids=lambda option: next(iter(option)),
)
def test_takes_what_every_keras_optimizer_takes(option):
    task = problem()
    ours, theirs = optimizers.Momentum(0.1, **option), keras.optimizers.SGD(0.1, momentum=0.9, **option)
    assert_equal(trajectory(ours, *task), trajectory(theirs, *task), atol=1e-5)


@pytest.mark.skipif(TENSORFLOW, reason="Keras has no stateless optimizers there")
@pytest.mark.parametrize("case", OPTIMIZERS, ids=str)
def test_a_stateless_step_is_the_same_and_changes_nothing_given(case):
    gradients, starts = problem()
    optimizer = case.optimizer(**case.options)
    (after,) = trajectory(optimizer, gradients[:1], starts)
    stateless = case.optimizer(**case.options)
    variables = [keras.Variable(start) for start in starts]
    stateless.build(variables)
    arguments = [[ops.copy(v.value) for v in part] for part in (stateless.variables, variables)]
    before = [[ops.convert_to_numpy(v).copy() for v in part] for part in arguments]
    new, _ = stateless.stateless_apply(arguments[0], [ops.convert_to_tensor(g) for g in gradients[0]], arguments[1])
    assert_equal([[ops.convert_to_numpy(v) for v in new]], [after])
    for part, same in zip(arguments, before, strict=True):
        for a, b in zip(part, same, strict=True):
            np.testing.assert_array_equal(ops.convert_to_numpy(a), b)


@pytest.mark.parametrize("case", tried(OPTIMIZERS, CORE), ids=str)
def test_finds_every_mutant(case):
    task = problem()
    right = list(expected(case, *task))
    for mutant in MUTANTS:
        if faulty := mutant(case):
            with pytest.raises(AssertionError, match="Not equal to tolerance"):
                assert_equal(trajectory(faulty, *task), right)
                pytest.fail(f"{mutant.__name__} is not found")


@pytest.mark.parametrize("mutant", MUTANTS, ids=name)
def test_every_mutant_lives_somewhere(mutant):
    assert any(mutant(case) for case in OPTIMIZERS)


@pytest.mark.parametrize(("case", "dtype"), crossed(OPTIMIZERS, ["float16", "bfloat16"]), ids=str)
def test_keeps_the_type_and_calculates_in_float32(case, dtype):
    gradients, starts = problem()
    spacing = {"float16": 2**-10, "bfloat16": 2**-7}[dtype]
    optimizer, few = case.optimizer(**case.options), gradients[:5]
    pairs = zip(trajectory(optimizer, few, starts, dtype), expected(case, few, starts), strict=True)
    for step, (got, want) in enumerate(pairs, start=1):
        for a, b in zip(got, want, strict=True):
            # the start, the decay and the step are each rounded to numbers of at most 2
            np.testing.assert_allclose(a, b, rtol=0, atol=(1 + 3 * step) * spacing)
    assert {v.dtype for v in optimizer._trainable_variables} == {dtype}
    assert {v.dtype for slots in optimizer._slots for v in slots.values()} <= {"float32"}


@pytest.mark.parametrize("case", OPTIMIZERS, ids=str)
def test_config_round_trip(case):
    ours = case.optimizer(**case.options)
    again = keras.optimizers.deserialize(keras.optimizers.serialize(ours))
    assert type(again) is case.optimizer
    assert again.get_config() == ours.get_config()
    for name, value in case.options.items():
        assert ours.get_config()[name] == pytest.approx(value)


def regression():
    x = np.random.default_rng(0).normal(size=(32, 3)).astype("float32")
    return x, x @ np.float32([[1.0], [-2.0], [0.5]])


def steps(model, count):
    """Trains on the whole batch; the loss before each step."""
    return [float(model.train_on_batch(*regression())) for _ in range(count)]


def assert_alike(ours, theirs):
    """The same weights and slots."""
    for part in (ours.weights, theirs.weights), (ours.optimizer.variables, theirs.optimizer.variables):
        for a, b in zip(*part, strict=True):
            np.testing.assert_allclose(a.numpy(), b.numpy(), rtol=1e-5, atol=1e-6)


def linear(case, run_eagerly):
    keras.utils.set_random_seed(0)
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
    optimizer = case.optimizer(**{**case.options, "learning_rate": 0.02})
    model.compile(optimizer, "mse", jit_compile=False, run_eagerly=run_eagerly)
    return model


@pytest.mark.parametrize("case", tried(FIRST, CORE), ids=str)
def test_trains_a_model_and_goes_on_from_a_file(case, tmp_path):
    model = linear(case, run_eagerly=True)
    losses = steps(model, 5)
    assert losses[-1] < losses[0]
    model.save(tmp_path / "model.keras")
    again = keras.saving.load_model(tmp_path / "model.keras")
    assert type(again.optimizer) is case.optimizer
    again.run_eagerly = True
    steps(model, 3)
    steps(again, 3)
    assert_alike(model, again)


@pytest.mark.parametrize("case", tried(CORE, CORE[1:3]), ids=str)
def test_a_compiled_training_equals_one_step_by_step(case):
    models = [linear(case, run_eagerly) for run_eagerly in (False, True)]
    for model in models:
        model.fit(*regression(), epochs=2, batch_size=8, verbose=0, shuffle=False)
    assert_alike(*models)


def test_takes_sparse_gradients_of_an_embedding():
    def embedded(optimizer):
        keras.utils.set_random_seed(0)
        model = keras.Sequential([keras.layers.Embedding(5, 2), keras.layers.Flatten(), keras.layers.Dense(1)])
        model.compile(optimizer, "mse", jit_compile=False, run_eagerly=TENSORFLOW)  # tracing takes longer
        model.fit(np.array([[0, 1], [1, 3]]), np.array([1.0, -1.0]), epochs=3, verbose=0)
        return model.layers[0].embeddings.numpy()

    ours, theirs = embedded(optimizers.Momentum(0.1)), embedded(keras.optimizers.SGD(0.1, momentum=0.9))
    np.testing.assert_allclose(ours, theirs, rtol=1e-5)


BAD = {"learning_rate": -0.1, "epsilon": -0.1, "beta_1": 1.0, "beta_2": 1.0, "momentum": 1.0, "rho": -0.1}


@pytest.mark.parametrize(
    ("case", "setting"),
    [(c, setting) for c in OPTIMIZERS for setting in BAD if c.options.get(setting) is not None],
    ids=str,
)
def test_refuses_impossible_settings(case, setting):
    with pytest.raises(ValueError, match=f"Received: {setting}={BAD[setting]}"):
        case.optimizer(**{**case.options, setting: BAD[setting]})
