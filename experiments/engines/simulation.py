"""Simulations: a function of a seed instead of a network in training; what it finds is stored like a trial's result."""

import inspect
import time

from experiments import build
from experiments.data import prepare
from experiments.engines.machine import peak_bytes
from experiments.record import Record
from experiments.spec import Simulation


def run(one: Simulation) -> Record:
    """The record of one simulation: its values as the scores, its series as the curves of `simulation`."""
    started = time.perf_counter()
    function = build.simulation(one.function)
    known = inspect.signature(function).parameters
    given = dict(one.function.options)
    if "data" in known and one.data is not None:
        given["data"] = prepare(one.data, one.replicate)
    if "spec" in known:
        given |= {"spec": one.data, "replicate": one.replicate}
    if "learning_rate" in known and one.learning_rate is not None:
        given["learning_rate"] = one.learning_rate
    found = function(seed=one.seed("simulation"), **given)
    return Record(
        one.key,
        "ok",
        scores={"simulation": {name: float(value) for name, value in found.values.items()}, **found.scores},
        curves={"simulation": {name: [float(v) for v in values] for name, values in found.curves.items()}},
        train_seconds=time.perf_counter() - started,
        peak_bytes=peak_bytes(),
        engine="simulation",
    )
