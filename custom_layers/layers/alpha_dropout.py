"""AlphaDropout: dropout for self-normalising networks."""

import keras
from keras import ops

from custom_layers.draws import Draws
from custom_layers.settings import Settings, as_type, setting

# −λα of SELU: what it gives far below 0
LOWEST = -1.0507009873554805 * 1.6732632423543772


@keras.saving.register_keras_serializable("custom_layers")
def alpha_dropout(x, rate, draws):
    """The inputs with the units of too small a draw set to SELU's lowest value, then shifted and scaled.

        alpha_dropout(x) = a x + b      u ≥ p
        alpha_dropout(x) = a α' + b     u < p

        a = (q + α'² q p)^(−1/2),  b = −a p α',  q = 1 − p,  α' = −λα ≈ −1.758

    The mean and the variance of x stay 0 and 1. Dtype kept; `rate` is p, `draws` is u ~ U(0, 1), of the shape
    of `x`.
    """
    a = ((1 - rate) * (1 + rate * LOWEST**2)) ** -0.5
    b = -a * rate * LOWEST
    a, b, low = (as_type(number, x.dtype) for number in (a, b, a * LOWEST + b))
    return ops.where(draws >= rate, a * x + b, low)


@keras.saving.register_keras_serializable("custom_layers")
class AlphaDropout(keras.layers.Layer):
    """`alpha_dropout` of the inputs in training: keeps mean 0 and variance 1 where `Dropout` would not.

    At inference y = x. Any shape, dtype kept; every entry and every step has a draw of its own. Rate and key are
    held as in `Dropout`.

    Args:
        rate: p, 0 ≤ p < 1; the paper advises 0.05 or 0.1.
        seed: integer in [0, 2⁶⁴), or `None` to draw one (`keras.utils.set_random_seed` then governs it).
        **kwargs: what every Keras layer takes: `name`, `dtype`, `trainable`.

    Raises:
        ValueError: `rate` outside its range.

    Reference: Klambauer, Unterthiner, Mayr and Hochreiter 2017, "Self-Normalizing Neural Networks", section 3
        ("new dropout technique"), arXiv:1706.02515.
    """

    rate = setting("rate", below=1)

    def __init__(self, rate, seed=None, **kwargs):
        super().__init__(**kwargs)
        self.settings = Settings("rate")
        self.rate = rate
        self.seed = seed
        self.draws = Draws(seed, name="draws")
        self.supports_masking = True

    def build(self, input_shape):
        """Makes ready rate and draws."""
        self.settings.build()
        self.draws.build()

    def call(self, inputs, training=False):
        """`alpha_dropout` of the inputs in training."""
        if not training:
            return inputs
        rate = self.settings.value("rate")
        return alpha_dropout(inputs, rate, self.draws.uniform(ops.shape(inputs)))

    def compute_output_shape(self, input_shape):
        """The shape of the inputs."""
        return input_shape

    def get_config(self):
        """The constructor's arguments."""
        return {**super().get_config(), "rate": self.rate, "seed": self.seed}
