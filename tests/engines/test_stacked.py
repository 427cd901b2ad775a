"""The two engines are one: same trial, same curves, whatever stack it runs in."""

from dataclasses import replace

import keras
import numpy as np
import pytest

from custom_layers.layers import Dropout
from experiments import names
from experiments.data import load
from experiments.engines import fit, stacked
from experiments.engines.cost import brief
from experiments.engines.grouping import groups, program_key
from experiments.engines.program import Program
from experiments.errors import UserError
from experiments.spec import part
from tests.marks import tried, whole
from tests.samples import SMALL, trial


def together(trials, brief=True):
    """Trained as one stack; without XLA, which `test_a_brief_training_is_the_same_without_xla` holds to it."""
    return stacked.run(trials, Program(trials[0], load(trials[0].data), brief=brief))


def curve(record, split="validation", metric="loss"):
    return np.array(record.curves[split][metric])


# with slots, which matrices alone have; sgd and adam are what most tests here train with
@pytest.mark.parametrize("optimizer", tried(sorted(names.OPTIMIZERS), ("muon",)))
def test_every_optimizer_trains_the_same_in_both_engines(optimizer):
    rate = 0.05 if optimizer in ("sgd", "momentum", "nesterov", "adagrad") else 0.005
    sample = trial(optimizer=part(optimizer, learning_rate=rate))
    a, b = fit.run(sample), together([sample, replace(sample, replicate=1)])[0]
    assert a.status == b.status == "ok"
    for split in ("train", "validation"):
        np.testing.assert_allclose(curve(a, split), curve(b, split), rtol=1e-4, atol=1e-5)
    assert a.scores["test"] == pytest.approx(b.scores["test"], rel=1e-4, abs=1e-5)
    assert (a.steps, a.epochs, a.parameters) == (b.steps, b.epochs, b.parameters)


# drawn, with numbers of its own; plain tanh is what most tests here train with
@pytest.mark.parametrize("activation", tried(sorted(names.ACTIVATIONS), ("rrelu",)))
def test_every_activation_trains_the_same_in_both_engines(activation):
    sample = trial(model=SMALL.but(activation=part(activation), hidden=(8,)), diagnostics="weights", epochs=1)
    a, b = fit.run(sample), together([sample, replace(sample, replicate=1)])[0]
    np.testing.assert_allclose(curve(a), curve(b), rtol=1e-4, atol=1e-5)
    assert a.layers.keys() == b.layers.keys() == {"hidden_1", "output"}
    for layer, statistics in a.layers.items():
        for name, values in statistics.items():
            np.testing.assert_allclose(values, b.layers[layer][name], rtol=2e-3, atol=1e-5, err_msg=f"{layer} {name}")


@whole
def test_a_schedule_and_weight_decay_and_clipping_train_the_same_in_both_engines():
    for optimizer in (
        part("adamw", learning_rate=0.01, weight_decay=0.1),
        part("sgd", learning_rate=0.1, clipnorm=0.05),
        part("sgd", learning_rate=0.1, global_clipnorm=0.05),
        part("sgd", learning_rate=0.1, clipvalue=0.002),
    ):
        sample = trial(optimizer=optimizer, schedule=part("one_cycle"), model=SMALL.but(hidden=(8,)))
        np.testing.assert_allclose(curve(fit.run(sample)), curve(together([sample])[0]), rtol=1e-4, atol=1e-5)


# a rule without slots of its own, and one that settles in a way of its own without a running mean
@pytest.mark.parametrize("optimizer", tried(("sgd", "schedule_free_adamw"), ("sgd",)))
def test_a_running_mean_trains_and_judges_the_same_in_both_engines(optimizer):
    means = part(optimizer, learning_rate=0.05, weight_decay=0.02, use_ema=True, ema_overwrite_frequency=7)
    trials = [trial(optimizer=means.but(ema_momentum=momentum), early="steps") for momentum in (0.6, 0.95)]
    assert len({program_key(sample) for sample in trials}) == 1
    for record, sample in zip(together(trials), trials, strict=True):
        same = fit.run(sample)
        for split in ("train", "validation", "early"):
            np.testing.assert_allclose(curve(record, split), curve(same, split), rtol=1e-4, atol=1e-5)
        assert record.scores["test"] == pytest.approx(same.scores["test"], rel=1e-4, abs=1e-5)


