"""Advice, from invented results whose truth is known."""

import pytest

from experiments.advice import Advice
from experiments.checking.studies import check
from experiments.errors import UserError
from experiments.report import build
from experiments.report.sections.advice import choice
from experiments.study import method
from tests.report.factory import Truth, World, fill, tiny

SHARES = (0.1, 0.2, 0.3, 0.4, 0.5)


def page(folder, scores, **changes):
    """The summary of a study whose methods have these true scores."""
    methods = tuple(method(name, batch_size=index) for index, name in enumerate(scores, 1))  # trials of their own
    study = tiny(methods=methods, rates=(0.01,), claims=(), contest=False, **changes)
    world = World({name: Truth(score) for name, score in scores.items()})
    fill(folder / "results.sqlite", [study], world)
    return build(folder)["studies"][0]


def cheapest(**changes):
    return Advice(methods=("c", "b", "a"), baseline="full", kind="cheapest", **changes)


@pytest.mark.parametrize(
    ("scores", "chosen"),
    [
        ({"full": 0.95, "c": 0.95, "b": 0.95, "a": 0.9}, "Use b."),
        ({"full": 0.95, "c": 0.95, "b": 0.9, "a": 0.95}, "Use c."),  # a fixed sequence ends with its first failure
        ({"full": 0.95, "c": 0.9, "b": 0.95, "a": 0.95}, "Use full, as far as this shows."),
        ({"full": 0.95, "c": 0.96, "b": 0.96, "a": 0.96}, "Use a."),
    ],
)
def test_the_cheapest_that_loses_nothing_is_advised(tmp_path, scores, chosen):
    (answer,) = page(tmp_path, scores, advice=(cheapest(saves="epochs_used"),))["answers"]
    assert answer["bold"] == chosen
    assert ("so that it loses less than 0.5 points" in answer["text"]) == ("far" not in chosen)
    assert "n = 7 pairs" in answer["text"]


@pytest.mark.parametrize(
    ("scores", "bold"),
    [
        ({"none": 0.9, "half": 0.95, "fifth": 0.93}, "Use half."),
        ({"none": 0.95, "half": 0.9, "fifth": 0.93}, "Stay with none."),
        ({"none": 0.95, "half": 0.9502, "fifth": 0.93}, "Stay with none."),
        ({"none": 0.9, "half": 0.95, "fifth": 0.95}, "Use half or fifth: they are alike here."),
    ],
)
def test_what_may_be_the_best_is_advised_if_it_is_better_than_the_baseline(tmp_path, scores, bold):
    (answer,) = page(tmp_path, scores, advice=(Advice(("half", "fifth"), "none"),))["answers"]
    assert answer["bold"] == bold


@pytest.mark.parametrize(
    ("several", "said"),
    [
        (["dropout 0.1 on 100 rows", "dropout 0.5 on 100 rows"], "dropout 0.1 or 0.5 on 100 rows"),
        ([f"dropout {share} on 100 rows" for share in SHARES[:4]], "dropout 0.1 to 0.4 on 100 rows"),
        ([f"dropout {share} on 100 rows" for share in SHARES[::2]], "dropout 0.1, 0.3 or 0.5 on 100 rows"),
        (["half", "a fifth", "none of it"], "half, a fifth or none of it"),
    ],
)
def test_methods_that_are_alike_share_their_words(several, said):
    methods = [f"dropout {share} on 100 rows" for share in SHARES]
    assert choice(several, methods if several[0] in methods else several) == said


def test_nothing_measured_is_nothing_advised(tmp_path):
    study = tiny(advice=(Advice(("new",), "old"),))
    fill(tmp_path / "results.sqlite", [study], World(), keep=lambda _: False)
    assert build(tmp_path)["studies"][0]["advice"] == []


def test_advice_on_an_unknown_method_is_refused():
    with pytest.raises(UserError, match=r"advice: there is no method 'newest'\. Did you mean new"):
        check(tiny(advice=(Advice(("newest",), "old"),)), "study.py")
