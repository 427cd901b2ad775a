"""A study's numbers against the data's: every study of the catalogue plans on tables of few rows, or steps aside."""

from dataclasses import replace

import numpy as np
import pytest

from experiments import catalog
from experiments.data import Table, facts, prepare
from experiments.limits import fitted
from experiments.options import parse
from experiments.selection import select
from experiments.spec import Simulation, part
from experiments.study import Method, method
from tests.marks import crossed
from tests.samples import STUDY, trial


def table(rows: int = 20, features: int = 4, task: str = "classification", images: bool = False) -> Table:
    """Rows of a user's own."""
    draws = np.random.default_rng(0)
    x = draws.normal(size=(rows, 8, 8) if images else (rows, features)).astype(np.float32)
    y = (np.arange(rows) % 2).astype(np.int32) if task == "classification" else x[:, :1]
    classes = ("no", "yes") if task == "classification" else None
    return Table("few", f"{rows} rows", task, x, y, classes, None, "made up")


FEW = {
    "20 rows of classes": part("tests.test_limits:table", rows=20),
    "50 rows of classes": part("tests.test_limits:table", rows=50),
    "20 rows of a quantity": part("tests.test_limits:table", rows=20, features=2, task="regression"),
    "50 rows of a quantity": part("tests.test_limits:table", rows=50, task="regression"),
}


def asked(name, data):
    """A study at its largest, on some data, with few replicates."""
    study = catalog.load(name).scaled("full")
    apt = study.task in (None, "regression" if data.get("task") else "classification")
    return study.adapted(data, None, 3) if apt else None


@pytest.mark.parametrize(("name", "kind"), crossed(catalog.names(), list(FEW)))
def test_every_study_plans_on_few_rows_or_steps_aside(name, kind):
    study = asked(name, FEW[kind])
    if study is None or study.own_data:
        return
    suited, notes = fitted(study)
    if suited is None:
        assert notes and all(sentence.startswith("left out: ") for sentence in notes)
        return
    labels = [method.label for method in suited.methods]
    assert len(set(labels)) == len(labels)
    families = {method.family for method in suited.methods} | {"theory"}
    assert {label for claim in suited.claims for pair in claim.pairs for label in pair} <= {*labels, *families}
    facts(suited.data)
    for spec, replicate in {(row.trial.data, row.replicate) for row in suited.trials() if row.trial.data}:
        prepare(spec, replicate)
    if suited.methods != study.methods:
        assert notes


@pytest.mark.parametrize("name", catalog.names())
def test_on_the_digits_no_study_changes(name):
    study = catalog.load(name).scaled("full")
    if study.data is None or study.data.name not in ("fashion_mnist", "mnist"):  # which may not be there
        assert fitted(study) == (study, [])


def on_few(*methods: Method, data=FEW["20 rows of classes"], **changes):
    return fitted(replace(STUDY, base=trial(data=data, **changes), methods=methods, claims=()))


def test_rows_that_are_not_there_become_those_that_are_in_labels_and_sentences_too():
    study, notes = fitted(catalog.load("small_data").adapted(FEW["50 rows of classes"], None, None))
    assert notes == ["50 and 100 training rows become 30, all there are"]
    assert study is not None
    assert [method.label for method in study.methods] == [
        f"{name} on {rows} rows" for name in ("ReLU", "PReLU") for rows in (25, 30)
    ]
    assert [method.position for method in study.methods] == [25, 30, 25, 30]
    assert study.claims[0].pairs == (("ReLU on 30 rows", "PReLU on 30 rows"),)
    assert {planned.trial.data.get("train_rows") for planned in study.trials() if planned.trial.data} == {25, 30}


CANNOT = {
    "no row would be without its label": (method("a", data=part("base", labelled=50)), "trains on 12 rows"),
    "classes": (method("a", data=part("base", classes=(5, 6))), "needs classes (5, 6), and 20 rows has 2"),
    "batches": (method("a", batch_size=64), "more rows than the 12"),
    "images": (method("a", model=part("cnn", filters=(4, 8))), "needs images, and 20 rows has rows of 5 numbers"),
    "sequences": (method("a", model=part("rnn")), "needs sequences, and 20 rows has rows of 5 numbers"),
    "a quantity to predict": (method("a", data=part("base", target_outliers=0.1)), "needs a quantity to predict"),
    "complete rows": (
        method("a", data=part("base", missing=0.5, imputation="drop")),
        "leaves nothing of tests.test_limits:table",
    ),
}


@pytest.mark.parametrize(("impossible", "words"), CANNOT.values(), ids=CANNOT)
def test_a_method_that_cannot_be_had_is_left_out_with_the_reason(impossible, words):
    data = FEW["20 rows of classes"].but(features=5)
    study, notes = on_few(impossible, method("b"), data=data)
    assert study is not None and [each.label for each in study.methods] == ["b"]
    assert notes[0].startswith("without a: ") and words in notes[0]
    alone, notes = on_few(impossible, data=data)
    assert alone is None and words in notes[0]


def test_images_are_taken_as_they_are_and_squares_of_numbers_too():
    network = method("a", model=part("cnn", filters=(4, 8)))
    for data in (part("tests.test_limits:table", images=True), FEW["20 rows of classes"].but(features=16)):
        assert on_few(network, data=data, batch_size=8)[1] == []


def test_more_features_with_gaps_than_features_become_all():
    study, notes = on_few(method("a", data=part("base", missing=0.1, missing_features=9)), batch_size=8)
    assert notes == ["gaps in 9 features become gaps in 4"]
    assert study is not None and study.trials()[0].trial.data == FEW["20 rows of classes"].but(
        missing=0.1, missing_features=4
    )


def test_large_batches_of_the_base_are_told():
    assert on_few(method("a"), batch_size=32)[1] == ["batches of 32 rows become 12, all there are"]


def test_the_commands_of_the_readme_plan_on_twenty_rows(tmp_path):
    rows = "".join(f"{i * 7 % 5},{i * 3 % 4},{'ab'[i % 2]}\n" for i in range(20))
    (tmp_path / "mine.csv").write_text(f"size,weight,label\n{rows}")
    asked = ["early_stopping", "dropout", "recipe", "label_noise", "regression_losses"]
    file = str(tmp_path / "mine.csv")
    options = parse([*asked, "--dataset", file, "--target", "label", "--scale", "quick", "--out", str(tmp_path)])
    studies, title, notes = select(options)
    assert title == "mine.csv"
    assert [study.name for study in studies] == asked  # losses for quantities bring their own data
    assert "dropout: 100 training rows become 12, all there are" in notes
    assert not any(isinstance(planned.trial, Simulation) for planned in studies[1].trials())
