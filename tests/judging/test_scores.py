"""Scores other than accuracy and R²: turned in the judging, in their own unit and direction on the page."""

from math import inf
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from experiments.judging.evidence import Evidence
from experiments.judging.measures import MEASURES, Context
from experiments.report.wording import UNITS, change, level
from experiments.scores import SCORES

FACTS = {"task": "regression", "score": "rmse", "chance": 20.0, "perfect": 0.0, "curve_chance": 0.0}
TRIALS = pd.DataFrame(
    {"status": ["ok", "ok", "diverged", "error"], "train_rmse": [5.0, 9.0, None, None],
     "test_rmse": [8.0, 10.0, None, None], "test_noise_rmse": [9.0, 15.0, None, None]}
)  # fmt: skip


def evidence(**facts):
    return Evidence({}, Context(TRIALS, {**FACTS, **facts}), {}, None)


def values(measure):
    return MEASURES[measure].values(evidence().context).to_list()


def test_an_error_is_turned_and_a_diverged_trial_counts_as_a_constant_guess():
    assert values("test_score")[:3] == [-8.0, -10.0, -20.0] and np.isnan(values("test_score")[3])
    assert values("noise_score")[:3] == [-9.0, -15.0, -20.0]


def test_a_gap_is_as_large_as_the_error_is_larger_on_test_rows():
    assert values("gap")[:2] == [3.0, 1.0] and MEASURES["gap"].higher_is_better is False
    assert values("noise_loss")[:2] == [1.0, 5.0]


def test_an_error_is_shown_in_its_own_direction_and_a_gain_as_a_gain():
    one = evidence()
    unit, gap = UNITS[one.unit("test_score")], UNITS[one.unit("gap")]
    assert level(-8.0, -8.5, -7.5, unit) == "8.0 (7.5 to 8.5)"
    assert change(0.5, 0.3, 0.7, unit) == "+0.50 (+0.30 to +0.70)"
    assert level(3.0, 2.5, 3.5, gap) == "3.0 (2.5 to 3.5)"
    assert one.title("test_score") == "test RMSE" and one.title("epochs_to_target") == "epochs to target"
    assert "R²" in one.how("epochs_to_target") and "RMSE" in one.how("test_score")
    assert one.bounds("test_score") == (-inf, 0.0)


@pytest.mark.parametrize(
    ("score", "measure", "margin"),
    [
        ("balanced_accuracy", "test_score", 0.01),  # a point is a point
        ("roc_auc", "gap", 0.01),
        ("r2", "test_score", 0.01),
        ("rmse", "test_score", 0.2),  # a hundredth of what a constant guess is off
        ("rmse", "gap", 0.2),
        ("profit()", "test_score", 0.2),
        ("rmse", "epochs_to_target", 0.01),
        ("rmse", "train_loss", 0.01),
    ],
)
def test_a_margin_in_points_becomes_a_share_of_the_way_where_no_score_is_1_at_best(score, measure, margin):
    assert evidence(score=score).margin(measure, 0.01) == pytest.approx(margin)


def test_a_score_of_the_users_own_that_a_guess_reaches_keeps_a_margin():
    assert evidence(score="profit()", perfect=20.0).margin("test_score", 0.01) == pytest.approx(0.2)


@pytest.mark.parametrize(("rmse", "learned"), [(15.0, True), (20.0, False), (25.0, False)])
def test_methods_learn_where_their_score_is_better_than_a_constant_guess(rmse, learned):
    one = evidence()
    context = one.context
    tried = SimpleNamespace(
        methods=["A"], context=context, trials_of=lambda *_, role: pd.DataFrame({"validation_score": [-rmse]})
    )
    tried.as_of = lambda _: tried
    assert Evidence.learned.fget(tried) is learned


def test_every_score_has_a_unit_with_which_it_is_shown():
    assert {score.unit for score in SCORES.values()} <= set(UNITS)
    assert {f"-{score.unit}" for score in SCORES.values() if score.lower} <= set(UNITS)
