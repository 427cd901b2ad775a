"""A small search without a store, for simulations: its trainings are part of one result."""

from dataclasses import replace
from threading import Lock

from experiments.data import load
from experiments.engines import stacked
from experiments.engines.grouping import Group, groups, program_key
from experiments.engines.halted import Halts
from experiments.engines.program import Program
from experiments.record import Record
from experiments.spec import Trial

PROGRAMS: dict[str, Program] = {}  # compiled so far, in this process
ALONE = Lock()


class Memory:
    """Trains in stacks of one size and remembers; a trial that several searches ask for is trained once.

    Args:
        size: trials a stack.
    """

    def __init__(self, size: int):
        self.size = size
        self.halts = Halts()
        self.known: dict[str, Record] = {}

    def __call__(self, *batch: list[Trial]) -> dict[str, Record]:
        """The records of some distinct trials; those of one list begin, or go on, at one epoch."""
        for trials in batch:
            for group in groups([one for one in trials if one.key not in self.known], "stacked"):
                self.train(replace(group, size=self.size))
        return {one.key: self.known[one.key] for trials in batch for one in trials}

    def train(self, group: Group) -> None:
        """Trains a group, and remembers."""
        first: Trial = group.trials[0]  # type: ignore[assignment]
        key = program_key(first)
        with ALONE:
            if key not in PROGRAMS:
                PROGRAMS[key] = Program(first, load(first.data))
            for stack in group.stacks():
                found = stacked.run(stack, PROGRAMS[key], size=self.size, halts=self.halts)
                self.known |= {one.key: one for one in found}
