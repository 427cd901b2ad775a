"""Group: trials that share a program, cut into stacks."""

from dataclasses import dataclass
from itertools import chain

from experiments import names
from experiments.engines.ending import trainings
from experiments.engines.form import VECTORIZED
from experiments.spec import Simulation, Trial


@dataclass(frozen=True)
class Group:
    """Trials that share a program, to be trained in stacks of one size; `size` is 1 for the other engines.

    The size counts trainings: trials that differ in early stopping alone share one. `note` is the plan's sentence about
    the group: why its trials are not stacked, or not in the faster form, or which layers were exchanged for that.
    """

    engine: str
    trials: tuple[Trial, ...] | tuple[Simulation, ...]
    size: int
    note: str = ""
    form: str = VECTORIZED

    @property
    def alone(self) -> bool:
        """Whether the group must run alone: its simulations measure time."""
        first = self.trials[0]
        return isinstance(first, Simulation) and first.function.name in names.TIMED

    def stacks(self) -> list[list]:
        """The trials in order, `size` trainings at a time."""
        if self.engine != "stacked":
            return [[trial] for trial in self.trials]
        groups = trainings(self.trials)  # type: ignore[arg-type]
        return [list(chain(*groups[i : i + self.size])) for i in range(0, len(groups), self.size)]
