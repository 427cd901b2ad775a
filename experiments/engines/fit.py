"""The fit engine: one trial at a time through Keras's own compile and fit; the stacked engine is held to it."""

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import keras
import numpy as np
from keras import ops

from custom_layers.schedules import Plateau
from experiments import build
from experiments.data import Data, prepare
from experiments.engines.early import early_steps
from experiments.engines.ensemble import network
from experiments.engines.evaluation import Predict, evaluate, evaluated_network
from experiments.engines.feed import Batches, fed_loss
from experiments.engines.halted import Halted, Halts
from experiments.engines.history import History, Metrics
from experiments.engines.layers import Probe
from experiments.engines.machine import peak_bytes
from experiments.engines.measures import per_row
from experiments.engines.order import CHUNK, batch_size, probe_rows
from experiments.engines.rates import Rates
from experiments.engines.reasons import finite
from experiments.engines.weights import arrays, starting_weights
from experiments.record import Record
from experiments.spec import Part, Trial


def run(trial: Trial, tick: Callable[[], None] = lambda: None, halts: Halts | None = None) -> Record:
    """Trains one trial.

    Args:
        trial: what is trained.
        tick: called after each epoch.
        halts: keeps trials that halt, and gives those to resume.
    """
    started = time.perf_counter()
    halted = halts.find([trial]) if halts else None
    observer = trained(trial, tick, halted[0][0] if halted else None)
    if halts and observer.halted:
        halts.keep([(trial, observer.halted)])
    return recorded(observer, started)


def recorded(observer: "Observer", started: float) -> Record:
    """The record of a training that began at `started`."""
    trial, model, data = observer.trial, observer.model, observer.data
    scores = {split: observer.score(split) for split in ("train", "validation", "test")}
    findings = evaluate([trial], [data], predicted(trial.evaluation, model, data), observer.loss)
    return observer.history.records(
        scores,
        findings,
        sum(math.prod(variable.shape) for variable in model.trainable_variables),
        observer.rates.curves(observer.history.epochs, observer.history.validation),
        train_seconds=time.perf_counter() - started,
        peak_bytes=peak_bytes(),
        engine="fit",
    )[0]


def trained(trial: Trial, tick: Callable[[], None] = lambda: None, halted: Halted | None = None) -> "Observer":
    """The observer of one trial's training, resumed where it halted; its model has the weights to be scored."""
    data = prepare(trial.data, trial.replicate)
    loss = build.loss(trial.loss or build.LOSS_OF_TASK[data.table.task])
    steps = len(data.rows.train) // batch_size(trial, data)
    model = network(trial, data.table)
    if trial.start:
        trainable, non_trainable = starting_weights([trial])[0]
        for variables, arrays in (
            (model.trainable_variables, trainable),
            (model.non_trainable_variables, non_trainable),
        ):
            for variable, array in zip(variables, arrays, strict=True):
                variable.assign(array)
    observer = Observer(trial, data, loss, steps, tick)
    schedule = observer.rates.schedules[0]
    first = schedule.initial_learning_rate if isinstance(schedule, Plateau) else schedule
    model.compile(optimizer=build.optimizer(trial.optimizer, first), loss=fed_loss(trial, data, loss))
    if halted:
        observer.set_model(model)
        observer.resume(halted)
    model.fit(
        Batches(trial, data, steps, observer.history.trained),
        steps_per_epoch=steps,
        initial_epoch=observer.history.trained,
        epochs=trial.until,
        shuffle=False,
        verbose=0,
        callbacks=[
            observer,
            *([WithinEpochs(observer)] if trial.early else []),
            *([build.callback(trial.callback)] if trial.callback else []),
        ],
    )
    if trial.stopping or not trial.callback:  # else the weights are those that the callback left
        for variable, value in zip(model.variables, observer.kept_weights, strict=True):
            variable.assign(value)
    return observer


def predicted(spec: Part | None, model: keras.Model, data: Data) -> Predict:
    """The prediction function of one trained network for its evaluation."""
    predicting = evaluated_network(spec, model, data.table.task) if spec else model

    def predict(rows: np.ndarray, noise: np.ndarray | None) -> np.ndarray:
        inputs = data.inputs(rows[0]) if noise is None else data.inputs(rows[0]) + noise[0]
        return ops.convert_to_numpy(predicting(inputs, training=False))[None]

    return predict


@contextmanager
def settled(model: keras.Model) -> Iterator[None]:
    """The model with the weights that its optimizer would end with, within the `with` block."""
    variables = [*model.trainable_variables, *model.optimizer.variables]
    before = [ops.copy(variable) for variable in variables]
    model.optimizer.finalize_variable_values(model.trainable_variables)
    yield
    for variable, value in zip(variables, before, strict=True):
        variable.assign(value)


