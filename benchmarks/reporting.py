"""python -m benchmarks.reporting: how long a report of many trials takes, and how much memory.

Made records of one study, four methods at five rates, 12 epochs each, in stores of 1,000, 10,000 and 100,000 trials:
seconds to store them, to summarise them, to write the pages, the tables and the event files, the largest memory of a
process that does all that, and the size of the store and of the pages. Each size runs in a process of its own.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from experiments import tensorboard
from experiments.catalog import load
from experiments.record import Record
from experiments.report import export, render
from experiments.report.summary import summarise
from experiments.spec import Trial
from experiments.store import Store, read
from experiments.study import Study

SIZES = (1_000, 10_000, 100_000)
EPOCHS = 12
FACTS = {
    "name": "digits", "title": "Handwritten digits", "task": "classification", "rows": 1797, "features": 64,
    "classes": 10, "train": 1077, "validation": 360, "test": 360, "score": "accuracy", "chance": 0.1, "target": None,
    "checksum": "0123456789abcdef", "source": "scikit-learn",
}  # fmt: skip
PLACE = {
    "backend": "tensorflow", "device": "cpu", "machine": "x86_64", "system": "Linux", "cores": 2, "memory_bytes": 2**33,
    "python": "3.11.7", "versions": {"keras": "3.15.1", "tensorflow": "2.21.0"}, "commit": "0123abc",
}  # fmt: skip


def main(arguments: list[str]) -> None:
    """Prints the table, or as a process of its own the figures of one size."""
    if arguments:
        print(json.dumps(measure(int(arguments[0]))))
        return
    table = Table(title="A report of many trials", title_justify="left", box=None, padding=(0, 2, 0, 0))
    rows = [figures(size) for size in SIZES]
    for name in rows[0]:
        table.add_column(name, justify="right")
    for row in rows:
        table.add_row(*(f"{value:,.1f}" if isinstance(value, float) else f"{value:,}" for value in row.values()))
    Console().print(table)


def figures(size: int) -> dict[str, Any]:
    """The figures of one size, from a process of its own."""
    command = [sys.executable, "-m", "benchmarks.reporting", str(size)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1])


def measure(size: int) -> dict[str, Any]:
    """Stores `size` made trials and reports them."""
    spent: dict[str, float] = {}

    @contextmanager
    def timed(name: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        spent[f"{name} s"] = time.perf_counter() - started

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        study = made(size)
        trials = {planned.trial.key: planned.trial for planned in study.trials() if isinstance(planned.trial, Trial)}
        with timed("store"):
            fill(folder / "results.sqlite", study, list(trials.values()))
        with timed("summary"):
            summary = summarise(read(folder))
        with timed("pages"):
            render.write(summary, folder)
        pages = sum(path.stat().st_size for path in folder.glob("*.html"))
        with timed("CSV"):
            export.csv(read(folder), folder)
        with timed("TensorBoard"):
            tensorboard.write(read(folder), folder / "tensorboard", "sample")
        stored = (folder / "results.sqlite").stat().st_size
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # kB under Linux
    return {"trials": len(trials), **spent, "memory MB": peak, "store kB a trial": stored / 1024 / len(trials),
            "pages kB": pages / 1024}  # fmt: skip


def made(size: int) -> Study:
    """A study of the catalogue with so many replicates that it has about `size` trials."""
    study = load("optimizers")
    cells = [(method.label, setting) for method in study.methods for setting in study.grid(method)]
    count = max(1, round(size / len(cells)) - study.tuning)
    reported = tuple((*cell, count) for cell in cells)
    return replace(study, replicates=count, reported=reported)


def fill(path: Path, study: Study, trials: list[Trial]) -> None:
    """A store with a made record of each trial, 500 a transaction."""
    store, numbers = Store(path), np.random.default_rng(0)
    run = store.begin("python -m benchmarks.reporting", PLACE)
    store.plan([(study, FACTS)])
    for start in range(0, len(trials), 500):
        batch = trials[start : start + 500]
        store.add(run, batch, [record(trial, numbers) for trial in batch], PLACE)
    store.end(run)
    store.close()


def record(trial: Trial, numbers: np.random.Generator) -> Record:
    """A record with curves of loss and accuracy."""
    score = 0.9 + 0.05 * numbers.random()
    curve = score * (1 - np.exp(-np.arange(1, EPOCHS + 1) / 3))
    ends = {split: {"loss": 0.2, "accuracy": score} for split in ("train", "validation", "test")}
    curves = {
        "train": {"loss": (1 - curve).tolist()},
        "validation": {"loss": (1 - curve).tolist(), "accuracy": curve.tolist()},
    }
    return Record(
        trial.key, "ok", "", EPOCHS, EPOCHS, 34 * EPOCHS, 9000, ends, curves, {}, 0.01, 0.05, 2**28, "stacked"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
