"""MonteCarloDropout: dropout that goes on at inference."""

import keras
from keras import ops

from custom_layers.draws import Draws
from custom_layers.layers.dropout import dropout
from custom_layers.settings import Settings, setting


@keras.saving.register_keras_serializable("custom_layers")
class MonteCarloDropout(keras.layers.Layer):
    """Each unit is silent with probability p, in training and at inference; the others make up for it.

        y = x m / (1 − p),  m ~ Bernoulli(1 − p)

    Any shape, dtype kept. Predictions differ from call to call; their mean estimates that of a Bayesian
    network, their spread its doubt: see `predict_distribution`. Rate and key are held as in `Dropout`.

    Args:
        rate: p, 0 ≤ p < 1.
        seed: integer in [0, 2⁶⁴), or `None` to draw one (`keras.utils.set_random_seed` then governs it).
        **kwargs: what every Keras layer takes: `name`, `dtype`, `trainable`.

    Raises:
        ValueError: `rate` outside its range.

    Reference: Gal and Ghahramani 2016, "Dropout as a Bayesian Approximation", section 4, arXiv:1506.02142.
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
        """`dropout` of the inputs, whatever `training` says."""
        return dropout(inputs, self.settings.value("rate"), self.draws.uniform(ops.shape(inputs)))

    def compute_output_shape(self, input_shape):
        """The shape of the inputs."""
        return input_shape

    def get_config(self):
        """The constructor's arguments."""
        return {**super().get_config(), "rate": self.rate, "seed": self.seed}
