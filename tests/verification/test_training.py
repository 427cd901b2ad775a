"""Checks that train: their studies are as published, a store is used again, values come by method and replicate."""

from importlib import import_module

from rich.console import Console

from experiments import names, verification
from experiments.verification import demsar, quadratic_deep
from experiments.verification.training import final, scored, train, trained
from tests.samples import STUDY

QUIET = Console(quiet=True)


def test_a_study_is_trained_once_and_read_by_method(tmp_path):
    with trained(STUDY, QUIET, tmp_path) as results:
        losses, accuracies = final(results, "train", "loss"), scored(results, "test_accuracy")
        first = results.trials["finished"].tolist()
    assert set(losses) == set(accuracies) == {"SGD", "Momentum"}
    assert [len(values) for values in losses.values()] == [2, 2]  # two rates, one tuning replicate
    last = results.curves.query("split == 'train' and metric == 'loss'").groupby("key")["epoch"].max()
    assert (last == 4).all() and min(min(values) for values in accuracies.values()) > 0
    again = train(STUDY, QUIET, tmp_path)
    assert again.runs[-1]["trained"] == 0 and again.trials["finished"].tolist() == first


def test_the_study_is_the_published_one():
    planned = quadratic_deep.STUDY.trials()
    assert {one.method for one in planned} == set(quadratic_deep.PUBLISHED)
    assert len(planned) == 10 * len(quadratic_deep.PUBLISHED) and {one.role for one in planned} == {"report"}
    assert 1000 // quadratic_deep.BASE.batch_size * quadratic_deep.BASE.epochs == 700


def test_every_name_of_the_study_is_known():
    known = {"optimizer": names.OPTIMIZERS, "model": names.MODELS, "loss": names.LOSSES}
    for one in quadratic_deep.STUDY.trials():
        assert all(getattr(one.trial, field).name in table for field, table in known.items())
        place, _, function = names.DATASETS[one.trial.data.name].partition(":")
        assert callable(getattr(import_module(place), function))


def test_the_suites_own_problem_has_the_published_digits():
    assert [row.name for row in quadratic_deep.problem() if not row.agrees] == []


def test_a_run_succeeds_only_if_every_number_agrees(monkeypatch):
    console = Console(width=160)
    monkeypatch.setattr(verification, "parts", lambda *_: [("Demšar", demsar.rows())])
    with console.capture() as shown:
        assert verification.run(console, fashion=False)
    assert "10 of 10 numbers agree." in shown.get()
    monkeypatch.setattr(demsar, "UNPRINTED", 0.0)
    with console.capture() as shown:
        assert not verification.run(console, fashion=False)
    assert "These differ: Mean rank of" in shown.get()
