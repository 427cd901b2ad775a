"""A task on a node of the cluster: it trains one group, and gives its events as they come."""

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from experiments.data import Table
    from experiments.engines.group import Group
    from experiments.execution.work import Event
    from experiments.spec import Part

PAUSE = 1.0  # seconds in which finished epochs are counted before they are reported


def train(
    group: "Group", files: dict[str, bytes], digests: dict[str, str], names: list["Part"], *tables: "Table"
) -> "Iterator[list[Event]]":
    """Trains a group; gives lists of events: the epochs of a second together, a finished stack at once.

    Args:
        group: what is trained.
        files, digests: of the user's own; see `experiments.execution.cluster.freight`.
        names, tables: data, and their tables.
    """
    from experiments.quiet import import_keras

    import_keras()
    from experiments.execution.cluster.freight import unpack
    from experiments.execution.threads import Threads
    from experiments.execution.work import Ticked

    unpack(files, digests, dict(zip(names, tables, strict=True)))
    ticks, sent = 0, time.monotonic()
    for _, event in Threads(1).run([group]):
        ticks += event.trials if isinstance(event, Ticked) else 0
        others: list[Event] = [] if isinstance(event, Ticked) else [event]
        if others or time.monotonic() > sent + PAUSE:
            yield [Ticked(ticks), *others] if ticks else others
            ticks, sent = 0, time.monotonic()
    if ticks:
        yield [Ticked(ticks)]
