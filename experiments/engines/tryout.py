"""Networks, losses and optimizers of the user's own are tried on a few rows before anything trains."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import keras
import numpy as np
from keras import ops

from experiments import build
from experiments.data import Table, load
from experiments.engines.ensemble import network
from experiments.engines.evaluation import evaluated_network
from experiments.engines.extent import leaves
from experiments.engines.layers import Probe
from experiments.engines.measures import losses
from experiments.own import PartError, attempted, is_own, shortened
from experiments.own_networks.ports import SeveralOutputs, own_step
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
            if trial.callback:
                build.callback(trial.callback)
            if is_own(trial.model) or is_own(trial.loss):
                check_network(trial.model, trial.data, trial.loss, trial.evaluation, trial.diagnostics)
                if trial.ensemble:
                    network(trial, load(trial.data))
                if trial.augmentation and trial.augmentation.name == "mixup":
                    check_mixing(trial.model, trial.data)
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
    made = build.model(model, table, 0)
    rows = np.random.default_rng(0).normal(size=(ROWS, *table.x.shape[1:])).astype(np.float32)
    every = made.every(rows) if isinstance(made, SeveralOutputs) else [made(rows, training=False)]
    if is_own(model):
        check_training(model, made, judge, rows, table)
        check_outputs(model, table, loss, every)
        if table.classes and takes_scores(loss):
            check_scores(model, made, every, "a loss of class scores before softmax, which it applies itself")
        if evaluation and evaluation.name in SCORED:
            check_scores(model, made, every, f"the evaluation {evaluation.name} of class scores before softmax")
        if diagnostics:
            Probe(made, judge, diagnostics)
    if evaluation:
        evaluated_network(evaluation, made, table.task)
    if is_own(loss):
        check_loss(loss or model, judge, table, every[0])


@lru_cache(maxsize=256)
def check_mixing(model: Part, data: Part) -> None:
    """Raises `PartError` where a network trains in a way of its own, which might not ask for the mixed loss."""
    if own := own_step(build.model(model, load(data), 0)):
        raise PartError(
            f"The model {model.name} has a {own} of its own, which may not know targets of mixed rows: leave mixup "
            "out. Received: augmentation=mixup"
        )


def takes_scores(loss: Part | None) -> bool:
    """Whether a loss takes class scores before softmax."""
    return loss is None or (loss.name in SCORES and loss.get("from_logits", True))


def check_training(model: Part, network: Any, loss: Any, rows: np.ndarray, table: Table) -> None:
    """Raises `PartError` unless a network has something to train, and tells its loss where it trains in its own way."""
    if not network.trainable_variables:
        raise PartError(
            f"The model {model.name} has no weights that train: leave some layer trainable. Received: "
            f"{len(network.variables)} weights, all of them frozen"
        )
    if own := own_step(network):
        network.compile(optimizer="sgd", loss=loss, run_eagerly=True)
        logs = attempted("model", model, lambda: network.train_on_batch(rows, table.y[:ROWS], return_dict=True))
        if "loss" not in logs:
            raise PartError(
                f"The model {model.name} has a {own} of its own, which must give the batch's loss: "
                f'return {{"loss": ...}}. Received: {", ".join(logs) or "nothing"}'
            )


def check_outputs(model: Part, table: Table, loss: Part | None, outputs: list) -> None:
    """Raises `PartError` unless a network gives one row of as many numbers as the data need for each row."""
    free = loss is not None and (loss.name == "prediction" or is_own(loss))  # such a loss decides what it takes
    if all(output.shape == (ROWS, table.outputs) or (free and len(output.shape) == 2) for output in outputs):
        return
    received = " and ".join(f"({', '.join(map(str, output.shape))})" for output in outputs)
    wanted = f"the {table.outputs} classes" if table.classes else "the quantity to predict"
    raise PartError(
        f"The model {model.name} must give outputs of shape (rows, {table.outputs}) for {wanted} of {table.name}: give "
        f"its last layer `outputs` units, or each of several last ones. Received: outputs of shape {received} for "
        f"{ROWS} rows"
    )


def check_scores(model: Part, network: Any, outputs: list, purpose: str) -> None:
    """Raises `PartError` if a network ends in probabilities."""
    last = list(leaves(network))[-1]
    squashes = keras.activations.sigmoid in (getattr(last, "activation", None), last)
    arrays = [ops.convert_to_numpy(output) for output in outputs]
    sums_to_one = any((values >= 0).all() and np.allclose(values.sum(-1), 1, atol=1e-4) for values in arrays)
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
