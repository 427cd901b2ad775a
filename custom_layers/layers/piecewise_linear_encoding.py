"""PiecewiseLinearEncoding: each number as how far it fills each of some bins."""

from statistics import NormalDist

import keras
import numpy as np
from keras import ops

FARTHEST = 3.0  # the outer edges, where `QuantileNormalization` clips


@keras.saving.register_keras_serializable("custom_layers")
class PiecewiseLinearEncoding(keras.layers.Layer):
    """Each feature of a row as how far it fills each of T bins, an ordinal code that keeps the place within a bin.

        y_ft = 0                                  x_f < b_(t−1)  and t > 1
        y_ft = 1                                  x_f ≥ b_t      and t < T
        y_ft = (x_f − b_(t−1)) / (b_t − b_(t−1))  otherwise

    Inputs (batch, features) give (batch, features, T), dtype kept. The edges b are the quantiles t/T of N(0, 1), with
    ±3 at the ends: on features that `QuantileNormalization` made normal, these are the paper's bins, with as many
    training rows in each. A `FeatureDense` and a ReLU usually follow.

    Args:
        bins: T.
        **kwargs: what every Keras layer takes: `name`, `dtype`, `trainable`.

    Raises:
        ValueError: fewer than two bins.

    Reference: Gorishniy, Rubachev and Babenko 2022, "On Embeddings for Numerical Features in Tabular Deep Learning",
        NeurIPS, section 3.2, equation 1; quantiles as edges: section 3.2.1.
    """

    def __init__(self, bins=16, **kwargs):
        super().__init__(**kwargs)
        if not (isinstance(bins, int) and bins >= 2):
            raise ValueError(f"`bins` must be a whole number of at least 2. Received: bins={bins}")
        self.bins = bins

    @property
    def edges(self):
        """b₀ to b_T."""
        inner = [NormalDist().inv_cdf(t / self.bins) for t in range(1, self.bins)]
        return np.array([-FARTHEST, *inner, FARTHEST])

    def call(self, inputs):
        """How far each bin is filled."""
        wide = "float64" if self.compute_dtype == "float64" else "float32"
        edges = self.edges
        low, width = (ops.cast(values, wide) for values in (edges[:-1], np.diff(edges)))
        least = ops.cast(np.where(np.arange(self.bins) > 0, 0.0, -np.inf), wide)
        most = ops.cast(np.where(np.arange(self.bins) < self.bins - 1, 1.0, np.inf), wide)
        filled = (ops.cast(inputs, wide)[..., None] - low) / width
        return ops.cast(ops.minimum(ops.maximum(filled, least), most), inputs.dtype)

    def compute_output_shape(self, input_shape):
        """(batch, features, T)."""
        return (*input_shape, self.bins)

    def get_config(self):
        """The constructor's arguments."""
        return {**super().get_config(), "bins": self.bins}
