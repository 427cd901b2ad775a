"""Events of one training: its row of the HParams table, its curves and scores, and what its layers recorded."""

import time
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.proto.summary_pb2 import Summary, SummaryMetadata
from tensorboard.compat.proto.tensor_pb2 import TensorProto
from tensorboard.compat.proto.tensor_shape_pb2 import TensorShapeProto
from tensorboard.compat.proto.types_pb2 import DT_DOUBLE, DT_FLOAT
from tensorboard.plugins.histogram.metadata import create_summary_metadata
from tensorboard.plugins.hparams import api_pb2, plugin_data_pb2

from experiments.tensorboard.runs import Run

Line = tuple[str, str, Sequence[float | None]]  # split or layer, metric or statistic, values by epoch
CURVES = ("train", "validation")  # the others have no value an epoch
WEIGHTS = "weight_"  # begins the names of a kernel's quantiles


def events(run: Run, curves: Iterable[Line], layers: Iterable[Line]) -> list[Event]:
    """All events of a training, one an epoch.

    Args:
        run: the training.
        curves: split, metric and values, from epoch 1 on.
        layers: layer, statistic and values, from before training (epoch 0) on.
    """
    now, epochs = time.time(), int(run.row["epochs"])
    by_step = [Event(wall_time=now, step=step) for step in range(epochs + 1)]
    for split, metric, values in curves:
        if split in CURVES:
            tag = metric if metric == "learning_rate" else f"{metric}/{split}"
            add_scalars(by_step[1:], tag, values)
    quantiles: dict[str, list[Sequence[float | None]]] = {}
    for layer, statistic, values in sorted(layers):
        if statistic.startswith(WEIGHTS):
            quantiles.setdefault(layer, []).append(values)
        else:
            add_scalars(by_step, f"{statistic}/{layer}", values)
    for layer, rows in quantiles.items():
        for event, ends in zip(by_step, zip(*rows, strict=True), strict=False):
            event.summary.value.append(histogram(f"weights/{layer}", ends))
    for name, value in run.row.items():
        if str(name).startswith(("test_", "train_", "validation_")) and value == value and name != "train_seconds":
            by_step[-1].summary.value.add(tag=f"final/{name}", simple_value=value)
    first = Event(wall_time=now, file_version="brain.Event:2")
    return [first, *hparams(run), *(event for event in by_step if event.summary.value)]


def add_scalars(steps: list[Event], tag: str, values: Sequence[float | None]) -> None:
    """Adds one value to each step; null is NaN."""
    for event, value in zip(steps, values, strict=False):
        event.summary.value.add(tag=tag, simple_value=np.nan if value is None else value)


def histogram(tag: str, ends: Sequence[float | None]) -> Summary.Value:
    """Weights between neighbouring quantiles, as shares of 100: the plugin's rows (left, right, count)."""
    known = np.array([np.nan if end is None else end for end in ends], np.float64)
    shares = np.full(len(known) - 1, 100 / (len(known) - 1))
    rows = np.stack([known[:-1], known[1:], shares], axis=1)
    rows = rows if np.isfinite(rows).all() else rows[:0]
    shape = TensorShapeProto(dim=[TensorShapeProto.Dim(size=size) for size in rows.shape])
    tensor = TensorProto(dtype=DT_DOUBLE, tensor_shape=shape, tensor_content=rows.tobytes())
    return Summary.Value(tag=tag, metadata=create_summary_metadata(None, "share of 100 weights"), tensor=tensor)


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
