"""CrossEntropy: the code length of one distribution under another."""

import keras
from keras import ops

from custom_layers.losses.alignment import aligned


@keras.saving.register_keras_serializable("custom_layers")
class CrossEntropy(keras.losses.Loss):
    """The cross-entropy of given class probabilities (one-hot or soft) and predicted ones.

        L = H(p, q) = −Σ p ln q,  with q = softmax(z):  ∂L/∂z = q − p

    `y_true` (p) and `y_pred` (q, or z) are of shape (samples, ..., classes); one loss for each but the last
    axis, in nats. q is kept above `keras.config.epsilon()`, where its gradient ends; with logits nothing is
    cut.

    Args:
        from_logits: whether `y_pred` is z, before the softmax.
        **kwargs: what every Keras loss takes: `reduction`, `dtype`.

    Reference: Bishop 2006, "Pattern Recognition and Machine Learning", equation (4.108).
    """

    def __init__(self, from_logits=False, name="cross_entropy", **kwargs):
        super().__init__(name=name, **kwargs)
        self.from_logits = from_logits

    def call(self, y_true, y_pred):
        """The loss of each sample."""
        y_true, y_pred = aligned(y_true, y_pred)
        if self.from_logits:
            log_q = ops.log_softmax(y_pred, axis=-1)
        else:
            log_q = ops.log(ops.clip(y_pred, keras.config.epsilon(), 1))
        return -ops.sum(y_true * log_q, axis=-1)

    def get_config(self):
        """The constructor's arguments."""
        return {**super().get_config(), "from_logits": self.from_logits}
