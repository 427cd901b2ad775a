"""Measures of steps and starts are what a second way of counting gives."""

from math import inf, isnan, nan

import pandas as pd
import pytest

from experiments.judging.measures import MEASURES, Context
from experiments.judging.measures.optimizing import EARLY, falls

TRIALS = pd.DataFrame(
    {"key": list("abcd"), "status": ["ok", "ok", "diverged", "error"],
     "simulation_loss_ratio": [0.01, inf, nan, nan], "simulation_rows_per_second": [1e4, 2e4, nan, nan],
     "simulation_steps_to_leave": [12, inf, nan, nan], "simulation_share": [0.25, 1, nan, nan]}
)  # fmt: skip
CURVES = {"a": [0.5, 0.9, 0.7, None, 0.8, 0.75], "b": [0.1] * EARLY + [0.0], "c": [0.9, 0.1]}
CONTEXT = Context(TRIALS, {"score": "accuracy", "chance": 0.1}, CURVES)


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [("loss_left", -2, inf), ("speed", 4, 4.30103), ("steps_to_leave", 12, inf), ("lowest_share", 0.25, 1),
     ("early_falls", 0.25, 0)],
)  # fmt: skip
def test_what_was_found_is_read_and_what_failed_is_not(name, first, second):
    values = MEASURES[name].values(CONTEXT).tolist()
    assert values[:2] == [pytest.approx(first), pytest.approx(second)] and isnan(values[3])


def test_falls_are_what_the_rises_do_not_explain():
    points = [0.2, 0.5, 0.4, 0.45, 0.1, 0.6]
    rises = 0.3 + 0.05 + 0.5
    assert falls(points) == pytest.approx(points[0] + rises - points[-1])
    assert falls([None, 0.5]) == 0
