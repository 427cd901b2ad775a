"""A network without some of its hidden units, several times over: what it can do when units lose their neighbours."""

from typing import Any

import keras
import numpy as np
from keras import ops

from experiments.errors import UserError
from experiments.spec import Part

SHARE, DRAWS = 0.2, 10  # of the hidden units of each layer; of who is removed


def thinned(spec: Part, model: keras.Model) -> keras.Model:
    """The network `draws` times, each without another `share` of the units of each hidden layer, at random.

    A hidden layer is one named `activation_k`, as for layer statistics: its outputs, or channels, are the units. They
    are set to 0 and nothing makes up for them. Who is removed depends on the layer's place and width alone, so that it
    is the same for all trials. The outputs have shape (rows, draws · units): those of the first draw come first.

    Raises:
        UserError: a share beyond 0 to 1, no draw, or a network without such layers.
    """
    share, draws = spec.get("share", SHARE), spec.get("draws", DRAWS)
    if not (0 < share < 1 and isinstance(draws, int) and draws >= 1):
        raise UserError(
            "The evaluation removal takes a share between 0 and 1 and a whole number of draws, at least 1. "
            f"Received: {spec}"
        )
    hidden = [layer.name for layer in model.layers if layer.name.startswith("activation_")]
    if not getattr(model, "inputs", None) or not hidden:
        raise UserError(
            "The evaluation removal needs a functional or Sequential network with hidden layers named activation_1, "
            f"activation_2, ... Received: {', '.join(layer.name for layer in model.layers)}"
        )

    def without(layer: keras.layers.Layer) -> keras.layers.Layer:
        return Thinned(layer, hidden.index(layer.name), share, draws) if layer.name in hidden else layer

    inputs = keras.Input(model.inputs[0].shape[1:])
    outputs = keras.models.clone_model(model, clone_function=without)(Repeated(draws)(inputs))
    return keras.Model(inputs, Aligned(draws)(outputs))


class Repeated(keras.layers.Layer):
    """The rows, `draws` times one after the other."""

    def __init__(self, draws: int):
        super().__init__()
        self.draws = draws

    def call(self, inputs: Any) -> Any:
        """(rows, ...) -> (draws · rows, ...)."""
        return ops.concatenate([inputs] * self.draws, axis=0)


class Aligned(keras.layers.Layer):
    """The outputs of all draws side by side."""

    def __init__(self, draws: int):
        super().__init__()
        self.draws = draws

    def call(self, inputs: Any) -> Any:
        """(draws · rows, units) -> (rows, draws · units)."""
        return ops.concatenate(ops.split(inputs, self.draws, axis=0), axis=-1)

    def compute_output_shape(self, input_shape: tuple) -> tuple:
        """The number of rows, which `call` divides by, is not known while a network is made."""
        return (None, *input_shape[1:-1], self.draws * input_shape[-1])


class Thinned(keras.layers.Layer):
    """A layer without some of its units, others in each draw."""

    def __init__(self, layer: keras.layers.Layer, depth: int, share: float, draws: int):
        super().__init__(name=f"thinned_{layer.name}")
        self.layer, self.depth, self.share, self.draws = layer, depth, share, draws

    def call(self, inputs: Any) -> Any:
        """The layer's outputs (draws · rows, ..., units), 0 where a unit is removed."""
        outputs = self.layer(inputs)
        kept = self.kept(outputs.shape[-1]).reshape(self.draws, *(1 for _ in outputs.shape[1:-1]), outputs.shape[-1])
        parts = ops.split(outputs, self.draws, axis=0)
        masks = ops.cast(ops.convert_to_tensor(kept), outputs.dtype)
        return ops.concatenate([part * masks[draw] for draw, part in enumerate(parts)], axis=0)

    def compute_output_shape(self, input_shape: tuple) -> tuple:
        """That of the layer."""
        return self.layer.compute_output_shape(input_shape)

    def kept(self, units: int) -> np.ndarray:
        """1 for a unit that stays, 0 for one that is removed, (draws, units)."""
        removed = round(self.share * units)
        orders = [np.random.default_rng((self.depth, draw)).permutation(units) for draw in range(self.draws)]
        return np.stack([(order >= removed) for order in orders]).astype(np.float32)