def unseeded(input_shape: tuple[int, ...], outputs: int, seed: int) -> keras.Model:
    """A network of a user's own, whose dropout has no seed."""
    del seed
    x = inputs = keras.Input(input_shape)
    x = Dropout(0.3)(keras.layers.Dense(8, "relu")(x))
    return keras.Model(inputs, keras.layers.Dense(outputs)(x))


def test_dropout_without_a_seed_stacks_too():
    sample = trial(model=part("tests.engines.test_stacked:unseeded"))
    alone, first, second = *together([sample]), *together([sample, replace(sample, replicate=1)])
    np.testing.assert_allclose(curve(alone, "train"), curve(first, "train"), rtol=1e-5)
    assert alone.status == second.status == "ok"


def test_a_trial_does_not_depend_on_its_stack():
    trials = [
        trial(optimizer=part("adam", learning_rate=rate), replicate=replicate)
        for rate in (0.001, 0.003, 0.01, 0.03)
        for replicate in range(4)
    ]
    expected = together(trials, brief=False)
    program = Program(trials[0], load(trials[0].data))
    for size, start in ((1, 0), (1, 9), (3, 7)):
        for record, same in zip(stacked.run(trials[start : start + size], program), expected[start:], strict=False):
            assert record.key == same.key
            np.testing.assert_allclose(curve(record), curve(same), rtol=1e-5, atol=1e-6)


def test_few_steps_of_few_small_networks_are_brief():
    few, *many = (
        groups([trial(epochs=epochs, replicate=r, model=SMALL.but(hidden=(width,))) for r in range(count)], "stacked")
        for epochs, count, width in ((10, 5, 16), (1000, 5, 16), (10, 100, 3000))
    )
    assert brief(few[0])
    assert not any(brief(group) for (group,) in many)


def test_values_that_differ_within_a_stack_keep_to_their_trial():
    trials = [
        trial(
            optimizer=part("momentum", learning_rate=0.02, momentum=momentum),
            model=SMALL.but(activation=part("leaky_relu", negative_slope=slope), initializer=part(initializer)),
        )
        for momentum, slope, initializer in (
            (0.5, 0.01, "glorot_normal"),
            (0.95, 0.4, "glorot_normal"),
            (0.9, 0.4, "lecun_normal"),
        )
    ]
    assert len({program_key(sample) for sample in trials}) == 1
    for record, sample in zip(together(trials), trials, strict=True):
        np.testing.assert_allclose(curve(record), curve(fit.run(sample)), rtol=1e-4, atol=1e-5)


def test_a_divergence_is_recorded_and_leaves_its_neighbours_alone():
    relu = SMALL.but(activation=part("relu"))
    wild, tame = trial(model=relu, optimizer=part("sgd", learning_rate=1e30)), trial(model=relu)
    alone, (first, second) = together([tame])[0], together([wild, tame])
    assert first.status == "diverged" and "finite" in first.reason and first.scores == {}
    assert second.status == "ok"
    np.testing.assert_allclose(curve(second), curve(alone), rtol=1e-5)
    assert fit.run(wild).status == "diverged"


def test_schedule_free_training_is_scored_at_its_mean_in_both_engines():
    sample = trial(optimizer=part("schedule_free_adamw", learning_rate=0.01, beta_1=0.5), epochs=3)
    stack = stacked.Stack([sample], Program(sample, load(sample.data), brief=True))
    stack.run(lambda: None)
    observer = fit.trained(sample)
    for weights, y, slots, theirs in zip(
        stack.kept_weights[0], stack.state["trainable"], stack.state["slots"], observer.kept_weights, strict=True
    ):
        np.testing.assert_allclose(0.5 * weights + 0.5 * slots["z"], y, rtol=1e-5, atol=1e-6)
        assert not np.allclose(weights, y, atol=1e-6)
        np.testing.assert_allclose(weights[0], theirs, rtol=1e-4, atol=1e-6)


