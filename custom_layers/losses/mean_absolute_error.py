"""MeanAbsoluteError: the mean distance."""

import keras
from keras import ops

from custom_layers.losses.alignment import aligned


@keras.saving.register_keras_serializable("custom_layers")
class MeanAbsoluteError(keras.losses.Loss):
    """The mean over outputs of the absolute error: an outlier pulls no harder than any other sample.

        L = mean |y − ŷ|,  ∂L/∂ŷ = −sign(y − ŷ) / outputs

    `y_true` and `y_pred` are of shape (samples, ..., outputs); one loss for each but the last axis. In units
    of y. Its best constant is the median.

    Args:
        **kwargs: what every Keras loss takes: `reduction`, `dtype`.

    Reference: Boscovich 1757 and Laplace 1793; Bishop 2006, "Pattern Recognition and Machine Learning",
        section 1.5.5.
    """

    def __init__(self, name="mean_absolute_error", **kwargs):
        super().__init__(name=name, **kwargs)

    def call(self, y_true, y_pred):
        """The loss of each sample."""
        y_true, y_pred = aligned(y_true, y_pred)
        return ops.mean(ops.abs(y_true - y_pred), axis=-1)
