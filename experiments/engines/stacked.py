"""The stacked engine: trials that share a program train together, a stack at a time."""

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np
from keras import ops, tree

from experiments import build
from experiments.data import prepare
from experiments.engines.augmentation import draws
from experiments.engines.backends import backend
from experiments.engines.bank import Bank
from experiments.engines.early import early_steps, spans
from experiments.engines.ending import Ending, Weights, rows, trainings
from experiments.engines.evaluation import Findings, evaluate
from experiments.engines.halted import Halted, Halts, joined, numbers
from experiments.engines.history import Metrics
from experiments.engines.machine import peak_bytes
from experiments.engines.order import batch_size, batches, chunks, probe_rows
from experiments.engines.program import Program
from experiments.engines.rates import Rates
from experiments.engines.weights import starting_weights
from experiments.record import Record
from experiments.spec import Trial


def run(
    trials: list[Trial],
    program: Program,
    tick: Callable[[], None] = lambda: None,
    size: int = 0,
    halts: Halts | None = None,
) -> list[Record]:
    """Trains the trials as one stack and returns their records; trials that differ in early stopping alone share a
    training.

    Args:
        trials: of one program.
        program: the program of the trials.
        tick: called after each epoch.
        size: trainings in the stack, if it is to be filled up with copies.
        halts: keeps trials that halt, and gives those to resume.
    """
    first, *others = rows(trainings(trials), size)
    stack = Stack(first, program, others)
    if halts and (halted := halts.find(first, *others)):
        stack.resume(halted)
    records = {record.key: record for record in stack.run(tick)}
    if halts:
        halts.keep(stack.halted())
    return [records[trial.key] for trial in trials]


