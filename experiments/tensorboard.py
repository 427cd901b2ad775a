"""TensorBoard event files with HParams, written from records; needs the tensorboard package, not TensorFlow."""

import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.proto.summary_pb2 import Summary, SummaryMetadata
from tensorboard.compat.proto.tensor_pb2 import TensorProto
from tensorboard.compat.proto.tensor_shape_pb2 import TensorShapeProto
from tensorboard.compat.proto.types_pb2 import DT_FLOAT
from tensorboard.plugins.hparams import api_pb2, plugin_data_pb2
from tensorboard.summary.writer.record_writer import RecordWriter

from experiments.hparams import Run, runs_of_search, runs_of_studies
from experiments.interruption import deaf
from experiments.report.searches import searches
from experiments.store import Results

MANY = 2000  # trials whose event files take longer than a process to start


@contextmanager
def written(results: Results, folder: Path, reported: bool = True) -> Iterator[None]:
    """Calls `write` before the block ends; if there is much to write, in another process meanwhile."""
    if len(results.planned) < MANY:
        yield
        write(results, folder, reported)
        return
    with ProcessPoolExecutor(1, get_context("spawn"), initializer=deaf) as pool:
        writing = pool.submit(write, Results(results.file), folder, reported)
        yield
        writing.result()


def write(results: Results, folder: Path, reported: bool = True) -> int:
    """Writes the trained trials that have no event file yet, one run a training; returns their number.

    Of studies those that are `reported`, or all. A standard run has five times as many that only tuned.

    A run shows every curve, the final scores and the hyperparameters. No list of hyperparameters is written beside:
    TensorBoard would take one for all studies and searches of a folder; without it finds those of each.
    """
    runs = runs_of_studies(results, reported)
    for search in searches(results):
        trained = runs_of_search(search)
        forget(folder / "searches" / search.spec["name"], {run.file(folder) for run in trained})
        runs += trained
    missing = [(run, path) for run in runs if not (path := run.file(folder)).exists()]
    if not missing:
        return 0
    curves: dict[str, list[tuple]] = {}
    columns = (results.curves[name].tolist() for name in ("key", "split", "metric", "epoch", "value"))
    for key, *point in zip(*columns, strict=True):
        curves.setdefault(key, []).append(tuple(point))
    for run, path in missing:
        path.parent.mkdir(parents=True, exist_ok=True)
        for stale in path.parent.glob("events.*"):
            stale.unlink()
        events = [
            Event(wall_time=time.time(), file_version="brain.Event:2"),
            *hparams(run),
            *scalars(run.row, curves.get(run.row["key"], [])),
        ]
        fresh = path.with_name("unfinished")
        with fresh.open("wb") as file:
            writer = RecordWriter(file)
            for event in events:
                writer.write(event.SerializeToString())
        fresh.replace(path)
    return len(missing)


def forget(folder: Path, current: set[Path]) -> None:
    """Removes event files of a search that are out of date: it was changed, or another setting won."""
    for path in set(folder.rglob("events.*")) - current:
        path.unlink()


def scalars(row: dict[str, Any], points: list[tuple[str, str, int, float]]) -> list[Event]:
    """One event an epoch with the value of every curve (split, metric, epoch, value), and the final scores at last."""
    now, events = time.time(), {}
    for split, metric, epoch, value in points:
        if epoch not in events:
            events[epoch] = Event(wall_time=now, step=epoch)
        events[epoch].summary.value.add(tag=f"{metric}/{split}", simple_value=value)
    last = events.setdefault(int(row["epochs"]), Event(wall_time=now, step=int(row["epochs"])))
    for name, value in row.items():
        if str(name).startswith(("test_", "train_", "validation_")) and value == value and name != "train_seconds":
            last.summary.value.add(tag=f"final/{name}", simple_value=value)
    return list(events.values())


def hparams(run: Run) -> list[Event]:
    """The events of a training for the HParams table."""
    start = plugin_data_pb2.SessionStartInfo(group_name=run.group)
    for name, value in run.hparams.items():
        if isinstance(value, str):
            start.hparams[name].string_value = value
        elif isinstance(value, bool | np.bool_):
            start.hparams[name].bool_value = bool(value)
        else:
            start.hparams[name].number_value = float(value)
    failed = run.row["status"] != "ok"
    end = plugin_data_pb2.SessionEndInfo(status=api_pb2.STATUS_FAILURE if failed else api_pb2.STATUS_SUCCESS)
    return [
        session("_hparams_/session_start_info", plugin_data_pb2.HParamsPluginData(version=0, session_start_info=start)),
        session("_hparams_/session_end_info", plugin_data_pb2.HParamsPluginData(version=0, session_end_info=end)),
    ]


def session(tag: str, content: Any) -> Event:
    """An event of the HParams plugin: its content travels as metadata of an empty tensor."""
    data = SummaryMetadata.PluginData(plugin_name="hparams", content=content.SerializeToString())
    nothing = TensorProto(dtype=DT_FLOAT, tensor_shape=TensorShapeProto())
    value = Summary.Value(tag=tag, metadata=SummaryMetadata(plugin_data=data), tensor=nothing)
    return Event(wall_time=time.time(), summary=Summary(value=[value]))
