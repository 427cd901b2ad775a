"""Halted trainings: trials that ended before their schedule did, as Hyperband ends them, and can be resumed."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

import numpy as np
from keras import ops, tree

from experiments.spec import Trial

CAPACITY = 2**30  # bytes kept; beyond, the oldest trainings are dropped, and their trials start again from epoch 0


@dataclass(frozen=True)
class Halted:
    """One training at the epoch where it halted.

    Attributes:
        state: what the engine needs to resume, such as weights and slots: a tree of arrays.
        kept_weights: the weights that would be scored.
        history: the state of its `History`.
    """

    state: Any
    kept_weights: Any
    history: dict[str, Any]

    @property
    def epochs(self) -> int:
        """The number of epochs trained."""
        return len(self.history["train"])

    @property
    def bytes(self) -> int:
        """The memory that its arrays take."""
        return sum(np.asarray(array).nbytes for array in tree.flatten((self.state, self.kept_weights)))


class Halts:
    """The trainings that halted, by trial; a longer run of the same trial replaces a shorter one.

    They are kept in memory alone. A trial that is missing, because the process was killed or the capacity was reached,
    is trained from the start, which gives the same weights: batches, masks and rates depend on the trial and the step.
    """

    def __init__(self, capacity: int = CAPACITY):
        self.capacity, self.used = capacity, 0
        self.trainings: OrderedDict[Trial, Halted] = OrderedDict()
        self.lock = Lock()  # groups train side by side

    def keep(self, trainings: Iterable[tuple[Trial, Halted]]) -> None:
        """Keeps trainings that halted."""
        with self.lock:
            for trial, halted in trainings:
                self.drop(without_halt(trial))
                self.trainings[without_halt(trial)] = halted
                self.used += halted.bytes
            while self.used > self.capacity:
                self.drop(next(iter(self.trainings)))

    def drop(self, trial: Trial) -> None:
        """Drops the training of a trial, if there is one."""
        if training := self.trainings.pop(trial, None):
            self.used -= training.bytes

    def find(self, *rows: list[Trial]) -> list[list[Halted]] | None:
        """The halted trainings of each row of trials; None unless all of them can resume from the same epoch."""
        if rows[0][0].diagnostics:
            return None
        try:
            with self.lock:
                trainings = [[self.trainings[without_halt(trial)] for trial in row] for row in rows]
        except KeyError:
            return None
        flat = [training for row in trainings for training in row]
        last = max(training.epochs for training in flat)
        alike = all(training.epochs == last or not training.history["running"] for training in flat)
        return trainings if alike and last < rows[0][0].until else None


def without_halt(trial: Trial) -> Trial:
    """The trial without its halt."""
    return replace(trial, halt=None)


def numbers(state: Any) -> Any:
    """A tree of tensors as NumPy arrays."""
    return tree.map_structure(ops.convert_to_numpy, state)


def trial_state(state: Any, index: int) -> Any:
    """The part of one trial in a tree whose arrays have the trials along their first axis."""
    return tree.map_structure(lambda values: np.array(values[index]), state)


def joined(states: list[Any]) -> Any:
    """The trees of several trials as one tree, whose arrays have the trials along their first axis."""
    return tree.map_structure(lambda *values: np.stack(values), *states)
