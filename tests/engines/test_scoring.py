"""Scores of trained networks: scikit-learn's, of the same predictions, from both engines."""

from functools import cache, partial

import numpy as np
import pytest

from experiments.data import load, prepare
from experiments.data.metrics import metric
from experiments.engines import fit
from experiments.engines.backends import backend
from experiments.engines.evaluation import predictions
from experiments.engines.scoring import probabilities, scored
from experiments.spec import part
from tests.marks import tried
from tests.samples import trial
from tests.scores import DIRECT, IDS

ENGINES = ("fit", "stacked") if backend.STACKS else ("fit",)


def stack(trials):
    from experiments.engines.program import Program
    from experiments.engines.stacked import Stack

    return Stack(trials, Program(trials[0], load(trials[0].data), brief=True))


@cache
def outputs(name, engine):
    """A network's outputs on test rows after three epochs, and its data."""
    planned = trial(data=part(name), epochs=3)
    data = prepare(planned.data, 0)
    if engine == "fit":
        predict = fit.predicted(None, fit.trained(planned).model, data)
    else:
        trained = stack([planned])
        trained.run(lambda: None)
        predict = partial(trained.predict, trained.endings[0])
    return predictions([planned], [data], predict, "test")[0], data


@pytest.mark.parametrize(
    ("name", "score", "engine"), [(*row, ENGINES[i % len(ENGINES)]) for i, row in enumerate(DIRECT)], ids=IDS
)
def test_a_score_is_scikit_learns_on_a_networks_predictions(name, score, engine):
    network_outputs, data = outputs(name, engine)
    rows, table = data.rows.test, data.table
    if table.classes:
        shares = np.exp(network_outputs.astype(np.float64))
        truth, prediction = table.y[rows], shares / shares.sum(1, keepdims=True)
    else:
        train = table.y[data.rows.train].astype(np.float64)
        truth, prediction = table.y[rows, 0], network_outputs[:, 0].astype(np.float64) * train.std() + train.mean()
    value, reason = scored(metric(score, table), network_outputs, data, rows, logits=True)
    assert value == pytest.approx(DIRECT[name, score](truth, prediction), rel=1e-5) and not reason


@pytest.mark.skipif(not backend.STACKS, reason="no stacked engine on this backend")
@pytest.mark.parametrize(
    "case",
    tried([("breast_cancer", "average_precision"), ("wine", "log_loss"), ("diabetes", "rmse")], [("diabetes", "rmse")]),
    ids="-".join,
)
def test_both_engines_store_the_same_score_of_every_split(case):
    name, score = case
    planned = [trial(data=part(name, score=score), epochs=2, replicate=replicate) for replicate in (0, 1)]
    alone = [fit.run(one) for one in planned]
    together = {record.key: record for record in stack(planned).run(lambda: None)}
    for record in alone:
        for split in ("train", "validation", "test"):
            assert together[record.key].scores[split][score] == pytest.approx(record.scores[split][score], rel=1e-4)
        assert score not in record.curves["validation"]


def test_a_score_that_a_split_has_not_is_told_and_is_no_divergence(tmp_path, monkeypatch):
    labels = ["a"] * 47 + ["b"]
    (tmp_path / "rare.csv").write_text("\n".join(["x,z,y", *(f"{n},{n % 7},{c}" for n, c in enumerate(labels))]))
    monkeypatch.chdir(tmp_path)
    records = [fit.run(trial(data=part("rare.csv", score="roc_auc"), epochs=1, replicate=n)) for n in range(3)]
    reason = "the score roc_auc is undefined on"
    assert {record.status for record in records} == {"ok"}
    assert all(
        reason in record.reason and record.reason.endswith("rows: the rows have one class") for record in records
    )


def test_outputs_that_are_probabilities_already_stay_so():
    shares = np.array([[0.2, 0.8], [0.0, 0.0], [3.0, 1.0]])
    assert probabilities(shares, logits=False).tolist() == [[0.2, 0.8], [0.5, 0.5], [0.75, 0.25]]
