"""KLDivergence: the extra code length of a wrong distribution."""

import math

import keras
from keras import ops

from custom_layers.losses.alignment import aligned


@keras.saving.register_keras_serializable("custom_layers")
class KLDivergence(keras.losses.Loss):
    """The relative entropy of predicted class probabilities: what coding by them costs beyond the least.

        L = Σ p log_b (p / q) = H(p, q) − H(p) ≥ 0,  0 only where q = p

    `y_true` (p) and `y_pred` (q) are of shape (samples, ..., classes); one loss for each but the last axis,
    in bits at base 2, in nats at base e. Both are kept above `keras.config.epsilon()`.

    Args:
        base: b > 1.
        **kwargs: what every Keras loss takes: `reduction`, `dtype`.

    Raises:
        ValueError: `base` not above 1.

    Reference: Kullback and Leibler 1951, "On Information and Sufficiency", equation (2.4).
    """

    def __init__(self, base=2.0, name="kl_divergence", **kwargs):
        super().__init__(name=name, **kwargs)
        if base <= 1:
            raise ValueError(f"`base` must be above 1. Received: base={base}")
        self.base = base

    def call(self, y_true, y_pred):
        """The loss of each sample."""
        y_true, y_pred = aligned(y_true, y_pred)
        p, q = (ops.clip(y, keras.config.epsilon(), 1) for y in (y_true, y_pred))
        return ops.sum(p * (ops.log(p) - ops.log(q)), axis=-1) / math.log(self.base)

    def get_config(self):
        """The constructor's arguments."""
        return {**super().get_config(), "base": self.base}
