"""SpatialDropout: silences random feature maps in training."""

import keras
from keras import ops

from custom_layers.draws import Draws
from custom_layers.layers.dropout import dropout
from custom_layers.settings import Settings, setting


@keras.saving.register_keras_serializable("custom_layers")
class SpatialDropout(keras.layers.Layer):
    """Each feature map of each sample is silent as a whole with probability p, in training alone.

        y[b, ..., c] = x[b, ..., c] m[b, c] / (1 − p),  m ~ Bernoulli(1 − p)    in training
        y = x                                                                   at inference

    Inputs (batch, ..., channels) of any rank from 2: sequences (batch, steps, channels) and images (batch,
    height, width, channels) alike. Dtype kept. Neighbours within a map are alike, so that silencing single
    entries would take little away. Rate and key are held as in `Dropout`.

    Args:
        rate: p, 0 ≤ p < 1.
        seed: integer in [0, 2⁶⁴), or `None` to draw one (`keras.utils.set_random_seed` then governs it).
        **kwargs: what every Keras layer takes: `name`, `dtype`, `trainable`.

    Raises:
        ValueError: `rate` outside its range.

    Reference: Tompson, Goroshin, Jain, LeCun and Bregler 2015, "Efficient Object Localization Using
        Convolutional Networks", section 3.2, arXiv:1411.4280.
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
        """`dropout` of the feature maps in training."""
        if not training:
            return inputs
        batch, *steps, channels = ops.shape(inputs)
        draws = self.draws.uniform((batch, *(1 for _ in steps), channels))
        return dropout(inputs, self.settings.value("rate"), draws)

    def compute_output_shape(self, input_shape):
        """The shape of the inputs."""
        return input_shape

    def get_config(self):
        """The constructor's arguments."""
        return {**super().get_config(), "rate": self.rate, "seed": self.seed}
