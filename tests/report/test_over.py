"""One study on several data sets: ranks, verdicts side by side, and a ledger that says where they differ."""

from dataclasses import replace
from typing import Any

import pytest

from experiments import report
from experiments.report.datasets import claim_over_datasets
from experiments.report.shapes.run import Summary
from experiments.spec import part
from experiments.store import Store
from experiments.study import method
from tests.report.factory import FACTS, PLACE, Truth, World, tiny
from tests.report.shapes import faults

NAMES = (("new", "adam"), ("old", "sgd"), ("x", "nadam"))
METHODS = tuple(method(label, optimizer=part(name)) for label, name in NAMES)
TRUTHS = {
    "wine": {"new": Truth(0.97), "old": Truth(0.94), "x": Truth(0.9)},
    "digits": {"new": Truth(0.92), "old": Truth(0.95), "x": Truth(0.9)},
}


@pytest.fixture(scope="module")
def summary(tmp_path_factory) -> dict:
    """A study on two data sets, where the claim holds on one and fails on the other."""
    path = tmp_path_factory.mktemp("over") / "results.sqlite"
    store = Store(path)
    run = store.begin("command", PLACE)
    for name, truths in TRUTHS.items():
        study = tiny(f"tiny.{name}", methods=METHODS)
        assert study.base is not None
        base = replace(study.base, data=replace(study.base.data, name=name))
        study = replace(study, base=base, parent="tiny", title=f"Tiny on {name}")
        world = World(truths, noise=0.001, facts={**FACTS, "name": name, "title": name})
        store.plan([(study, world.facts)])
        planned = study.trials()
        store.add(run, [row.trial for row in planned], [world.record(row) for row in planned], PLACE)
    store.end(run)
    store.close()
    report.write(path)
    return report.build(path)


def test_verdicts_stand_side_by_side(summary):
    assert faults(summary, Summary) == []
    (comparison,) = summary["over"]
    assert comparison["title"] == "Tiny" and [data["title"] for data in comparison["datasets"]] == list(TRUTHS)
    assert [claim["verdict"] for claim in comparison["claims"][0]["verdicts"]] == ["supported", "contradicted"]


def test_methods_are_ranked_over_the_data_sets(summary):
    ranks = {row["method"]: row["average_rank"] for row in summary["over"][0]["ranks"]["methods"]}
    assert ranks == {"new": 1.5, "old": 1.5, "x": 3.0}


def test_the_ledger_says_that_it_depends_on_the_data(summary):
    row = next(row for row in summary["ledger"] if row["id"] == "T1")
    assert row["verdict"] == "partly"
    assert row["note"] == "It depends on the data: supported on wine; contradicted on digits."


def test_a_part_says_on_how_many_data_sets_it_holds_and_two_give_no_mean(summary):
    (part,) = summary["over"][0]["claims"][0]["parts"]
    assert (part["treatment"], part["baseline"], part["holds"]) == ("new", "old", "1 of 2")
    assert part["mean"] == part["between"] == ""


def claims(*rows: tuple[str, float, float]) -> list[Any]:
    """One claim on several data sets, from verdicts, effects and standard errors, in points."""
    made = []
    for verdict, effect, error in rows:
        pair = {"treatment": "a", "baseline": "b", "verdict": verdict, "estimate": effect, "error": error, "text": ""}
        made.append({"id": "T", "text": "A helps.", "verdict": verdict, "anchor": "", "decisive": 0, "pairs": [pair],
                     "unit": "accuracy"})  # fmt: skip
    return made


def test_a_mean_over_data_sets_has_an_interval_and_the_spread_between_them():
    rows = claims(("supported", 0.03, 0.002), ("open", 0.01, 0.002), ("supported", 0.02, 0.002))
    (part,) = claim_over_datasets(rows)["parts"]
    assert part["holds"] == "2 of 3" and part["mean"].startswith("+2.0 points (") and part["between"] == "1.0 point"
    rows[0]["unit"] = "r2"
    (part,) = claim_over_datasets(rows)["parts"]
    assert part["mean"] == ""
