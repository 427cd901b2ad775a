"""following: the monitored entry of the logs, its direction, and the optimizer's rate, for callbacks."""

import keras
from keras import ops

SMALLER = ("loss", "error", "mse", "mae", "rmse", "nll", "crossentropy", "divergence")
LARGER = ("acc", "accuracy", "auc", "precision", "recall", "f1", "score", "r2", "iou")


def sign(monitor, mode):
    """1 where a smaller entry is better, −1 where a larger is.

    "auto" decides by the last word of the entry's name.

    Raises:
        ValueError: an unknown mode, or a name by which "auto" cannot decide.
    """
    if mode in ("min", "max"):
        return 1 if mode == "min" else -1
    if mode == "auto":
        last = monitor.rpartition("_")[2]
        if last in SMALLER or last.endswith("loss"):
            return 1
        if last in LARGER:
            return -1
    raise ValueError(
        f'`mode` must be "min" or "max", or "auto" for a name that tells. Received: mode={mode}, monitor={monitor}'
    )


def monitored(monitor, logs):
    """The entry of an epoch's logs; `None` in an epoch that is not validated.

    Raises:
        ValueError: an entry of training that the logs do not have.
    """
    logs = logs or {}
    if monitor in logs:
        return float(logs[monitor])
    if monitor.startswith("val_") and monitor.removeprefix("val_") in logs:
        return None  # `validation_freq`
    raise ValueError(f"The logs have no such entry: {sorted(logs)}. Received: monitor={monitor}")


def check_monitored(monitor, values):
    """Refuses an entry that no epoch had."""
    if not values:
        raise ValueError(f"No epoch was validated, so there was nothing to follow. Received: monitor={monitor}")


def free_rate(optimizer):
    """The rate of an optimizer that lets it be set.

    Raises:
        ValueError: the rate follows a schedule or a function.
    """
    rate = optimizer.learning_rate
    try:
        optimizer.learning_rate = rate
    except (TypeError, AttributeError):
        free = False
    else:
        free = isinstance(rate, keras.Variable)
    if not free:
        raise ValueError(
            "The optimizer's rate follows a schedule, and cannot be set: give it a number. "
            f"Received: {optimizer.get_config()['learning_rate']}"
        )
    return float(ops.convert_to_numpy(rate))
