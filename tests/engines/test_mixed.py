"""A stack of mixed trials is each of its trials alone: none decides for another, whatever is measured."""

from dataclasses import replace
from math import isnan

import numpy as np
import pytest

from experiments.data import Table, prepare
from experiments.engines import fit
from experiments.engines.backends import backend
from experiments.engines.grouping import groups
from experiments.execution.work import Trained, work
from experiments.spec import part
from tests.marks import tried
from tests.samples import SMALL, trial

ROWS = 60
PARTS = {"train": slice(0, 36), "validation": slice(36, 48), "test": slice(48, 60)}  # where the table states them
X = np.random.default_rng(3).normal(size=(ROWS, 4)).astype("float32")
TARGET = (X @ [1.0, -2.0, 0.5, 0.0] + 0.3 * X[:, 0] ** 2).astype("float32")[:, None]


def table(name, y, test=None, **fields):
    """A table of quantities."""
    return Table(f"{__name__}:{name}", name, "regression", X, y.astype("float32"), None, test, "made", **fields)


def flat(name, parts, value=0.1):
    """Quantities that have one value, which rounds, in the named parts."""
    y = TARGET.copy()
    for name in parts:
        y[PARTS[name]] = value
    return table(name, y, test=48, validation=np.arange(36, 48))


def plain():
    """Quantities that differ in every part."""
    return table("plain", TARGET)


def based():
    """The same with a known part."""
    return table("based", TARGET, base=np.linspace(-9, 9, ROWS, dtype="float32")[:, None])


def flat_test():
    """One value in the test rows."""
    return flat("flat_test", ("test",))


def flat_validation():
    """One value in the validation rows."""
    return flat("flat_validation", ("validation",))


def flat_everywhere():
    """One value in all rows."""
    return flat("flat_everywhere", ("train", "validation", "test"))


def classes(name, y):
    """A table of classes."""
    labels = ("a", "b", "c")
    return Table(f"{__name__}:{name}", name, "classification", X, y.astype("int32"), labels, None, "made")


def three():
    """Three classes in turn."""
    return classes("three", np.arange(ROWS) % 3)


def rare():
    """A class of one row, which most parts lack."""
    return classes("rare", np.where(np.arange(ROWS) == 7, 2, np.arange(ROWS) % 2))


QUANTITIES, CLASSES = ("plain", "based", "flat_test", "flat_validation", "flat_everywhere"), ("three", "rare")
MEASURED = {
    "quantities": (QUANTITIES, None, {"loss", "mae", "r2"}),
    "quantities under noise": (QUANTITIES, part("noise", size=0.3), {"loss", "mae", "r2", "noise_r2"}),
    "classes": (CLASSES, None, {"loss", "accuracy"}),
    "calibration": (CLASSES, part("calibration"), {"loss", "accuracy", "nll", "brier", "ece"}),
    "many passes": (CLASSES, part("monte_carlo", samples=2), {"loss", "accuracy", "nll", "brier", "ece"}),
    "classes under noise": (CLASSES, part("noise", size=0.3), {"loss", "accuracy", "noise_accuracy"}),
}
NETWORK = SMALL.but(hidden=(4,), dropout=0.2)
UNDEFINED = {  # name of the data -> the rows without variance
    "flat_test": "the test rows have",
    "flat_validation": "the validation rows have",
    "flat_everywhere": "the training, validation and test rows have",
}


def mixed(names, evaluation):
    """Trials that differ in all that a stack's trials may differ in, and in data that are alike in form alone."""
    return [
        trial(
            data=part(f"{__name__}:{name}"),
            model=NETWORK.but(dropout=(0.0, 0.4)[number % 2]),
            optimizer=part("sgd", learning_rate=(0.02, 0.05)[number % 2]),
            stopping=(None, part("early_stopping", patience=1))[number % 2],
            evaluation=evaluation,
            batch_size=12,
            replicate=number % 2,
            epochs=2,
        )
        for number, name in enumerate(names)
    ]


def together(trials):
    """Key -> record, trained as one stack."""
    events = []
    (group,) = groups(trials, "stacked")
    assert len(group.stacks()) == 1
    work(group, events.append)
    return {record.key: record for event in events if isinstance(event, Trained) for record in event.records}


@pytest.mark.skipif(not backend.STACKS, reason="no stacked engine on this backend")
# what is measured most of: r2 with and without a value, and networks that draw
@pytest.mark.parametrize("kind", tried(MEASURED, ("many passes",)))
def test_each_trial_of_a_mixed_stack_is_what_it_is_alone_and_in_plain_keras(kind):
    names, evaluation, metrics = MEASURED[kind]
    trials = mixed(names, evaluation)
    records = together(trials)
    for sample in trials:
        record, alone = records[sample.key], fit.run(sample)
        assert (record.status, record.reason) == (alone.status, alone.reason), sample.data
        assert record.status == "ok"
        for split in ("train", "validation", "test"):
            expected = alone.scores[split]
            assert set(record.scores[split]) == set(expected) <= metrics
            assert record.scores[split] == pytest.approx(expected, rel=1e-4, abs=1e-5, nan_ok=True), sample.data
        assert set(record.scores["test"]) == metrics
        assert record.curves["validation"].keys() == alone.curves["validation"].keys()
        for name, points in record.curves["validation"].items():
            np.testing.assert_allclose(points, alone.curves["validation"][name], rtol=1e-4, atol=1e-5)
        assert record.curves.get("test", {}).keys() == alone.curves.get("test", {}).keys()


@pytest.mark.parametrize("name", QUANTITIES)
def test_r2_is_there_where_it_is_defined_and_says_where_it_is_not(name):
    sample = replace(mixed([name], part("noise"))[0], epochs=1)
    record, data = fit.run(sample), prepare(sample.data, 0)
    assert record.status == "ok"
    for split, scores in record.scores.items():
        varies = np.ptp(data.table.y[getattr(data.rows, split)]) > 0
        assert {isnan(value) for name, value in scores.items() if name.endswith("r2")} == {not varies}
    words = UNDEFINED.get(name)
    assert record.reason == (f"the scores r2 and noise_r2 are undefined: {words} one value" if words else "")
