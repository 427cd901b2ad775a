"""Workers in this process: for short runs, for searches, whose batches share programs, and for accelerators."""

from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import Queue
from threading import Event as Flag

from experiments.engines.group import Group
from experiments.execution.work import Carried, Event, Stopped, work


class Threads:
    """A few groups at a time: while one compiles on one core, another trains.

    Args:
        count: the number of threads.
        carried: see `work`.
    """

    def __init__(self, count: int, carried: Carried | None = None):
        self.count, self.carried = count, carried

    def run(self, groups: Sequence[Group]) -> Generator[tuple[int, Event], None, None]:
        """Every event with its group's index; closing the iterator ends the work at the next epoch."""
        events: Queue[tuple[int, Event | BaseException | None]] = Queue()
        stop = Flag()

        def work_on(index: int, group: Group) -> None:
            def report(event: Event) -> None:
                if stop.is_set():
                    raise Stopped
                events.put((index, event))

            try:
                work(group, report, self.carried)
            except BaseException as error:
                events.put((index, error))
            else:
                events.put((index, None))

        left = len(groups)
        with ThreadPoolExecutor(self.count) as pool:
            for job in enumerate(groups):
                pool.submit(work_on, *job)
            try:
                while left:
                    index, event = events.get()
                    if isinstance(event, BaseException):
                        raise event
                    if event is None:
                        left -= 1
                    else:
                        yield index, event
            finally:
                stop.set()
                pool.shutdown(cancel_futures=True)