class Stack:
    """Trials with their weights, slots, data and settings side by side along the first axis.

    Args:
        trials: what is trained.
        program: the program of the trials.
        others: the same trials with other early stopping.
    """

    def __init__(self, trials: list[Trial], program: Program, others: Sequence[list[Trial]] = ()):
        self.trials, self.program, self.started = trials, program, time.perf_counter()
        self.data = [prepare(trial.data, trial.replicate) for trial in trials]
        self.bank = Bank(self.data)
        self.size = batch_size(trials[0], self.data[0])
        self.steps = len(self.data[0].rows.train) // self.size
        self.early = early_steps(trials[0], self.steps)
        self.rates = Rates(trials, self.steps)
        settings = [build.hyperparameters(trial.optimizer) for trial in trials]
        self.hyper = {
            name: backend.spread(np.array([setting[name] for setting in settings], np.float32))
            for name, value in settings[0].items()
            if build.is_value(value)
        }
        weights = starting_weights(trials)
        trainable, non_trainable = (
            [backend.spread(np.stack(variable)) for variable in zip(*part, strict=True)]
            for part in zip(*weights, strict=True)
        )
        slots = program.start(trainable, self.hyper)
        self.state = {"trainable": trainable, "non_trainable": non_trainable, "slots": slots}
        self.last_weights = (trainable, non_trainable)  # at the last layer statistics
        self.endings = [
            Ending(row, self.data, self.steps, self.last_weights, program.keep) for row in (trials, *others)
        ]

    @property
    def kept_weights(self) -> Weights:
        """The weights to score at the end."""
        return self.endings[0].kept_weights

    def resume(self, halted: list[list[Halted]]) -> None:
        """Resumes the halted trainings of each ending."""
        self.state = tree.map_structure(backend.spread, joined([training.state for training in halted[0]]))
        for ending, halted_trials in zip(self.endings, halted, strict=True):
            ending.resume(halted_trials)

    def halted(self) -> Iterator[tuple[Trial, Halted]]:
        """Each trial with its training so far, if the trials halt."""
        if self.trials[0].halt:
            state = numbers(self.state)
            for ending in self.endings:
                yield from ending.halted(state)

    def run(self, tick: Callable[[], None]) -> list[Record]:
        """Trains to the last epoch, or until every trial has stopped; the first epoch's extra time is compilation."""
        self.inspect()
        if self.early and not self.endings[0].history.trained:
            self.score_early((self.state["trainable"], self.state["non_trainable"]))
        marks = [time.perf_counter()]
        for epoch in range(self.endings[0].history.trained, self.trials[0].until):
            self.epoch(epoch)
            marks.append(time.perf_counter())
            tick()
            if not any(ending.running for ending in self.endings):
                break
        results = [self.results(ending) for ending in self.endings]
        total, first = time.perf_counter() - self.started, marks[1] - self.started
        usual = float(np.median(np.diff(marks[1:]))) if len(marks) > 2 else first
        compiling = max(0.0, first - usual) if len(marks) > 2 else 0.0
        count = len(self.trials) * len(self.endings)
        shared = {
            "compile_seconds": compiling / count,
            "train_seconds": (total - compiling) / count,
            "peak_bytes": peak_bytes(),
            "engine": "stacked",
        }
        return [
            record
            for ending, result in zip(self.endings, results, strict=True)
            for record in ending.history.records(
                *result,
                self.program.parameters,
                self.rates.curves(ending.history.epochs, ending.history.validation),
                **shared,
            )
        ]

    def results(self, ending: Ending) -> tuple[dict[str, Metrics], Findings | None]:
        """Scores of the weights that an ending kept, and the findings of the evaluation, if there are any."""
        scores = {split: self.score(split, ending.kept_weights) for split in ("train", "validation", "test")}
        predict = partial(self.predict, ending)
        return scores, evaluate(ending.history.trials, self.data, predict, self.program.loss)

    def epoch(self, epoch: int) -> None:
        """One epoch, its validation scores, on the way too if the trials ask for that, and the weights to keep."""
        rows = np.stack([batches(trial, data, epoch) for trial, data in zip(self.trials, self.data, strict=True)])
        rates = self.rates.epoch(epoch, self.endings[0].history.validation)
        given = (
            self.bank.scaling, self.bank.x, self.bank.y, *self.bank.rows(rows),
            backend.spread(rates), self.draws(epoch), backend.put(np.int32(epoch * self.steps)),
        )  # fmt: skip
        loss = np.zeros(len(self.trials), np.float32)
        for span in spans(self.early, epoch, self.steps):
            self.state, part = self.program.train(self.state, self.hyper, *given, backend.put(np.array(span, np.int32)))
            loss += ops.convert_to_numpy(part)
            if span[1] < self.steps:
                self.score_early(self.weights())
        weights = self.weights()
        validation = self.score("validation", weights)
        for ending in self.endings:
            ending.add(loss / self.steps, validation, weights)
        self.inspect()

    def draws(self, epoch: int, steps: slice = slice(None)) -> dict[str, Any]:
        """The numbers of the augmentation at some steps of an epoch, each (trials, steps, ...)."""
        each = [draws(trial, data, epoch) for trial, data in zip(self.trials, self.data, strict=True)]
        return {name: backend.spread(np.stack([numbers[name][steps] for numbers in each])) for name in each[0]}

    def weights(self) -> Weights:
        """The weights that the trained networks have now."""
        trainable, settle = self.state["trainable"], self.program.settle
        settled = settle(trainable, self.state["slots"], self.hyper) if settle else trainable
        return settled, self.state["non_trainable"]

    def score_early(self, weights: Weights) -> None:
        """Adds the validation scores of weights within an epoch, or before the first, to the histories."""
        validation = self.score("validation", weights)
        for ending in self.endings:
            ending.history.add_early(validation)

    def score(self, split: str, weights: Weights) -> Metrics:
        """Mean of every metric over one part of the data, for each trial."""
        size = min(self.program.chunk, len(self.data[0].rows.validation))
        parts = [chunks(getattr(data.rows, split), size) for data in self.data]
        totals: Metrics = {}
        for index in range(len(parts[0][0])):
            rows = np.stack([part[0][index] for part in parts])
            sums = self.program.evaluate(
                weights,
                self.bank.scaling,
                self.bank.x,
                self.bank.y,
                *self.bank.rows(rows),
                backend.put(parts[0][1][index]),
            )
            for name, value in sums.items():
                totals[name] = totals.get(name, 0.0) + ops.convert_to_numpy(value).astype(np.float64)
        count = len(getattr(self.data[0].rows, split))
        return {name: total / count for name, total in totals.items()}

    def predict(self, ending: Ending, rows: np.ndarray, noise: np.ndarray | None) -> np.ndarray:
        """Outputs (trials, rows, units) of the kept weights; the random state continues from call to call."""
        trainable, non_trainable = ending.kept_weights
        added = backend.spread(np.zeros(len(rows), np.float32) if noise is None else noise)
        outputs, non_trainable = self.program.predict(
            trainable, non_trainable, self.bank.scaling, self.bank.x, self.bank.rows(rows)[0], added
        )
        ending.kept_weights = (trainable, non_trainable)
        return ops.convert_to_numpy(outputs)

    def inspect(self) -> None:
        """Adds the layer statistics to the history, if the trials ask for them."""
        if not self.program.inspect:
            return
        rows = self.bank.rows(np.stack([probe_rows(data) for data in self.data]))
        weights = (self.state["trainable"], self.state["non_trainable"])
        statistics = self.program.inspect(
            weights, self.last_weights, self.bank.scaling, self.bank.x, self.bank.y, *rows
        )
        self.last_weights = weights
        for ending in self.endings:
            ending.history.add_statistics(
                {
                    layer: {name: ops.convert_to_numpy(value) for name, value in values.items()}
                    for layer, values in statistics.items()
                }
            )
