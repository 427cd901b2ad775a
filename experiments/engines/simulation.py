"""Simulations: a function of a seed instead of a network in training; its outcome is stored like a trial's result."""

import inspect
import time

from experiments import build
from experiments.data import prepare
from experiments.engines.machine import peak_bytes
from experiments.record import Record
from experiments.spec import Simulation


def run(simulation: Simulation) -> Record:
    """The record of one simulation: its values as the scores, its series as the curves of `simulation`."""
    started = time.perf_counter()
    function = build.simulation(simulation.function)
    accepted = inspect.signature(function).parameters
    arguments = dict(simulation.function.options)
    if "data" in accepted and simulation.data is not None:
        arguments["data"] = prepare(simulation.data, simulation.replicate)
    if "spec" in accepted:
        arguments |= {"spec": simulation.data, "replicate": simulation.replicate}
    if "learning_rate" in accepted and simulation.learning_rate is not None:
        arguments["learning_rate"] = simulation.learning_rate
    outcome = function(seed=simulation.seed("simulation"), **arguments)
    return Record(
        simulation.key,
        "ok",
        scores={"simulation": {name: float(value) for name, value in outcome.values.items()}, **outcome.scores},
        curves={"simulation": {name: [float(v) for v in values] for name, values in outcome.curves.items()}},
        train_seconds=time.perf_counter() - started,
        peak_bytes=peak_bytes(),
        engine="simulation",
    )
