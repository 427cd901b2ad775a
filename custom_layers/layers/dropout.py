"""Dropout: silences random units in training."""

import keras
from keras import ops

from custom_layers.draws import Draws
from custom_layers.settings import Settings, as_type, setting


@keras.saving.register_keras_serializable("custom_layers")
def dropout(x, rate, draws):
    """The inputs with the units of too small a draw silenced and the others strengthened.

        dropout(x) = x / (1 − p)    u ≥ p
        dropout(x) = 0              u < p

    The mean over u ~ U(0, 1) is x. `x` is of any shape, dtype kept; `rate` is p, `draws` is u, of a shape that
    broadcasts to that of `x`.
    """
    return ops.where(draws >= rate, x * as_type(1 / (1 - rate), x.dtype), ops.zeros((), x.dtype))


@keras.saving.register_keras_serializable("custom_layers")
class Dropout(keras.layers.Layer):
    """Each unit is silent with probability p, in training alone; the others make up for it.

        y = x m / (1 − p),  m ~ Bernoulli(1 − p)    in training
        y = x                                       at inference

    Any shape, dtype kept; every entry and every step has a draw of its own. (The paper scales at inference
    instead, by 1 − p: the same in the mean.) Models that differ in rate and key can share a program; neither
    is a weight, so that weights go to and from a model with Keras's layer, or with another rate.

    Args:
        rate: p, 0 ≤ p < 1.
        seed: integer in [0, 2⁶⁴), or `None` to draw one (`keras.utils.set_random_seed` then governs it).
        **kwargs: what every Keras layer takes: `name`, `dtype`, `trainable`.

    Raises:
        ValueError: `rate` outside its range.

    Reference: Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov 2014, "Dropout: A Simple Way to
        Prevent Neural Networks from Overfitting", section 4; scaling in training: section 10.
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
        """`dropout` of the inputs in training."""
        if not training:
            return inputs
        rate = self.settings.value("rate")
        if isinstance(rate, float) and self.draws.native:
            return keras.random.dropout(inputs, rate, seed=self.draws.generator)
        return dropout(inputs, rate, self.draws.uniform(ops.shape(inputs)))

    def compute_output_shape(self, input_shape):
        """The shape of the inputs."""
        return input_shape

    def get_config(self):
        """The constructor's arguments."""
        return {**super().get_config(), "rate": self.rate, "seed": self.seed}
