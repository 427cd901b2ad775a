"""alignment: which target belongs to which prediction."""

from keras import ops


def aligned(y_true, y_pred):
    """Targets and predictions of one shape and one float type, entry by entry.

    As Keras's losses do: where the number of axes differs by one and the last axis has one entry, it is put in or
    left out, so that targets (samples,) meet outputs (samples, 1). Nothing else broadcasts: Keras makes a table of
    (samples, samples) of shapes that fit by chance.

    Args:
        y_true: numbers of any type, an array or a tensor.
        y_pred: float tensor or array.

    Raises:
        ValueError: shapes that cannot belong together.
    """
    y_pred = ops.convert_to_tensor(y_pred)
    y_true = ops.cast(ops.convert_to_tensor(y_true), y_pred.dtype)
    true, predicted = len(y_true.shape), len(y_pred.shape)
    # an axis is put in where only samples are left without it, else left out
    if true + 1 == predicted and y_pred.shape[-1] == 1:
        return same(*((ops.expand_dims(y_true, -1), y_pred) if true == 1 else (y_true, ops.squeeze(y_pred, -1))))
    if true == predicted + 1 and y_true.shape[-1] == 1:
        return same(*((y_true, ops.expand_dims(y_pred, -1)) if predicted == 1 else (ops.squeeze(y_true, -1), y_pred)))
    return same(y_true, y_pred)


def same(y_true, y_pred):
    """The pair, if its known sizes agree."""
    if not agree(y_true.shape, y_pred.shape):
        raise ValueError(
            "Targets must have the shape of the predictions (a last axis of 1 may be missing); class numbers go with "
            f"`NegativeLogLikelihood`. Received: y_true.shape={tuple(y_true.shape)}, y_pred.shape={tuple(y_pred.shape)}"
        )
    return y_true, y_pred


def agree(first, second):
    """Whether two shapes may be the same: a size that is not known yet is `None`."""
    sizes = zip(first, second, strict=False)
    return len(first) == len(second) and all(a == b or a is None or b is None for a, b in sizes)
