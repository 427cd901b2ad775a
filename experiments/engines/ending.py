"""Endings: where trials that are alike but for early stopping end, on one and the same training."""

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

Weights = tuple[Any, Any]  # trainable and other, stacked
Keep = Callable[[Any, Any, Any], Any]


def trainings(trials: Iterable[Trial]) -> list[list[Trial]]:
    """The trials, those together that one training serves: they differ in early stopping alone."""
    found: dict[Trial, list[Trial]] = {}
    for trial in trials:
        found.setdefault(replace(trial, stopping=None), []).append(trial)
    return list(found.values())


def rows(together: list[list[Trial]], size: int) -> list[list[Trial]]:
    """Stacks of `size` trials: the first trial of each training, then the second of each (or the first again), ..."""
    filled = together + [together[-1][:1]] * (size - len(together))  # stacks of one size are compiled once
    firsts = [some[0] for some in filled]
    return [[one or first for one, first in zip(row, firsts, strict=True)] for row in zip_longest(*filled)]


class Ending:
    """What becomes of a stack's trials under one early stopping each: their history, and the weights to score.

    Args:
        trials, data, steps: as the history's.
        weights: before the first step.
        keep: the program's.
    """

    def __init__(self, trials: list[Trial], data: list[Data], steps: int, weights: Weights, keep: Keep):
        self.history, self.kept, self.keep = History(trials, data, steps), weights, keep

    @property
    def running(self) -> bool:
        """Whether a trial goes on."""
        return bool(self.history.running.any())

    def go_on(self, halted: list[Halted]) -> None:
        """Takes up what was known of each trial, and its kept weights."""
        self.kept = tree.map_structure(backend.spread, joined([one.kept for one in halted]))
        self.history.go_on([one.past for one in halted])

    def halted(self, state: Any) -> Iterator[tuple[Trial, Halted]]:
        """Where each trial stands, of the stack's state as arrays."""
        kept = numbers(self.kept)
        for trial, place in {trial: place for place, trial in enumerate(self.history.trials)}.items():
            yield trial, Halted(trial_state(state, place), trial_state(kept, place), self.history.past(place))

    def add(self, loss: np.ndarray, validation: Metrics, weights: Weights) -> None:
        """Takes one epoch, and keeps the weights of the trials that improved."""
        improved = self.history.add(loss, validation, lambda: finite(tree.flatten(numbers(weights)), len(loss)))
        if improved.all() or not self.history.stopping.rules.any():
            self.kept = weights
        elif improved.any():
            mask = backend.spread(improved)
            self.kept = tuple(self.keep(mask, new, old) for new, old in zip(weights, self.kept, strict=True))
