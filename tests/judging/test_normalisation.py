"""Measures of simulations read the right value, and the figures and sentences that they need are there."""

from math import inf, log10, nan

import pandas as pd
import pytest

from experiments.judging.measures import MEASURES, NORMALISATION, Context
from experiments.report.sections.charts import bin_edges

TRIALS = pd.DataFrame(
    {"key": list("ab"), "status": ["ok", "ok"], "simulation_moment_drift": [0.01, 1.0],
     "simulation_wasserstein": [0.1, 10.0], "simulation_loss": [0.5, inf], "simulation_mistakes": [7.0, 12.0],
     "simulation_bound": [10.0, 10.0], "simulation_epochs": [3.0, inf], "simulation_share": [0.2, 0.6],
     "simulation_test_score": [0.9, 0.8], "simulation_extra_time": [-0.01, 1.7]}
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("input_moment_drift", [log10(0.01), 0]),
        ("input_wasserstein", [-1, 1]),
        ("drift_loss", [0.5, inf]),
        ("mistakes_over_bound", [0, 2]),
        ("epochs_to_perfection", [3, inf]),
        ("linear_zone", [0.2, 0.6]),
        ("simulated_score", [0.9, 0.8]),
        ("extra_time", [-0.01, 1.7]),
        ("gradient_change", [nan, nan]),
    ],
)
def test_each_measure_of_a_simulation(name, expected):
    found = MEASURES[name].values(Context(TRIALS, {"score": "accuracy", "chance": 0.1})).tolist()
    assert found == pytest.approx(expected, nan_ok=True)


def test_what_chooses_a_rate_is_a_measure_that_chooses_its_own():
    for one in NORMALISATION.values():
        assert MEASURES[one.chosen_by].chosen_by == one.chosen_by


@pytest.mark.parametrize("name", MEASURES)
def test_sentences_need_nothing_but_names_amount_and_score(name):
    one = MEASURES[name]
    for text in (one.ahead, one.behind, one.same, one.only, one.neither):
        said = text.format(treatment="A", baseline="B", amount="2 points", score="accuracy")
        assert "{" not in said


def test_bins_are_given_by_edges_or_by_middles():
    assert bin_edges([0, 1, 2], 2) == [0, 1, 2]
    assert bin_edges([0.5, 1.5, 2.5], 3) == pytest.approx([0, 1, 2, 3])
