"""Anatomy: which layers of a Keras network are hidden, which have a kernel, and which activation they have.

The layers behind the last kernel on the way to each output, and that kernel itself, are the network's end: what they
compute is what the loss asks for. All others are hidden, those of networks within the network too.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import keras

KERNELS = ("kernel_initializer", "depthwise_initializer", "pointwise_initializer")
DROPPING = ("Dropout", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D", "AlphaDropout", "GaussianDropout")
ACTIVATIONS = (
    "ReLU", "LeakyReLU", "PReLU", "RReLU", "ELU", "SELU", "GELU", "SiLU", "Mish", "Sigmoid", "Tanh", "Softplus",
)  # fmt: skip
UNCHANGED = ("linear", "softmax", "log_softmax", "sparsemax")  # of these, none is the activation of a hidden layer


def is_open(network: Any) -> bool:
    """Whether Keras knows a network's layers and how they are called: a functional or a Sequential one."""
    kind = type(network)
    return kind.__module__.startswith("keras.") and kind.__name__ in ("Functional", "Sequential")


def is_kernel(layer: Any) -> bool:
    """Whether a layer is dense or convolutional."""
    return (
        isinstance(layer, keras.Layer)
        and hasattr(layer, "activation")
        and not hasattr(layer, "recurrent_initializer")
        and any(hasattr(layer, name) for name in KERNELS)
    )


def is_normal(layer: Any) -> bool:
    """Whether a layer normalises by batch."""
    return type(layer).__name__ == "BatchNormalization"


def is_dropping(layer: Any) -> bool:
    """Whether a layer leaves out units."""
    return type(layer).__name__ in DROPPING


def activation(layer: Any) -> str:
    """The activation that a layer is, or that a kernel has for itself, by its name; `linear` for none."""
    if type(layer).__name__ in ACTIVATIONS:
        return type(layer).__name__.lower().replace("leakyrelu", "leaky_relu")
    if not is_kernel(layer) and type(layer) is not keras.layers.Activation:
        return "linear"
    function = layer.activation
    return activation(function) if isinstance(function, keras.Layer) else getattr(function, "__name__", "linear")


def end(network: Any) -> set[str]:
    """The names of the layers at the end of an open network: from its outputs back to the last kernel on each way."""
    waiting, seen = keras.tree.flatten(network.outputs), set()
    while waiting:
        layer, node, _ = waiting.pop()._keras_history  # Keras has no public name for who made a tensor
        if layer.name in seen:
            continue
        seen.add(layer.name)
        passes = not getattr(layer, "trainable_variables", ()) or is_normal(layer) or activation(layer) != "linear"
        if passes and not is_kernel(layer):
            waiting += layer._inbound_nodes[node].input_tensors
    return seen


def hidden(network: Any, last: bool = True) -> Iterator[Any]:
    """The hidden layers that train, those within other networks too.

    Args:
        network: an open network.
        last: whether its outputs are those of the whole.
    """
    ends = end(network) if last else set()
    for layer in network.layers:
        if is_open(layer):
            yield from hidden(layer, layer.name in ends)
        elif layer.name not in ends and layer.trainable:
            yield layer


def kernels(network: Any) -> Iterator[Any]:
    """The layers with a kernel that train, the last one too."""
    for layer in network.layers:
        if is_open(layer):
            yield from kernels(layer)
        elif is_kernel(layer) and layer.trainable:
            yield layer


def usual(network: Any) -> tuple[str, int]:
    """The activation that most hidden layers have, and how many do; `linear` and 0 where none has one."""
    counts = Counter(name for layer in hidden(network) if (name := activation(layer)) not in UNCHANGED)
    return counts.most_common(1)[0] if counts else ("linear", 0)
