"""Layer statistics against a naive second implementation in float64 NumPy, before training and after an epoch."""

import numpy as np
import pytest
from keras import ops
from scipy.stats import wasserstein_distance

from experiments.data import prepare
from experiments.engines import fit
from experiments.engines.layers import activation_statistics, distinct_share, unit_correlation
from experiments.engines.order import probe_rows
from experiments.engines.weights import initial_weights
from experiments.errors import UserError
from experiments.spec import part
from tests.samples import SMALL, trial

ONE = trial(model=SMALL.but(activation=part("relu"), hidden=(6,)), epochs=1, diagnostics="weights")


def forward(weights, x):
    """Hidden activation and class probabilities."""
    kernel, bias, last, shift = weights
    hidden = np.maximum(x @ kernel + bias, 0)
    scores = hidden @ last + shift
    p = np.exp(scores - scores.max(1, keepdims=True))
    return hidden, p / p.sum(1, keepdims=True)


def rms(values):
    return float(np.sqrt((values**2).mean()))


@pytest.fixture(scope="module")
def seen():
    """The record, the batch that was looked at, and the weights before and after."""
    weights_by_epoch = []

    class Watching(fit.Observer):
        def inspect(self):
            super().inspect()
            weights_by_epoch.append([np.array(weight, float) for weight in self.model.get_weights()])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fit, "Observer", Watching)
        record = fit.run(ONE)
    data = prepare(ONE.data, 0)
    rows = probe_rows(data)
    return record, data.inputs(rows).astype(float), np.eye(3)[data.y[rows]], weights_by_epoch


def test_signal_and_gradient_are_those_of_a_naive_computation(seen):
    record, x, y, weights_by_epoch = seen
    for epoch, weights in enumerate(weights_by_epoch):
        hidden, p = forward(weights, x)
        backward = (p - y) / len(x)
        gradient = x.T @ ((backward @ weights[2].T) * (hidden > 0))
        expected = {
            "activation_mean": hidden.mean(),
            "activation_std": hidden.std(),
            "dead_share": (hidden.max(0) == 0).mean(),
            "gradient_norm": rms(gradient),
        }
        for name, value in expected.items():
            assert record.layers["hidden_1"][name][epoch] == pytest.approx(value, rel=1e-4, abs=1e-7), name
        assert record.layers["output"]["gradient_norm"][epoch] == pytest.approx(rms(hidden.T @ backward), rel=1e-4)


def test_quantiles_are_numpys_nearest(seen):
    record, _, _, weights_by_epoch = seen
    for epoch, weights in enumerate(weights_by_epoch):
        for layer, kernel in (("hidden_1", weights[0]), ("output", weights[2])):
            own = [record.layers[layer][f"weight_{percent:03}"][epoch] for percent in range(0, 101, 5)]
            assert own == pytest.approx(np.quantile(kernel, np.linspace(0, 1, 21), method="nearest"), rel=1e-6)


def test_changes_are_those_of_a_naive_computation(seen):
    record, x, _, (before, after) = seen
    old, new = forward(before, x)[0], forward(after, x)[0]
    layer = record.layers["hidden_1"]
    assert layer["update_ratio"] == pytest.approx([0, rms(after[0] - before[0]) / rms(before[0])], rel=1e-4)
    drift = np.abs(new.mean(0) - old.mean(0)).mean() / old.std()
    assert layer["activation_drift"] == pytest.approx([0, drift], rel=1e-4)


def test_distance_and_likeness_are_those_of_naive_computations(seen):
    record, x, _, (before, after) = seen
    old, new = forward(before, x)[0], forward(after, x)[0]
    layer = record.layers["hidden_1"]
    moved = np.mean([wasserstein_distance(old[:, unit], new[:, unit]) for unit in range(6)]) / old.std()
    assert layer["wasserstein"] == pytest.approx([0, moved], rel=1e-4)
    assert moved > 0.01
    for epoch, hidden in enumerate((old, new)):
        varying = hidden[:, hidden.std(0) > 0]
        size = np.abs(np.corrcoef(varying.T))
        assert layer["unit_correlation"][epoch] == pytest.approx(size[np.triu_indices(len(size), 1)].mean(), rel=1e-4)
    assert layer["distinct_share"] == record.layers["output"]["distinct_share"] == [1, 1]


def test_units_with_equal_weights_are_not_distinct():
    kernel = np.random.default_rng(0).normal(size=(50, 5)).astype("float32")
    kernel[:, 3] = kernel[:, 1]
    assert float(ops.convert_to_numpy(distinct_share(ops.convert_to_tensor(kernel)))) == pytest.approx(3 / 5)
    for factor, share in ((1 + 1e-4, 1), (1 + 1e-7, 3 / 5)):
        kernel[:, 3] = kernel[:, 1] * np.float32(factor)
        assert float(ops.convert_to_numpy(distinct_share(ops.convert_to_tensor(kernel)))) == pytest.approx(share)
    assert float(ops.convert_to_numpy(distinct_share(ops.zeros((4, 3))))) == 0


def test_units_that_never_vary_have_no_correlation():
    rows = np.random.default_rng(0).normal(size=(100, 3)).astype("float32")
    rows[:, 1], rows[:, 2] = 7, -rows[:, 0]
    assert float(ops.convert_to_numpy(unit_correlation(ops.convert_to_tensor(rows)))) == pytest.approx(1, rel=1e-4)
    assert float(ops.convert_to_numpy(unit_correlation(ops.convert_to_tensor(rows[:, :2])))) == 0


def test_copies_stay_copies_from_equal_weights():
    equal = SMALL.but(initializer=part("constant", value=0.1), hidden=(6,))
    layers = fit.run(trial(model=equal, diagnostics="full", epochs=2)).layers
    assert layers["hidden_1"]["distinct_share"] == [0, 0, 0]
    assert layers["hidden_1"]["unit_correlation"] == pytest.approx([1, 1, 1], rel=1e-4)


def test_dead_and_saturated_units_are_told_apart():
    rows = np.random.default_rng(0).normal(size=(50, 4)).astype("float32")
    rows[:, 1], rows[:, 2] = 0, 1
    statistics = {name: float(np.array(value)) for name, value in activation_statistics(rows).items()}
    assert (statistics["dead_share"], statistics["saturated_share"]) == (0.25, 0.25)


def test_the_first_look_is_at_the_initial_weights(seen):
    for drawn, kernel in zip(initial_weights(ONE)[0], seen[3][0], strict=True):
        np.testing.assert_array_equal(drawn, kernel.astype("float32"))


def test_an_unknown_level_is_refused():
    with pytest.raises(UserError, match="light, full"):
        fit.run(trial(diagnostics="heavy"))
