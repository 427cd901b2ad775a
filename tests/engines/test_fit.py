"""The fit engine is plain Keras, on every backend."""

import numpy as np
import pytest

from experiments.data import prepare
from experiments.engines import fit
from experiments.spec import part
from tests.samples import SMALL, trial


def test_scores_are_those_of_plain_keras(monkeypatch):
    sample, plain = trial(), {}
    data, score = prepare(sample.data, 0), fit.Observer.score

    def spy(self, split):
        rows = getattr(data.rows, split)
        plain[split] = self.model.evaluate(data.inputs(rows), data.y[rows], verbose=0)
        return score(self, split)

    monkeypatch.setattr(fit.Observer, "score", spy)
    record = fit.run(sample)
    assert set(plain) == {"train", "validation", "test"}
    for split, loss in plain.items():
        assert record.scores[split]["loss"] == pytest.approx(loss, rel=1e-5)


def test_training_is_that_of_a_loop_by_hand():
    sample = trial(optimizer=part("sgd", learning_rate=0.05), epochs=2, model=SMALL.but(hidden=()))
    data, record = prepare(sample.data, 0), fit.run(sample)
    from experiments.engines.order import batches
    from experiments.engines.weights import initial_weights

    (kernel, bias), _ = initial_weights(sample)
    kernel, bias, losses = kernel.astype(float), bias.astype(float), []
    for epoch in range(2):
        for rows in batches(sample, data, epoch):
            x, y = data.inputs(rows).astype(float), np.eye(3)[data.y[rows]]
            z = x @ kernel + bias
            p = np.exp(z - z.max(1, keepdims=True))
            p /= p.sum(1, keepdims=True)
            losses.append(-np.log((p * y).sum(1)).mean())
            kernel -= 0.05 * x.T @ (p - y) / len(x)
            bias -= 0.05 * (p - y).mean(0)
    steps = len(losses) // 2
    assert record.curves["train"]["loss"] == pytest.approx([np.mean(losses[:steps]), np.mean(losses[steps:])], rel=1e-5)


def test_early_stopping_scores_the_best_epoch():
    sample = trial(optimizer=part("adam", learning_rate=0.1), stopping=part("early_stopping", patience=2), epochs=30)
    record = fit.run(sample)
    losses = np.array(record.curves["validation"]["loss"])
    assert record.best_epoch == losses.argmin() + 1
    assert record.epochs == len(losses) == record.best_epoch + 2 < 30
    assert record.scores["validation"]["loss"] == pytest.approx(losses.min(), rel=1e-5)


def test_a_divergence_is_a_result():
    record = fit.run(trial(model=SMALL.but(activation=part("relu")), optimizer=part("sgd", learning_rate=1e30)))
    assert (record.status, record.scores) == ("diverged", {})
    assert "finite" in record.reason
