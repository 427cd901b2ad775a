"""Fashion-MNIST: each study is the published one, can be planned, and gives a check for each printed number."""

from dataclasses import replace
from math import isfinite, prod

import pytest
from rich.console import Console

from experiments import build
from experiments.data import load
from experiments.engines.grouping import groups
from experiments.spec import part
from experiments.verification import fashion_mnist
from experiments.verification.fashion_mnist import data, deep, dropout, optimizers, schedules
from experiments.verification.training import trained
from tests.marks import whole

QUIET = Console(quiet=True)
STUDIES = (optimizers, schedules, dropout, deep)
DIGITS = part("digits")  # small, and always there


def tiny(module):
    """The study on small data: its first two methods, one epoch, two seeds, and two layers instead of a hundred."""
    study = module.STUDY.adapted(DIGITS, 1, 2)
    hidden = study.base.model.get("hidden")[:2]
    base = replace(study.base, model=study.base.model.but(hidden=hidden))
    return replace(study, base=base, methods=study.methods[:2])


def network(module, label):
    """The network of one of a study's methods, for pictures of 28 by 28."""
    (trial,) = {one.trial.model for one in module.STUDY.trials() if one.method == label}
    table = load(DIGITS)
    return build.model(trial, replace(table, x=table.x[:, :1, None].repeat(28, 1).repeat(28, 2)), 1)


@pytest.mark.parametrize(("module", "seeds", "epochs"), [
    (optimizers, 5, 10), (schedules, 5, 25), (dropout, 5, 10), (deep, 3, 5),
])  # fmt: skip
def test_the_studies_are_the_published_ones(module, seeds, epochs):
    planned = module.STUDY.trials()
    assert {one.method for one in planned} == set(module.PUBLISHED)
    assert len(planned) == seeds * len(module.PUBLISHED) and {one.role for one in planned} == {"report"}
    assert {one.trial.epochs for one in planned} == {epochs}


@whole
@pytest.mark.parametrize("module", STUDIES)
def test_each_printed_number_has_a_check(module, tmp_path, monkeypatch):
    study = tiny(module)
    monkeypatch.setattr(module, "PUBLISHED", {one.label: module.PUBLISHED[one.label] for one in study.methods})
    assert {group.engine for group in groups([one.trial for one in study.trials()], "auto")} == {"stacked"}
    with trained(study, QUIET, tmp_path) as results:
        found = module.checks(results)
    numbers = [pair if isinstance(pair, tuple) else (pair,) for pair in module.PUBLISHED.values()]
    assert [check.published for check in found] == [number for pair in numbers for number in pair]
    assert all(isfinite(check.ours) for check in found) and len({check.name for check in found}) == len(found)


def test_the_networks_have_the_printed_sizes():
    sizes = [
        sum(prod(weight.shape) for weight in network(module, label).trainable_variables)
        for module, label in ((dropout, "Dropout"), (schedules, "1cycle"))
    ]
    assert sizes == [89_610, 99_710]
    deepest = network(deep, "ReLU")
    kernels = [weight.shape for weight in deepest.trainable_variables if len(weight.shape) == 2]
    assert kernels == [(784, 100), *[(100, 100)] * 99, (100, 10)]


def test_dropout_starts_with_the_inputs():
    names = [layer.name for layer in network(dropout, "Dropout").layers]
    assert [name for name in names if name.startswith(("dropout", "hidden", "output"))] == [
        "dropout_0", "hidden_1", "dropout_1", "hidden_2", "dropout_2", "output",
    ]  # fmt: skip
    assert not [layer for layer in network(schedules, "1cycle").layers if layer.name.startswith("dropout")]


def test_both_ways_to_predict_with_dropout_are_of_one_network():
    off, on = (method.changes for method in dropout.STUDY.methods)
    assert off == () and [field for field, _ in on] == ["evaluation"]


def test_the_one_cycle_is_the_printed_one():
    """Rates of the notebook's class, by step, in an epoch of 430 batches: the suite's has no step rounded."""
    steps = 10_750
    schedule = build.schedule(part("one_cycle"), 0.1, steps)
    for step, rate in ((0, 0.01), (4837, 0.1), (9674, 0.01), (10_749, 0.00001)):
        assert float(schedule(step)) == pytest.approx(rate, abs=2e-5)


def test_the_pictures_are_split_as_published(monkeypatch):
    digits = load(DIGITS)
    monkeypatch.setattr(data, "load", lambda _: digits)
    found = data.pictures()
    assert found.x.max() == pytest.approx(16 / 255) and fashion_mnist.pictures is data.pictures
    assert found.validation.tolist() == list(range(55_000, 60_000))
