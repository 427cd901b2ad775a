"""Checks that train: their studies are as published, a store is used again, values come by method and replicate."""

from importlib import import_module

import pytest
from rich.console import Console

from experiments import names, verification
from experiments.verification import demsar, fashion_mnist, quadratic_deep
from experiments.verification.training import final, scored, train, trained
from tests.samples import STUDY

QUIET = Console(quiet=True)
COMPLETE = {"quadratic", "prediction", "quadratic_deep"} <= {*names.MODELS, *names.LOSSES, *names.DATASETS}
needs_problem = pytest.mark.skipif(not COMPLETE, reason="the problem quadratic_deep is not registered")


def test_a_study_is_trained_once_and_read_by_method(tmp_path):
    with trained(STUDY, QUIET, tmp_path) as results:
        losses, accuracies = final(results, "train", "loss"), scored(results, "test_accuracy")
        first = results.trials["finished"].tolist()
    assert set(losses) == set(accuracies) == {"SGD", "Momentum"}
    assert [len(values) for values in losses.values()] == [6, 6]  # two rates, three replicates
    last = results.curves.query("split == 'train' and metric == 'loss'").groupby("key")["epoch"].max()
    assert (last == 4).all() and min(min(values) for values in accuracies.values()) > 0
    again = train(STUDY, QUIET, tmp_path)
    assert again.runs[-1]["trained"] == 0 and again.trials["finished"].tolist() == first


@pytest.mark.parametrize(("module", "per_method", "steps"), [(quadratic_deep, 10, 700), (fashion_mnist, 5, 17180)])
def test_the_studies_are_the_published_ones(module, per_method, steps):
    planned = module.STUDY.trials()
    assert {one.method for one in planned} == set(module.PUBLISHED)
    assert len(planned) == per_method * len(module.PUBLISHED) and {one.role for one in planned} == {"report"}
    rows = {quadratic_deep: 1000, fashion_mnist: fashion_mnist.TRAIN}[module]
    assert rows // module.BASE.batch_size * module.BASE.epochs == steps


@pytest.mark.parametrize("module", [pytest.param(quadratic_deep, marks=needs_problem), fashion_mnist])
def test_every_name_of_a_study_is_known(module):
    known = {"optimizer": names.OPTIMIZERS, "model": names.MODELS, "loss": names.LOSSES}
    for one in module.STUDY.trials():
        for field, table in known.items():
            part = getattr(one.trial, field)
            assert part is None or part.name in table
        place, _, function = (names.DATASETS.get(one.trial.data.name) or one.trial.data.name).partition(":")
        assert callable(getattr(import_module(place), function))


@needs_problem
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
