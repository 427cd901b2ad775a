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
from experiments.engines.evaluation import Predict, evaluate, network
from experiments.engines.halted import Halted, Halts
from experiments.engines.history import History, Metrics
from experiments.engines.layers import Probe
from experiments.engines.machine import peak_bytes
from experiments.engines.measures import per_row
from experiments.engines.order import CHUNK, batch_size, batches, probe_rows
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
        halts: where trials that halt are left, and taken up again.
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
        train_seconds=time.perf_counter() - started,
        peak_bytes=peak_bytes(),
        engine="fit",
    )[0]


def trained(trial: Trial, tick: Callable[[], None] = lambda: None, halted: Halted | None = None) -> "Observer":
    """What watched the training of one trial, from where it halted; its model has the weights to be scored."""
    data = prepare(trial.data, trial.replicate)
    loss = build.loss(trial.loss or build.LOSS_OF_TASK[data.table.task])
    steps = len(data.rows.train) // batch_size(trial, data)
    model = build.model(trial.model, data.table, trial.seed("weights"))
    if trial.start:
        trainable, other = starting_weights([trial])[0]
        for variables, arrays in ((model.trainable_variables, trainable), (model.non_trainable_variables, other)):
            for variable, array in zip(variables, arrays, strict=True):
                variable.assign(array)
    observer = Observer(trial, data, loss, steps, tick)
    schedule = observer.rates.schedules[0]
    first = schedule.initial_learning_rate if isinstance(schedule, Plateau) else schedule
    model.compile(optimizer=build.optimizer(trial.optimizer, first), loss=loss)
    if halted:
        observer.set_model(model)
        observer.go_on(halted)
    model.fit(
        Batches(trial, data, steps, observer.history.trained),
        steps_per_epoch=steps,
        initial_epoch=observer.history.trained,
        epochs=trial.until,
        shuffle=False,
        verbose=0,
        callbacks=[observer],
    )
    for variable, value in zip(model.variables, observer.kept, strict=True):
        variable.assign(value)
    return observer


def predicted(spec: Part | None, model: keras.Model, data: Data) -> Predict:
    """What the evaluation of one trained network asks."""
    asked = network(spec, model, data.table.task) if spec else model

    def predict(rows: np.ndarray, noise: np.ndarray | None) -> np.ndarray:
        inputs = data.inputs(rows[0]) if noise is None else data.inputs(rows[0]) + noise[0]
        return ops.convert_to_numpy(asked(inputs, training=False))[None]

    return predict


@contextmanager
def settled(model: keras.Model) -> Iterator[None]:
    """The model with the weights that its optimizer would end with, for a while."""
    variables = [*model.trainable_variables, *model.optimizer.variables]
    before = [ops.copy(variable) for variable in variables]
    model.optimizer.finalize_variable_values(model.trainable_variables)
    yield
    for variable, value in zip(variables, before, strict=True):
        variable.assign(value)


class Batches(keras.utils.PyDataset):
    """The training batches of all epochs from one on in a row, in the order that both engines share."""

    def __init__(self, trial: Trial, data: Data, steps: int, since: int):
        super().__init__()
        self.trial, self.data, self.steps, self.since = trial, data, steps, since

    def __len__(self) -> int:
        return self.steps * (self.trial.until - self.since)

    def __getitem__(self, index: int) -> tuple[np.ndarray, ...]:
        epoch, step = divmod(index, self.steps)
        rows = batches(self.trial, self.data, self.since + epoch)[step]
        weights = () if self.data.weights is None else (self.data.weights[rows],)
        return self.data.inputs(rows), self.data.y[rows], *weights


class Observer(keras.callbacks.Callback):
    """Scores each epoch, keeps the weights to be scored at the end, and stops the training when it is time."""

    def __init__(self, trial: Trial, data: Data, loss: keras.losses.Loss, steps: int, tick: Callable[[], None]):
        super().__init__()
        self.trial, self.data, self.loss, self.tick = trial, data, loss, tick
        self.history = History([trial], [data], steps)
        self.rates = Rates([trial], steps)
        self.kept: list[np.ndarray] = []
        self.halted: Halted | None = None
        self.probe: Probe | None = None
        self.seen: tuple[list, list] | None = None

    def on_train_begin(self, logs: dict | None = None) -> None:
        """Notes the weights and the layers before the first step."""
        self.kept = self.kept or self.weights()
        if self.trial.diagnostics:
            self.probe = Probe(self.model, self.loss, self.trial.diagnostics)
        self.inspect()

    def on_epoch_end(self, epoch: int, logs: dict | None = None) -> None:
        """Notes one epoch."""
        train = np.array([(logs or {})["loss"]], np.float64)
        with settled(self.model):
            if self.history.add(train, self.score("validation"), self.whole)[0]:
                self.kept = self.weights()
        if isinstance(self.rates.schedules[0], Plateau) and epoch + 1 < self.trial.epochs:
            self.model.optimizer.learning_rate = self.rates.epoch(epoch + 1, self.history.validation)[0, 0]
        self.inspect()
        self.tick()
        self.model.stop_training = not self.history.running[0]
        if self.trial.halt and (self.model.stop_training or epoch + 1 == self.trial.until):
            self.halted = Halted(arrays(self.variables()), self.kept, self.history.past(0))

    def weights(self) -> list[np.ndarray]:
        """What the model holds, random state included, as copies."""
        return [np.array(ops.convert_to_numpy(variable)) for variable in self.model.variables]

    def go_on(self, halted: Halted) -> None:
        """Takes up a training that halted."""
        self.model.optimizer.build(self.model.trainable_variables)
        for variable, array in zip(self.variables(), halted.state, strict=True):
            variable.assign(array)
        self.kept = halted.kept
        self.history.go_on([halted.past])

    def whole(self) -> np.ndarray:
        """Whether the weights are finite, as an array of one trial."""
        return finite([one[None] for one in self.model.get_weights()], 1)

    def variables(self) -> list:
        """All that training changes: weights, what layers keep, and what the optimizer does."""
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

    def inspect(self) -> None:
        """Notes the layer statistics, if the trial asks for them."""
        if self.probe:
            rows = probe_rows(self.data)
            inputs, y = ops.convert_to_tensor(self.data.inputs(rows)), ops.convert_to_tensor(self.data.y[rows])
            trainable, other = (
                [ops.copy(variable) for variable in part]
                for part in (self.model.trainable_variables, self.model.non_trainable_variables)
            )
            found = self.probe.statistics((trainable, other), self.seen or (trainable, other), inputs, y)
            self.seen = (trainable, other)
            self.history.look(
                {
                    layer: {name: ops.convert_to_numpy(v)[None] for name, v in inner.items()}
                    for layer, inner in found.items()
                }
            )
