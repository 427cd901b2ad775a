"""Which studies can be asked about a network of the user's own, and what of them is left."""

from dataclasses import replace

import pytest

from experiments import catalog
from experiments.spec import part
from experiments.substitution import Abilities, substituted

NET = part("net.py:build")
WAYS = {name: f"way of {name}" for name in ("activation", "initializer", "batch_normalization", "dropout")}
ABLE = Abilities(NET, tuple(WAYS.items()), activation="relu", starts=("lsuv",))
RIGID = Abilities(NET, activation="relu")
ANY = ("batch_size", "early_stopping", "learning_rate", "one_cycle", "optimizers", "schedules")  # for every network
OWN = "left out: it asks about networks of its own, not about yours"
DATA = "left out: it asks about data of its own, which your network is not for"
NOTHING = "left out: it trains no network"


def about(name, able=ABLE):
    """A study of the catalogue on the user's network, and the sentences."""
    study = catalog.load(name)
    return substituted(study, able, study.own_data)


def options(study):
    """Label of a method -> the options of its network."""
    return {
        method.label: dict(study.part("model", dict(method.changes).get("model", study.base.model)).options)
        for method in study.methods
        if not method.simulation
    }


@pytest.mark.parametrize("name", ANY)
def test_what_does_not_change_the_network_is_asked_about_any(name):
    study, notes = about(name, RIGID)
    assert study.base.model == NET and set(map(str, options(study).values())) == {"{}"}
    assert notes in ([], ["without its simulations: they train no network"])
    assert study.claims and study.name == name


@pytest.mark.parametrize("name", sorted(catalog.names()))
def test_every_study_is_asked_or_left_out_with_a_sentence(name):
    study, notes = about(name)
    if study is None:
        assert len(notes) == 1 and notes[0].startswith("left out: ")
        return
    assert all(trial.trial.model.name == NET.name for trial in study.trials() if hasattr(trial.trial, "model"))
    assert study.base.diagnostics is None and len(study.methods) > 1


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("depth", OWN),
        ("layer_shapes", OWN),
        ("linear_depth", OWN),
        ("convolution", DATA),
        ("memory", DATA),
        ("landscapes", NOTHING),
        ("entropies", NOTHING),
        ("tanh_initialization", "left out: it asks about networks of tanh, which yours is not"),
        ("dying_units", "left out: it asks about statistics of layers, which are of the suite's own networks"),
        ("pretraining", "left out: the start autoencoder is not for your network"),
    ],
)
def test_a_question_about_something_else_is_left_out(name, why):
    assert about(name) == (None, [why])


def test_a_question_about_networks_like_the_users_is_asked():
    study, _ = about("tanh_initialization", replace(ABLE, activation="tanh"))
    assert study and options(study)["orthogonal"] == {"initializer": part("orthogonal")}


def test_what_a_study_varies_is_set_in_every_method():
    study, _ = about("batch_normalization")
    assert options(study) == {
        "no normalisation": {"batch_normalization": "none"},
        "normalisation before the activation": {"batch_normalization": "before", "moving": 0.9},
        "normalisation after the activation": {"batch_normalization": "after", "moving": 0.9},
    }
    study, _ = about("activations")
    assert options(study)["ReLU"] == {"activation": part("relu"), "initializer": part("he_normal")}
    assert options(study)["SELU"] == {"activation": part("selu"), "initializer": part("lecun_normal")}


def test_initial_weights_that_suit_an_activation_are_no_condition():
    able = Abilities(NET, (("activation", "by its argument"),), activation="relu")
    study, notes = about("activations", able)
    assert options(study)["SELU"] == {"activation": part("selu")}
    assert "initial weights stay your network's own" in notes


def test_methods_that_cannot_be_asked_drop_out_alone():
    study, notes = about("objectives", RIGID)
    assert set(options(study)) == {
        "cross-entropy", "squared error", "cross-entropy with Adam", "squared error with Adam",
        "log-likelihood in bits",
    }  # fmt: skip
    assert notes == [
        "without cross-entropy from a bad start and squared error from a bad start: initial weights cannot be set in "
        "your network"
    ]
    study, notes = about("penalties")
    assert {label.partition(" on ")[0] for label in options(study)} == {"no penalty", "weight decay"}
    assert notes[0].startswith("without L1 on 100 rows") and notes[0].endswith("they need layers of the suite's own")


def test_an_argument_that_changes_nothing_is_named():
    idle = Abilities(NET, idle=(("dropout", "dropout"),), activation="relu")
    study, (note,) = about("dropout", idle)
    assert study is None and note.startswith("left out: your function's argument `dropout` changes nothing")


def test_simulations_that_time_a_network_time_the_users():
    study, _ = about("step_cost")
    timed = {method.label: method.simulation for method in study.methods}
    assert all(part.get("reference").name == NET.name for part in timed.values())
    assert {part.get("model").get("batch_normalization") for part in timed.values()} == {"none", "before", "after"}


def test_the_sentence_says_what_can_be_other():
    assert "Of the network itself: way of activation; way of init" in ABLE.sentence()
    assert "Nothing can be exchanged in the network itself" in RIGID.sentence()