@whole
def test_trials_that_differ_in_early_stopping_alone_are_trained_once(monkeypatch):
    rules = [None, *(part("early_stopping", patience=patience) for patience in (1, 3, 30))]
    trials = [trial(optimizer=part("adam", learning_rate=0.1), stopping=rule, epochs=16, replicate=r)
              for r in (2, 3) for rule in rules[: 4 - r % 2]]  # fmt: skip
    stack_class, stacks = stacked.Stack, []
    monkeypatch.setattr(stacked, "Stack", lambda *arguments: stacks.append(stack_class(*arguments)) or stacks[-1])
    records = together(trials)
    assert [len(stack.trials) for stack in stacks] == [2] and [len(stack.endings) for stack in stacks] == [4]
    assert [record.key for record in records] == [sample.key for sample in trials]
    assert len({record.epochs for record in records[:4]}) > 2
    for record, sample in zip(records, trials, strict=True):
        alone = fit.run(sample)
        assert (record.epochs, record.best_epoch, len(curve(record))) == (alone.epochs, alone.best_epoch, alone.epochs)
        assert record.scores["test"]["loss"] == pytest.approx(alone.scores["test"]["loss"], rel=1e-3)


def test_early_stopping_keeps_the_best_weights_in_both_engines():
    stopping = part("early_stopping", patience=3)
    trials = [
        trial(optimizer=part("adam", learning_rate=rate), stopping=stopping, epochs=40, replicate=2)
        for rate in (0.01, 0.1)
    ]
    records = together(trials)
    for record, sample in zip(records, trials, strict=True):
        losses = curve(record)
        best = int(losses.argmin()) + 1
        assert record.best_epoch == best
        assert record.epochs == min(best + 3, 40) == len(losses)
        assert record.scores["validation"]["loss"] == pytest.approx(losses.min(), rel=1e-5)
        same = fit.run(sample)
        assert (same.epochs, same.best_epoch) == (record.epochs, record.best_epoch)
        assert same.scores["test"]["loss"] == pytest.approx(record.scores["test"]["loss"], rel=1e-3)
    assert any(record.epochs < 40 for record in records)


NETWORKS = {
    "periodic": SMALL.but(embedding=part("periodic", frequencies=3), embedding_width=2, hidden=(8,)),
    "piecewise linear": SMALL.but(embedding=part("piecewise_linear", bins=4), embedding_width=2, hidden=(8,)),
    "normalised before": SMALL.but(batch_normalization="before", hidden=(8,)),
    "normalised after": SMALL.but(batch_normalization="after", hidden=(8,)),
    "dropout": SMALL.but(dropout=0.3, hidden=(8,)),
    "normalised, frozen": SMALL.but(batch_normalization="frozen", hidden=(8,)),
    "normalised by layer": SMALL.but(batch_normalization="layer", hidden=(8,)),
    "cnn by groups": part("cnn", filters=(6,), batch_normalization="group"),
    "normalised inputs": SMALL.but(batch_normalization="both", hidden=(8,)),
    "alpha dropout": SMALL.but(activation=part("selu"), dropout=0.1, dropout_kind="alpha_dropout", hidden=(8,)),
    "cnn with all": part("cnn", filters=(2,), pooling="average", batch_normalization="before", dropout=0.2),
    "rnn, normalised": part("rnn", units=6, batch_normalization="output"),
    "autoencoder": part("autoencoder", hidden=(8, 4)),
    "simple rnn": part("rnn", units=6, cell=part("simple_rnn")),
    "lstm": part("rnn", units=6, cell=part("lstm")),
    "gru": part("rnn", units=6, cell=part("gru")),
}
DIGITS = part("digits", scaling="standard", train_rows=320)


# drawn, with moments, of another target, in time; images are always compiled
@pytest.mark.parametrize("name", tried(("dropout", "normalised before", "autoencoder", "gru"), ("dropout",)))
def test_a_brief_training_is_the_same_without_xla(name):
    fields = {"data": DIGITS, "model": NETWORKS[name], "batch_size": 64, "epochs": 2}
    loss = part("prediction") if name == "autoencoder" else None
    trials = [trial(**fields, loss=loss, replicate=replicate) for replicate in range(3)]
    for compiled, traced in zip(together(trials, brief=False), together(trials), strict=True):
        for split in ("train", "validation"):
            np.testing.assert_allclose(curve(compiled, split), curve(traced, split), rtol=1e-5, atol=1e-6)


