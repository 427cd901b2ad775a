"""Speed is measured in steps, from scores within the first epochs: on curves whose values are known."""

from math import isnan, log2, nan

import numpy as np
import pandas as pd
import pytest

from experiments.judging.choice import Choice
from experiments.judging.effects import effect
from experiments.judging.evidence import Evidence
from experiments.judging.measures import MEASURES, Context
from experiments.judging.measures.speed import crossing

# 10 steps an epoch; "a" climbs by 0.01 a step up to step 50, "b" misses, "c" diverged, "d" failed, "e" did not ask
TRIALS = pd.DataFrame(
    {"key": list("abcde"), "status": ["ok", "ok", "diverged", "error", "ok"], "steps": [200, 200, 10, nan, 200],
     "epochs": [20, 20, 1, nan, 20], "spec": ['{"epochs": 20}', '{"epochs": 20}', '{"epochs": 40}', None, '{}']}
)  # fmt: skip
CURVES = {
    "a": [min(0.5, 0.01 * 10 * epoch) for epoch in range(1, 21)],
    "b": [0.05] * 20,
    "c": [None],
    "e": [1.0] * 20,
}
EARLY = {key: ([0.0, 2.0, 5.0, 15.0], scores) for key, scores in
         {"a": [0.0, 0.02, 0.05, 0.15], "b": [0.05] * 4, "c": [0.0, 0.1, None, None]}.items()}  # fmt: skip
FACTS = {"task": "classification", "score": "accuracy", "chance": 0.1}


def context(target=0.12) -> Context:
    return Context(TRIALS, FACTS, CURVES, early=EARLY, target=target)


def test_the_early_score_is_the_mean_over_the_first_tenth_of_the_planned_steps():
    values = MEASURES["early_score"].values(context()).tolist()
    assert values[:3] == pytest.approx([0.1, 0.05, 0.1]) and isnan(values[3]) and isnan(values[4])  # 0.01 · 20 / 2


def test_a_tenth_that_ends_between_two_scores_ends_on_the_line_between_them():
    late = TRIALS.assign(spec='{"epochs": 13}')  # to step 13, between 10 and 15
    values = MEASURES["early_score"].values(Context(late, FACTS, CURVES, early=EARLY)).tolist()
    assert values[0] == pytest.approx(0.065)


def test_steps_to_the_target_lie_between_two_scores_and_a_miss_is_the_most_steps():
    values = MEASURES["log_steps_to_target"].values(context()).tolist()
    expected = log2(10) + 0.4 * (log2(15) - log2(10))  # from 0.10 at step 10 to 0.15 at step 15
    assert values[:3] == pytest.approx([expected, log2(400), log2(400)]) and isnan(values[3]) and isnan(values[4])
    assert np.isnan(MEASURES["log_steps_to_target"].values(context(target=None))).all()


@pytest.mark.parametrize(
    ("scores", "log"),
    [([0.9, 1, 1], 0), ([0, 1, 0], 1), ([0.1, 0.3, 0.7], 3), ([0, 0.4, 0.4], np.inf), ([0.5, 0.4, 0.6], 0)],
)
def test_the_first_crossing_counts_on_the_line_over_the_logarithm_of_the_steps(scores, log):
    assert crossing((np.array([0.0, 4.0, 16.0]), np.array(scores)), 0.5) == pytest.approx(log)


def evidence(treatment, baseline) -> Evidence:
    """Values of two methods, by replicate."""
    columns = {"method": ["t"] * len(treatment) + ["b"] * len(baseline), "setting": nan, "role": "report"}
    numbers = [*range(len(treatment)), *range(len(baseline))]
    trials = pd.DataFrame({**columns, "replicate": numbers, "status": "ok", "key": "a", "steps": 200, "epochs": 20,
                           "spec": '{"epochs": 20}', "log_steps_to_target": [*treatment, *baseline]})  # fmt: skip
    chosen = {"log_steps_to_target": {name: (Choice(None),) for name in "tb"}}
    found = Context(trials, FACTS, early={"a": EARLY["a"]})
    return Evidence({"methods": [], "tuning": 0, "replicates": 3}, found, chosen, None)  # type: ignore[arg-type]


def test_two_misses_are_no_evidence_and_a_miss_is_at_least_the_most_steps():
    most = log2(200)
    found = effect(evidence([5.0, most, most], [6.0, 7.0, most]), "t", "b", "log_steps_to_target")
    assert found.values.tolist() == pytest.approx([1.0, 7 - most]) and found.left == 1
    found = effect(evidence([most] * 3, [most] * 3), "t", "b", "log_steps_to_target")
    assert len(found.values) == 0 and found.left == 3
