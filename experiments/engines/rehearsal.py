"""Rehearsal: the form in which a network of the user's own stacks, decided by one step of two trials on a few rows."""

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

from experiments import build, names
from experiments.data import load
from experiments.engines.backends import backend
from experiments.engines.extent import leaves
from experiments.engines.form import LOOPED, VECTORIZED, Form
from experiments.engines.program import Program
from experiments.own import is_own, shortened
from experiments.own_networks.ports import own_step
from experiments.quiet import silenced
from experiments.spec import Part, Trial, part

TRIALS, ROWS = 2, 3
SGD = part("sgd", learning_rate=0.0)
CONVOLUTIONS = {"Conv1D", "Conv2D"}  # 3.4 ms a step in turn, 13 exchanged: `benchmarks.forms`
RECURRENT = (keras.layers.RNN, keras.layers.Bidirectional)  # checked first: within a network they take seconds


def label(trial: Trial) -> str:
    """The name of the part of the user's own that decides the form."""
    return next((part.name for part in (trial.model, trial.loss, trial.optimizer) if part and is_own(part)), "")


def form(trial: Trial) -> Form:
    """The form in which a trial stacks.

    Nothing is trained: a step of two trials is translated for many trials at once, and where that fails, a step with a
    rate of 0 is run for the trials in turn.
    """
    if not label(trial):
        return Form(VECTORIZED)  # the suite's own parts vectorise, as its tests check
    data = trial.data.but(seed=None) if trial.data.name in names.FRESH else trial.data  # all tables are of one shape
    plain = replace(
        trial,
        data=data,
        schedule=None,
        stopping=None,
        start=None,
        augmentation=None,  # it vectorises, as tests check
        order=None,
        halt=None,
        replicate=0,
        epochs=1,
        ensemble=None,  # its members are called one by one, as one network is
    )
    optimizer = trial.optimizer.but(learning_rate=0.0) if is_own(trial.optimizer) else SGD
    return rehearsed(replace(plain, batch_size=ROWS, optimizer=optimizer, model=usual(trial.model)))


def usual(model: Part) -> Part:
    """A network that stacks as another does: the suite's activations and initializers do so alike, as its optimizers
    do, and so does every share of dropout.
    """
    alike = {"activation": part("relu"), "initializer": part("he_normal"), "dropout": 0.5}
    suite = {name for name, value in model.options if isinstance(value, Part) and not is_own(value)}
    share = {name for name, value in model.options if name == "dropout" and isinstance(value, float)}
    return model.but(**{name: value for name, value in alike.items() if name in suite | share})


@lru_cache(maxsize=256)
def rehearsed(trial: Trial) -> Form:
    """See `form`; `trial` has only the fields that decide the form."""
    with quiet():
        try:
            program = Program(trial, load(trial.data), brief=True)
        except Exception:
            return Form(VECTORIZED)  # it fails in training, and the record says why
        if own := own_step(program.model):
            return Form("", f"its {own} is its own, which only Keras's fit calls")
        try:
            if CONVOLUTIONS & set(program.exchanged) and backend.device() == "CPU":
                note = f"convolutions of Keras's on {backend.TITLE} are faster so on a CPU"
            elif not (note := refusal(program, trial)):
                return Form(VECTORIZED, exchanged=tuple(program.exchanged.items()))
            check_calls(Program(trial, load(trial.data), brief=True, form=LOOPED), trial)
        except UnownedRandomError as error:
            return Form("", str(error))
        except Exception as error:
            return Form("", f"{note}, and in a loop it fails ({shortened(error)[:200]})")
    return Form(LOOPED, note)


class UnownedRandomError(Exception):
    """A draw from a generator that is no part of the network: a program would draw the same numbers at each step."""


def refusal(program: Program, trial: Trial) -> str:
    """Why a program does not vectorise; empty if it does."""
    computing = (layer for layer in leaves(program.model) if not isinstance(layer, keras.layers.InputLayer))
    layers = list(enumerate(computing, 1))
    if reason := culprit([(number, layer) for number, layer in layers if isinstance(layer, RECURRENT)]):
        return reason
    try:
        check_calls(program, trial)
    except UnownedRandomError:
        raise
    except Exception as error:
        return culprit(layers) or f"it does not vectorise on {backend.TITLE} ({shortened(error)[:200]})"
    return ""


def check_calls(program: Program, trial: Trial) -> None:
    """Translates every function that a stack would call; runs those that are not for XLA.

    Raises:
        UnownedRandomError: a number was drawn from Python's or NumPy's generator, as Keras draws a layer's seed.
    """
    seed = trial.seed("weights")
    with build.BUILDING:
        keras.utils.set_random_seed(seed)
        call_all(program, trial)
        if (random.random(), np.random.random()) != (
            random.Random(seed).random(),
            np.random.RandomState(seed).random(),
        ):
            raise UnownedRandomError(
                "it draws random numbers that no layer keeps: give them a keras.random.SeedGenerator"
            )


