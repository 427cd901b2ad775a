"""What every simulation promises: numbers, curves of one length, and the same again for the same seed."""

import inspect
import math

import pytest

from experiments import build, names
from experiments.record import Outcome
from tests.simulations.tables import replicate

TIMINGS = {"step_seconds", "step_ratio"}  # wall-clock times are never the same again
GRIDS = {"landscape_grid"}  # axes, a table and a few places: curves of several lengths


@pytest.mark.parametrize("name", names.SIMULATIONS)
def test_a_simulation_keeps_its_promises(name):
    simulation = build.resolve("simulation", names.SIMULATIONS, name)
    given = {"data": replicate("wine")} if "data" in inspect.signature(simulation).parameters else {}
    outcome = simulation(3, **given)
    assert isinstance(outcome, Outcome) and outcome.values
    assert all(type(value) is float and not math.isnan(value) for value in outcome.values.values())
    assert name in GRIDS or len({len(curve) for curve in outcome.curves.values()}) <= 1
    for curve in outcome.curves.values():
        assert (name in GRIDS or len(curve) <= 200) and all(
            type(value) is float and not math.isnan(value) for value in curve
        )
    assert name in TIMINGS or simulation(3, **given) == outcome
