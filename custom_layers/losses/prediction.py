"""Prediction: the model's own output is what training makes small."""

import keras
from keras import ops


@keras.saving.register_keras_serializable("custom_layers")
class Prediction(keras.losses.Loss):
    """The mean over outputs of the prediction itself: for a model that computes its own loss.

        L = mean ŷ,  ∂L/∂ŷ = 1 / outputs

    `y_pred` is of shape (samples, ..., outputs); one loss for each but the last axis. `y_true` is not read.

    Args:
        **kwargs: what every Keras loss takes: `reduction`, `dtype`.

    Reference: Schneider, Balles and Hennig 2019, "DeepOBS: A Deep Learning Optimizer Benchmark Suite", appendix
        (quadratic problems), arXiv:1903.05499.
    """

    def __init__(self, name="prediction", **kwargs):
        super().__init__(name=name, **kwargs)

    def call(self, y_true, y_pred):
        """The loss of each sample."""
        del y_true
        return ops.mean(y_pred, axis=-1)
