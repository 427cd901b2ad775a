"""Losses and metrics of every row: pure functions of target and prediction."""

import math
from typing import Any

from keras import ops

from custom_layers.losses.alignment import aligned
from experiments.engines.backends import backend


def losses(loss: Any, y: Any, prediction: Any) -> Any:
    """The loss of every row, (rows,). As in Keras, targets are cast to the loss's own type, and a loss of more axes
    than rows is averaged over the others.
    """
    values = loss.call(ops.cast(y, loss.dtype), prediction)
    extra = math.prod(values.shape[1:])
    return values if len(values.shape) < 2 else ops.sum(values, tuple(range(1, len(values.shape)))) / extra


def per_row(task: str, loss: Any, y: Any, prediction: Any) -> dict[str, Any]:
    """Metric -> (rows,): the loss, and a hit (0 or 1) for classes or the absolute and squared error for values."""
    result = {"loss": losses(loss, y, prediction)}
    if task == "classification":
        classes = backend.argmax(prediction)
        # y may be (rows, 1): compared as it is, it would meet every row's class
        result["accuracy"] = ops.cast(ops.equal(classes, ops.reshape(y, ops.shape(classes))), "float32")
    else:
        target, prediction = aligned(y, prediction)
        error = ops.reshape(target - prediction, (-1,))
        result |= {"mae": ops.abs(error), "squared": error * error}
    return result
