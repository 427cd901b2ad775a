"""Reference models: which runs add them, on which replicates, and what becomes of them."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from experiments import references
from experiments.references import MODELS, beside_search, companions
from experiments.run import main
from experiments.spec import Simulation, part
from experiments.store import read
from experiments.study import method
from tests.marks import whole
from tests.samples import STUDY, trial
from tests.tuning.samples import search
from tuner_configs.search import Choice

FILE = str(Path(__file__).with_name("samples.py"))


def on(data, **changes):
    return replace(STUDY, base=trial(data=data), **changes)


def test_studies_of_one_table_share_their_reference_models():
    minmax = on(part("wine", scaling="min_max"), name="other", replicates=9)
    (beside,) = companions([STUDY, minmax])
    assert [one.label for one in beside.methods] == list(MODELS)
    trials = beside.trials()
    assert {one.replicate for one in trials} == {1, 2, 3, 4, 5} and {one.role for one in trials} == {"report"}
    assert {one.trial.data for one in trials} == {part("wine")}
    assert all(isinstance(one.trial, Simulation) for one in trials)
    for one in trials:  # the splits of the networks' replicates
        network = STUDY.trial(STUDY.methods[0], 0.01, one.replicate)
        assert network.replicate == one.trial.replicate and network.seed("split") == one.trial.seed("split")


def test_other_seeds_and_other_tables_have_their_own():
    found = companions([STUDY, replace(STUDY, seed=1), on(part("breast_cancer")), replace(STUDY, tuning=2)])
    assert len({one.name for one in found}) == 4
    assert {one.trial.key for one in found[0].trials()}.isdisjoint(one.trial.key for one in found[1].trials())


@pytest.mark.parametrize(
    "study",
    [
        on(part("wine"), own_data=True),
        on(part("wine", label_noise=0.2)),
        on(part("recall")),  # sequences
        replace(STUDY, base=None, methods=(method("unit", simulation=part("sigmoid_unit")),)),
        on(part("wine"), methods=(method("unit", simulation=part("sigmoid_unit")),)),
    ],
    ids=["own data", "treated data", "sequences", "no data", "no networks"],
)
def test_what_is_no_question_about_a_table_has_none(study):
    assert companions([study]) == []


def test_a_large_table_has_none(monkeypatch):
    monkeypatch.setattr(references, "LARGEST", 106 * 13 * 3)
    assert len(companions([STUDY])) == 1
    monkeypatch.setattr(references, "LARGEST", 106 * 13 * 3 - 1)
    assert companions([STUDY]) == []


@pytest.mark.parametrize(
    ("changes", "replicates"),
    [({}, [1, 2]), ({"confirmed": 0, "replicates": 3}, [0, 1, 2]), ({"nested": 4}, [0, 1, 2, 3])],
)
def test_a_searchs_are_fitted_where_its_winner_is_judged(changes, replicates):
    (beside,) = beside_search(search(**changes))
    assert sorted({one.replicate for one in beside.trials()}) == replicates


def test_a_search_among_data_sets_has_none():
    assert beside_search(search(space=(Choice("data", ("wine", "digits")),))) == []


@whole
def test_a_run_stores_them_and_says_whether_a_network_is_worth_it(tmp_path, capsys):
    command = [FILE, "--dataset", "wine", "--out", str(tmp_path)]
    assert main([*command, "--dry-run"]) == 0
    assert "15 fits" not in (said := " ".join(capsys.readouterr().out.split())) and "6 fits (--no-references" in said
    assert main(command) == 0
    assert "Test accuracy on the same 2 splits: " in " ".join(capsys.readouterr().out.split())
    results = read(tmp_path / "wine")
    assert results.references.groupby("method")["replicate"].agg(list).to_dict() == {name: [1, 2] for name in MODELS}
    assert results.references.test_accuracy.between(0.2, 1).all()
    (found,) = json.loads((tmp_path / "wine" / "summary.json").read_text())["worth"]
    assert found["gap"]["n"] == 2 and found["bold"] in (tmp_path / "wine" / "index.html").read_text()
    assert [study["spec"]["name"] for study in results.studies] == ["tiny"]
    assert main([*command, "--quiet"]) == 0
    assert [run["trained"] for run in results.runs] == [results.planned["key"].nunique() + 6, 0]


@whole
def test_a_search_says_whether_a_network_is_worth_it(tmp_path):
    file = tmp_path / "mine.py"
    file.write_text("from tests.tuning.samples import search\nSEARCH = search(name='mine', trials=2)\n")
    command = [str(file), "--out", str(tmp_path), "--quiet"]
    assert main([*command, "--no-references"]) == 0
    (found,) = json.loads((tmp_path / "wine" / "summary.json").read_text())["searches"]
    assert found["worth"] is None
    assert main(command) == 0
    (found,) = json.loads((tmp_path / "wine" / "summary.json").read_text())["searches"]
    assert found["worth"]["network"] == "the winner" and found["worth"]["gap"]["n"] == 2
    assert found["worth"]["text"] in (tmp_path / "wine" / "mine.html").read_text()
    page = (tmp_path / "wine" / "mine.html").read_text()
    assert "ensemble of these" in page and found["ensemble"]["bold"] in page
    assert read(tmp_path / "wine").studies == []


@pytest.mark.parametrize("options", [{"score": "balanced_accuracy"}, {"folds": 5}, {"class_weights": "balanced"}])
def test_a_table_that_is_scored_or_split_otherwise_has_them_too(options):
    assert STUDY.base is not None
    study = replace(STUDY, base=replace(STUDY.base, data=STUDY.base.data.but(**options)))
    (companion,) = companions([study])
    assert companion.base is not None
    assert dict(companion.base.data.options) == {name: options[name] for name in options if name != "class_weights"}
