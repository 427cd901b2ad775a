"""Workers in processes of their own: Python's lock lets the threads of one process trace one program at a time.

A worker receives a group, sends its events, and asks for the next group by sending None. The pipe between them closes
when the parent ends; in the same way the parent notices that a worker died, or ended because it took too much memory.
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
LARGEST = 2 * 2**30  # bytes from which a worker may be replaced by a new one: backends keep compiled programs
ONE_THREAD = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"  # the same for JAX


def serve(parent: Connection, threads: int, limit: int) -> None:
    """Runs a worker that computes with `threads` threads, until it takes `limit` bytes or no group is left."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent, which ends its workers
    os.environ.update(dict.fromkeys(THREADS, str(threads)))
    if threads == 1:
        os.environ["XLA_FLAGS"] = f"{os.environ.get('XLA_FLAGS', '')} {ONE_THREAD}".strip()
    from experiments.quiet import import_keras

    import_keras()
    from experiments.engines.machine import resident_bytes
    from experiments.execution.work import work

    try:
        while resident_bytes() < limit:
            parent.send(None)
            work(parent.recv(), parent.send)
    except (EOFError, OSError):  # the parent has no more work, or is gone
        pass


@dataclass
class Worker:
    """A worker as the parent sees it.

    Attributes:
        process: its process.
        index: of its group among all; -1 before it has asked for work.
        group: its group, less the trials whose records it has sent.
        ticks: epochs of trials that it reported since its last records.
    """

    process: BaseProcess
    index: int = -1
    group: "Group | None" = None
    ticks: int = 0


class Processes:
    """As many groups at a time as there are processes.

    Args:
        count: the largest number of processes.
        threads: of each process.
        limit: bytes of memory from which a process is replaced.
    """

    def __init__(self, count: int, threads: int, limit: int = LARGEST):
        self.count, self.threads, self.limit = count, threads, limit
        self.workers: dict[Connection, Worker] = {}

    def run(self, groups: Sequence["Group"]) -> Generator[tuple[int, "Event"], None, None]:
        """Every event with its group's index; closing the iterator ends the work at once.

        If a worker dies, as when the operating system ends a process that takes too much memory, another worker
        continues with half as many trials a stack; a trial that ends its process alone is recorded as failed.
        """
        from experiments.execution.work import Ticked, Trained

        waiting = deque(enumerate(groups))
        try:
            for _ in range(min(self.count, len(waiting))):
                self.start_worker()
            while self.workers:
                ready = set(wait(list(self.workers)))
                for connection, worker in [pair for pair in self.workers.items() if pair[0] in ready]:
                    try:
                        event = connection.recv()
                    except (EOFError, OSError):
                        del self.workers[connection]
                        yield from recovered(worker, waiting)
                        if waiting:
                            self.start_worker()
                        continue
                    if event is None:
                        self.send_group(connection, worker, waiting)
                        continue
                    if isinstance(event, Ticked):
                        worker.ticks += event.trials
                    if isinstance(event, Trained):
                        worker.ticks, worker.group = 0, without_trials(worker.group, event.trials)
                    yield worker.index, event
        finally:
            for connection, worker in self.workers.items():
                worker.process.terminate()
                connection.close()
            for worker in self.workers.values():
                worker.process.join()
            self.workers.clear()

    def start_worker(self) -> None:
        """Starts a worker."""
        context = get_context("spawn")  # a fork would copy the backend's locks, but not its threads
        connection, child = context.Pipe()
        process = context.Process(target=serve, args=(child, self.threads, self.limit), daemon=True)
        process.start()
        child.close()  # so that the pipe closes with the worker
        self.workers[connection] = Worker(process)

    def send_group(self, connection: Connection, worker: Worker, waiting: deque) -> None:
        """Sends a worker the next group, or ends it if none is left."""
        if waiting:
            worker.index, worker.group = waiting.popleft()
            with suppress(OSError):  # it died just now: the loop in `run` sees it next
                connection.send(worker.group)
        else:
            del self.workers[connection]
            connection.close()
            worker.process.join()


def without_trials(group: "Group | None", trials: tuple) -> "Group | None":
    """A group without the given trials."""
    done = {trial.key for trial in trials}
    return group and replace(group, trials=tuple(trial for trial in group.trials if trial.key not in done))


def recovered(worker: Worker, waiting: deque) -> Iterator[tuple[int, "Event"]]:
    """Puts the group of a worker that died back with smaller stacks, or yields failed records of its last trial.

    Raises:
        UserError: it died before it had asked for work, so another worker would die too.
    """
    from experiments.execution.work import Ticked, Trained, failed

    worker.process.join()
    end = ended(worker.process.exitcode or 0)
    if worker.group is None:
        raise UserError(f"A worker process could not start: it {end}. Use --workers 1 to train in a single process.")
    yield worker.index, Ticked(-worker.ticks)
    group = worker.group
    if group.size > 1:
        group = replace(group, size=-(-group.size // 2))
    elif group.trials:
        lost = group.stacks()[0]
        reason = f"The process that trained it {end}; it may have taken too much memory."
        yield worker.index, Trained(tuple(lost), tuple(failed(trial, reason) for trial in lost))
        group = replace(group, trials=group.trials[len(lost) :])
    if group.trials:
        waiting.appendleft((worker.index, group))


def ended(code: int) -> str:
    """How a process ended."""
    return f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with exit status {code}"
