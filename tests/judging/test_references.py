"""Whether a network is worth it: made scores of networks and reference models whose differences are known."""

from dataclasses import replace

import numpy as np
import pytest

from experiments.record import Record
from experiments.references import companions
from experiments.report.summary import summarise
from experiments.spec import part
from experiments.store import Store, read
from experiments.study import method
from tests.report.factory import FACTS, PLACE, Truth, World, fill, tiny

STUDY = tiny()
ALIKE = World({"new": Truth(0.95), "old": Truth(0.9)}, noise=0.0, shared=0.0)


def told(tmp_path, boosting, study=STUDY, replicates=7):
    """The summary of a study whose reference models have made scores; gradient boosting's differ by replicate."""
    path = fill(tmp_path / "results.sqlite", [study], ALIKE)
    (beside,) = companions([STUDY])
    levels = {"constant guess": 0.1, "linear model": 0.85, "gradient boosting": boosting}
    planned = [one for one in beside.trials() if one.replicate < STUDY.tuning + replicates]
    store = Store(path)
    store.plan([(beside, FACTS)])
    for one in planned:
        scores = {
            "validation": {"accuracy": levels[one.method]},
            "test": {"accuracy": levels[one.method] + (0.002 * (-1) ** one.replicate if "boost" in one.method else 0)},
        }
        store.add(store.begin("", PLACE), [one.trial], [Record(one.trial.key, "ok", scores=scores)], PLACE)
    store.close()
    return summarise(read(path))


@pytest.mark.parametrize(
    ("boosting", "bold"),
    [
        (0.9, "A network is worth it here."),
        (0.95, "A network and gradient boosting are alike here."),
        (0.99, "A network is not worth it here."),
    ],
)
def test_the_verdict_follows_from_the_interval_of_the_paired_differences(boosting, bold, tmp_path):
    (found,) = told(tmp_path, boosting)["worth"]
    differences = 0.95 - boosting - 0.002 * (-1.0) ** np.arange(3, 8)
    assert (found["bold"], found["network"], found["reference"]) == (bold, "new", "gradient boosting")
    assert found["gap"]["n"] == 5 and found["gap"]["centre"] == pytest.approx(differences.mean())
    half = 2.776 * differences.std(ddof=1) / 5**0.5  # Student's t with 4 degrees of freedom
    assert found["gap"]["low"] == pytest.approx(differences.mean() - half, abs=1e-6)
    assert "points (" in found["text"] and "on the same 5 splits: " in found["text"]


def test_the_reference_is_chosen_on_validation_rows(tmp_path):
    (found,) = told(tmp_path, 0.8)["worth"]
    assert found["reference"] == "linear model"
    assert [name for name, _ in found["scores"]] == ["new", "linear model", "gradient boosting", "constant guess"]


def test_statistics_of_pages_do_not_count_reference_models(tmp_path):
    summary = told(tmp_path, 0.9)
    assert summary["counts"]["planned"] == len({one.trial.key for one in STUDY.trials()})
    assert [study["name"] for study in summary["studies"]] == ["tiny"]
    assert set(read(tmp_path).planned["study"]) == {"tiny"} and len(read(tmp_path).references) == 15


def test_a_method_on_other_data_is_not_compared(tmp_path):
    other = method("new", optimizer=part("adam"), data=part("base", train_rows=100))
    scaled = method("old", optimizer=part("sgd"), data=part("base", scaling="min_max"))
    (found,) = told(tmp_path, 0.8, tiny(methods=(other, scaled)))["worth"]
    assert found["network"] == "old"  # another scaling is the network's own matter


def test_other_splits_are_not_compared(tmp_path):
    assert told(tmp_path / "seed", 0.9, tiny(seed=1))["worth"] == []
    assert told(tmp_path / "data", 0.9, tiny(base=replace(STUDY.base, data=part("wine"))))["worth"] == []


def test_without_a_shared_replicate_nothing_is_said(tmp_path):
    assert told(tmp_path, 0.9, replicates=0)["worth"] == []
