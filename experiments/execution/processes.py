"""Workers in processes of their own: Python's lock lets the threads of one process trace one program at a time.

A worker is handed a group, sends what happens, and asks for more by sending None. It sees that its parent is gone when
the pipe between them closes; in the same way the parent sees that a worker died, or left because it had grown.
"""

import os
import signal
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING

from experiments.errors import UserError

if TYPE_CHECKING:
    from experiments.engines.group import Group
    from experiments.execution.work import Event

THREADS = ("TF_NUM_INTRAOP_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
GROWN = 2 * 2**30  # bytes at which a worker may have to make room for another: backends keep what they compiled
ONE_THREAD = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"  # JAX's way to say it


def serve(parent: Connection, threads: int, room: int) -> None:
    """A worker's life, with so many threads to calculate with and so many bytes to grow to."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent, which ends its workers
    os.environ.update(dict.fromkeys(THREADS, str(threads)))
    if threads == 1:
        os.environ["XLA_FLAGS"] = f"{os.environ.get('XLA_FLAGS', '')} {ONE_THREAD}".strip()
    from experiments.quiet import import_keras

    import_keras()
    from experiments.engines.machine import resident_bytes
    from experiments.execution.work import work

    try:
        while resident_bytes() < room:
            parent.send(None)
            work(parent.recv(), parent.send)
    except (EOFError, OSError):  # the parent has no more work, or is gone
        pass


@dataclass
class Worker:
    """What the parent knows of a worker.

    Attributes:
        process: its process.
        place: of its group among all; -1 before it has asked for work.
        group: what it was handed, less what it has sent back.
        ticks: epochs of trials told since it last sent something back.
    """

    process: BaseProcess
    place: int = -1
    group: "Group | None" = None
    ticks: int = 0


class Processes:
    """As many groups at a time as there are processes.

    Args:
        count: how many, at most.
        threads: each calculates with.
        room: bytes that each may grow to.
    """

    def __init__(self, count: int, threads: int, room: int = GROWN):
        self.count, self.threads, self.room = count, threads, room
        self.workers: dict[Connection, Worker] = {}

    def run(self, groups: Sequence["Group"]) -> Generator[tuple[int, "Event"], None, None]:
        """Every event with its group's place; closing the iterator ends the work at once.

        If a worker dies, which is how the operating system treats what takes too much memory, another one goes on
        with half as many trials a stack; a trial that ends its process alone is recorded as failed.
        """
        from experiments.execution.work import Ticked, Trained

        waiting = deque(enumerate(groups))
        try:
            for _ in range(min(self.count, len(waiting))):
                self.hire()
            while self.workers:
                ready = set(wait(list(self.workers)))
                for connection, worker in [pair for pair in self.workers.items() if pair[0] in ready]:
                    try:
                        event = connection.recv()
                    except (EOFError, OSError):
                        del self.workers[connection]
                        yield from bury(worker, waiting)
                        if waiting:
                            self.hire()
                        continue
                    if event is None:
                        self.hand(connection, worker, waiting)
                        continue
                    if isinstance(event, Ticked):
                        worker.ticks += event.trials
                    if isinstance(event, Trained):
                        worker.ticks, worker.group = 0, without(worker.group, event.trials)
                    yield worker.place, event
        finally:
            for connection, worker in self.workers.items():
                worker.process.terminate()
                connection.close()
            for worker in self.workers.values():
                worker.process.join()
            self.workers.clear()

    def hire(self) -> None:
        """Starts a worker."""
        context = get_context("spawn")  # a fork would copy the backend's locks, but not its threads
        ours, theirs = context.Pipe()
        process = context.Process(target=serve, args=(theirs, self.threads, self.room), daemon=True)
        process.start()
        theirs.close()  # lest the pipe outlive the worker
        self.workers[ours] = Worker(process)

    def hand(self, connection: Connection, worker: Worker, waiting: deque) -> None:
        """Gives a worker the next group, or leave."""
        if waiting:
            worker.place, worker.group = waiting.popleft()
            with suppress(OSError):  # it died just now, which the next look at it tells
                connection.send(worker.group)
        else:
            del self.workers[connection]
            connection.close()
            worker.process.join()


def without(group: "Group | None", trials: tuple) -> "Group | None":
    """A group without some trials."""
    done = {one.key for one in trials}
    return group and replace(group, trials=tuple(one for one in group.trials if one.key not in done))


def bury(worker: Worker, waiting: deque) -> Iterator[tuple[int, "Event"]]:
    """What a worker that died leaves behind: its stack in smaller ones, or a record that says why there is none.

    Raises:
        UserError: it died before it had asked for work, so another one would fare no better.
    """
    from experiments.execution.work import Ticked, Trained, failed

    worker.process.join()
    end = ended(worker.process.exitcode or 0)
    if worker.group is None:
        raise UserError(f"A worker process could not start: it {end}. Use --workers 1 to train in a single process.")
    yield worker.place, Ticked(-worker.ticks)
    group = worker.group
    if group.size > 1:
        group = replace(group, size=-(-group.size // 2))
    elif group.trials:
        lost = group.stacks()[0]
        reason = f"The process that trained it {end}; it may have taken too much memory."
        yield worker.place, Trained(tuple(lost), tuple(failed(one, reason) for one in lost))
        group = replace(group, trials=group.trials[len(lost) :])
    if group.trials:
        waiting.appendleft((worker.place, group))


def ended(code: int) -> str:
    """How a process ended."""
    return f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with exit status {code}"
