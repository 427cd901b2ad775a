"""A small search without a store, for simulations: its trainings are part of one result."""

from dataclasses import replace
from threading import Lock

from experiments.data import load
from experiments.engines import stacked
from experiments.engines.grouping import groups, program_key
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
        self.known: dict[str, Record] = {}

    def __call__(self, trials: list[Trial]) -> dict[str, Record]:
        """The records of some distinct trials."""
        for group in groups([one for one in trials if one.key not in self.known], "stacked"):
            key = program_key(replace(group.trials[0], epochs=1))  # type: ignore[arg-type]
            with ALONE:
                if key not in PROGRAMS:
                    PROGRAMS[key] = Program(group.trials[0], load(group.trials[0].data))  # type: ignore[arg-type]
                for stack in replace(group, size=self.size).stacks():
                    self.known |= {one.key: one for one in stacked.run(stack, PROGRAMS[key], size=self.size)}
        return {one.key: self.known[one.key] for one in trials}
