"""A recipe from the command line to its page: rounds, a rerun, the saved network, a network of the user's own."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from experiments import catalog
from experiments.advice import Recipe, Technique
from experiments.engines import network
from experiments.report import build
from experiments.run import main
from experiments.spec import part
from experiments.store import read
from experiments.study import method
from experiments.substitution import substituted
from tests.marks import whole
from tests.samples import STUDY as SAMPLE
from tests.test_substitution import ABLE, NET, RIGID, options

STUDY = replace(
    SAMPLE,
    base=replace(SAMPLE.base, optimizer=part("sgd"), epochs=2),
    methods=(
        method("plain"),
        method("larger steps", (0.3, 0.5)),  # surely helps: two epochs of small steps learn little
        method("smaller steps", (1e-6,)),
    ),
    rates=(0.001,),
    claims=(),
    recipe=Recipe("plain", (Technique("more", ("larger steps",)), Technique("less", ("smaller steps",)))),
    tuning=3,
    replicates=4,
    contest=False,
)
TEXT = "from tests.test_recipe import STUDY\n"


def asked(*words):
    """The exit status of a command, and how many trials its run trained."""
    status = main(["mine.py", *words, "--workers", "1", "--out", "reports", "--name", "run", "--no-references"])
    return status, read("reports/run").runs[-1]["trained"]


@whole
def test_a_recipe_runs_to_its_page_and_a_rerun_trains_nothing(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("mine.py").write_text(TEXT)
    status, trained = asked("--dataset", "wine")
    study = build("reports/run")["studies"][0]
    found = study["combined"]
    assert status == 0 and trained == 4 * 3 + 3 * 4 + 1  # and what is saved
    assert found["outcome"] == "helps" and "larger steps" in found["parts"]
    assert "the network with larger steps" in (Path("reports/run") / "index.html").read_text()
    file = Path("reports/run") / study["recommended"]["file"]
    assert f"The recipe's network: {file}" in capsys.readouterr().out
    assert f'href="{file.name}"' in (file.parent / "tiny.html").read_text()
    assert network.loaded(file).output_shape == (None, 3)
    errors, sureness = study["charts"]
    assert (errors["kind"], sureness["kind"]) == ("confusion", "calibration")
    assert errors["title"] == "larger steps, as saved: true and predicted classes, test rows of 1 replicate"
    assert np.sum(errors["counts"]) == sum(sureness["series"][0]["count"]) == 36  # a fifth of 178 rows
    trial = read("reports/run").trials.set_index("key").loc[study["recommended"]["key"]]
    assert np.trace(errors["counts"]) / 36 == pytest.approx(trial["test_accuracy"])
    assert asked("--dataset", "wine") == (0, 0)
    assert "The recipe's network" not in capsys.readouterr().out
    again = build("reports/run")["studies"][0]
    assert (again["combined"], again["charts"]) == (found, study["charts"])


@whole
@pytest.mark.parametrize("data", ["digits", "diabetes"])
def test_the_recipe_of_the_catalogue_is_asked_about_classes_and_quantities(data, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    short = ("--epochs", "1", "--replicates", "2", "--scale", "quick", "--no-references", "--workers", "1")
    assert main(["recipe", "--dataset", data, *short, "--out", "reports", "--name", "run"]) == 0
    found = build("reports/run")["studies"][0]["combined"]
    assert found["outcome"] != "unfinished" and set(read("reports/run").trials.status) <= {"ok", "diverged"}
    assert ("class weights" in {row["technique"] for row in found["techniques"]}) == (data == "digits")


def test_a_recipe_begins_with_the_users_network_as_it_is():
    study, notes = substituted(catalog.load("recipe"), ABLE)
    assert study and notes == [] and study.base.model == NET
    own = options(study)
    assert own[study.recipe.baseline] == own["early stopping"] == {}
    assert own["dropout 0.2"] == {"dropout": 0.2} and own["SiLU"] == {"activation": part("silu")}
    assert own["batch normalisation"] == {"batch_normalization": "before", "moving": 0.9}


def test_what_cannot_be_added_to_the_users_network_is_left_out_with_a_sentence():
    study, notes = substituted(catalog.load("recipe"), RIGID)
    techniques = {technique.name for technique in study.recipe.techniques}
    assert "a schedule" in techniques and not techniques & {"dropout", "normalisation", "another activation"}
    assert any(note.startswith("without dropout 0.2") and "cannot be set in your network" in note for note in notes)


def test_a_recipe_keeps_what_is_left_of_its_study():
    study = catalog.load("recipe")
    plain, *others = study.methods
    left = study.only((plain, *(each for each in others if each.label.startswith("dropout"))))
    assert [technique.name for technique in left.recipe.techniques] == ["dropout"]
    assert study.only(tuple(others)).recipe is None and study.only((plain,)).recipe is None
