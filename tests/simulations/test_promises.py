"""What every simulation promises: numbers, curves of one length, and the same again for the same seed."""

import inspect
import math
import sys

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
    forget(simulation)
    assert name in TIMINGS or simulation(3, **given) == outcome


def forget(simulation):
    """Empties the caches of a simulation's file, so that it computes again what it would remember."""
    for one in vars(sys.modules[simulation.__module__]).values():
        if hasattr(one, "cache_clear"):
            one.cache_clear()


def test_a_search_that_would_go_otherwise_is_noticed(monkeypatch):
    simulation = build.resolve("simulation", names.SIMULATIONS, "search_race")
    first = simulation(3, trials=2, epochs=2)
    monkeypatch.setattr("experiments.simulations.search_race.batches", lambda *_, **__: [])
    assert simulation(3, trials=2, epochs=2) == first  # remembered
    forget(simulation)
    assert simulation(3, trials=2, epochs=2) != first
    forget(simulation)
