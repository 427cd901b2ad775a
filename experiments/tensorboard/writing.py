"""Event files: one a training, written once, and removed when it is no longer part of the log."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

from tensorboard.summary.writer.record_writer import RecordWriter

from experiments.interruption import deaf
from experiments.report.searches import searches
from experiments.store import Results
from experiments.tensorboard.events import Line, events
from experiments.tensorboard.runs import runs_of_search, runs_of_studies

MANY = 2000  # trials whose event files take longer than a process to start
TOGETHER = 200  # trainings whose curves are in memory at a time


@contextmanager
def written(results: Results, folder: Path, extent: str) -> Iterator[None]:
    """Calls `write` before the block ends; if there is much to write, in another process meanwhile."""
    if len(results.planned) < MANY:
        yield
        write(results, folder, extent)
        return
    with ProcessPoolExecutor(1, get_context("spawn"), initializer=deaf) as pool:
        writing = pool.submit(write, Results(results.file), folder, extent)
        yield
        writing.result()


def write(results: Results, folder: Path, extent: str) -> int:
    """Makes a folder the log of the trainings that are asked for; returns how many it did not hold yet.

    Of studies those of the `extent` (see `runs_of_studies`), of searches all but for the extent `none`. A run shows
    every curve by epoch, the final scores and the hyperparameters. No list of hyperparameters is written beside:
    TensorBoard would take one for all studies and searches of a folder; without it finds those of each.
    """
    runs = runs_of_studies(results, extent)
    if extent != "none":
        runs += [run for search in searches(results) for run in runs_of_search(search)]
    forget(folder, {run.file(folder) for run in runs})
    missing = [run for run in runs if not run.file(folder).exists()]
    for start in range(0, len(missing), TOGETHER):
        part = missing[start : start + TOGETHER]
        keys = [run.row["key"] for run in part]
        curves, layers = (by_key(results, table, keys) for table in ("curves", "layers"))
        for run in part:
            path = run.file(folder)
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = path.with_name("unfinished")
            with fresh.open("wb") as file:
                writer = RecordWriter(file)
                for event in events(run, curves.get(run.row["key"], []), layers.get(run.row["key"], [])):
                    writer.write(event.SerializeToString())
            fresh.replace(path)
    return len(missing)


def by_key(results: Results, table: str, keys: list[str]) -> dict[str, list[Line]]:
    """The stored lines of each trial."""
    lines: dict[str, list[Line]] = {}
    for row in results.lines(table, keys).to_dict("records"):
        lines.setdefault(row["key"], []).append((row["part"], row["name"], row["points"]))
    return lines


def forget(folder: Path, current: set[Path]) -> None:
    """Removes event files that are out of date, such as of a search that another setting won, and empty folders."""
    for path in set(folder.rglob("events.*")) - current:
        path.unlink()
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
