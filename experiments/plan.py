"""What a run would do: the trials of each study that are still to be trained, and in which stacks."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from experiments.environment import cores
from experiments.quiet import import_keras
from experiments.spec import Simulation, Trial
from experiments.study import Study

if TYPE_CHECKING:
    from experiments.engines.group import Group


@dataclass(frozen=True)
class Plan:
    """One study's part of a run; `groups` are its trials that are neither stored nor planned by an earlier study."""

    study: Study
    trials: int
    groups: tuple["Group", ...]
    work: float  # seconds on one core, estimated

    @property
    def seconds(self) -> float:
        """Estimated time, if nothing else is trained meanwhile."""
        return self.work / max(1, min(cores(), len(self.groups)))

    @property
    def missing(self) -> int:
        """Trials to train."""
        return sum(len(group.trials) for group in self.groups)

    @property
    def stacks(self) -> int:
        """Stacks to train; a trial of the fit engine counts as one."""
        return sum(len(group.stacks()) for group in self.groups)

    @property
    def notes(self) -> list[str]:
        """Sentences on its groups: why some are not stacked."""
        return list(dict.fromkeys(group.note for group in self.groups if group.note))


def plan(studies: list[Study], finished: set[str], engine: str) -> list[Plan]:
    """A plan for each study; a trial that two studies share is trained for the first."""
    plans, seen = [], set(finished)
    for study in studies:
        trials: dict[str, Trial | Simulation] = {planned.trial.key: planned.trial for planned in study.trials()}
        missing = [trial for key, trial in trials.items() if key not in seen]
        made = grouped(missing, engine) if missing else []
        plans.append(Plan(study, len(trials), tuple(group for group, _ in made), sum(seconds for _, seconds in made)))
        seen |= set(trials)
    return plans


def grouped(trials: list[Trial | Simulation], engine: str) -> list[tuple["Group", float]]:
    """Groups with their estimated seconds on one core. Imports Keras, which a run with nothing to do goes without.

    Raises:
        PartError: a network, loss or optimizer of the user's own does not fit.
    """
    import_keras()
    from experiments.build import check_names
    from experiments.engines.cost import seconds
    from experiments.engines.grouping import groups
    from experiments.engines.tryout import check

    check_names(trials)
    check(trials)
    return [(group, seconds(group)) for group in groups(trials, engine)]
