"""Endings: trials that differ in early stopping alone share one training and end at epochs of their own."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest
from typing import Any

import numpy as np
from keras import tree

from experiments.data import Data
from experiments.engines.backends import backend
from experiments.engines.halted import Halted, joined, numbers, trial_state
from experiments.engines.history import History, Metrics
from experiments.engines.reasons import finite
from experiments.spec import Trial

Weights = tuple[Any, Any]  # trainable and non-trainable, stacked
Keep = Callable[[Any, Any, Any], Any]


def trainings(trials: Iterable[Trial]) -> list[list[Trial]]:
    """The trials in groups that share one training: the trials of a group differ in early stopping alone."""
    groups: dict[Trial, list[Trial]] = {}
    for trial in trials:
        groups.setdefault(replace(trial, stopping=None), []).append(trial)
    return list(groups.values())


def rows(groups: list[list[Trial]], size: int) -> list[list[Trial]]:
    """Stacks of `size` trials: the first trial of each training, then the second of each (or the first again), ..."""
    filled = groups + [groups[-1][:1]] * (size - len(groups))  # stacks of one size are compiled once
    firsts = [group[0] for group in filled]
    return [[trial or first for trial, first in zip(row, firsts, strict=True)] for row in zip_longest(*filled)]


class Ending:
    """The history of a stack's trials, each under its early stopping, and the weights to score.

    Args:
        trials, data, steps: as the history's.
        weights: before the first step.
        keep: the program's.
    """

    def __init__(self, trials: list[Trial], data: list[Data], steps: int, weights: Weights, keep: Keep):
        self.history, self.kept_weights, self.keep = History(trials, data, steps), weights, keep

    @property
    def running(self) -> bool:
        """Whether a trial goes on."""
        return bool(self.history.running.any())

    def resume(self, halted: list[Halted]) -> None:
        """Takes over the history and the kept weights of each trial that halted."""
        self.kept_weights = tree.map_structure(backend.spread, joined([training.kept_weights for training in halted]))
        self.history.resume([training.history for training in halted])

    def halted(self, state: Any) -> Iterator[tuple[Trial, Halted]]:
        """Each trial with its training so far, taken from the stack's state as arrays."""
        weights = numbers(self.kept_weights)
        for trial, index in {trial: index for index, trial in enumerate(self.history.trials)}.items():
            yield trial, Halted(trial_state(state, index), trial_state(weights, index), self.history.state(index))

    def add(self, loss: np.ndarray, validation: Metrics, weights: Weights) -> None:
        """Adds one epoch, and keeps the weights of the trials that improved."""
        improved = self.history.add(loss, validation, lambda: finite(tree.flatten(numbers(weights)), len(loss)))
        if improved.all() or not self.history.stopping.rules.any():
            self.kept_weights = weights
        elif improved.any():
            mask = backend.spread(improved)
            pairs = zip(weights, self.kept_weights, strict=True)
            self.kept_weights = tuple(self.keep(mask, new, old) for new, old in pairs)
