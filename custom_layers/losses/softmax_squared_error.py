"""SoftmaxSquaredError: squared error for class probabilities."""

import keras
from keras import ops

from custom_layers.losses.class_numbers import class_numbers


@keras.saving.register_keras_serializable("custom_layers")
class SoftmaxSquaredError(keras.losses.Loss):
    """The mean over classes of the squared error of the predicted probabilities: Brier's score over their number.

        L = mean_k (q_k − [k = y])²,  with q = softmax(z)

    `y_true` holds class numbers (y), of shape (samples, ...) or (samples, ..., 1); `y_pred` (z, before the softmax) is
    of shape (samples, ..., classes). One loss for each but the last axis, between 0 and 2 / classes. Its gradient
    passes through the slope of the softmax and vanishes where a sample is surely wrong. A label that is no class
    raises, or makes the loss nan where a compiled program cannot raise.

    Args:
        **kwargs: what every Keras loss takes: `reduction`, `dtype`.

    Raises:
        ValueError: in a call, labels that are no classes, or one-hot.

    Reference: Brier 1950, "Verification of forecasts expressed in terms of probability", equation (2) (there the
        sum), Monthly Weather Review 78(1).
    """

    def __init__(self, name="softmax_squared_error", **kwargs):
        super().__init__(name=name, **kwargs)

    def call(self, y_true, y_pred):
        """The loss of each sample."""
        y_pred = ops.convert_to_tensor(y_pred)
        labels, factor = class_numbers(y_true, y_pred)
        target = ops.one_hot(labels, y_pred.shape[-1], dtype=y_pred.dtype)
        return factor * ops.mean(ops.square(ops.softmax(y_pred, axis=-1) - target), axis=-1)
