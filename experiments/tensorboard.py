"""TensorBoard event files with HParams, written from records; needs the tensorboard package, not TensorFlow."""

import time
from pathlib import Path
from typing import Any

from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.proto.summary_pb2 import Summary, SummaryMetadata
from tensorboard.compat.proto.tensor_pb2 import TensorProto
from tensorboard.compat.proto.tensor_shape_pb2 import TensorShapeProto
from tensorboard.compat.proto.types_pb2 import DT_FLOAT
from tensorboard.plugins.hparams import api_pb2, plugin_data_pb2
from tensorboard.summary.writer.record_writer import RecordWriter

from experiments.store import Results

HPARAMS = ("method", "learning_rate", "replicate")


def write(results: Results, folder: Path) -> int:
    """Writes the trained trials that have no event file yet, one run a trial; gives how many.

    A run is `<study>/<method>/rate=<rate>,replicate=<replicate>` and shows every curve, the final scores and the
    hyperparameters; the file's name holds the trial's key, so that a trial that was trained anew is written anew.
    """
    trained = results.trials.status.isin(["ok", "diverged"]) & (results.trials.engine != "simulation")
    trials = results.trials[trained]
    missing = [(row, path) for row in trials.to_dict("records") if not (path := place(row, folder)).exists()]
    if not missing:
        return 0
    curves = dict(iter(results.curves.groupby("key")))
    for row, path in missing:
        path.parent.mkdir(parents=True, exist_ok=True)
        for stale in path.parent.glob("events.*"):
            stale.unlink()
        events = [
            Event(wall_time=time.time(), file_version="brain.Event:2"),
            *hparams(row),
            *scalars(row, curves.get(row["key"])),
        ]
        fresh = path.with_name("unfinished")
        with fresh.open("wb") as file:
            writer = RecordWriter(file)
            for event in events:
                writer.write(event.SerializeToString())
        fresh.replace(path)
    return len(missing)


def place(row: dict[str, Any], folder: Path) -> Path:
    """The event file of a trial."""
    run = f"rate={row['learning_rate']:g},replicate={row['replicate']}"
    method = row["method"].replace("/", "_")
    return folder / row["study"] / method / run / f"events.out.tfevents.0.{row['key'][:16]}"


def scalars(row: dict[str, Any], curves: Any) -> list[Event]:
    """One event an epoch with the value of every curve, and the final scores after the last."""
    now, events = time.time(), {}
    if curves is not None:
        for split, metric, epoch, value in curves[["split", "metric", "epoch", "value"]].itertuples(index=False):
            event = events.setdefault(epoch, Event(wall_time=now, step=epoch))
            event.summary.value.add(tag=f"{metric}/{split}", simple_value=value)
    last = events.setdefault(int(row["epochs"]), Event(wall_time=now, step=int(row["epochs"])))
    for name, value in row.items():
        if str(name).startswith(("test_", "train_", "validation_")) and value == value and name != "train_seconds":
            last.summary.value.add(tag=f"final/{name}", simple_value=value)
    return list(events.values())


def hparams(row: dict[str, Any]) -> list[Event]:
    """What the HParams table shows of a trial."""
    start = plugin_data_pb2.SessionStartInfo(group_name=row["key"])
    for name in HPARAMS:
        value = row[name]
        if isinstance(value, str):
            start.hparams[name].string_value = value
        else:
            start.hparams[name].number_value = value
    failed = row["status"] != "ok"
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
