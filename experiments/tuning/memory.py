"""A small search without a store, for simulations: its trainings are part of one result."""

from dataclasses import replace
from functools import partial
from threading import Lock

from experiments.engines.grouping import groups
from experiments.engines.program import Program
from experiments.execution.work import Carried, fitted, stacked_by
from experiments.record import Record
from experiments.spec import Trial

PROGRAMS: dict[str, tuple[Program, Lock]] = {}  # compiled so far, in this process
ALONE = Lock()


class Memory:
    """Trains in stacks of one size and remembers; a trial that several searches ask for is trained once.

    Args:
        size: trials a stack.
    """

    def __init__(self, size: int):
        self.size = size
        self.carried = Carried(PROGRAMS)
        self.records: dict[str, Record] = {}

    def __call__(self, *batch: list[Trial]) -> dict[str, Record]:
        """The records of some distinct trials; those of one list begin, or go on, at one epoch."""
        for trials in batch:
            for group in groups([trial for trial in trials if trial.key not in self.records], "auto"):
                by = partial(stacked_by, form=group.form) if group.engine == "stacked" else fitted
                train = by(lambda _: None, self.carried)
                for stack in replace(group, size=self.size).stacks():
                    with ALONE:
                        self.records |= {record.key: record for record in train(stack, self.size)}
        return {trial.key: self.records[trial.key] for trials in batch for trial in trials}