class Observer(keras.callbacks.Callback):
    """Scores each epoch, keeps the weights to be scored at the end, and stops the training when its history says so."""

    def __init__(self, trial: Trial, data: Data, loss: keras.losses.Loss, steps: int, tick: Callable[[], None]):
        super().__init__()
        self.trial, self.data, self.loss, self.tick = trial, data, loss, tick
        self.history = History([trial], [data], steps)
        self.rates = Rates([trial], steps)
        self.kept_weights: list[np.ndarray] = []
        self.halted: Halted | None = None
        self.probe: Probe | None = None
        self.last_weights: tuple[list, list] | None = None

    def on_train_begin(self, logs: dict | None = None) -> None:
        """Notes the weights and the layers before the first step."""
        self.kept_weights = self.kept_weights or self.weights()
        if self.trial.diagnostics:
            self.probe = Probe(self.model, self.loss, self.trial.diagnostics)
        self.inspect()
        if self.trial.early and not self.history.trained:
            self.history.add_early(self.score("validation"))

    def on_epoch_end(self, epoch: int, logs: dict | None = None) -> None:
        """Adds one epoch to the history, and its validation scores to what callbacks behind this one are told."""
        train = np.array([(logs or {})["loss"]], np.float64) / (self.trial.ensemble or 1)
        with settled(self.model):
            validation = self.score("validation")
            if self.history.add(train, validation, self.weights_finite)[0]:
                self.kept_weights = self.weights()
        if logs is not None:
            logs.update({f"val_{name}": float(values[0]) for name, values in validation.items()})
        if isinstance(self.rates.schedules[0], Plateau) and epoch + 1 < self.trial.epochs:
            self.model.optimizer.learning_rate = self.rates.epoch(epoch + 1, self.history.validation)[0, 0]
        self.inspect()
        self.tick()
        self.model.stop_training = not self.history.running[0]
        if self.trial.halt and (self.model.stop_training or epoch + 1 == self.trial.until):
            self.halted = Halted(arrays(self.variables()), self.kept_weights, self.history.state(0))

    def weights(self) -> list[np.ndarray]:
        """Copies of all variables of the model, random state included."""
        return [np.array(ops.convert_to_numpy(variable)) for variable in self.model.variables]

    def resume(self, halted: Halted) -> None:
        """Resumes a training that halted."""
        self.model.optimizer.build(self.model.trainable_variables)
        for variable, array in zip(self.variables(), halted.state, strict=True):
            variable.assign(array)
        self.kept_weights = halted.kept_weights
        self.history.resume([halted.history])

    def weights_finite(self) -> np.ndarray:
        """Whether the weights are finite, as an array of one trial."""
        return finite([array[None] for array in self.model.get_weights()], 1)

    def variables(self) -> list:
        """All variables that training changes: those of the model and of the optimizer."""
        return [*self.model.variables, *self.model.optimizer.variables]

    def score(self, split: str) -> Metrics:
        """Mean of every metric over one part of the data, as arrays of one trial."""
        rows = getattr(self.data.rows, split)
        totals: Metrics = {}
        for start in range(0, len(rows), CHUNK):
            part = rows[start : start + CHUNK]
            prediction = self.model(self.data.inputs(part), training=False)
            y = ops.convert_to_tensor(self.data.y[part])
            for name, value in per_row(self.data.table.task, self.loss, y, prediction).items():
                totals[name] = totals.get(name, np.zeros(1)) + ops.convert_to_numpy(value).astype(np.float64).sum()
        return {name: total / len(rows) for name, total in totals.items()}

    def score_early(self) -> None:
        """Adds the validation scores within an epoch to the history."""
        with settled(self.model):
            self.history.add_early(self.score("validation"))

    def inspect(self) -> None:
        """Adds the layer statistics to the history, if the trial asks for them."""
        if self.probe:
            rows = probe_rows(self.data)
            inputs, y = ops.convert_to_tensor(self.data.inputs(rows)), ops.convert_to_tensor(self.data.y[rows])
            trainable, non_trainable = (
                [ops.copy(variable) for variable in part]
                for part in (self.model.trainable_variables, self.model.non_trainable_variables)
            )
            statistics = self.probe.statistics(
                (trainable, non_trainable), self.last_weights or (trainable, non_trainable), inputs, y
            )
            self.last_weights = (trainable, non_trainable)
            self.history.add_statistics(
                {
                    layer: {name: ops.convert_to_numpy(value)[None] for name, value in values.items()}
                    for layer, values in statistics.items()
                }
            )


class WithinEpochs(keras.callbacks.Callback):
    """Scores validation rows within the first epochs; a callback of its own, because Keras waits for it each step."""

    def __init__(self, observer: Observer):
        super().__init__()
        self.observer, self.steps = observer, observer.history.steps
        self.scored = set(early_steps(observer.trial, self.steps))

    def on_train_batch_end(self, batch: int, logs: dict | None = None) -> None:
        """Scores after one of the steps that are scored."""
        if self.observer.history.trained * self.steps + batch + 1 in self.scored:
            self.observer.score_early()
