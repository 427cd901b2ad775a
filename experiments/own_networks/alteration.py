"""Alteration: a Keras network with other activations, initial weights, normalisation or dropout than it was built with.

Keras calls the layers of the network again, one after the other (`clone_model`), and what is wanted goes in between. A
layer that stays is the same object, with its weights and state; an exchanged one has the weights of the one before.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import keras

from custom_layers.layers import Dropout
from experiments.own_networks.anatomy import (
    KERNELS,
    UNCHANGED,
    activation,
    end,
    hidden,
    is_dropping,
    is_kernel,
    is_normal,
    is_open,
    kernels,
    usual,
)
from experiments.own_networks.normalization import BEFORE, normalization

Make = Callable[[int], Any]  # depth -> a new activation or initializer


@dataclass
class Alteration:
    """What is to be other in one network; a field that is None leaves all as it is.

    Attributes:
        exchanged: the activation that others take the place of; `anatomy.usual`.
        seed: of dropout's masks; those of what `activation` and `initializer` make are their own.
        activation: makes the activation of one layer, a layer itself, in place of `exchanged`.
        initializer: makes the initializer of one kernel.
        batch_normalization: where; see `convention.PLACES`. The network's own is left out.
        moving: what its moments keep of themselves at each step.
        dropout: the share that the network's dropout layers leave out; without such layers, one follows each
            activation, or each hidden kernel of a network without activations.
    """

    exchanged: str
    seed: int
    activation: Make | None = None
    initializer: Make | None = None
    batch_normalization: str | None = None
    moving: float = 0.99
    dropout: float | None = None
    inserted: bool = False  # whether dropout is
    depths: Counter[str] = field(default_factory=Counter)  # how many of each kind were made: seeds rest on it
    other: set[int] = field(default_factory=set)  # layers of another kind, by their ids: they take the inputs alone
    following: dict[int, list[Callable[[], Any]]] = field(default_factory=dict)  # what follows a layer, by its id
    entrance: dict[int, Any] = field(default_factory=dict)  # an input, by its id, as it is normalised

    def network(self, network: Any, last: bool = True) -> keras.Model:
        """The network, or one within another, with what is to be other."""
        if isinstance(network, keras.Sequential):
            network = keras.Model(network.inputs[0], network.outputs[0], name=network.name)
        inputs = keras.tree.map_structure(
            lambda tensor: keras.Input(batch_shape=tensor.shape, dtype=tensor.dtype, name=tensor.name), network.input
        )
        if last and self.batch_normalization in ("input", "both"):
            self.entrance = {id(tensor): self.normal()(tensor) for tensor in keras.tree.flatten(inputs)}
        ends = end(network) if last else set()
        return keras.models.clone_model(
            network, input_tensors=inputs, clone_function=partial(self.layer, ends), call_function=self.called
        )

    def called(self, layer: Any, *given: Any, **options: Any) -> Any:
        """What a layer makes of its inputs, and what follows it of that."""
        given, options = keras.tree.map_structure(lambda value: self.entrance.get(id(value), value), (given, options))
        outputs = layer(*given) if id(layer) in self.other else layer(*given, **options)
        for make in self.following.get(id(layer), ()):
            outputs = make()(outputs)
        return outputs

    def layer(self, ends: set[str], layer: Any) -> Any:
        """What takes the place of a layer: another one, or itself."""
        if is_open(layer):
            return self.network(layer, layer.name in ends) if layer.trainable else layer
        if not isinstance(layer, keras.Layer) or not layer.trainable:
            return layer
        if is_kernel(layer):
            return self.kernel(layer, layer.name not in ends)
        if layer.name in ends:
            return layer
        new = self.instead(layer)
        if new is not layer:
            self.other.add(id(new))
        if activation(layer) not in UNCHANGED:
            self.following[id(new)] = self.behind()
        return new

    def instead(self, layer: Any) -> Any:
        """What takes the place of a layer without a kernel."""
        if is_normal(layer) and self.batch_normalization:
            return keras.layers.Identity()
        if is_dropping(layer) and self.dropout is not None:
            return self.dropping()
        return self.active() if self.activation and activation(layer) == self.exchanged else layer

    def kernel(self, layer: Any, inside: bool) -> Any:
        """A dense or convolutional layer; `inside` the network its activation may become a layer of its own."""
        self.depths["kernel"] += 1
        own = activation(layer)
        active = inside and own not in UNCHANGED
        before = inside and self.batch_normalization in BEFORE
        exchanged = active and self.activation is not None and own == self.exchanged
        apart = active and (before or exchanged)
        kept = layer.activation
        new = self.renewed(layer, apart) if apart or self.initializer else layer
        width = getattr(layer, "units", None) or getattr(layer, "filters", None) or 1  # depthwise layers have neither
        following: list[Callable[[], Any]] = [partial(self.normal, width)] if before else []
        following += [self.active if exchanged else partial(keras.layers.Activation, kept)] if apart else []
        following += self.behind() if active or (inside and self.exchanged == "linear") else []
        self.following[id(new)] = following
        return new

    def renewed(self, layer: Any, linear: bool) -> Any:
        """A layer of the same kind, with the same weights but for kernels that are drawn anew."""
        config = layer.get_config() | ({"activation": "linear"} if linear else {})
        if self.initializer:
            config |= {name: self.initializer(self.depths["kernel"]) for name in KERNELS if name in config}
        new = type(layer).from_config(config)
        new.build_from_config(layer.get_build_config())
        for variable, before in zip(new.variables, layer.variables, strict=True):
            if not (self.initializer and variable.name.endswith("kernel")):
                variable.assign(before)
        return new

    def behind(self) -> list[Callable[[], Any]]:
        """What follows an activation."""
        normal = [self.normal] if self.batch_normalization == "after" else []
        return normal + ([self.dropping] if self.inserted else [])

    def active(self) -> Any:
        """The activation in place of the exchanged one."""
        assert self.activation is not None
        self.depths["activation"] += 1
        return self.activation(self.depths["activation"])

    def normal(self, width: int = 1) -> Any:
        """A new normalisation of so many units or feature maps."""
        return normalization(self.batch_normalization or "before", width, self.moving)

    def dropping(self) -> Any:
        """A new dropout."""
        self.depths["dropout"] += 1
        return Dropout(self.dropout, seed=self.seed + 1000 + self.depths["dropout"])


def altered(
    network: Any,
    seed: int,
    activation: Make | None = None,
    initializer: Make | None = None,
    batch_normalization: str | None = None,
    moving: float = 0.99,
    dropout: float | None = None,
) -> keras.Model:
    """The network with what is given; see `Alteration`.

    Raises:
        ValueError: Keras does not know how its layers are called, or there is nothing that could be other.
    """
    wanted = {
        "activation": activation, "initializer": initializer, "batch_normalization": batch_normalization,
        "dropout": dropout,
    }  # fmt: skip
    possible = alterable(network)
    if not is_open(network):
        raise ValueError("only layers of a functional or a Sequential network can be exchanged")
    if lacking := [name for name, value in wanted.items() if value is not None and name not in possible]:
        raise ValueError(f"it has no layer whose {' or '.join(lacking)} could be exchanged")
    inserted = dropout is not None and not any(map(is_dropping, hidden(network)))
    exchanged = usual(network)[0]
    made = Alteration(exchanged, seed, activation, initializer, batch_normalization, moving, dropout, inserted)
    return made.network(network)


def alterable(network: Any) -> dict[str, str]:
    """Option -> what of an open network would be exchanged or inserted, in words; nothing of another network."""
    if not is_open(network):
        return {}
    inside, (name, count) = list(hidden(network)), usual(network)
    dense, dropping = sum(map(is_kernel, inside)), sum(map(is_dropping, inside))
    words = {"initializer": f"initial weights of {layers(sum(1 for _ in kernels(network)))} drawn otherwise"}
    if count:
        words["activation"] = f"{name} of {layers(count)} exchanged"
    if dense:
        own = sum(map(is_normal, inside))
        instead = f" in place of the network's own {own}" if own else ""
        words["batch_normalization"] = f"normalisation inserted at {layers(dense)}{instead}"
    if dropping:
        words["dropout"] = f"rate of {dropping} dropout {'layer' if dropping == 1 else 'layers'} exchanged"
    elif dense:
        sites = sum(activation(layer) not in UNCHANGED for layer in inside) or dense
        words["dropout"] = f"dropout inserted after {layers(sites)}"
    return words


def layers(count: int) -> str:
    """`3 layers`."""
    return f"{count} layer" if count == 1 else f"{count} layers"
