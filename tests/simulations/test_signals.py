"""Networks that can be looked into: the same as the suite's, with gradients that finite differences confirm."""

from functools import cache

import numpy as np
import pytest
from scipy.stats import wasserstein_distance

from experiments import build
from experiments.data import prepare
from experiments.engines.backends import backend
from experiments.errors import UserError
from experiments.simulations.gradient_level import gradient_level
from experiments.simulations.histogram import histogram, linear, shares
from experiments.simulations.input_drift import drift, gradient_changes, input_drift
from experiments.simulations.signal import decay, signal
from experiments.simulations.tools import networks
from experiments.spec import part
from tests.marks import whole

WINE = prepare(part("wine", scaling="standard"), 0)
TANH, GLOROT, HIDDEN = part("tanh"), part("glorot_normal"), (8, 8)


def batch(count=20):
    return networks.rows_of(WINE, WINE.rows.train[:count])


@pytest.mark.parametrize("normalization", [None, "before", "after"])
def test_a_network_gives_the_scores_of_the_suites_own(normalization):
    spec = part("mlp", hidden=HIDDEN, activation=TANH, initializer=GLOROT, batch_normalization=normalization)
    model = build.model(spec, WINE.table, 11)
    x, _ = batch()
    parameters = networks.drawn(11, WINE.table, HIDDEN, GLOROT, normalization is not None)
    scores, trace = networks.forward(parameters, x, np.tanh, normalization)
    expected = model(x.astype("float32"), training=normalization is not None)
    np.testing.assert_allclose(networks.numpy(scores), networks.numpy(expected), atol=1e-5)
    assert (len(trace.inputs), len(trace.outputs)) == (3, 2)


@pytest.mark.parametrize("normalization", [None, "before"])
def test_gradients_are_those_of_finite_differences(normalization):
    programs = networks.programs(TANH, 8, normalization, "classification")
    parameters = networks.drawn(1, WINE.table, HIDDEN, GLOROT, normalization is not None)
    _, slopes = networks.numpy(programs.gradients(parameters, *batch()))

    def loss(layer, name, index, change):
        moved = [{key: value.copy() for key, value in each.items()} for each in parameters]
        moved[layer][name][index] += change
        return float(programs.gradients(moved, *batch())[0])

    for layer, name, index in [(0, "kernel", (2, 3)), (1, "kernel", (0, 1)), (2, "bias", (1,))]:
        difference = (loss(layer, name, index, 1e-5) - loss(layer, name, index, -1e-5)) / 2e-5
        assert slopes[layer][name][index] == pytest.approx(difference, rel=1e-5, abs=1e-9)


def test_training_in_one_call_is_training_step_by_step():
    programs = networks.programs(TANH, 8, None, "classification")
    start = networks.drawn(1, WINE.table, HIDDEN, GLOROT, False)
    end, losses = networks.trained(programs, start, WINE, np.random.default_rng(0), 16, 5, 0.1)
    rng, parameters = np.random.default_rng(0), start
    for each in losses:
        rows = rng.choice(WINE.rows.train, 16, replace=False)
        loss, slopes = networks.numpy(programs.gradients(parameters, *networks.rows_of(WINE, rows)))
        parameters = networks.stepped(parameters, slopes, 0.1)
        assert each == pytest.approx(float(loss), rel=1e-12)
    np.testing.assert_allclose(end[0]["kernel"], parameters[0]["kernel"], rtol=1e-12)


def test_signal_is_what_a_plain_backpropagation_gives():
    outcome = signal(3, WINE, depth=3, width=8, rows=1000)
    x, y = networks.rows_of(WINE, np.random.default_rng(3).permutation(WINE.rows.train))
    layers = networks.drawn(3, WINE.table, (8,) * 3, GLOROT, False)
    outputs = [x]
    for layer in layers[:-1]:
        outputs.append(np.tanh(outputs[-1] @ layer["kernel"]))
    scores = np.exp(outputs[-1] @ layers[-1]["kernel"])
    slope = (scores / scores.sum(1, keepdims=True) - np.eye(3)[y]) / len(x) @ layers[-1]["kernel"].T
    norms, kernels = [], []
    for depth in (3, 2, 1):
        slope = slope * (1 - outputs[depth] ** 2)
        norms.insert(0, np.sqrt((slope**2).mean()))
        kernels.insert(0, np.sqrt(((outputs[depth - 1].T @ slope) ** 2).mean()))
        slope = slope @ layers[depth - 1]["kernel"].T
    np.testing.assert_allclose(outcome.curves["gradient_norm"], norms, rtol=1e-9)
    np.testing.assert_allclose(outcome.curves["kernel_gradient"], kernels, rtol=1e-9)
    np.testing.assert_allclose(outcome.curves["activation_std"], [layer.std() for layer in outputs[1:]])
    assert outcome.values["backward_decay"] == pytest.approx(np.log10(norms[0] / norms[-1]))
    assert outcome.values["forward_decay"] == pytest.approx(np.log10(outputs[3].std() / outputs[1].std()))
    assert outcome == signal(3, WINE, depth=3, width=8, rows=1000)


def test_signal_goes_as_theory_says():
    small, large = (signal(0, WINE, depth=6, initializer=part("random_normal", stddev=s)) for s in (0.01, 1.0))
    assert small.values["forward_decay"] < -4
    assert small.values["backward_decay"] < -4
    assert large.values["saturated_share"] > 0.5 > 0.01 > small.values["saturated_share"]
    selu = {"activation": part("selu"), "initializer": part("lecun_normal"), "width": 128}
    kept = signal(0, WINE, depth=12, dropout="alpha_dropout", rate=0.2, **selu).values
    assert kept["std_error"] < 0.15
    assert signal(0, WINE, depth=12, dropout="dropout", rate=0.2, **selu).values["std_error"] > kept["std_error"]
    assert signal(0, WINE, activation=part("relu"), depth=2).values["saturated_share"] == 0


