"""class_numbers: labels that are classes, and nothing else."""

import keras
from keras import ops

from custom_layers.eager import values_if_known
from custom_layers.losses.alignment import agree

EXACT = {"float16": 2**11, "bfloat16": 2**8}  # how many class numbers these types tell apart


def class_numbers(y_true, y_pred):
    """Class numbers as int32, one for each prediction, and the factor that makes the loss nan where there is no class.

    Labels that are no whole number from 0 to classes − 1 raise where values are known. In a compiled program, where
    they are not, TensorFlow's own look-up raises on a CPU; elsewhere the factor is nan there, and 1 for all others.

    Args:
        y_true: labels of any type, (samples, ...) or (samples, ..., 1).
        y_pred: scores (samples, ..., classes).

    Returns:
        labels: int32 (samples, ...).
        factor: of the type of `y_pred`, (samples, ...).

    Raises:
        ValueError: labels of another shape (one-hot ones among them), or that are no class.
    """
    *samples, classes = y_pred.shape
    y_true = ops.convert_to_tensor(y_true)
    if len(y_true.shape) == len(y_pred.shape) and y_true.shape[-1] == 1:
        y_true = ops.squeeze(y_true, -1)
    if not agree(y_true.shape, samples):
        raise ValueError(
            f"Class numbers must be of shape {tuple(samples)} or {(*samples, 1)}; one-hot labels go with "
            f"`CrossEntropy`. Received: y_true.shape={tuple(y_true.shape)}, y_pred.shape={tuple(y_pred.shape)}"
        )
    dtype = keras.backend.standardize_dtype(y_true.dtype)
    if classes > EXACT.get(dtype, classes):
        raise ValueError(
            f"{dtype} tells {EXACT[dtype]} class numbers apart; a loss of `dtype=float32` tells more. "
            f"Received: classes={classes}"
        )
    labels = ops.cast(y_true, "int32")
    valid = (labels >= 0) & (labels < classes) & (ops.cast(labels, y_true.dtype) == y_true)
    is_class = values_if_known(valid)
    if is_class is not None and not is_class.all():
        raise ValueError(
            f"Labels must be whole numbers from 0 to {classes - 1}, one for each of the {classes} outputs. "
            f"Received: {ops.convert_to_numpy(y_true)[~is_class][:5].tolist()}"
        )
    labels = ops.take(ops.arange(classes, dtype="int32"), ops.where(valid, labels, classes))
    return labels, ops.where(valid, ops.ones((), y_pred.dtype), ops.cast(float("nan"), y_pred.dtype))
