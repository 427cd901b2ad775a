"""What every simulation promises: numbers, curves of one length, and the same again for the same seed."""

import inspect
import math
import re
import sys
from functools import cache

import pytest

from experiments import build, catalog, names
from experiments.record import Outcome
from tests.marks import whole
from tests.simulations.small import outcome
from tests.simulations.tables import replicate

TIMINGS = {"step_seconds", "step_ratio"}  # wall-clock times are never the same again
GRIDS = {"landscape_grid"}  # axes, a table and a few places: curves of several lengths
# tried once at their small size, in `test_small.py`
LONG = (
    "search_race",
    "selu_thousand_layers",
    "input_drift",
    "revival",
    "histogram",
    "likelihood_identity",
    "step_ratio",
    "step_seconds",
)


def keeps(name, compute):
    """What a simulation gives is sound, and the same again."""
    simulation, result = build.resolve("simulation", names.SIMULATIONS, name), compute()
    assert isinstance(result, Outcome) and result.values
    assert all(type(value) is float and not math.isnan(value) for value in result.values.values())
    assert name in GRIDS or len({len(curve) for curve in result.curves.values()}) <= 1
    for curve in result.curves.values():
        assert (name in GRIDS or len(curve) <= 200) and all(
            type(value) is float and not math.isnan(value) for value in curve
        )
    forget(simulation)
    assert name in TIMINGS or compute() == result


@pytest.mark.parametrize("name", [name for name in names.SIMULATIONS if name not in LONG])
def test_a_simulation_keeps_its_promises(name):
    keeps(name, lambda: outcome(name))


@whole
@pytest.mark.parametrize("name", names.SIMULATIONS)
def test_it_keeps_them_at_its_own_size(name):
    simulation = build.resolve("simulation", names.SIMULATIONS, name)
    given = {"data": replicate("wine")} if "data" in inspect.signature(simulation).parameters else {}
    keeps(name, lambda: simulation(3, **given))


def forget(simulation):
    """Empties the caches of a simulation's file, so that it computes again what it would remember."""
    for function in vars(sys.modules[simulation.__module__]).values():
        if hasattr(function, "cache_clear"):
            function.cache_clear()


@whole
def test_a_search_that_would_go_otherwise_is_noticed(monkeypatch):
    simulation = build.resolve("simulation", names.SIMULATIONS, "search_race")
    first = simulation(3, trials=2, epochs=2)
    monkeypatch.setattr("experiments.simulations.search_race.batches", lambda *_, **__: [])
    assert simulation(3, trials=2, epochs=2) == first  # remembered
    forget(simulation)
    assert simulation(3, trials=2, epochs=2) != first
    forget(simulation)


@cache
def claims_by_simulation():
    """The ids of the claims whose pairs rest on each simulation."""
    ids = {name: set() for name in names.SIMULATIONS}
    for study in map(catalog.load, catalog.names()):
        simulated = [method for method in study.methods if method.simulation]
        by_label = {label: method.simulation.name for method in simulated for label in (method.label, method.family)}
        for claim in study.claims:
            for name in {by_label[label] for pair in claim.pairs for label in pair if label in by_label}:
                ids[name].add(claim.id)
    return ids


@pytest.mark.parametrize("name", names.SIMULATIONS)
def test_the_first_line_names_the_claims_that_rest_on_a_simulation(name):
    simulation = build.resolve("simulation", names.SIMULATIONS, name)
    line = sys.modules[simulation.__module__].__doc__.splitlines()[0]
    named = re.search(r"\(claims? (.*)\)\.$", line)
    assert set(named[1].split(", ") if named else ()) == claims_by_simulation()[name]