def test_normalised_sums_keep_the_signal_where_weights_are_too_small():
    weak = {"depth": 6, "initializer": part("random_normal", stddev=0.1)}
    bare, helped = (signal(0, WINE, batch_normalization=each, **weak).values for each in (None, "before"))
    assert bare["forward_decay"] < helped["forward_decay"] - 0.1


def test_an_unknown_dropout_is_named():
    with pytest.raises(UserError, match="alpha_dropout"):
        signal(0, WINE, dropout="droppout")


def test_decay_counts_powers_of_ten():
    assert decay([100.0, 5.0, 0.1]) == pytest.approx(-3)
    assert decay([0.0, 0.0]) == 0


def test_drift_is_zero_for_equal_inputs_and_the_shift_for_shifted_ones():
    before = np.random.default_rng(0).normal(size=(100, 5))
    before = (before - before.mean(0)) / before.std(0)
    assert drift(before, before[::-1]) == pytest.approx((0, 0), abs=1e-12)
    assert drift(before, before + 0.3) == pytest.approx((0.3, 0.3))
    after = before * 1.5 + 0.1
    assert drift(before, after)[0] == pytest.approx(0.6)
    distances = [wasserstein_distance(before[:, k], after[:, k]) for k in range(5)]
    assert drift(before, after)[1] == pytest.approx(np.mean(distances))


def test_gradient_changes_move_the_layers_below_alone():
    programs = networks.programs(TANH, 8, None, "classification")
    before, after = (networks.drawn(seed, WINE.table, HIDDEN, GLOROT, False) for seed in (1, 2))
    slopes = networks.numpy(programs.gradients(before, *batch())[1])
    changes = gradient_changes(programs, before, after, slopes, batch())
    for layer, (turn, distance) in enumerate(changes, start=1):
        mixed = networks.numpy(programs.gradients([*after[:layer], *before[layer:]], *batch())[1])
        old, new = slopes[layer]["kernel"].ravel(), mixed[layer]["kernel"].ravel()
        assert 1 - turn == pytest.approx(old @ new / np.sqrt((old @ old) * (new @ new)))
        assert distance == pytest.approx(np.linalg.norm(new - old) / np.linalg.norm(old))
    assert np.allclose(gradient_changes(programs, before, before, slopes, batch()), 0, atol=1e-9)


@whole
def test_input_drift_grows_with_the_rate_and_says_when_training_diverges():
    options = {"hidden": HIDDEN, "steps": 30, "batch_size": 16}
    slow, fast = (input_drift(0, WINE, learning_rate=rate, **options) for rate in (0.001, 0.1))
    for name in ("moment_drift", "wasserstein", "gradient_distance"):
        assert 0 < slow.values[name] < fast.values[name]
    assert slow == input_drift(0, WINE, learning_rate=0.001, **options)
    assert {len(curve) for curve in slow.curves.values()} == {3}
    with np.errstate(over="ignore", invalid="ignore"):
        wild = input_drift(0, WINE, learning_rate=1e308, **options)
    assert wild.values["wasserstein"] == np.inf


@cache
def counted(normalization, frozen=False):
    """The histogram of one training, which two tests read."""
    options = {"activation": TANH, "hidden": HIDDEN, "steps": 50, "learning_rate": 1.0}
    return histogram(0, WINE, frozen=frozen, batch_normalization=normalization, **options)


def test_a_histogram_counts_every_value_and_training_moves_it():
    assert sum(shares(np.array([[-9.0, 0.0], [2.0, 8.0]]))) == 1
    assert linear(np.array([-1.5, -0.5, 0.0, 1.0])) == 0.5
    bare, normalized = counted(None), counted("before")
    # weights of this start give sums near 0; normalised ones have spread 1, so about 0.68 of them lie within ±1
    assert bare.values["linear_share_at_start"] > normalized.values["linear_share_at_start"]
    assert normalized.values["linear_share_at_start"] == pytest.approx(0.68, abs=0.06)
    assert {len(curve) for curve in bare.curves.values()} == {61}
    assert normalized == counted.__wrapped__("before")


def test_frozen_normalisation_stays_where_it_began():
    frozen, free = counted("before", frozen=True).values, counted("before").values
    assert frozen["std"] == pytest.approx(1, abs=0.01)
    assert frozen["linear_share"] == frozen["linear_share_normalized"]
    assert free["std"] != pytest.approx(1, abs=0.01)


def test_an_activation_keeps_the_width_of_its_inputs():
    x = backend.put(np.linspace(-2, 2, 5)[:, None])
    layer = networks.activation_layer(part("elu", alpha=0.5), 1, x)
    outputs = networks.numpy(layer(x))[:, 0]
    z = np.linspace(-2, 2, 5)
    assert outputs.dtype == np.float64
    np.testing.assert_allclose(outputs, np.where(z > 0, z, 0.5 * np.expm1(z)), rtol=1e-6)


def test_the_level_of_a_gradient_is_the_mean_logarithm_of_separate_networks():
    options = {"activation": TANH, "initializer": GLOROT, "depth": 4, "width": 8, "rows": 20}
    single = [signal(5 + 10_000 * k, WINE, **options).values["backward_decay"] for k in (0, 1)]
    outcome = gradient_level(5, WINE, networks=2, **options)
    assert outcome.values["backward_decay"] == pytest.approx(np.mean(single))
    assert outcome.values["scatter"] == pytest.approx(np.std(single)) and single[0] != single[1]
    assert np.log10(outcome.curves["gradient_norm"][0]) == pytest.approx(np.mean(single))
