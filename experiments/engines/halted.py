"""Halted trainings: trials that ended before their schedule did, as Hyperband ends them, and may be gone on with."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

import numpy as np
from keras import ops, tree

from experiments.spec import Trial

ROOM = 2**30  # bytes kept; beyond, the oldest are given up, and what goes on from them begins anew


@dataclass(frozen=True)
class Halted:
    """One training where it halted.

    Attributes:
        state: what the engine needs to go on, such as weights and slots: a tree of arrays.
        kept: the weights that would be scored.
        past: what its history knows.
    """

    state: Any
    kept: Any
    past: dict[str, Any]

    @property
    def epochs(self) -> int:
        """How many were trained."""
        return len(self.past["train"])

    @property
    def bytes(self) -> int:
        """What it takes."""
        return sum(np.asarray(array).nbytes for array in tree.flatten((self.state, self.kept)))


class Halts:
    """The trainings that halted, by trial; a longer run of the same trial takes the place of a shorter one.

    They are kept in memory alone. What is not there, because the process was killed or the room was short, is trained
    from the start, which comes to the same weights: batches, masks and rates depend on the trial and on the step.
    """

    def __init__(self, room: int = ROOM):
        self.room, self.taken = room, 0
        self.known: OrderedDict[Trial, Halted] = OrderedDict()
        self.lock = Lock()  # groups train side by side

    def keep(self, found: Iterable[tuple[Trial, Halted]]) -> None:
        """Takes trainings that halted."""
        with self.lock:
            for trial, halted in found:
                self.drop(whole(trial))
                self.known[whole(trial)] = halted
                self.taken += halted.bytes
            while self.taken > self.room:
                self.drop(next(iter(self.known)))

    def drop(self, trial: Trial) -> None:
        """Forgets one, if it is known."""
        if before := self.known.pop(trial, None):
            self.taken -= before.bytes

    def find(self, *rows: list[Trial]) -> list[list[Halted]] | None:
        """Where the trials of each row halted; None unless all of them can go on, from one and the same epoch."""
        if rows[0][0].diagnostics:
            return None
        try:
            with self.lock:
                found = [[self.known[whole(one)] for one in row] for row in rows]
        except KeyError:
            return None
        every = [one for row in found for one in row]
        last = max(one.epochs for one in every)
        alike = all(one.epochs == last or not one.past["running"] for one in every)
        return found if alike and last < rows[0][0].until else None


def whole(trial: Trial) -> Trial:
    """The trial without its halt."""
    return replace(trial, halt=None)


def numbers(state: Any) -> Any:
    """A tree of tensors as NumPy arrays."""
    return tree.map_structure(ops.convert_to_numpy, state)


def trial_state(state: Any, place: int) -> Any:
    """What belongs to one trial of a tree with the trials along the first axis of every array."""
    return tree.map_structure(lambda values: np.array(values[place]), state)


def joined(states: list[Any]) -> Any:
    """The trees of some trials as one, with the trials along the first axis of every array."""
    return tree.map_structure(lambda *values: np.stack(values), *states)
