"""From stored trials with known truths to the expected verdicts, also when much is missing."""

import json
from dataclasses import replace

import pytest

from experiments import report
from experiments.record import Record
from experiments.report.shapes.run import Summary
from experiments.spec import part
from experiments.store import Store
from tests.report.factory import EXPECTED, HOUSES, PLACE, Truth, World, fill, tiny
from tests.report.shapes import faults

GOOD = World({"new": Truth(0.95, tau=2, best=0.1), "old": Truth(0.93, tau=5, best=0.1)}, noise=0.001)


def made(path, study=None, world=GOOD, **keep) -> dict:
    """The only study of a run's summary; the pages must render too."""
    summary = report.build(fill(path / "results.sqlite", [study or tiny()], world, **keep))
    json.dumps(summary, allow_nan=False)
    report.write(path, path / "pages", summary)
    assert faults(summary, Summary) == []
    return summary["studies"][0]


def verdicts(study: dict) -> dict[str, str]:
    return {claim["id"]: claim["verdict"] for claim in study["claims"]}


def test_known_truths_get_the_verdicts_they_deserve(summary):
    judged = {}
    for study in summary["studies"]:
        judged |= verdicts(study)
    assert judged == EXPECTED
    counts = {
        "supported": 9,
        "partly": 0,
        "contradicted": 2,
        "too small to matter": 1,
        "about the margin": 0,
        "open": 0,
    }
    assert summary["verdicts"] == counts
    assert summary["counts"]["planned"] == 1320 and summary["counts"]["missing"] == 0


def test_effects_are_recovered_in_their_natural_units(summary):
    claims = {claim["id"]: claim for study in summary["studies"] for claim in study["claims"]}
    (pair,) = claims["A3"]["pairs"]
    assert pair["low"] < 4.7 < pair["high"] and pair["n"] == 7
    worst = claims["M7"]["pairs"][claims["M7"]["decisive"]]
    assert worst["treatment"] == "AdaMax" and worst["low"] < -0.015 < worst["high"]
    assert claims["M7"]["sentence"].startswith("1 of 3 parts speaks against it; the clearest: AdaMax scores 1.")
    assert claims["M6"]["sentence"] == "Adam at 0.001 and Adam score the same on test data (0.0 to 0.0, n = 7 pairs)."


def test_the_target_lies_between_a_constant_guess_and_the_best_method(tmp_path):
    exact = World({"new": Truth(0.9, best=0.1), "old": Truth(0.8, best=0.1)}, noise=0, shared=0)
    assert made(tmp_path, world=exact)["target"] == pytest.approx(0.1 + 0.95 * (0.9 - 0.1))


def test_who_is_told_apart_from_the_best(summary):
    rows = {row["method"]: row["tied"] for row in summary["studies"][0]["ranking"]["methods"]}
    assert rows["Adam"] and rows["AdamW"] and not rows["AdaMax"] and not rows["SGD"]


def test_every_shown_number_has_its_n(summary):
    for study in summary["studies"]:
        for row in study["ranking"]["methods"]:
            assert row["test_score"]["n"] == 7 and " to " in row["test_score"]["ends"]
        assert all(f"n = {pair['n']}" in pair["sentence"] for claim in study["claims"] for pair in claim["pairs"])
        assert all("n = " in answer["text"] for answer in study["answers"])


def test_the_rate_is_chosen_on_tuning_replicates_and_reported_on_others(tmp_path):
    """Reported replicates that would prefer another rate do not change the choice."""
    study, store = tiny(), Store(tmp_path / "results.sqlite")
    store.plan([(study, GOOD.facts)])
    for planned in study.trials():
        liked = 0.1 if planned.role == "tune" else 0.01
        record = GOOD.record(planned)
        record = replace(
            record,
            scores={k: {"accuracy": 0.9 if planned.setting == liked else 0.5} for k in ("train", "validation", "test")},
        )
        store.add(store.begin("", {}), [planned.trial], [record], PLACE)
    store.close()
    study = report.build(tmp_path)["studies"][0]
    assert {row["setting"] for row in study["ranking"]["methods"]} == {0.1}
    assert {row["test_score"]["centre"] for row in study["ranking"]["methods"]} == {0.5}


