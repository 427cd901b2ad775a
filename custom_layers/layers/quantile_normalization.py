"""QuantileNormalization: each feature made normal by its rank among known rows."""

from statistics import NormalDist

import keras
import numpy as np
from keras import ops

FARTHEST = 3.0  # standard deviations: beyond them float32 no longer tells the ranks apart
ENDS = NormalDist().cdf(-FARTHEST), NormalDist().cdf(FARTHEST)


@keras.saving.register_keras_serializable("custom_layers")
class QuantileNormalization(keras.layers.Layer):
    """Each feature made normal: the share of known rows below a value, then the normal quantile of that share.

        y = clip(Φ⁻¹(F(x)), −3, 3)
        F(x) = k / (K − 1)                                      x = q_k
        F(x) = (k + (x − q_k) / (q_(k+1) − q_k)) / (K − 1)      q_k < x < q_(k+1)

    q₀ ≤ … ≤ q_(K−1) are the feature's quantiles. Where some of them are equal, k is the mean of their places, also at
    the ends (scikit-learn's `QuantileTransformer` puts ties there at ±5.2): a column of many zeros stays in bounds.
    Beyond the ends F is 0 or 1. Inputs of shape (batch, ...features), shape and dtype kept; ranks are found in float32
    at least.

    Args:
        quantiles: q, (K, ...features) with K ≥ 2, in rising order; `None` until `adapt` finds them.
        **kwargs: what every Keras layer takes: `name`, `dtype`, `trainable`.

    Raises:
        ValueError: quantiles that fall, or fewer than two; a call before there are any.

    Reference: Gorishniy, Rubachev and Babenko 2022, "On Embeddings for Numerical Features in Tabular Deep Learning",
        NeurIPS, appendix C: numbers are prepared by scikit-learn's `QuantileTransformer` to a normal distribution.
    """

    def __init__(self, quantiles=None, **kwargs):
        super().__init__(**kwargs)
        self.quantiles = None if quantiles is None else np.asarray(quantiles, np.float64)
        if self.quantiles is not None and (len(self.quantiles) < 2 or (np.diff(self.quantiles, axis=0) < 0).any()):
            raise ValueError(f"`quantiles` must be at least two, in rising order. Received: quantiles={quantiles}")

    def adapt(self, rows):
        """Finds the quantiles of known rows: one for 30 rows, at least 10, at most 1000."""
        count = max(10, min(1000, len(rows) // 30))
        self.quantiles = np.quantile(np.asarray(rows, np.float64), np.linspace(0, 1, count), axis=0)

    def call(self, inputs):
        """The normal scores."""
        if self.quantiles is None:
            raise ValueError("`quantiles` must be given, or found by `adapt`, before the first call. Received: None")
        known, shape = self.quantiles.reshape(len(self.quantiles), -1), ops.shape(inputs)
        last, wide = len(known) - 1, "float64" if self.compute_dtype == "float64" else "float32"
        x = ops.cast(ops.reshape(inputs, (-1, known.shape[1])), wide)
        low, high = ranks(x, known, ops.less), ranks(x, known, ops.less_equal) - 1
        low, high = ops.clip(low, 0, last), ops.clip(high, 0, last)
        start, end = quantiles_at(high, known, wide), quantiles_at(low, known, wide)
        step = end - start
        between = ops.where(step > 0, (x - start) / ops.where(step > 0, step, 1.0), 0.5)
        share = (ops.cast(high, wide) + between * ops.cast(low - high, wide)) / last
        normal = 2**0.5 * ops.erfinv(2 * ops.clip(share, *ENDS) - 1)
        return ops.cast(ops.reshape(normal, shape), inputs.dtype)

    def compute_output_shape(self, input_shape):
        """The shape of the inputs."""
        return input_shape

    def get_config(self):
        """The constructor's arguments."""
        return {**super().get_config(), "quantiles": None if self.quantiles is None else self.quantiles.tolist()}


def ranks(x, known, before):
    """How many of its feature's quantiles are `before` each value of x, (batch, features), by bisection."""
    count = len(known)
    rank = ops.zeros(ops.shape(x), "int32")
    for power in reversed(range(count.bit_length())):
        more = rank + 2**power
        quantiles = quantiles_at(ops.minimum(more, count) - 1, known, x.dtype)
        rank = ops.where((more <= count) & before(quantiles, x), more, rank)
    return rank


def quantiles_at(indices, known, dtype):
    """The quantiles at some indices, (batch, features)."""
    firsts = ops.convert_to_tensor(np.arange(known.shape[1], dtype="int32") * len(known))
    return ops.take(ops.convert_to_tensor(known.T.ravel(), dtype), indices + firsts)
