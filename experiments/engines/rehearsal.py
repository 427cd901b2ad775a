"""Rehearsal: in which form a network of the user's own stacks, told by one step of two trials on a few rows."""

import logging
import random
import re
from collections.abc import Callable, Iterator
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
from experiments.engines.form import LOOPED, VECTORIZED, Form
from experiments.engines.program import Program
from experiments.own import is_own, shortened
from experiments.quiet import silenced
from experiments.spec import Part, Trial, part

TRIALS, ROWS = 2, 3
SGD = part("sgd", learning_rate=0.0)
CONVOLUTIONS = {"Conv1D", "Conv2D"}  # 3.4 ms a step one after the other, 13 exchanged: `benchmarks.forms`
RECURRENT = (keras.layers.RNN, keras.layers.Bidirectional)  # asked first: within a whole network they take seconds


def label(trial: Trial) -> str:
    """The name of the part of the user's own that decides the form."""
    return next((one.name for one in (trial.model, trial.loss, trial.optimizer) if one and is_own(one)), "")


def form(trial: Trial) -> Form:
    """The form in which a trial stacks.

    Nothing is trained: a step of two trials is translated for many trials at once, and where that fails, a step with a
    rate of 0 is run one trial after the other.
    """
    if not label(trial):
        return Form(VECTORIZED)  # the suite's own parts do, which its tests hold
    plain = replace(trial, schedule=None, stopping=None, start=None, order=None, halt=None, replicate=0, epochs=1)
    optimizer = trial.optimizer.but(learning_rate=0.0) if is_own(trial.optimizer) else SGD
    return rehearsed(replace(plain, batch_size=ROWS, optimizer=optimizer, model=usual(trial.model)))


def usual(model: Part) -> Part:
    """A network that stacks as another does: the suite's activations and initializers do so alike, as its optimizers
    do, and so does every share of dropout.
    """
    alike = {"activation": part("relu"), "initializer": part("he_normal"), "dropout": 0.5}
    named = {name: isinstance(value, Part) and not is_own(value) for name, value in model.options} | {"dropout": True}
    return model.but(**{name: alike[name] for name, _ in model.options if name in alike and named[name]})


@lru_cache(maxsize=256)
def rehearsed(trial: Trial) -> Form:
    """See `form`; `trial` has only what decides."""
    with quiet():
        try:
            program = Program(trial, load(trial.data), brief=True)
        except Exception:
            return Form(VECTORIZED)  # it fails where it is trained, which is recorded
        try:
            if CONVOLUTIONS & set(program.exchanged) and backend.device() == "CPU":
                why = f"convolutions of Keras's on {backend.TITLE} are faster so on a CPU"
            elif not (why := refused(program, trial)):
                return Form(VECTORIZED, exchanged=tuple(program.exchanged.items()))
            calls(Program(trial, load(trial.data), brief=True, form=LOOPED), trial)
        except UnkeptError as error:
            return Form("", str(error))
        except Exception as error:
            return Form("", f"{why}, and in a loop it fails ({shortened(error)[:200]})")
    return Form(LOOPED, why)


class UnkeptError(Exception):
    """Something draws from a generator that is no part of the network: a program would draw the same at each step."""


def refused(program: Program, trial: Trial) -> str:
    """Why a program does not vectorise; empty if it does."""
    asked = (one for one in leaves(program.model) if not isinstance(one, keras.layers.InputLayer))
    layers = list(enumerate(asked, 1))
    if slow := culprit([one for one in layers if isinstance(one[1], RECURRENT)]):
        return slow
    try:
        calls(program, trial)
    except UnkeptError:
        raise
    except Exception as error:
        return culprit(layers) or f"it does not vectorise on {backend.TITLE} ({shortened(error)[:200]})"
    return ""


def calls(program: Program, trial: Trial) -> None:
    """Translates all that a stack would call; runs it where it is not for XLA.

    Raises:
        UnkeptError: on the way a number was drawn from Python's or NumPy's generator, as Keras's own does for its seed.
    """
    seed = trial.seed("weights")
    with build.BUILDING:
        keras.utils.set_random_seed(seed)
        every_call(program, trial)
        if (random.random(), np.random.random()) != (
            random.Random(seed).random(),
            np.random.RandomState(seed).random(),
        ):
            raise UnkeptError("it draws random numbers that no layer keeps: give them a keras.random.SeedGenerator")


def every_call(program: Program, trial: Trial) -> None:
    """Training, scoring, and what else the trial asks for."""
    attempt = backend.tried if program.form == VECTORIZED else run
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
    attempt(program._train, state, hyper, sight, x, y, *steps, rates, backend.put(np.int32(0)))
    weights = (trainable, other)
    attempt(program._evaluate, weights, sight, x, y, *both, backend.put(np.ones(ROWS, np.float32)))
    if trial.evaluation:
        attempt(program._predict, *weights, sight, x, both[0], backend.put(np.zeros(TRIALS, np.float32)))
    if trial.diagnostics:
        attempt(program._inspect, weights, weights, sight, x, y, *both)


def run(function: Callable, *arguments: Any) -> None:
    """Runs a function as it would be where XLA takes no part."""
    backend.traced(function)(*arguments)


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
