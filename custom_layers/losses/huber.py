"""Huber: squared for small errors, absolute for large."""

import keras
from keras import ops

from custom_layers.losses.alignment import aligned


@keras.saving.register_keras_serializable("custom_layers")
class Huber(keras.losses.Loss):
    """The mean over outputs of an error that is squared near 0 and absolute beyond δ.

        L = mean h(y − ŷ),  h(e) = ½ e²                 |e| ≤ δ
                            h(e) = δ |e| − ½ δ²         |e| > δ

    `y_true` and `y_pred` are of shape (samples, ..., outputs); one loss for each but the last axis.

    Args:
        delta: δ > 0, in units of y.
        **kwargs: what every Keras loss takes: `reduction`, `dtype`.

    Raises:
        ValueError: `delta` not above 0.

    Reference: Huber 1964, "Robust Estimation of a Location Parameter", Annals of Mathematical Statistics
        35(1), section 4.
    """

    def __init__(self, delta=1.0, name="huber", **kwargs):
        super().__init__(name=name, **kwargs)
        if delta <= 0:
            raise ValueError(f"`delta` must be above 0. Received: delta={delta}")
        self.delta = delta

    def call(self, y_true, y_pred):
        """The loss of each sample."""
        y_true, y_pred = aligned(y_true, y_pred)
        size = ops.abs(y_true - y_pred)
        small = ops.minimum(size, self.delta)
        return ops.mean(small * (size - 0.5 * small), axis=-1)

    def get_config(self):
        """The constructor's arguments."""
        return {**super().get_config(), "delta": self.delta}
