"""Gives groups to workers, and stores each stack when it is finished."""

from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any, Protocol

from experiments.engines.backends import backend
from experiments.engines.cost import WORKERS, seconds
from experiments.engines.group import Group
from experiments.engines.machine import free_bytes
from experiments.environment import cores
from experiments.execution.machines import HERE, Machines
from experiments.execution.processes import LARGEST, Processes
from experiments.execution.threads import Threads
from experiments.execution.watch import Watch
from experiments.execution.work import Began, Carried, Event, Ticked
from experiments.store import Store

Job = tuple[Group, Watch]
LONG = 60.0  # estimated seconds on one core from which processes repay their start


class Pool(Protocol):
    """Workers: threads, processes, or a cluster."""

    def run(self, groups: Sequence[Group], /) -> Generator[tuple[int, Event], None, None]:
        """Every event with its group's index; closing the iterator ends the work."""
        ...


@dataclass(frozen=True)
class Executor:
    """Trains groups of trials, several at a time.

    Args:
        store, run: where records go, and the run's number there.
        environment: facts to store beside them.
        carried: programs and trainings of earlier groups, for trials that come batch by batch; None: none are kept.
        machines: where trials are trained.
        over: whether the time is over: what has not ended by then is left for another run.
    """

    store: Store
    run: int
    environment: dict[str, Any]
    carried: Carried | None = None
    machines: Machines = HERE
    over: Callable[[], bool] = lambda: False

    def execute(self, jobs: Iterable[Job]) -> None:
        """Trains all groups. A trial that fails is recorded with the reason, and the run goes on.

        The groups of all studies go through one pool, so that no worker waits for a study's last stack; groups that
        measure time go first, each alone.
        """
        jobs = list(jobs)
        alone = [job for job in jobs if job[0].alone]
        others = [job for job in jobs if not job[0].alone]
        self._train(Threads(1), alone)
        if self.machines.cluster:
            from experiments.execution.cluster.pool import Cluster

            self._train(Cluster(self.machines.workers, self.machines.gpus), others)
            return
        split = [(piece, watch) for group, watch in others for piece in pieces(group)]
        count = self._processes([group for group, _ in split])
        if count > 1:
            limit = max(LARGEST, free_bytes() // 2 // count)  # a new worker takes seconds to start
            self._train(Processes(count, max(1, cores() // count), limit), split)
        else:
            self._train(Threads(WORKERS, self.carried), others)

    def _processes(self, groups: Sequence[Group]) -> int:
        """How many processes to start for the groups."""
        if self.carried or backend.device() != "CPU":
            return 1
        if self.machines.workers is None and sum(map(seconds, groups)) < LONG:
            return 1
        return min(self.machines.workers or min(cores(), free_bytes() // LARGEST), len(groups))

    def _train(self, pool: Pool, jobs: Sequence[Job]) -> None:
        if self.over() or not jobs:
            return
        device = "GPU" if self.machines.gpus else "CPU" if self.machines.cluster else backend.device()
        facts = {**self.environment, "backend": backend.NAME, "device": device}
        with closing(pool.run([group for group, _ in jobs])) as events:
            for index, event in events:
                self._note(event, jobs[index][1], facts)
                if self.over():
                    break

    def _note(self, event: Event, watch: Watch, facts: dict[str, Any]) -> None:
        if isinstance(event, Began):
            watch.begin()
        elif isinstance(event, Ticked):
            watch.tick(event.trials)
        else:
            self.store.add(self.run, list(event.trials), list(event.records), facts)
            watch.done(list(event.records))


def pieces(group: Group) -> list[Group]:
    """The group in as many parts as can be trained side by side without compiling anything twice."""
    return [replace(group, trials=(trial,)) for trial in group.trials] if group.engine == "fit" else [group]