def call_all(program: Program, trial: Trial) -> None:
    """Calls training, scoring, and evaluation and statistics if the trial asks for them."""
    attempt = backend.check_compiles if program.form == VECTORIZED else run
    rows, x = np.zeros((TRIALS, ROWS), np.int32), np.zeros((ROWS, *load(trial.data).x.shape[1:]), np.float32)
    y = np.zeros(ROWS, np.int32) if program.task == "classification" else np.zeros((ROWS, 1), np.float32)
    y = np.zeros((ROWS, 2), np.float32) if program.weighted else y
    trainable, non_trainable = (
        [repeated(variable) for variable in part]
        for part in (program.model.trainable_variables, program.model.non_trainable_variables)
    )
    settings = build.hyperparameters(trial.optimizer)
    hyper = {name: repeated_setting(value) for name, value in settings.items() if build.is_value(value)}
    state = {"trainable": trainable, "non_trainable": non_trainable, "slots": program.start(trainable, hyper)}
    scaling = {
        "shift": backend.put(0 * np.stack([x[0]] * TRIALS)),
        "factor": backend.put(0 * np.stack([x[0]] * TRIALS)),
    }
    x, y = backend.put(x), backend.put(y)
    row_numbers = (backend.put(rows), backend.put(rows))
    steps = (backend.put(rows[:, None]), backend.put(rows[:, None]))
    rates = backend.put(np.zeros((TRIALS, 1), np.float32))
    attempt(
        program._train,
        state,
        hyper,
        scaling,
        x,
        y,
        *steps,
        rates,
        {},
        backend.put(np.int32(0)),
        backend.put(np.array([0, 1], np.int32)),
    )
    weights = (trainable, non_trainable)
    attempt(program._evaluate, weights, scaling, x, y, *row_numbers, backend.put(np.ones(ROWS, np.float32)))
    if trial.evaluation:
        attempt(program._predict, *weights, scaling, x, row_numbers[0], backend.put(np.zeros(TRIALS, np.float32)))
    if trial.diagnostics:
        attempt(program._inspect, weights, weights, scaling, x, y, *row_numbers)


def run(function: Callable, *arguments: Any) -> None:
    """Runs a function as it would be where XLA takes no part."""
    backend.traced(function)(*arguments)


def culprit(layers: list[tuple[int, Any]]) -> str:
    """A sentence about the first of some numbered layers that does not vectorise alone; empty if all do."""
    for number, layer in layers:
        try:
            inputs = tree.map_structure(
                lambda tensor: np.zeros((ROWS, *tensor.shape[1:]), str(tensor.dtype)), layer.input
            )
        except (AttributeError, ValueError, TypeError):
            continue  # its inputs are not known
        try:
            check_layer(layer, inputs)
        except Exception:
            kind = type(layer).__name__
            owner = "Keras's " if type(layer).__module__.startswith("keras.") else ""
            unnamed = kind.lower() == re.sub(r"(_|\d+$)", "", layer.name)  # Keras counts the layers of a process
            name = f"layer {number}" if unnamed else layer.name
            return f"{name}, {owner}{kind}, does not vectorise on {backend.TITLE}"
    return ""


def check_layer(layer: Any, inputs: Any) -> None:
    """Translates the training of one layer for several sets of weights."""
    parts = (layer.trainable_variables, layer.non_trainable_variables)
    trainable, non_trainable = ([repeated(variable) for variable in part] for part in parts)
    options = {"training": True} if "training" in signature(layer.call).parameters else {}

    def train_step(trainable: list, non_trainable: list, inputs: Any) -> Any:
        def objective(trainable: list) -> tuple[Any, list]:
            outputs, after = layer.stateless_call(trainable, non_trainable, inputs, **options)
            return sum(ops.sum(output) for output in tree.flatten(outputs)), after

        if not trainable:
            return objective(trainable)
        return backend.gradients(objective, trainable)

    def stacked_step(*stacked: Any) -> Any:
        return backend.vectorized(train_step, *stacked)

    backend.check_compiles(stacked_step, trainable, non_trainable, tree.map_structure(repeated, inputs))


def repeated(value: Any) -> Any:
    """A tensor or an array once for each trial."""
    array = ops.convert_to_numpy(value)
    return backend.put(np.stack([array] * TRIALS))


def repeated_setting(value: float) -> Any:
    """A setting once for each trial."""
    return backend.put(np.full(TRIALS, value, np.float32))


@contextmanager
def quiet() -> Iterator[None]:
    """Hides what a backend logs of a translation that fails."""
    logger = logging.getLogger("tensorflow")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with silenced():
            yield
    finally:
        logger.setLevel(level)