# moments that train, another target, steps in time
CORE_NETWORKS = ("normalised after", "autoencoder", "simple rnn")


@pytest.mark.parametrize("name", tried(NETWORKS, CORE_NETWORKS))
def test_every_network_trains_the_same_in_both_engines(name):
    loss = part("prediction") if name == "autoencoder" else None
    sample = trial(data=DIGITS, model=NETWORKS[name], epochs=2, batch_size=64, loss=loss)
    a, b = fit.run(sample), together([sample, replace(sample, replicate=1)])[0]
    np.testing.assert_allclose(curve(a), curve(b), rtol=1e-4, atol=1e-5)
    assert a.scores["test"] == pytest.approx(b.scores["test"], rel=1e-4, abs=1e-5)


@whole
def test_scales_of_first_frequencies_stack():
    embedded = [SMALL.but(embedding=part("periodic", frequencies=3, scale=scale)) for scale in (0.1, 2.0)]
    trials = [trial(model=model, data=part("wine", scaling="quantile")) for model in embedded]
    assert len({program_key(one) for one in trials}) == 1
    for record, one in zip(together(trials), trials, strict=True):
        np.testing.assert_allclose(curve(record), curve(fit.run(one)), rtol=1e-4, atol=1e-5)


@whole
def test_dropout_rates_stack():
    trials = [trial(model=SMALL.but(dropout=rate, hidden=(16,))) for rate in (0.0, 0.2, 0.7)]
    assert len({program_key(sample) for sample in trials}) == 1
    assert program_key(trials[0]) != program_key(trial(model=SMALL.but(hidden=(16,))))
    for record, sample in zip(together(trials), trials, strict=True):
        np.testing.assert_allclose(curve(record), curve(fit.run(sample)), rtol=1e-4, atol=1e-5)


@whole
def test_penalties_and_bounds_stack():
    small = SMALL.but(hidden=(8,))
    for option, values in {"l1": (0.0, 0.02), "l2": (0.0, 0.1), "max_norm": (0.2, 9.0)}.items():
        trials = [trial(model=small.but(**{option: value})) for value in values]
        assert len({program_key(sample) for sample in trials}) == 1
        records = together(trials)
        for record, sample in zip(records, trials, strict=True):
            same = fit.run(sample)
            for split in ("train", "validation"):
                np.testing.assert_allclose(curve(record, split), curve(same, split), rtol=1e-4, atol=1e-5)
        without = curve(together([trial(model=small)])[0])
        weakest = records[values.index(9.0 if option == "max_norm" else 0.0)]
        strongest = records[1 - records.index(weakest)]
        np.testing.assert_allclose(curve(weakest), without, rtol=1e-5)
        assert np.abs(curve(strongest) - without).max() > 1e-3


LOSSES = ("cross_entropy", "negative_log_likelihood", "softmax_squared_error", "smoothed_cross_entropy")


@pytest.mark.parametrize("loss", tried(LOSSES, LOSSES[2:3]))  # cross-entropy has the test below
def test_every_loss_of_classes_trains_the_same_in_both_engines(loss):
    sample = trial(model=SMALL.but(hidden=(8,)), loss=part(loss))
    np.testing.assert_allclose(curve(fit.run(sample)), curve(together([sample])[0]), rtol=1e-4, atol=1e-5)


@whole  # in the core, `test_losses.py` compares the values
def test_likelihood_in_nats_trains_as_cross_entropy():
    nats = part("negative_log_likelihood", base=float(np.e))
    curves = [curve(together([trial(loss=loss)])[0]) for loss in (nats, part("cross_entropy"))]
    np.testing.assert_allclose(*curves, rtol=1e-5)


def test_a_fixed_order_visits_the_same_batches_in_every_epoch():
    fixed = trial(order="fixed", model=SMALL.but(hidden=(8,)))
    record = together([fixed])[0]
    np.testing.assert_allclose(curve(record), curve(fit.run(fixed)), rtol=1e-4, atol=1e-5)
    assert np.abs(curve(record) - curve(together([replace(fixed, order=None)])[0])).max() > 1e-6
    with pytest.raises(UserError, match="Received: 'sorted'"):
        fit.run(trial(order="sorted"))
