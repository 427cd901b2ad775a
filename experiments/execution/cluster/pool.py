"""Workers of a Ray cluster. Which node trains what is Ray's to say; here groups become tasks, and tasks events."""

import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf
from typing import Any

from experiments.engines.cost import seconds
from experiments.engines.group import Group
from experiments.execution.cluster import task
from experiments.execution.cluster.connection import HeadLost, check_head, head, measure
from experiments.execution.cluster.freight import Freight, packed
from experiments.execution.cluster.nodes import check_nodes
from experiments.execution.processes import without_trials
from experiments.execution.work import Event, Ticked, Trained, failed

QUEUED = 2  # tasks a CPU that are handed over at a time: the next one waits on the node, a million do not
LONGEST, SHORTEST = 60.0, 5.0  # estimated seconds of a task
SHARES = 4  # tasks that a CPU gets in all, unless they would be too short or too long
LOSSES = 3  # nodes or workers that may be lost with one stack before its trials count as failed
GLANCE = 2.0  # seconds without an event after which the head is looked at
OFTEN = 10.0  # seconds after which the cluster's size is asked for again


@dataclass
class Task:
    """A group in training on the cluster; `ticks` are epochs of trials that it reported since its last records."""

    index: int
    group: Group
    losses: int = 0
    ticks: int = 0


class Cluster:
    """As many groups at a time as the cluster has room for.

    A task needs one CPU, and a GPU if `gpus`. Tasks are not retried by Ray, which would train what is stored already:
    what a lost node had not finished is handed over anew, a few times.

    Args:
        most: how many tasks are on the cluster at a time; None for what it has room for.
        gpus: whether each task needs a GPU.
    """

    def __init__(self, most: int | None = None, gpus: bool = False):
        self.most, self.gpus = most, gpus

    def run(self, groups: Sequence[Group]) -> Generator[tuple[int, Event], None, None]:
        """Every event with its group's index; closing the iterator cancels all tasks.

        Raises:
            UserError: nodes differ from this machine, or the head no longer answers.
        """
        import ray

        check_head(head())
        freight = packed(trial for group in groups for trial in group.trials)
        files = ray.put(freight.files)
        check_nodes(files, freight.code)
        yield from self.train(groups, freight, files)

    def train(self, groups: Sequence[Group], freight: Freight, files: Any) -> Generator[tuple[int, Event], None, None]:
        """Hands groups over as others end, and passes on what they report."""
        import ray
        from ray.exceptions import RayTaskError

        address, room, measured = head(), 0, -inf
        length = task_seconds(sum(map(seconds, groups)), self.room(address))
        waiting = deque(Task(index, piece) for index, group in enumerate(groups) for piece in pieces(group, length))
        running: dict[Any, Task] = {}
        try:
            while waiting or running:
                if time.monotonic() > measured + OFTEN:  # nodes come and go
                    room, measured = self.room(address), time.monotonic()
                while waiting and len(running) < room:
                    job = waiting.popleft()
                    running[self.submit(job.group, freight, files)] = job
                for stream in watched(list(running), address):
                    try:
                        events = ray.get(next(stream))
                    except StopIteration:
                        del running[stream]
                        continue
                    except RayTaskError:
                        raise
                    except ray.exceptions.RayError as error:
                        yield from recovered(running.pop(stream), waiting, error)
                        continue
                    yield from ((running[stream].index, event) for event in noted(running[stream], events))
        except HeadLost:
            running.clear()  # nobody is left to cancel them
            raise
        finally:
            for stream in running:
                ray.cancel(stream)

    def room(self, address: str) -> int:
        """How many tasks are handed over at a time."""
        check_head(address)
        size = measure()
        return self.most or QUEUED * max(1, size.gpus if self.gpus else size.cpus)

    def submit(self, group: Group, freight: Freight, files: Any) -> Any:
        """A task for a group, as a stream of its events."""
        import ray

        remote = ray.remote(task.train).options(
            num_cpus=1,
            num_gpus=1 if self.gpus else 0,
            num_returns="streaming",
            max_retries=0,
        )
        wanted = [data for data in freight.tables if any(trial.data == data for trial in group.trials)]
        return remote.remote(group, files, freight.data, wanted, *(freight.tables[data] for data in wanted))


def watched(streams: list[Any], address: str) -> list[Any]:
    """All streams that have an event; waits for the first, and looks at the head meanwhile."""
    import ray

    while not ray.wait(streams, num_returns=1, timeout=GLANCE)[0]:
        check_head(address)
    return ray.wait(streams, num_returns=len(streams), timeout=0)[0]  # a look costs as much for all as for one


def noted(running: Task, events: Iterable[Event]) -> Iterator[Event]:
    """Events as they are passed on; what is finished leaves the group."""
    for event in events:
        if isinstance(event, Ticked):
            running.ticks += event.trials
        if isinstance(event, Trained):
            left = without_trials(running.group, event.trials)
            assert left is not None
            running.ticks, running.group = 0, left
        yield event


def recovered(lost: Task, waiting: deque[Task], error: BaseException) -> Iterator[tuple[int, Event]]:
    """Puts back what a lost task had not finished; a stack that was lost too often counts as failed.

    Stacks are halved, unless the node went: they may have been too large for its memory.
    """
    from ray.exceptions import NodeDiedError

    yield lost.index, Ticked(-lost.ticks)
    group, losses = lost.group, lost.losses + 1
    if group.trials and losses > LOSSES:
        stack = group.stacks()[0]
        reason = f"The workers that trained it were lost, {losses} times: {str(error).strip().partition(chr(10))[0]}"
        yield lost.index, Trained(tuple(stack), tuple(failed(trial, reason) for trial in stack))
        group, losses = replace(group, trials=group.trials[len(stack) :]), 0
    if group.trials:
        size = group.size if isinstance(error, NodeDiedError) else -(-group.size // 2)
        waiting.append(Task(lost.index, replace(group, size=size), losses))


def task_seconds(work: float, tasks: int) -> float:
    """How long a task should be: a minute, less where a large cluster would have too few of them."""
    return min(LONGEST, max(SHORTEST, QUEUED * work / (SHARES * max(1, tasks))))


def pieces(group: Group, length: float) -> list[Group]:
    """The group in parts of so many seconds, each of whole stacks, so that several nodes share a large one."""
    stacks = group.stacks()
    count = min(len(stacks), max(1, round(seconds(group) / length)))
    cuts = [len(stacks) * index // count for index in range(count + 1)]
    return [
        replace(group, trials=tuple(trial for stack in stacks[start:end] for trial in stack))
        for start, end in pairwise(cuts)
    ]
