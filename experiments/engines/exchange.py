"""Exchange: layers of Keras's that do not vectorise call their siblings in `custom_layers` while a stack is traced.

A layer keeps its weights, its seed and its name; only the function that it calls is exchanged. So the weights of a
stack are those of the network, in the same order, and a call outside a stack is Keras's own.
"""

from collections import Counter
from collections.abc import Callable
from functools import wraps
from typing import Any

import keras
from keras import ops

from custom_layers import layers
from custom_layers.layers.alpha_dropout import alpha_dropout
from custom_layers.layers.dropout import dropout
from custom_layers.random import tensor_uniform
from custom_layers.stacking import is_stacking
from experiments.engines.backends import backend

STEPS = 30  # an unrolled recurrent layer: beyond, its compilation takes longer than looping
Call = Callable[..., Any]


def exchange(model: keras.Model) -> dict[str, int]:
    """Exchanges the calls of a network's layers, those within other layers too; gives how many of each kind."""
    counts: Counter[str] = Counter()
    for layer in model._flatten_layers(include_self=False):  # Keras has no public way to layers within layers
        kind = type(layer).__name__
        refused = kind in backend.REFUSED and type(layer) is getattr(keras.layers, kind)
        if refused and getattr(layer, "rate", 1) and (call := sibling(layer)):  # a rate of 0 does nothing
            layer.call = chosen(call, layer.call)
            counts[kind] += 1
    return dict(counts)


def chosen(sibling_call: Call, own_call: Call) -> Call:
    """The sibling's call while a stack is traced, else the layer's own."""

    @wraps(own_call)
    def call(*arguments: Any, **options: Any) -> Any:
        return (sibling_call if is_stacking() else own_call)(*arguments, **options)

    return call


def sibling(layer: Any) -> Call | None:
    """The call of a layer's sibling with the layer's weights; None where it lacks one of the layer's options."""
    if isinstance(layer, keras.layers.RNN):
        return recurrent(layer)
    if isinstance(layer, keras.layers.Conv1D | keras.layers.Conv2D):
        return convolution(layer)
    return dropped(layer)


def dropped(layer: Any) -> Call | None:
    """A dropout of units, or of whole feature maps."""
    maps = isinstance(
        layer, keras.layers.SpatialDropout1D | keras.layers.SpatialDropout2D | keras.layers.SpatialDropout3D
    )
    if getattr(layer, "noise_shape", None) is not None or getattr(layer, "data_format", None) == "channels_first":
        return None
    function = alpha_dropout if isinstance(layer, keras.layers.AlphaDropout) else dropout

    def call(inputs: Any, training: bool = False) -> Any:
        if not training or not layer.rate:
            return inputs
        shape = ops.shape(inputs)
        shape = (shape[0], *(1 for _ in shape[1:-1]), shape[-1]) if maps else shape
        return function(inputs, layer.rate, uniform(layer.seed_generator, shape))

    return call


def uniform(generator: keras.random.SeedGenerator, shape: tuple) -> Any:
    """The next numbers of a seed of Keras's, which is a number and how often it was asked: drawn as `Draws` does."""
    state = ops.cast(generator.next(), "int32")
    return tensor_uniform(shape, (state[0], ops.zeros((), "int32")), state[1])


def convolution(layer: Any) -> Call | None:
    """A convolution of images, or of sequences: these are images of one row."""
    shape = layer.get_build_config()["input_shape"]
    simple = layer.padding in ("valid", "same") and layer.data_format == "channels_last" and None not in shape[1:]
    if not simple or layer.groups > 1 or layer.lora_enabled:
        return None
    images = len(shape) == 4
    sizes = ("kernel_size", "strides", "dilation_rate")
    settings: dict[str, Any] = {name: getattr(layer, name) for name in ("filters", "padding", "activation", "use_bias")}
    settings |= {name: getattr(layer, name) if images else (1, *getattr(layer, name)) for name in sizes}
    twin = layers.Conv2D(**settings, dtype=layer.dtype_policy)
    twin.bias = layer.bias

    def call(inputs: Any) -> Any:
        twin.kernel = layer.kernel if images else ops.expand_dims(layer.kernel, 0)
        return twin.call(inputs) if images else ops.squeeze(twin.call(ops.expand_dims(inputs, 1)), 1)

    return call


def recurrent(layer: Any) -> Call | None:
    """A recurrent layer over a few steps, unrolled."""
    cell, shape = layer.cell, layer.get_build_config()
    steps = (shape.get("input_shape") or shape["shapes_dict"]["sequences_shape"])[1]
    if steps is None or steps > STEPS or cell.dropout or cell.recurrent_dropout or layer.stateful:
        return None
    names = ("units", "activation", "recurrent_activation", "use_bias", "reset_after")
    settings = {name: getattr(cell, name) for name in names if hasattr(cell, name)}
    ways = {name: getattr(layer, name) for name in ("return_sequences", "return_state", "go_backwards")}
    twin = getattr(layers, type(layer).__name__)(**settings, **ways, dtype=layer.dtype_policy)
    twin.zero_output_for_mask = layer.zero_output_for_mask
    twin.kernel, twin.recurrent_kernel, twin.bias = cell.kernel, cell.recurrent_kernel, cell.bias

    def call(sequences: Any, initial_state: Any = None, mask: Any = None, training: bool = False) -> Any:
        return twin.call(sequences, initial_state, mask)

    return call
