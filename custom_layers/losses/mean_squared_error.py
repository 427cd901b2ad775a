"""MeanSquaredError: the mean squared distance."""

import keras
from keras import ops

from custom_layers.losses.alignment import aligned


@keras.saving.register_keras_serializable("custom_layers")
class MeanSquaredError(keras.losses.Loss):
    """The mean over outputs of the squared error: suits a linear output and normal errors.

        L = mean (y − ŷ)²,  ∂L/∂ŷ = −2 (y − ŷ) / outputs

    `y_true` and `y_pred` are of shape (samples, ..., outputs); one loss for each but the last axis. In
    squared units of y. Under a saturating output the gradient passes through its slope, and a badly wrong
    unit learns slowly.

    Args:
        **kwargs: what every Keras loss takes: `reduction`, `dtype`.

    Reference: Gauss 1809, "Theoria motus"; Bishop 2006, "Pattern Recognition and Machine Learning", equation
        (5.11).
    """

    def __init__(self, name="mean_squared_error", **kwargs):
        super().__init__(name=name, **kwargs)

    def call(self, y_true, y_pred):
        """The loss of each sample."""
        y_true, y_pred = aligned(y_true, y_pred)
        error = y_true - y_pred
        return ops.mean(error * error, axis=-1)
