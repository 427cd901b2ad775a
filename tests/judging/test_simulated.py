"""Measures of simulations and of regression, each against a second computation."""

from math import inf, isnan, log10, nan

import pandas as pd
import pytest

from experiments.judging.measures import MEASURES, Context

FACTS = {"score": "r2", "chance": 0.0, "deviation": 2.0}


def found(name: str, column: str, value: float, facts: dict = FACTS) -> list[float]:
    """A measure of a finished, a diverged and a failed trial with one stored value."""
    trials = pd.DataFrame(
        {"key": list("abc"), "status": ["ok", "diverged", "error"], column: [value, nan, nan]}
    )  # fmt: skip
    return MEASURES[name].values(Context(trials, facts)).tolist()


def test_the_absolute_error_is_in_deviations_of_the_target():
    ok, diverged, failed = found("mae", "test_mae", 3.0)
    assert ok == 1.5 and diverged == inf and isnan(failed)
    assert all(isnan(value) for value in found("mae", "test_mae", 3.0, {**FACTS, "deviation": None}))


@pytest.mark.parametrize("value", [1e-4, 1.0, 30.0])
def test_learning_is_compared_in_powers_of_ten(value):
    ok, *others = found("other_learning", "simulation_other_learning", value)
    assert ok == pytest.approx(log10(value)) and all(isnan(other) for other in others)


@pytest.mark.parametrize(("value", "short"), [(0.75, 0.25), (1.0, 0.0), (1.4, 0.0)])
def test_only_what_falls_below_the_bound_is_short_of_it(value, short):
    assert found("bound_shortfall", "simulation_smallest_excess", value)[0] == pytest.approx(short)


def test_one_value_of_simulations_may_bear_another_name():
    assert found("copied_gap", "simulation_gap", 0.03)[0] == 0.03
