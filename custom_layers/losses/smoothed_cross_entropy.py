"""SmoothedCrossEntropy: cross-entropy with a little of every label given to all classes."""

import keras
from keras import ops

from custom_layers.losses.class_numbers import class_numbers


@keras.saving.register_keras_serializable("custom_layers")
class SmoothedCrossEntropy(keras.losses.Loss):
    """The cross-entropy of class numbers whose share ε is spread evenly over all K classes (label smoothing).

        L = −Σ_k p_k ln q_k,  with p_k = (1 − ε) [k = y] + ε / K,  q = softmax(z):  ∂L/∂z = q − p

    `y_true` holds class numbers (y), of shape (samples, ...) or (samples, ..., 1); `y_pred` (q, or z) is of shape
    (samples, ..., classes). One loss for each but the last axis, in nats. Its least value is the entropy of p, not 0,
    so that no output has to grow without end. q is kept above `keras.config.epsilon()`, where its gradient ends; with
    logits nothing is cut. Keras has the same for one-hot labels: `CategoricalCrossentropy(label_smoothing=ε)`.

    Args:
        label_smoothing: ε, 0 ≤ ε ≤ 1; with 0 it is the plain cross-entropy.
        from_logits: whether `y_pred` is z, before the softmax.
        **kwargs: what every Keras loss takes: `reduction`, `dtype`.

    Raises:
        ValueError: ε beyond 0 to 1; in a call, labels that are no classes, or one-hot.

    Reference: Szegedy, Vanhoucke, Ioffe, Shlens and Wojna 2016, "Rethinking the Inception Architecture for Computer
        Vision", CVPR, section 7.
    """

    def __init__(self, label_smoothing=0.1, from_logits=False, name="smoothed_cross_entropy", **kwargs):
        if not 0 <= label_smoothing <= 1:
            raise ValueError(f"`label_smoothing` must lie in [0, 1]. Received: label_smoothing={label_smoothing}")
        super().__init__(name=name, **kwargs)
        self.label_smoothing, self.from_logits = label_smoothing, from_logits

    def call(self, y_true, y_pred):
        """The loss of each sample."""
        y_pred = ops.convert_to_tensor(y_pred)
        labels, factor = class_numbers(y_true, y_pred)
        if self.from_logits:
            log_q = ops.log_softmax(y_pred, axis=-1)
        else:
            log_q = ops.log(ops.clip(y_pred, keras.config.epsilon(), 1))
        one_hot = ops.one_hot(labels, y_pred.shape[-1], dtype=y_pred.dtype)
        p = (1 - self.label_smoothing) * one_hot + self.label_smoothing / y_pred.shape[-1]
        return -factor * ops.sum(p * log_q, axis=-1)

    def get_config(self):
        """The constructor's arguments."""
        return {**super().get_config(), "label_smoothing": self.label_smoothing, "from_logits": self.from_logits}
