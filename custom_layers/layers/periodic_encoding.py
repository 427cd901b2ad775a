"""PeriodicEncoding: each number as sines and cosines of trained frequencies."""

import math

import keras
from keras import ops


@keras.saving.register_keras_serializable("custom_layers")
class PeriodicEncoding(keras.layers.Layer):
    """Each feature of a row as the sines and cosines of its own trained frequencies.

        v_fk = 2π c_fk x_f
        y_f = [sin v_f1, …, sin v_fK, cos v_f1, …, cos v_fK],    c_fk ~ N(0, σ²) at first

    Inputs (batch, features) give (batch, features, 2K), dtype kept; angles are computed in float32 at least. A
    `FeatureDense` and a ReLU usually follow ("PLR" in the paper). Inputs are of the size of 1, standardised or scaled
    by `QuantileNormalization`. σ matters most: a large one lets a network bend within a small part of a feature.

    Args:
        frequencies: K, of each feature.
        scale: σ > 0.
        seed: of the first frequencies; `None` to draw one.
        **kwargs: what every Keras layer takes: `name`, `dtype`, `trainable`.

    Raises:
        ValueError: no frequency, or a scale that is not above 0.

    Reference: Gorishniy, Rubachev and Babenko 2022, "On Embeddings for Numerical Features in Tabular Deep Learning",
        NeurIPS, section 3.3, equation 4.
    """

    def __init__(self, frequencies=16, scale=0.1, seed=None, **kwargs):
        super().__init__(**kwargs)
        if not (isinstance(frequencies, int) and frequencies >= 1 and scale > 0):
            raise ValueError(
                "`frequencies` must be a whole number of at least 1 and `scale` a number above 0. "
                f"Received: frequencies={frequencies}, scale={scale}"
            )
        self.frequencies, self.scale, self.seed = frequencies, scale, seed

    def build(self, input_shape):
        """Draws the frequencies, (features, K)."""
        drawn = keras.initializers.RandomNormal(0.0, self.scale, self.seed)
        shape = (input_shape[-1], self.frequencies)
        self.frequency = self.add_weight(shape=shape, initializer=drawn, autocast=False, name="frequency")

    def call(self, inputs):
        """The sines, then the cosines."""
        wide = "float64" if self.compute_dtype == "float64" else "float32"
        angles = 2 * math.pi * ops.cast(inputs, wide)[..., None] * ops.cast(self.frequency, wide)
        return ops.cast(ops.concatenate([ops.sin(angles), ops.cos(angles)], axis=-1), inputs.dtype)

    def compute_output_shape(self, input_shape):
        """(batch, features, 2K)."""
        return (*input_shape, 2 * self.frequencies)

    def get_config(self):
        """The constructor's arguments."""
        return {**super().get_config(), "frequencies": self.frequencies, "scale": self.scale, "seed": self.seed}
