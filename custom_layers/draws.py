"""Draws: random numbers that belong to a layer."""

import random

import keras
from keras import ops

from custom_layers.random import key_of, tensor_uniform
from custom_layers.stacking import is_stacking


@keras.saving.register_keras_serializable("custom_layers")
class Draws(keras.layers.Layer):
    """The random numbers of the layer that holds it: its state is a key and the number of draws so far.

    With a seed the numbers are `custom_layers.random`'s, the same on every backend. Without one they are those of the
    backend's own generator, which is several times as fast, except within `custom_layers.stacking`: there models that
    differ in their keys share a program. A saved model goes on with the draws it would have made. As with Keras's
    seeds, none of the state is a weight; files hold the number of draws alone, and the configuration the seed. The
    holder builds it in its own `build` and asks `uniform` instead of calling it.

    Args:
        seed: integer in [0, 2⁶⁴), or `None` to draw one (`keras.utils.set_random_seed` then governs it).
        **kwargs: what every Keras layer takes.

    Raises:
        ValueError: a seed outside its range.
    """

    def __init__(self, seed=None, **kwargs):
        super().__init__(**kwargs)
        self.seed = seed
        self._key = key_of(random.randint(1, 10**9) if seed is None else seed).view("int32")
        self.generator = keras.random.SeedGenerator() if seed is None else None

    def build(self, input_shape=None):
        """Stores key and counter."""

        def key(shape, dtype):
            return ops.convert_to_tensor(self._key, dtype)

        state = {"dtype": "int32", "trainable": False}
        self.key = self.add_weight(shape=(2,), initializer=key, name="key", **state)
        self.step = self.add_weight(shape=(), initializer="zeros", name="step", **state)

    @property
    def native(self):
        """Whether the numbers are those of the backend's own generator."""
        return self.generator is not None and not is_stacking()

    def uniform(self, shape):
        """The next float32 numbers, uniform in [0, 1), of `shape` (ints or scalar tensors)."""
        if self.native:
            return keras.random.uniform(shape, dtype="float32", seed=self.generator)
        numbers = tensor_uniform(shape, self.key, ops.convert_to_tensor(self.step))
        self.step.assign(self.step + 1)
        return numbers

    @property
    def weights(self):
        """None: random state is no weight."""
        return []

    def save_own_variables(self, store):
        """Writes the number of draws so far."""
        store["step"] = self.step

    def load_own_variables(self, store):
        """Reads the number of draws; a file of another layer's weights, Keras's own for one, has none."""
        if "step" in store.keys():  # noqa: SIM118 (a store is no dict)
            self.step.assign(store["step"])

    def get_config(self):
        """The constructor's arguments."""
        return {**super().get_config(), "seed": self.seed}
