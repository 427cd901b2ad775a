"""The stacked engine: trials that share a program train together, a stack at a time."""

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np
from keras import ops, tree

from experiments import build
from experiments.data import prepare
from experiments.engines.backends import backend
from experiments.engines.bank import Bank
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
    """Trains the trials as one stack, those that differ in early stopping alone as one; gives a record each.

    Args:
        trials: of one program.
        program: theirs.
        tick: called after each epoch.
        size: trainings in the stack, if it is to be filled up.
        halts: where trials that halt are left, and taken up again.
    """
    first, *others = rows(trainings(trials), size)
    stack = Stack(first, program, others)
    if halts and (halted := halts.find(first, *others)):
        stack.go_on(halted)
    found = {record.key: record for record in stack.run(tick)}
    if halts:
        halts.keep(stack.halted())
    return [found[trial.key] for trial in trials]


class Stack:
    """Trials with their weights, slots, data and settings side by side along the first axis.

    Args:
        trials: what is trained.
        program: theirs.
        others: the same trials with other early stopping.
    """

    def __init__(self, trials: list[Trial], program: Program, others: Sequence[list[Trial]] = ()):
        self.trials, self.program, self.started = trials, program, time.perf_counter()
        self.data = [prepare(trial.data, trial.replicate) for trial in trials]
        self.bank = Bank(self.data)
        self.size = batch_size(trials[0], self.data[0])
        self.steps = len(self.data[0].rows.train) // self.size
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
        self.seen = (trainable, other)  # the weights last looked at
        self.endings = [Ending(row, self.data, self.steps, self.seen, program.keep) for row in (trials, *others)]

    @property
    def kept(self) -> Weights:
        """The weights to score in the end."""
        return self.endings[0].kept

    def go_on(self, halted: list[list[Halted]]) -> None:
        """Takes up trainings that halted, for each ending its trials'."""
        self.state = tree.map_structure(backend.spread, joined([one.state for one in halted[0]]))
        for ending, some in zip(self.endings, halted, strict=True):
            ending.go_on(some)

    def halted(self) -> Iterator[tuple[Trial, Halted]]:
        """Where the trials stand, if they halted."""
        if self.trials[0].halt:
            state = numbers(self.state)
            for ending in self.endings:
                yield from ending.halted(state)

    def run(self, tick: Callable[[], None]) -> list[Record]:
        """Trains to the last epoch, or until every trial has stopped; the first epoch's extra time is compilation."""
        self.inspect()
        marks = [time.perf_counter()]
        for epoch in range(self.endings[0].history.trained, self.trials[0].until):
            self.epoch(epoch)
            marks.append(time.perf_counter())
            tick()
            if not any(ending.running for ending in self.endings):
                break
        found = [self.judged(ending) for ending in self.endings]
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
            for ending, each in zip(self.endings, found, strict=True)
            for record in ending.history.records(*each, self.program.parameters, **shared)
        ]

    def judged(self, ending: Ending) -> tuple[dict[str, Metrics], Findings | None]:
        """Scores of the weights that an ending kept, and what else the trials ask for."""
        scores = {split: self.score(split, ending.kept) for split in ("train", "validation", "test")}
        predict = partial(self.predict, ending)
        return scores, evaluate(ending.history.trials, self.data, predict, self.program.loss)

    def epoch(self, epoch: int) -> None:
        """One epoch, its validation scores, and the weights to keep."""
        rows = np.stack([batches(trial, one, epoch) for trial, one in zip(self.trials, self.data, strict=True)])
        rates = self.rates.epoch(epoch, self.endings[0].history.validation)
        self.state, loss = self.program.train(
            self.state, self.hyper, self.bank.sight, self.bank.x, self.bank.y,
            *self.bank.rows(rows), backend.spread(rates), backend.put(np.int32(epoch * self.steps)),
        )  # fmt: skip
        trainable, settle = self.state["trainable"], self.program.settle
        weights = (settle(trainable, self.state["slots"], self.hyper) if settle else trainable, self.state["other"])
        validation = self.score("validation", weights)
        for ending in self.endings:
            ending.add(ops.convert_to_numpy(loss), validation, weights)
        self.inspect()

    def score(self, split: str, weights: Weights) -> Metrics:
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

    def predict(self, ending: Ending, rows: np.ndarray, noise: np.ndarray | None) -> np.ndarray:
        """Outputs (trials, rows, units) of the kept weights; what is drawn on the way goes on from call to call."""
        trainable, other = ending.kept
        added = backend.spread(np.zeros(len(rows), np.float32) if noise is None else noise)
        outputs, other = self.program.predict(
            trainable, other, self.bank.sight, self.bank.x, self.bank.rows(rows)[0], added
        )
        ending.kept = (trainable, other)
        return ops.convert_to_numpy(outputs)

    def inspect(self) -> None:
        """Notes the layer statistics, if the trials ask for them."""
        if not self.program.inspect:
            return
        rows = self.bank.rows(np.stack([probe_rows(one) for one in self.data]))
        weights = (self.state["trainable"], self.state["other"])
        found = self.program.inspect(weights, self.seen, self.bank.sight, self.bank.x, self.bank.y, *rows)
        self.seen = weights
        for ending in self.endings:
            ending.history.look(
                {layer: {name: ops.convert_to_numpy(v) for name, v in inner.items()} for layer, inner in found.items()}
            )
