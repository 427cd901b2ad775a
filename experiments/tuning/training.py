"""Training for a search: stacks as ever, with programs and halted trainings that are kept from batch to batch."""

from dataclasses import replace
from itertools import chain
from typing import Any

from experiments import build
from experiments.engines.backends import backend
from experiments.engines.group import Group
from experiments.engines.grouping import groups, program_key, stackable
from experiments.errors import UserError
from experiments.execution.executor import Executor
from experiments.execution.machines import HERE, Machines
from experiments.execution.watch import Unwatched, Watch
from experiments.execution.work import Carried, failed
from experiments.own import PartError
from experiments.record import Record
from experiments.spec import Trial
from experiments.store import Store
from experiments.store.searches import records

WASTE = 4  # a compiled stack is used for as little as a quarter of its size: compiling another takes longer


class Trainer:
    """Answers from the store, and trains and stores what is not there.

    Stacks of one program have sizes that are powers of two, so that later batches find theirs compiled; the rest of
    a stack is filled up. The sizes depend on what was asked for and not on what is stored, so that a trial is
    computed alike whether or not the search was interrupted.

    Args:
        store, run, environment: as the executor's.
        engine: `auto`, `stacked` or `fit`.
        watch: who watches the progress.
        retry: trials that failed are trained once more.
        machines: where trials are trained. On a cluster nothing is kept from batch to batch: a promoted trial is
            trained from the start, which gives the same weights.
    """

    def __init__(
        self,
        store: Store,
        run: int,
        environment: dict[str, Any],
        engine: str = "auto",
        watch: Watch | None = None,
        retry: bool = False,
        machines: Machines = HERE,
    ):
        self.store, self.engine, self.retry = store, engine, retry
        self.run, self.environment, self.watch = run, environment, watch or Unwatched()
        self.machines = machines
        self.carried = None if machines.cluster else Carried()
        self.sizes: dict[str, int] = {}

    def __call__(self, *batch: list[Trial]) -> dict[str, Record]:
        """The records of some distinct trials; those of one list begin, or go on, at one epoch."""
        trials = list(chain(*batch))
        stored = self.stored(trials)
        planned = [group for listed in batch for group in self.groups(listed)]
        left = [
            replace(group, trials=tuple(trial for trial in group.trials if trial.key not in stored))
            for group in planned
        ]
        if any(group.trials for group in left):
            executor = Executor(self.store, self.run, self.environment, self.carried, self.machines)
            executor.execute((group, self.watch) for group in left if group.trials)
        results = records(self.store, [trial.key for trial in trials])
        return {trial.key: results.get(trial.key) or failed(trial, "it could not be planned") for trial in trials}

    def stored(self, trials: list[Trial]) -> dict[str, Record]:
        """What need not be trained."""
        return records(self.store, [trial.key for trial in trials], self.retry)

    def groups(self, trials: list[Trial]) -> list[Group]:
        """Trials by program, in stacks of sizes that are likely to be compiled already."""
        return [self.sized(group) for group in groups(self.sound(trials), self.engine)]

    def sound(self, trials: list[Trial]) -> list[Trial]:
        """The trials whose parts go together; for the others the failure is stored."""
        reasons = {trial.key: misfit(trial) for trial in trials}
        if wrong := [trial for trial in trials if reasons[trial.key]]:
            facts = {**self.environment, "backend": backend.NAME, "device": backend.device()}
            self.store.add(self.run, wrong, [failed(trial, reasons[trial.key]) for trial in wrong], facts)
        return [trial for trial in trials if not reasons[trial.key]]

    def sized(self, group: Group) -> Group:
        """The group with stacks of a power of two, or of the size used before if little of it is wasted."""
        if group.engine != "stacked":
            return group
        key = program_key(group.trials[0])  # type: ignore[arg-type]
        needed = min(
            1 << (len(group.trials) - 1).bit_length(), group.size if group.size < len(group.trials) else 1 << 30
        )
        before = self.sizes.get(key, 0)
        self.sizes[key] = before if needed <= before <= WASTE * needed else needed
        return replace(group, size=self.sizes[key])


def misfit(trial: Trial) -> str:
    """Why a trial's parts do not go together, such as an option that its optimizer does not have; empty if they do.

    Raises:
        UserError: it names something that is not there.
    """
    try:
        if stackable(trial):
            program_key(trial)
        else:  # one of Keras's own optimizers, which the fit engine trains
            build.optimizer(trial.optimizer, trial.optimizer.get("learning_rate"))
    except PartError as error:
        return str(error)
    except UserError:
        raise
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""
