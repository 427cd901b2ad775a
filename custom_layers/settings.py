"""Settings: numbers that a layer is set to, in which models of one stack may differ."""

import math
from typing import Any

import keras
import numpy as np
from keras import ops

from custom_layers.stacking import is_stacking


@keras.saving.register_keras_serializable("custom_layers")
class Settings(keras.layers.Layer):
    """The settings of the layer that holds it: Python numbers, and within `custom_layers.stacking` tensors.

    Each is a non-trainable variable as well, so that a stack can hold one for each model. They are no weights:
    `get_weights`, `set_weights` and files of weights leave them out, as they do any argument of a layer, which its
    configuration holds. Outside a stack the Python number counts. The holder builds it in its own `build`.

    Args:
        names: of the settings, which `setting` makes attributes of the holder.
        **kwargs: what every Keras layer takes.
    """

    def __init__(self, *names, name="settings", **kwargs):
        super().__init__(name=name, **kwargs)
        self.numbers = dict.fromkeys(names)

    def build(self, input_shape=None):
        """Makes a variable of each setting that is given."""

        def start(value):
            return lambda shape, dtype: ops.convert_to_tensor(np.asarray(value), dtype)

        self.tensors = {
            name: self.add_weight(np.shape(value), start(value), "float32", trainable=False, autocast=False, name=name)
            for name, value in self.numbers.items()
            if value is not None
        }

    def assign(self, name, value):
        """Sets a number (a tuple of them, or `None`), also after the layer is built."""
        self.numbers[name] = value
        if self.built and name in self.tensors:
            self.tensors[name].assign(value)

    def value(self, name) -> Any:
        """A setting: a Python number, or float32 in a stack; `None` if it is not given."""
        return (
            ops.convert_to_tensor(self.tensors[name]) if is_stacking() and name in self.tensors else self.numbers[name]
        )

    @property
    def weights(self):
        """None: settings are no weights."""
        return []

    def save_own_variables(self, store):
        """Writes nothing."""

    def load_own_variables(self, store):
        """Reads nothing."""


def setting(name, below=math.inf, optional=False):
    """An attribute of a layer that is one of its `settings`: 0 ≤ value < `below`, checked whenever it is set.

    Args:
        name: of the attribute.
        below: what it must be below.
        optional: whether it may be `None`, which chooses another form of the layer.
    """

    def get(layer):
        return layer.settings.numbers[name]

    def put(layer, value):
        if not (is_real(value) and 0 <= value < below) and not (optional and value is None):
            raise ValueError(f"`{name}` must lie in [0, {below}). Received: {name}={value}")
        layer.settings.assign(name, None if value is None else float(value))

    return property(get, put, doc=f"`{name}` in use.")


def is_real(value):
    """Whether a value is one number, Python's or NumPy's."""
    return isinstance(value, int | float | np.integer | np.floating)


def as_type(number, dtype):
    """A setting in the type of what it meets: a Python number needs none."""
    return number if isinstance(number, float) else ops.cast(number, dtype)
