"""This suite, as a run of it goes: stacks, compilation and storing included."""

import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from experiments.record import Record
from experiments.spec import Trial


class Stopwatch:
    """Notes when epochs end, and keeps the records."""

    def __init__(self):
        self.marks: list[float] = []
        self.records: dict[str, Record] = {}

    def begin(self) -> None:
        """Nothing to note."""

    def tick(self, _trials: int) -> None:
        """An epoch ends."""
        self.marks.append(time.perf_counter())

    def done(self, records: list[Record]) -> None:
        """Some trials are trained."""
        self.records |= {record.key: record for record in records}


def suite(trials: list[Trial]) -> dict[str, Any]:
    """Trains the trials; `steady` is the time without compilation, from the median epoch of a stack."""
    from experiments.engines.grouping import groups
    from experiments.execution.executor import Executor
    from experiments.store import Store

    started, watch = time.perf_counter(), Stopwatch()
    with TemporaryDirectory() as folder:
        store = Store(Path(folder) / "results.sqlite")
        Executor(store, 0, {}).execute((group, watch) for group in groups(trials, "stacked"))
        store.close()
    seconds = time.perf_counter() - started
    records = [watch.records[trial.key] for trial in trials]
    if failed := [record.reason for record in records if record.status == "error"]:
        raise RuntimeError(failed[0])
    steady = float(np.median(np.diff(watch.marks))) * trials[0].epochs  # of one stack; `fit` counts the same way
    scores = [record.scores.get("validation", {}).get("accuracy", 0.1) for record in records]
    return {"seconds": seconds, "steady": steady, "steps": sum(r.steps for r in records), "scores": scores}
