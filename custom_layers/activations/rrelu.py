"""RReLU: a rectifier with a random slope below 0."""

import keras
from keras import ops

from custom_layers.draws import Draws
from custom_layers.settings import Settings, as_type, setting


@keras.saving.register_keras_serializable("custom_layers")
class RReLU(keras.layers.Layer):
    """The randomised leaky rectifier: every negative input meets a slope of its own, drawn anew each step.

        rrelu(x) = x            x > 0
        rrelu(x) = a x          x ≤ 0,  a ~ U(l, u) in training, (l + u) / 2 at inference

    Any shape, dtype kept. The paper divides by a number from U(3, 8) instead; like PyTorch this class
    multiplies, by slopes between the same bounds, 1/8 and 1/3.

    Models that differ in bounds and key can share a program; neither is a weight. A saved model goes on with the
    draws it would have made.

    Args:
        lower: l ≥ 0, the smallest slope.
        upper: u ≥ l, the largest slope.
        seed: integer in [0, 2⁶⁴), or `None` to draw one (`keras.utils.set_random_seed` then governs it).
        **kwargs: what every Keras layer takes: `name`, `dtype`, `trainable`.

    Raises:
        ValueError: bounds that are not 0 ≤ l ≤ u.

    Reference: Xu, Wang, Chen and Li 2015, "Empirical Evaluation of Rectified Activations in Convolutional
        Network", section 2.4, arXiv:1505.00853.
    """

    lower = setting("lower")
    upper = setting("upper")

    def __init__(self, lower=0.125, upper=1 / 3, seed=None, **kwargs):
        super().__init__(**kwargs)
        if not 0 <= lower <= upper:
            raise ValueError(f"Slopes must obey 0 ≤ lower ≤ upper. Received: lower={lower}, upper={upper}")
        self.settings = Settings("lower", "upper")
        self.lower = lower
        self.upper = upper
        self.seed = seed
        self.draws = Draws(seed, name="draws")
        self.supports_masking = True

    def build(self, input_shape):
        """Makes ready bounds and draws."""
        self.settings.build()
        self.draws.build()

    def call(self, inputs, training=False):
        """The inputs, negative ones times their slopes."""
        lower, upper = (as_type(self.settings.value(name), inputs.dtype) for name in ("lower", "upper"))
        slope = (lower + upper) / 2
        if training:
            draws = self.draws.uniform(ops.shape(inputs))
            slope = lower + (upper - lower) * ops.cast(draws, inputs.dtype)
        return ops.where(inputs > 0, inputs, slope * inputs)

    def compute_output_shape(self, input_shape):
        """The shape of the inputs."""
        return input_shape

    def get_config(self):
        """The constructor's arguments."""
        return {**super().get_config(), "lower": self.lower, "upper": self.upper, "seed": self.seed}
