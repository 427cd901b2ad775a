"""Rates: the learning rate of every step of trials that train side by side, the same for both engines."""

import numpy as np
from keras import ops

from custom_layers.schedules import Plateau
from experiments import build, names
from experiments.engines.history import Metrics
from experiments.spec import Part, Trial


class Rates:
    """Rates by step; those of a plateau schedule follow the validation losses so far.

    Args:
        trials: the trials.
        steps: optimizer steps an epoch.

    Attributes:
        schedules: of each trial: a number, a function of the step, or a `Plateau`.
        rates: of each trial: the rate of each step, or None for a `Plateau`.
    """

    def __init__(self, trials: list[Trial], steps: int):
        self.trials, self.steps = trials, steps
        self.schedules, self.rates = [], []
        tables: dict[tuple[Part | None, float], tuple] = {}
        for trial, rate in zip(trials, first_rates(trials), strict=True):
            spec = None if trial.schedule and trial.schedule.name in names.RATES else trial.schedule
            if (spec, rate) not in tables:  # replicates share theirs
                schedule = build.schedule(spec, rate, steps * trial.epochs)
                tables[spec, rate] = (schedule, by_step(schedule, steps * trial.epochs))
            schedule, table = tables[spec, rate]
            self.schedules.append(schedule)
            self.rates.append(table)

    def epoch(self, epoch: int, validation: list[Metrics]) -> np.ndarray:
        """Float32 (trials, steps) of one epoch, counted from 0, after the validation scores of those before."""
        rates = np.empty((len(self.schedules), self.steps), np.float32)
        for index, (schedule, table) in enumerate(zip(self.schedules, self.rates, strict=True)):
            if table is None:
                rates[index] = schedule([metrics["loss"][index] for metrics in validation[:epoch]])
            else:
                rates[index] = table[epoch * self.steps : (epoch + 1) * self.steps]
        return rates

    def curves(self, epochs: np.ndarray, validation: list[Metrics]) -> list[list[float]]:
        """Of each trial with a schedule the rate of the last step of each of its epochs; of others nothing."""
        curves: list[list[float]] = []
        for index, (trial, schedule, table) in enumerate(zip(self.trials, self.schedules, self.rates, strict=True)):
            if not trial.schedule:
                curves.append([])
            elif table is None:
                losses = [metrics["loss"][index] for metrics in validation]
                curves.append([float(schedule(losses[:epoch])) for epoch in range(epochs[index])])
            else:
                curves.append(table[self.steps - 1 : epochs[index] * self.steps : self.steps].tolist())
        return curves


def by_step(schedule, steps: int) -> np.ndarray | None:
    """The rate of each step; `None` where it is not known before training."""
    if isinstance(schedule, Plateau):
        return None
    if isinstance(schedule, float | int):
        return np.full(steps, schedule, np.float32)
    return np.asarray(ops.convert_to_numpy(schedule(np.arange(steps, dtype=np.float32))), np.float32)


def first_rates(trials: list[Trial]) -> list[float]:
    """The first rate of each trial: its own, times the suggestion of a range test if its schedule is one."""
    rates = [trial.optimizer.get("learning_rate") for trial in trials]
    tests: dict[str, list[int]] = {}
    for index, trial in enumerate(trials):
        if trial.schedule and trial.schedule.name in names.RATES:
            tests.setdefault(trial.schedule.name, []).append(index)
    for name, indices in tests.items():
        suggestions = build.resolve("schedule", names.RATES, name)([trials[index] for index in indices])
        for index, rate in zip(indices, suggestions, strict=True):
            rates[index] *= rate
    return rates
