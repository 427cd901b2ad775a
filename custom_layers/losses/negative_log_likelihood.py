"""NegativeLogLikelihood: the surprise at the true class."""

import math

import keras
from keras import ops

from custom_layers.losses.class_numbers import class_numbers


@keras.saving.register_keras_serializable("custom_layers")
class NegativeLogLikelihood(keras.losses.Loss):
    """The negative logarithm of the probability given to the true class; no other output counts.

        L = −log_b q[y],  cross-entropy with a one-hot p over ln b;  with logits q = softmax(z)

    `y_true` holds class numbers, of shape (samples, ...) or (samples, ..., 1); `y_pred` (q, or z) is of shape (samples,
    ..., classes), as of every step of a sequence. One loss for each but the last axis, in bits at base 2, in nats at
    base e. q is kept above `keras.config.epsilon()`; with logits nothing is cut. A label that is no class raises, or
    makes the loss nan where a compiled program cannot raise.

    Args:
        base: b > 1.
        from_logits: whether `y_pred` is z, before the softmax.
        **kwargs: what every Keras loss takes: `reduction`, `dtype`.

    Raises:
        ValueError: `base` not above 1; in a call, labels that are no classes, or one-hot.

    Reference: Fisher 1922, "On the mathematical foundations of theoretical statistics"; Shannon 1948, "A
        Mathematical Theory of Communication", section 6 (units by the base).
    """

    def __init__(self, base=2.0, from_logits=False, name="negative_log_likelihood", **kwargs):
        super().__init__(name=name, **kwargs)
        if base <= 1:
            raise ValueError(f"`base` must be above 1. Received: base={base}")
        self.base = base
        self.from_logits = from_logits

    def call(self, y_true, y_pred):
        """The loss of each sample."""
        y_pred = ops.convert_to_tensor(y_pred)
        labels, factor = class_numbers(y_true, y_pred)
        chosen = ops.one_hot(labels, y_pred.shape[-1], dtype=y_pred.dtype)
        if self.from_logits:
            log_q = ops.sum(chosen * ops.log_softmax(y_pred, axis=-1), axis=-1)
        else:
            log_q = ops.log(ops.clip(ops.sum(chosen * y_pred, axis=-1), keras.config.epsilon(), 1))
        return -log_q * factor / math.log(self.base)

    def get_config(self):
        """The constructor's arguments."""
        return {**super().get_config(), "base": self.base, "from_logits": self.from_logits}
