"""BinaryCrossEntropy: cross-entropy for yes or no."""

import keras
from keras import ops

from custom_layers.losses.alignment import aligned


@keras.saving.register_keras_serializable("custom_layers")
class BinaryCrossEntropy(keras.losses.Loss):
    """The mean over outputs of the cross-entropy of two classes: a larger error has a larger gradient.

        L = −mean [p ln q + (1 − p) ln(1 − q)],  with q = σ(z):  ∂L/∂z = (q − p) / outputs

    `y_true` (p in [0, 1]) and `y_pred` (q, or z) are of shape (samples, ..., outputs); one loss for each but
    the last axis, in nats. q is kept `keras.config.epsilon()` away from 0 and 1, where its gradient ends;
    with logits nothing is cut.

    Args:
        from_logits: whether `y_pred` is z, before the sigmoid.
        **kwargs: what every Keras loss takes: `reduction`, `dtype`.

    Reference: Bishop 2006, "Pattern Recognition and Machine Learning", equation (4.90).
    """

    def __init__(self, from_logits=False, name="binary_cross_entropy", **kwargs):
        super().__init__(name=name, **kwargs)
        self.from_logits = from_logits

    def call(self, y_true, y_pred):
        """The loss of each sample."""
        y_true, y_pred = aligned(y_true, y_pred)
        if self.from_logits:
            return ops.mean(ops.softplus(y_pred) - y_true * y_pred, axis=-1)
        q = ops.clip(y_pred, keras.config.epsilon(), 1 - keras.config.epsilon())
        return -ops.mean(y_true * ops.log(q) + (1 - y_true) * ops.log(1 - q), axis=-1)

    def get_config(self):
        """The constructor's arguments."""
        return {**super().get_config(), "from_logits": self.from_logits}
