"""The stacked engine: trials that share a program train together, a stack at a time."""

import time
from collections.abc import Callable

import numpy as np
from keras import ops

from experiments import build
from experiments.data import prepare
from experiments.engines import backend
from experiments.engines.bank import Bank
from experiments.engines.evaluation import evaluate
from experiments.engines.history import History, Metrics
from experiments.engines.machine import peak_bytes
from experiments.engines.order import batch_size, batches, chunks, probe_rows
from experiments.engines.program import Program
from experiments.engines.rates import Rates
from experiments.engines.weights import starting_weights
from experiments.record import Record
from experiments.spec import Trial


def run(trials: list[Trial], program: Program, tick: Callable[[], None] = lambda: None) -> list[Record]:
    """Trains the trials as one stack; `tick` is called after each epoch."""
    return Stack(trials, program).run(tick)


class Stack:
    """Trials with their weights, slots, data and settings side by side along the first axis."""

    def __init__(self, trials: list[Trial], program: Program):
        self.trials, self.program, self.started = trials, program, time.perf_counter()
        self.data = [prepare(trial.data, trial.replicate) for trial in trials]
        self.bank = Bank(self.data)
        self.size = batch_size(trials[0], self.data[0])
        self.steps = len(self.data[0].rows.train) // self.size
        self.history = History(trials, self.data, self.steps)
        self.rates = Rates(trials, self.steps)
        settings = [build.hyperparameters(trial.optimizer) for trial in trials]
        self.hyper = {
            name: backend.spread(np.array([setting[name] for setting in settings], np.float32))
            for name, value in settings[0].items()
            if build.is_value(value)
        }
        weights = starting_weights(trials)
        trainable, other = (
            [backend.spread(np.stack(same)) for same in zip(*part, strict=True)] for part in zip(*weights, strict=True)
        )
        slots = program.start(trainable, self.hyper)
        self.state = {"trainable": trainable, "other": other, "slots": slots}
        self.kept = self.seen = (trainable, other)  # the weights to score in the end, and those last looked at

    def run(self, tick: Callable[[], None]) -> list[Record]:
        """Trains to the last epoch, or until every trial has stopped; the first epoch's extra time is compilation."""
        self.inspect()
        marks = [time.perf_counter()]
        for epoch in range(self.trials[0].epochs):
            self.epoch(epoch)
            marks.append(time.perf_counter())
            tick()
            if not self.history.running.any():
                break
        scores = {split: self.score(split, self.kept) for split in ("train", "validation", "test")}
        findings = evaluate(self.trials, self.data, self.predict) if self.trials[0].evaluation else None
        total, first = time.perf_counter() - self.started, marks[1] - self.started
        usual = float(np.median(np.diff(marks[1:]))) if len(marks) > 2 else first
        compiling = max(0.0, first - usual) if len(marks) > 2 else 0.0
        return self.history.records(
            scores,
            findings,
            self.program.parameters,
            compile_seconds=compiling / len(self.trials),
            train_seconds=(total - compiling) / len(self.trials),
            peak_bytes=peak_bytes(),
            engine="stacked",
        )

    def epoch(self, epoch: int) -> None:
        """One epoch, its validation scores, and the weights to keep."""
        rows = np.stack([batches(trial, one, epoch) for trial, one in zip(self.trials, self.data, strict=True)])
        rates = self.rates.epoch(epoch, self.history.validation)
        self.state, loss = self.program.train(
            self.state, self.hyper, self.bank.sight, self.bank.x, self.bank.y,
            *self.bank.rows(rows), backend.spread(rates), backend.put(np.int32(epoch * self.steps)),
        )  # fmt: skip
        weights = (self.state["trainable"], self.state["other"])
        validation = self.score("validation", weights)
        keep = self.history.add(ops.convert_to_numpy(loss), validation)
        if keep.all() or not self.history.stopping.rules.any():
            self.kept = weights
        elif keep.any():
            mask = backend.spread(keep)
            self.kept = tuple(self.program.keep(mask, new, old) for new, old in zip(weights, self.kept, strict=True))
        self.inspect()

    def score(self, split: str, weights: tuple) -> Metrics:
        """Mean of every metric over one part of the data, for each trial."""
        size = min(self.program.chunk, len(self.data[0].rows.validation))
        parts = [chunks(getattr(one.rows, split), size) for one in self.data]
        totals: Metrics = {}
        for index in range(len(parts[0][0])):
            rows = np.stack([part[0][index] for part in parts])
            sums = self.program.evaluate(
                weights,
                self.bank.sight,
                self.bank.x,
                self.bank.y,
                *self.bank.rows(rows),
                backend.put(parts[0][1][index]),
            )
            for name, value in sums.items():
                totals[name] = totals.get(name, 0.0) + ops.convert_to_numpy(value).astype(np.float64)
        count = len(getattr(self.data[0].rows, split))
        return {name: total / count for name, total in totals.items()}

    def predict(self, rows: np.ndarray, noise: np.ndarray | None) -> np.ndarray:
        """Outputs (trials, rows, units) of the kept weights; what is drawn on the way goes on from call to call."""
        trainable, other = self.kept
        added = backend.spread(np.zeros(len(rows), np.float32) if noise is None else noise)
        outputs, other = self.program.predict(
            trainable, other, self.bank.sight, self.bank.x, self.bank.rows(rows)[0], added
        )
        self.kept = (trainable, other)
        return ops.convert_to_numpy(outputs)

    def inspect(self) -> None:
        """Notes the layer statistics, if the trials ask for them."""
        if not self.program.inspect:
            return
        rows = self.bank.rows(np.stack([probe_rows(one) for one in self.data]))
        weights = (self.state["trainable"], self.state["other"])
        found = self.program.inspect(weights, self.seen, self.bank.sight, self.bank.x, self.bank.y, *rows)
        self.seen = weights
        self.history.look(
            {layer: {name: ops.convert_to_numpy(v) for name, v in inner.items()} for layer, inner in found.items()}
        )
