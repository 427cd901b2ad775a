"""A task on a node of the cluster: it trains one group, and gives its events as they come."""

from collections.abc import Iterator
from queue import Empty, Queue
from threading import Event as Flag
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from experiments.data import Table
    from experiments.engines.group import Group
    from experiments.execution.work import Event
    from experiments.spec import Part

PAUSE = 1.0  # seconds between two messages, unless a stack is finished


def train(
    group: "Group", files: dict[str, bytes], digests: dict[str, str], names: list["Part"], *tables: "Table"
) -> "Iterator[list[Event]]":
    """Trains a group; gives lists of events, those of a second together, a finished stack at once.

    Args:
        group: what is trained.
        files, digests: of the user's own; see `experiments.execution.cluster.freight`.
        names, tables: data, and their tables.
    """
    from experiments.quiet import import_keras

    import_keras()
    from experiments.execution.cluster.freight import unpack
    from experiments.execution.work import Began, Stopped, Ticked, Trained, work

    unpack(files, digests, dict(zip(names, tables, strict=True)))
    events: Queue[Event | BaseException | None] = Queue()
    stop = Flag()

    def report(event: "Event") -> None:
        if stop.is_set():
            raise Stopped
        events.put(event)

    def work_on() -> None:
        try:
            work(group, report)
        except BaseException as error:
            events.put(error)
        else:
            events.put(None)

    Thread(target=work_on, daemon=True).start()
    ticks = 0
    try:
        while True:
            try:
                event = events.get(timeout=PAUSE)
            except Empty:
                event = Ticked(0)
            if isinstance(event, Ticked):
                ticks += event.trials
                if events.empty() and ticks:
                    yield [Ticked(ticks)]
                    ticks = 0
                continue
            if isinstance(event, BaseException):
                raise event
            if ticks:
                yield [Ticked(ticks)]
                ticks = 0
            if event is None:
                return
            if isinstance(event, Began | Trained):
                yield [event]
    finally:
        stop.set()
