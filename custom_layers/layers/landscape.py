"""Landscape: a layer that is trained to walk downhill."""

import difflib

import keras
import numpy as np
from keras import ops

from custom_layers.layers.landscapes import LANDSCAPES, PLANAR
from custom_layers.settings import Settings


@keras.saving.register_keras_serializable("custom_layers")
class Landscape(keras.layers.Layer):
    """A place in a landscape: its only trainable weight is the position, its output the height there.

        y_b = f(x),  x trainable, the same for every row b

    Inputs are read for their number of rows alone: (batch, ...) gives (batch, 1). With a loss that returns the
    prediction, each training step is one step of the optimizer on f, and the weight's values are its trajectory.
    Walks that differ in start or curvatures can share a program; curvatures are no weights.

    Args:
        function: a name in `landscapes.LANDSCAPES`, where the formulas stand.
        start: x before training, as many numbers as the landscape has coordinates.
        curvatures: cᵢ of the quadratic, one a coordinate; `None` for ones; for no other landscape.
        **kwargs: what every Keras layer takes: `name`, `dtype`, `trainable`.

    Raises:
        ValueError: an unknown landscape, or a start or curvatures that do not fit it.

    Reference: Surjanovic and Bingham 2013, "Virtual Library of Simulation Experiments: Test Functions and
        Datasets", for the first formulas of most; each formula names its own source.
    """

    def __init__(self, function="rosenbrock", start=(-1.5, 2.0), curvatures=None, **kwargs):
        super().__init__(**kwargs)
        if function not in LANDSCAPES:
            near = difflib.get_close_matches(str(function), LANDSCAPES) or list(LANDSCAPES)
            raise ValueError(f"There is no such landscape; near: {', '.join(near)}. Received: function={function}")
        fits = len(start) == 2 if function in PLANAR else len(start) > 0
        if curvatures is not None:
            fits = fits and function == "quadratic" and len(curvatures) == len(start)
        if not fits:
            raise ValueError(
                f"{sorted(PLANAR)} have two coordinates; `curvatures` are the quadratic's, one for each coordinate. "
                f"Received: function={function}, start={start}, curvatures={curvatures}"
            )
        self.function = function
        self.start = tuple(float(number) for number in start)
        self.settings = Settings("curvature")
        self.curvatures = curvatures

    @property
    def curvatures(self):
        """cᵢ in use, or `None` for ones."""
        return self._curvatures

    @curvatures.setter
    def curvatures(self, values):
        self._curvatures = None if values is None else tuple(float(number) for number in values)
        self.settings.assign("curvature", self._curvatures or (1.0,) * len(self.start))

    def build(self, input_shape):
        """Creates the position and makes ready the curvatures."""

        def start(shape, dtype):
            return ops.convert_to_tensor(np.array(self.start), dtype)

        self.position = self.add_weight(shape=(len(self.start),), initializer=start, name="position")
        self.settings.build()

    def call(self, inputs):
        """The height, once for each row."""
        position = ops.convert_to_tensor(self.position)
        curvature = ops.convert_to_tensor(self.settings.value("curvature"), position.dtype)
        height = LANDSCAPES[self.function](position, curvature)
        return ops.zeros((ops.shape(inputs)[0], 1), height.dtype) + height

    def get_config(self):
        """The constructor's arguments."""
        return {
            **super().get_config(),
            "function": self.function,
            "start": self.start,
            "curvatures": self.curvatures,
        }
