"""Claims and durations in words that a person would use."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.judging.choice import Choice
from experiments.judging.effects import effect
from experiments.judging.measures import LEARNED
from experiments.judging.statistics import Interval
from experiments.judging.verdicts import Comparison, Stated, judge
from experiments.report.figures.glyph import glyph
from experiments.report.sections.claims import pair_summary
from experiments.report.sections.effect import error_text, pair_sentence
from experiments.report.wording import UNITS, duration
from experiments.spec import part
from experiments.study import THEORY, Claim, method
from tests.report.factory import Truth, World, tiny
from tests.report.test_summary import made


@pytest.mark.parametrize(("largest", "most"), [(0.0, "do not differ"), (2.2e-16, "differ by at most 2.2 × 10⁻¹⁶")])
def test_an_exact_claim_says_how_far_theory_and_draws_are_apart(largest, most):
    comparison = Comparison(Interval(10, -largest, -largest, 0.0), 1.0)
    evidence: Any = SimpleNamespace(unit=lambda name: "error")
    assert (
        pair_sentence(evidence, "error", "softmax", THEORY, comparison)
        == f"softmax and the theory {most} (n = 10 draws)"
    )


def test_a_quantity_that_scatters_differs_from_theory_by_its_mean_with_an_interval_and_a_unit():
    evidence: Any = SimpleNamespace(unit=lambda name: "decades")
    comparison = Comparison(Interval(10, -0.46, -0.52, -0.4), 0.3)
    sentence = pair_sentence(evidence, "ratio_error", "layer", THEORY, comparison)
    assert sentence == "layer and the theory differ by 0.46 powers of ten (0.40 to 0.52, n = 10 draws)"


def test_an_error_is_written_as_a_number_that_people_read():
    written = [error_text(size, UNITS["error"]) for size in (0.0, -0.0, 1.25e-7, 1e-6, 2e-5)]
    assert written == ["0", "0", "1.2 × 10⁻⁷", "10⁻⁶", "2 × 10⁻⁵"]
    assert [error_text(size, UNITS["decades"]) for size in (0.3, 1)] == ["0.3 powers of ten", "1 power of ten"]
    assert error_text(0.05, UNITS["share"]) == "5 points"


@pytest.mark.parametrize(
    ("measure", "unit", "ends", "sentence"),
    [
        ("log_steps_to_target", "log steps", (0.6, 0.85, 1.05), "B needs 1.80 times as many steps to the target as A"
         " (1.52 to 2.07, n = 20 pairs)"),
        ("log_steps_to_target", "log steps", (-3.0, -2.0, -1.0), "A needs 4.0 times as many steps to the target as B"
         " (2.0 to 8.0, n = 20 pairs)"),
        ("log_steps_to_target", "log steps", (-0.1, 0.0, 0.1), "A and B need equally many steps to the target"
         " (0.93 to 1.07, n = 20 pairs)"),
        ("failure", "share of runs", (-0.5, -0.3, -0.1), "A fails in 30 % of runs more than B"
         " (10 to 50, n = 20 pairs)"),
    ],
)  # fmt: skip
def test_steps_are_told_as_a_factor_and_failures_as_a_share_of_runs(measure, unit, ends, sentence):
    comparison = Comparison(Interval(20, ends[1], ends[0], ends[2]), 0.32)
    evidence: Any = SimpleNamespace(
        unit=lambda name: unit, score="accuracy", curve=SimpleNamespace(title="accuracy"),
        context=SimpleNamespace(scored=SimpleNamespace(lower=False)), reported=lambda *_: pd.Series([1.0]),
    )  # fmt: skip
    evidence.context.trials = pd.DataFrame({"key": [], "epochs": [], "steps": [], "spec": []})
    evidence.context.early = {}
    assert pair_sentence(evidence, measure, "A", "B", comparison) == sentence


def test_durations_read_well():
    lengths = (0.4, 9.4, 59.4, 125, 4200)
    assert [duration(seconds) for seconds in lengths] == ["0.4 s", "9.4 s", "59 s", "2 min 5 s", "1 h 10 min"]


NEITHER = "so that they cannot be compared"


KINDS = ("better", "at least as good")


def test_two_that_never_arrive_are_not_shown_to_be_alike(tmp_path):
    claims = tuple(
        Claim(f"T{number}", "New is as fast.", (("new", "old"),), "epochs_to_target", 1, "an epoch", kind)
        for number, kind in enumerate(KINDS)
    )
    slow = {name: Truth(0.9, best=0.1, tau=200) for name in ("new", "old")}
    study = tiny(methods=(method("new", optimizer=part("adam")), method("old", optimizer=part("sgd")),
                          method("fast", optimizer=part("nadam"))), claims=claims, rates=(0.1,))  # fmt: skip
    rows = made(tmp_path, study, World({**slow, "fast": Truth(0.95, best=0.1, tau=1)}))["claims"]
    assert [(row["verdict"], row["n"]) for row in rows] == [("open", 0)] * len(KINDS)
    assert {row["sentence"] for row in rows} == {f"Neither new nor old reaches the target, {NEITHER}."}


def seen(status: list[str], **values: list[float]) -> Any:
    """The effect of `a` on a measure against `b`, with ten replicates of each."""
    columns = {name: pd.Series(column) for name, column in values.items()}
    trials = pd.DataFrame({"status": status, "replicate": range(len(status))})
    evidence: Any = SimpleNamespace(
        trials_of=lambda *_: trials,
        reported=lambda name, *_: columns[name],
        overlap=0.0,
        choice=lambda *_: Choice(None),
    )
    return effect(evidence, "a", "b", "epochs_to_target")


def test_a_miss_against_a_miss_is_no_pair_and_counted():
    misses = [np.inf] * 8
    both = seen(["ok"] * 10, a=[*misses, 3.0, 4.0], b=[*misses, 4.0, np.inf])
    assert both.values.tolist() == [1.0, np.inf] and both.left == 8


def test_a_diverged_run_without_a_value_is_left_out_and_counted_and_one_that_never_ran_is_not():
    gaps = seen(["ok"] * 7 + ["diverged"] * 2 + ["missing"], a=[0.1] * 7 + [np.nan] * 3, b=[0.2] * 7 + [np.nan] * 3)
    assert len(gaps.values) == 7 and gaps.left == 2


def test_what_is_left_out_is_said():
    comparison = Comparison(Interval(7, 0.1, 0.08, 0.12), 0.02, left=3)
    evidence: Any = SimpleNamespace(
        unit=lambda _: "accuracy", score="accuracy", curve=SimpleNamespace(title=""),
        reported=lambda *_: pd.Series([0.1]), context=SimpleNamespace(scored=SimpleNamespace(lower=False)),
    )  # fmt: skip
    assert "n = 7 pairs; 3 more have nothing to compare)" in pair_sentence(evidence, "gap", "new", "old", comparison)


def test_methods_that_learned_nothing_support_nothing(tmp_path):
    guess = World({name: Truth(0.1, best=0.01, loss=2.3) for name in ("new", "old")}, noise=0.0, shared=0.0)
    claims = tuple(
        Claim(f"{measure}, {kind}", "New is as good.", (("new", "old"),), measure, 0.01, "a point", kind)
        for measure in LEARNED
        for kind in KINDS
    )
    rows = made(tmp_path, tiny(claims=claims, rates=(0.01,)), guess)["claims"]
    assert {row["id"]: row["verdict"] for row in rows} == {claim.id: "open" for claim in claims}


@pytest.mark.parametrize(("error", "verdict"), [(1e-9, "supported"), (0.0, "supported"), (1.0, "contradicted")])
def test_an_exact_claim_speaks_of_errors_and_not_of_chances(error, verdict):
    (comparison,) = judge([Stated(np.full(5, -error), 1e-6, "median", "exact")])
    evidence: Any = SimpleNamespace(unit=lambda _: "error", choice=lambda *_: SimpleNamespace(setting=None))
    evidence.as_of = lambda _: evidence
    claim = {"kind": "exact", "measure": "error", "margin": 1e-6}
    summary = pair_summary(evidence, claim, "sum", THEORY, comparison)
    assert (summary["verdict"], summary["chances_text"]) == (verdict, "")
    assert glyph([summary])
