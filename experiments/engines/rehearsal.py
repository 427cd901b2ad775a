"""Rehearsal: whether a network of the user's own can be stacked, told by one step of two trials on a few rows."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from inspect import signature
from typing import Any

import keras
import numpy as np
from keras import ops, tree

from experiments import build
from experiments.data import load
from experiments.engines.backends import backend
from experiments.engines.extent import leaves
from experiments.engines.program import Program
from experiments.own import is_own, shortened
from experiments.quiet import silenced
from experiments.spec import Trial

TRIALS, ROWS = 2, 3
RECURRENT = (keras.layers.RNN, keras.layers.Bidirectional)  # asked first: within a whole network they take seconds


def obstacle(trial: Trial) -> str:
    """Why a trial with a network, loss or optimizer of the user's own does not stack; empty if it does.

    Nothing is trained, and nothing compiled: the step is only translated for many trials at once.
    """
    if not any(map(is_own, (trial.model, trial.loss, trial.optimizer))):
        return ""  # the suite's own parts stack, which its tests hold
    plain = replace(trial, schedule=None, stopping=None, start=None, order=None, halt=None, replicate=0, epochs=1)
    return rehearsed(replace(plain, batch_size=ROWS, optimizer=trial.optimizer.but(learning_rate=0.0)))


@lru_cache(maxsize=256)
def rehearsed(trial: Trial) -> str:
    """See `obstacle`; `trial` has only what decides."""
    with quiet():
        try:
            program = Program(trial, load(trial.data), brief=True)
        except Exception:
            return ""  # it fails where it is trained, which is recorded
        asked = (one for one in leaves(program.model) if not isinstance(one, keras.layers.InputLayer))
        layers = list(enumerate(asked, 1))
        if slow := culprit([one for one in layers if isinstance(one[1], RECURRENT)]):
            return slow
        try:
            calls(program, trial)
        except Exception as error:
            return culprit(layers) or f"it does not vectorise on {backend.TITLE} ({shortened(error)[:200]})"
    return ""


def calls(program: Program, trial: Trial) -> None:
    """Translates all that a stack would call."""
    rows, x = np.zeros((TRIALS, ROWS), np.int32), np.zeros((ROWS, *load(trial.data).x.shape[1:]), np.float32)
    y = np.zeros(ROWS, np.int32) if program.task == "classification" else np.zeros((ROWS, 1), np.float32)
    trainable, other = (
        [doubled(one) for one in part]
        for part in (program.model.trainable_variables, program.model.non_trainable_variables)
    )
    settings = build.hyperparameters(trial.optimizer)
    hyper = {name: filled(value) for name, value in settings.items() if build.is_value(value)}
    state = {"trainable": trainable, "other": other, "slots": program.start(trainable, hyper)}
    sight = {"shift": backend.put(0 * np.stack([x[0]] * TRIALS)), "factor": backend.put(0 * np.stack([x[0]] * TRIALS))}
    x, y = backend.put(x), backend.put(y)
    both = (backend.put(rows), backend.put(rows))
    steps = (backend.put(rows[:, None]), backend.put(rows[:, None]))
    rates = backend.put(np.zeros((TRIALS, 1), np.float32))
    backend.tried(program._train, state, hyper, sight, x, y, *steps, rates, backend.put(np.int32(0)))
    weights = (trainable, other)
    backend.tried(program._evaluate, weights, sight, x, y, *both, backend.put(np.ones(ROWS, np.float32)))
    if trial.evaluation:
        backend.tried(program._predict, *weights, sight, x, both[0], backend.put(np.zeros(TRIALS, np.float32)))
    if trial.diagnostics:
        backend.tried(program._inspect, weights, weights, sight, x, y, *both)


def culprit(layers: list[tuple[int, Any]]) -> str:
    """Says which of some numbered layers is the first that does not vectorise by itself; empty if each does."""
    for number, layer in layers:
        try:
            inputs = tree.map_structure(lambda one: np.zeros((ROWS, *one.shape[1:]), str(one.dtype)), layer.input)
        except (AttributeError, ValueError, TypeError):
            continue  # what it takes is not known
        try:
            alone(layer, inputs)
        except Exception:
            kind = type(layer).__name__
            owner = "Keras's " if type(layer).__module__.startswith("keras.") else ""
            unnamed = kind.lower() == re.sub(r"(_|\d+$)", "", layer.name)  # Keras counts the layers of a process
            name = f"layer {number}" if unnamed else layer.name
            return f"{name}, {owner}{kind}, does not vectorise on {backend.TITLE}"
    return ""


def alone(layer: Any, inputs: Any) -> None:
    """Translates the training of one layer for several sets of weights."""
    parts = (layer.trainable_variables, layer.non_trainable_variables)
    trainable, other = ([doubled(one) for one in part] for part in parts)
    takes = {"training": True} if "training" in signature(layer.call).parameters else {}

    def one(trainable: list, other: list, inputs: Any) -> Any:
        def objective(trainable: list) -> tuple[Any, list]:
            outputs, after = layer.stateless_call(trainable, other, inputs, **takes)
            return sum(ops.sum(each) for each in tree.flatten(outputs)), after

        if not trainable:
            return objective(trainable)
        return backend.gradients(objective, trainable)

    def every(*stacked: Any) -> Any:
        return backend.vectorized(one, *stacked)

    backend.tried(every, trainable, other, tree.map_structure(doubled, inputs))


def doubled(value: Any) -> Any:
    """A tensor or an array once for each trial."""
    array = ops.convert_to_numpy(value)
    return backend.put(np.stack([array] * TRIALS))


def filled(value: float) -> Any:
    """A setting once for each trial."""
    return backend.put(np.full(TRIALS, value, np.float32))


@contextmanager
def quiet() -> Iterator[None]:
    """What a backend logs of a translation that fails is not for the reader."""
    logger = logging.getLogger("tensorflow")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with silenced():
            yield
    finally:
        logger.setLevel(level)
