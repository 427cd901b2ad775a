"""Where initial weights come from: sources are trained once, lower layers are theirs, the rest is drawn."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from experiments.data import prepare
from experiments.engines import fit
from experiments.engines.backends import backend
from experiments.engines.starts import autoencoder, sources
from experiments.engines.weights import initial_weights, starting_weights
from experiments.errors import UserError
from experiments.spec import part
from tests.marks import tried, whole
from tests.samples import SMALL, WINE, trial

DEEP = SMALL.but(hidden=(8, 6))
TRANSFER = part("transfer", data=WINE, layers=1, epochs=3, learning_rate=0.01)
COPYING = part("autoencoder", epochs=30, learning_rate=0.01)
STARTS = {"lsuv": part("lsuv"), "transfer": TRANSFER, "autoencoder": COPYING}


def begun(start, **changes):
    """A trial with a start, its weights before the first step, and those that would be drawn."""
    sample = trial(model=DEEP, start=start, **changes)
    return sample, starting_weights([sample])[0][0], initial_weights(sample)[0]


@pytest.mark.skipif(not backend.STACKS, reason="no stacked engine on this backend")
@pytest.mark.parametrize("name", tried(STARTS, ("lsuv",)))
def test_a_start_trains_the_same_in_both_engines_and_beside_drawn_weights(name):
    from experiments.engines import grouping, stacked
    from experiments.engines.program import Program

    trials = [trial(model=DEEP, start=start, epochs=2) for start in (STARTS[name], None)]
    assert len({grouping.program_key(sample) for sample in trials}) == 1
    records = stacked.run(trials, Program(trials[0], prepare(WINE, 0).table, brief=True))
    for record, sample in zip(records, trials, strict=True):
        losses = fit.run(sample).curves["validation"]["loss"]
        np.testing.assert_allclose(record.curves["validation"]["loss"], losses, rtol=1e-4)
    assert records[0].curves != records[1].curves


def test_transfer_copies_lower_layers_and_draws_the_others():
    sample, weights, drawn = begun(TRANSFER)
    source = sources.source(sample, TRANSFER)
    kernel, bias = sources.trained([source])[0][0][:2]
    np.testing.assert_array_equal(weights[0], kernel)
    np.testing.assert_array_equal(weights[1], bias)
    assert np.abs(kernel - drawn[0]).max() > 0.01
    for mine, plain in zip(weights[2:], drawn[2:], strict=True):
        np.testing.assert_array_equal(mine, plain)


def test_a_source_is_that_of_an_ordinary_trial_and_knows_its_own_classes():
    digits = part("digits", train_rows=100)
    sample = trial(model=DEEP, start=TRANSFER.but(data=digits), data=digits.but(scaling="min_max"))
    source = sources.source(sample, sample.start)
    assert (source.data, source.start, source.epochs, source.loss) == (digits, None, 3, None)
    with pytest.raises(UserError, match="of the same shapes"):
        starting_weights([replace(sample, data=WINE)])


@whole
def test_an_autoencoder_starts_with_layers_that_keep_what_is_in_the_inputs():
    sample, weights, drawn = begun(COPYING)
    data = prepare(sample.data, 0)
    x = data.inputs(data.rows.train).astype(float)

    def left(weights):
        """The share of the inputs' variance that the best linear copy from the second hidden layer misses."""
        hidden = np.tanh(np.tanh(x @ weights[0] + weights[1]) @ weights[2] + weights[3])
        hidden = np.column_stack([hidden, np.ones(len(x))])
        return ((x - hidden @ np.linalg.lstsq(hidden, x, rcond=None)[0]) ** 2).mean() / x.var()

    assert left(weights) < left(drawn) - 0.03
    np.testing.assert_array_equal(weights[4], drawn[4])


@whole
def test_an_autoencoder_learns_from_rows_without_labels(monkeypatch):
    trained_sources, trained = [], sources.trained
    monkeypatch.setattr(autoencoder, "trained", lambda batch: trained_sources.extend(batch) or trained(batch))
    starting_weights([trial(model=DEEP, start=COPYING, data=WINE.but(labelled=count)) for count in (10, 20)])
    assert trained_sources[0] == trained_sources[1]
    assert trained_sources[0].data == WINE


def test_lsuv_gives_every_layer_variance_1_on_training_rows():
    sample, weights, _ = begun(part("lsuv"))
    data = prepare(sample.data, 0)
    hidden = data.inputs(data.rows.train).astype(float)
    for kernel, bias in zip(weights[::2], weights[1::2], strict=True):
        output = hidden @ kernel + bias
        assert output.var() == pytest.approx(1, abs=0.11)
        hidden = np.tanh(output)
    turned = weights[0].astype(float).T @ weights[0]
    np.testing.assert_allclose(turned, turned[0, 0] * np.eye(8), atol=1e-5)


def test_sources_are_trained_once_for_all_trials_and_both_workers(monkeypatch):
    trained_sources, train = [], sources.train
    monkeypatch.setattr(sources, "CACHE", {})
    monkeypatch.setattr(
        sources,
        "train",
        lambda batch: train(trained_sources.extend(batch) or trained_sources[-len(batch) :] if batch else []),
    )
    trials = [
        trial(model=DEEP, start=TRANSFER, replicate=replicate, optimizer=part("sgd", learning_rate=rate))
        for replicate in range(2)
        for rate in (0.1, 0.2, 0.3)
    ]
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(starting_weights, [trials, trials[::-1]])
    assert len(trained_sources) == 2
    for mine, same in zip(first, second[::-1], strict=True):
        np.testing.assert_array_equal(mine[0][0], same[0][0])


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"start": part("transfer", layers=1)}, "needs `data`"),
        ({"start": TRANSFER.but(layers=3)}, "copies 3 hidden layers"),
        ({"start": TRANSFER.but(epoch=3)}, "Received: epoch in"),
        pytest.param(
            {"start": TRANSFER.but(learning_rate=1e30), "model": DEEP.but(activation=part("relu"))},
            "diverged; lower its learning_rate",
            marks=[
                whole,
                pytest.mark.skipif(not backend.STACKS, reason="on PyTorch the loss stays finite at this rate"),
            ],
        ),
        ({"start": part("autoencoder"), "model": part("rnn")}, "is for the model mlp. Received: rnn"),
        ({"start": part("lsuvs")}, "Did you mean lsuv"),
    ],
)
def test_impossible_starts_are_refused(changes, message):
    with pytest.raises(UserError, match=message):
        starting_weights([trial(**{"model": DEEP, **changes})])
