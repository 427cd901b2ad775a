"""python -m benchmarks.kinds: 25 kinds of networks, the form in which each stacks, its curves and time beside `fit`.

The networks are those of `tests/engines/test_networks_of_all_kinds.py`. Difference: the largest one between the two
validation curves, as a share of the loss; `draws otherwise` where numbers are drawn in another order. Time: of the
processor, milliseconds a step and trial of the median epoch but the first, scoring included, in stacks of 4. Another
backend: KERAS_BACKEND=jax.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import replace

import keras
import numpy as np
from rich.console import Console
from rich.table import Table

from experiments.engines import fit
from experiments.engines.backends import backend
from experiments.engines.group import Group
from experiments.engines.grouping import groups
from experiments.execution.work import Event, Ticked, Trained, work
from experiments.record import Record
from experiments.spec import Trial, part
from tests.engines.test_networks_of_all_kinds import NETWORKS, case

STACK, EPOCHS, SAME = 4, 4, 1e-4
DATA = part("digits", scaling="standard", train_rows=320)
KINDS = (
    "sequential", "two branches", "two inputs", "inputs by columns", "dict of columns", "two outputs",
    "one layer twice", "nested", "subclassed", "dropout", "noise", "batch normalisation", "layer normalisation",
    "convolution", "depthwise convolution", "largest of windows", "augmentation", "simple rnn", "lstm", "bidirectional",
    "attention", "embedding", "own state", "own price", "mixed precision",
)  # fmt: skip


class Clock:
    """Milliseconds of the processor between ticks."""

    def __init__(self):
        self.marks = [time.process_time()]

    def __call__(self, *_) -> None:
        """A tick."""
        self.marks.append(time.process_time())

    def epoch(self) -> float:
        """Of the median epoch but the first."""
        return float(np.median(np.diff(self.marks)[1:])) * 1000


def apart(first: Record, second: Record) -> float:
    """The largest difference of two validation curves, as a share of the loss."""
    a, b = (np.array(record.curves["validation"]["loss"]) for record in (first, second))
    return float((np.abs(a - b) / np.abs(b)).max())


def trained(group: Group, tick: Callable[[], None]) -> Record:
    """The record of a group's first trial."""
    events: list[Trained] = []

    def receive(event: Event) -> None:
        if isinstance(event, Trained):
            events.append(event)
        elif isinstance(event, Ticked):
            tick()

    work(group, receive)
    return next(record for event in events for record in event.records if record.key == group.trials[0].key)


def row(kind: str) -> tuple[list[str], str]:
    """What the table says of one kind, and why it does not stack, if it does not."""
    trial: Trial = case(kind, data=DATA, batch_size=32, epochs=EPOCHS)
    (group,) = groups([replace(trial, replicate=number) for number in range(STACK)], "auto")
    alone, together = Clock(), Clock()
    plain = fit.run(trial, alone)
    steps = plain.steps // plain.epochs
    by_fit = alone.epoch() / steps
    if group.engine == "fit":
        return [kind, "fit", "", f"{by_fit:.2f}", "", ""], group.note
    record = trained(group, together)
    stacked = together.epoch() / steps / STACK
    difference = apart(record, plain)
    drawn = backend.TITLE.lower() in NETWORKS[kind].drawn
    words = f"{difference:.0e}" + (" (draws otherwise)" if drawn else "" if difference <= SAME else " !")
    return [kind, group.form, words, f"{by_fit:.2f}", f"{stacked:.2f}", f"{by_fit / stacked:.1f} x"], ""


def main() -> None:
    """Prints the table, and below it once each why something is trained by fit."""
    logging.disable(logging.WARNING)
    table = Table(title=f"25 kinds of networks on {keras.backend.backend()}", title_justify="left")
    for name in ("network", "form", "largest difference", "fit, ms", "stacked, ms", "faster"):
        table.add_column(name)
    reasons: dict[str, None] = {}
    for kind in KINDS:
        cells, reason = row(kind)
        table.add_row(*cells)
        reasons |= {reason: None} if reason else {}
    Console(width=120).print(table, *reasons)


if __name__ == "__main__":
    main()