def test_a_best_rate_at_the_grids_edge_is_flagged(tmp_path):
    study = made(tmp_path, tiny(rates=(0.001, 0.01, 0.1)), World({"new": Truth(best=0.1), "old": Truth(best=0.01)}))
    assert {row["method"]: row["edge"] for row in study["ranking"]["methods"]} == {"new": "highest", "old": ""}
    assert "new (highest)" in (tmp_path / "pages" / "tiny.html").read_text()


def test_a_half_finished_run_says_so(tmp_path):
    study = made(
        tmp_path, keep=lambda planned: planned.replicate < 5 and (planned.method == "new" or planned.replicate < 3)
    )
    assert study["counts"] == {"planned": 40, "ok": 16, "diverged": 0, "error": 0, "missing": 24}
    assert set(verdicts(study).values()) == {"open"}
    assert study["claims"][0]["sentence"] == "New and old have no finished pair of trials to compare."
    assert study["answers"][0]["bold"] == "So far: new."
    front = " ".join((tmp_path / "pages" / "index.html").read_text().split())
    assert "<strong>This run is not complete.</strong> 24 of 40 trials are not trained yet." in front
    assert "Of 40 trials 24 have not run yet. What follows" in " ".join(
        (tmp_path / "pages" / "tiny.html").read_text().split()
    )


def test_a_run_that_has_only_been_planned_has_pages(tmp_path):
    study = made(tmp_path, keep=lambda planned: False)
    assert study["answers"][0]["bold"] == "Nothing has run yet." and study["recipe"] is None


def test_when_all_trials_diverge_nothing_was_learned(tmp_path):
    study = made(tmp_path, world=World({"new": Truth(limit=0), "old": Truth(limit=0)}))
    assert study["answers"][0]["bold"] == "No method learned anything here." and study["target"] is None
    assert verdicts(study) == {"T1": "open", "T2": "open"}
    assert all(row["test_score"]["centre"] == pytest.approx(0.1) for row in study["ranking"]["methods"])


def test_a_method_that_diverges_counts_as_a_constant_guess_and_misses_the_target(tmp_path):
    study = made(tmp_path, world=World({"new": Truth(0.95, tau=2), "old": Truth(limit=0)}))
    assert verdicts(study) == {"T1": "supported", "T2": "supported"}
    score, speed = (claim["pairs"][0] for claim in study["claims"])
    assert score["low"] < 0.85 < score["high"]
    assert speed["estimate"] is None and speed["margins"] == [100, 100, 100]
    assert speed["sentence"] == "new reaches the target, old does not (n = 7 pairs)"


def test_one_replicate_decides_nothing(tmp_path):
    study = made(tmp_path, tiny(tuning=1, replicates=1))
    assert set(verdicts(study).values()) == {"open"}
    assert study["claims"][0]["advice"] == "1 pair cannot decide anything"
    assert study["ranking"]["methods"][0]["test_score"]["low"] is None


def test_one_method_has_a_page(tmp_path):
    study = made(tmp_path, tiny(methods=tiny().methods[:1], claims=()))
    assert study["ranking"]["winner"] == "new" and study["answers"][0]["text"].endswith("n = 7.")


def test_regression_is_told_in_r2(tmp_path):
    base = replace(tiny().base, data=part("california_housing"), diagnostics=None)
    world = replace(GOOD, truths={"new": Truth(0.8, tau=2), "old": Truth(-3.0, tau=5)}, facts=HOUSES)
    study = made(tmp_path, tiny(base=base), world)
    assert verdicts(study)["T1"] == "supported" and "R²" in study["answers"][0]["text"]
    assert "%" not in study["claims"][0]["sentence"] and study["layers"] is None
    assert "keras.metrics.R2Score()" in study["recipe"]["code"]


def test_failed_trials_are_left_out_and_their_reasons_shown(tmp_path):
    study = tiny()
    fill(tmp_path / "results.sqlite", [study], GOOD, keep=lambda planned: planned.replicate != 9)
    store = Store(tmp_path / "results.sqlite")
    failed = [planned.trial for planned in study.trials() if planned.replicate == 9]
    store.add(store.begin("", {}), failed, [Record(trial.key, "error", "out of <memory>") for trial in failed], PLACE)
    store.close()
    study = report.build(tmp_path)["studies"][0]
    assert study["errors"] == [{"reason": "out of <memory>", "count": 4}] and study["claims"][0]["n"] == 6


def test_a_run_without_studies_has_a_front_page(tmp_path):
    Store(tmp_path / "results.sqlite").close()
    assert "Nothing has run yet." in report.write(tmp_path).read_text()
