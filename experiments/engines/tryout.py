"""Networks, losses and optimizers of the user's own are tried on a few rows before anything trains."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import keras
import numpy as np
from keras import ops, tree

from experiments import build
from experiments.data import Table, load
from experiments.engines.evaluation import network as evaluated
from experiments.engines.extent import leaves
from experiments.engines.layers import Probe
from experiments.engines.measures import losses
from experiments.own import PartError, is_own, shortened
from experiments.spec import Part, Simulation, Trial

ROWS = 5  # no number of classes or units that a table of rows by rows could be taken for
SCORES = (*build.LOGITS, "softmax_squared_error")  # losses of class scores before softmax
SCORED = ("calibration", "monte_carlo")  # evaluations of class scores


def check(trials: Iterable[Trial | Simulation]) -> None:
    """Tries every part of the user's own once, with the data, the loss and the evaluation it goes with.

    Raises:
        PartError: a part cannot be made, or does not fit; says what was received and what is needed.
    """
    for trial in trials:
        if isinstance(trial, Trial):
            if is_own(trial.optimizer):
                check_optimizer(trial.optimizer.but(learning_rate=None))
            if is_own(trial.model) or is_own(trial.loss):
                check_network(trial.model, trial.data, trial.loss, trial.evaluation, trial.diagnostics)
            elif trial.loss and trial.loss.get("reduction"):
                build.loss(trial.loss)


@lru_cache(maxsize=256)
def check_optimizer(spec: Part) -> None:
    """Makes an optimizer."""
    build.optimizer(spec, 0.01)


@lru_cache(maxsize=256)
def check_network(model: Part, data: Part, loss: Part | None, evaluation: Part | None, diagnostics: str | None) -> None:
    """Makes a network and a loss, and calls both on rows of random numbers."""
    table = load(data)
    judge = build.loss(loss or build.LOSS_OF_TASK[table.task])
    network = build.model(model, table, 0)
    rows = np.random.default_rng(0).normal(size=(ROWS, *table.x.shape[1:])).astype(np.float32)
    prediction = network(rows, training=False)
    if is_own(model):
        check_outputs(model, table, loss, prediction)
        if table.classes and takes_scores(loss):
            check_scores(model, network, prediction, "a loss of class scores before softmax, which it applies itself")
        if evaluation and evaluation.name in SCORED:
            check_scores(model, network, prediction, f"the evaluation {evaluation.name} of class scores before softmax")
        if diagnostics:
            Probe(network, judge, diagnostics)
    if evaluation:
        evaluated(evaluation, network, table.task)
    if is_own(loss):
        check_loss(loss or model, judge, table, prediction)


def takes_scores(loss: Part | None) -> bool:
    """Whether a loss takes class scores before softmax."""
    return loss is None or (loss.name in SCORES and loss.get("from_logits", True))


def check_outputs(model: Part, table: Table, loss: Part | None, prediction: Any) -> None:
    """Raises `PartError` unless a network gives one row of as many numbers as the data need for each row."""
    outputs = tree.flatten(prediction)
    free = loss is not None and (loss.name == "prediction" or is_own(loss))  # such a loss decides what it takes
    if len(outputs) == 1 and (outputs[0].shape == (ROWS, table.outputs) or (free and len(outputs[0].shape) == 2)):
        return
    received = " and ".join(f"({', '.join(map(str, output.shape))})" for output in outputs)
    wanted = f"the {table.outputs} classes" if table.classes else "the quantity to predict"
    raise PartError(
        f"The model {model.name} must give outputs of shape (rows, {table.outputs}) for {wanted} of {table.name}: give "
        f"its last layer `outputs` units. Received: outputs of shape {received} for {ROWS} rows"
    )


def check_scores(model: Part, network: Any, prediction: Any, purpose: str) -> None:
    """Raises `PartError` if a network ends in probabilities."""
    values = ops.convert_to_numpy(prediction)
    last = list(leaves(network))[-1]
    squashes = keras.activations.sigmoid in (getattr(last, "activation", None), last)
    sums_to_one = bool((values >= 0).all() and np.allclose(values.sum(-1), 1, atol=1e-4))
    if sums_to_one or squashes:
        end = "softmax" if sums_to_one else "sigmoid"
        raise PartError(
            f"The model {model.name} ends in probabilities, under {purpose}: leave the activation of its last layer "
            f"out, or take loss=part('cross_entropy', from_logits=False). Received: {end} at the end"
        )


def check_loss(spec: Part, loss: Any, table: Table, prediction: Any) -> None:
    """Raises `PartError` unless a loss of the user's own gives one value a row."""
    y = ops.convert_to_tensor(table.y[:ROWS])
    try:
        values = loss.call(ops.cast(y, loss.dtype), prediction)
        shape = tuple(values.shape)
        if shape in ((ROWS,), tuple(prediction.shape)):
            losses(loss, y, prediction)
            return
    except Exception as error:
        raise PartError(
            f"The loss {spec.name} cannot be computed of targets {tuple(y.shape)} and predictions "
            f"{tuple(prediction.shape)}. Received: {shortened(error)}"
        ) from error
    raise PartError(
        f"The loss {spec.name} must give one value a row, of shape ({ROWS},) for {ROWS} rows, as the functions in "
        f"keras.losses do; the mean over rows is taken later. Received: shape {shape}"
    )
