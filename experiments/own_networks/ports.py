"""Ports: how rows enter a network of several inputs, and which outputs train and count where there are several.

Inputs. One that is named as a column takes that column's features. One as wide as a whole row takes whole rows. The
others take the columns that are left, in the order of the data, each as many as it is wide, until none is left. Of a
dict the keys are the names. A class of networks whose inputs Keras does not know before it is called, and which takes
no whole rows, is handed a dict of all columns by their names, each (rows, features).

Outputs. All are of the one target: the losses of all are added up, as Keras does, and the first one is scored.
"""

import math
from collections.abc import Mapping
from typing import Any

import keras

from experiments.data import Table
from experiments.errors import guess
from experiments.own import PartError
from experiments.spec import Part

OWN_STEPS = ("train_step", "compute_loss")  # of a class of networks that trains in a way of its own


def columns(table: Table) -> dict[str, list[int]]:
    """Column -> its features, in the order of the data; `x0`, `x1`, ... where columns have no names.

    Keras's names may hold no slash: there it is an underscore. Rows that are no plain features have no columns.
    """
    if table.x.ndim != 2:
        return {}
    numbers: dict[str, list[int]] = {}
    for feature, name in enumerate(table.columns or [f"x{number}" for number in range(table.x.shape[1])]):
        numbers.setdefault(name.replace("/", "_"), []).append(feature)
    return numbers


def inputs(network: Any) -> list[tuple[str, Any]]:
    """Name and tensor of each input; empty for a network that takes rows as they are."""
    if isinstance(network, keras.Sequential) or not getattr(network, "inputs", None):
        return []
    structure = network.input
    if not keras.tree.is_nested(structure):
        return []
    tensors = structure.values() if isinstance(structure, Mapping) else keras.tree.flatten(structure)
    return [(tensor.name, tensor) for tensor in tensors]


def shares(spec: Part, named: list[tuple[str, Any]], table: Table) -> list[list[int] | None]:
    """The features that each input takes; None for whole rows.

    Raises:
        PartError: they do not fit the columns.
    """
    known, width = columns(table), math.prod(table.x.shape[1:])
    widths = {name: math.prod(size or 0 for size in tensor.shape[1:]) for name, tensor in named}
    for name in set(widths) & set(known):
        if widths[name] != len(known[name]):
            raise PartError(
                f"The model {spec.name}: the input {name} must be as wide as the column, "
                f"keras.Input(({len(known[name])},), name={name!r}). Received: {widths[name]}"
            )
    whole = {name for name in widths if name not in known and widths[name] == width}
    others = [name for name in widths if name not in known and name not in whole]
    left = [feature for name, features in known.items() if name not in widths for feature in features]
    if others and (sum(widths[name] for name in others) != len(left) or not all(widths.values())):
        raise PartError(misfit(spec, others, widths, left, table))
    taken: dict[str, list[int] | None] = {**known, **dict.fromkeys(whole)}
    for name in others:
        taken[name], left = left[: widths[name]], left[widths[name] :]
    return [taken[name] for name, _ in named]


def misfit(spec: Part, others: list[str], widths: dict[str, int], left: list[int], table: Table) -> str:
    """What is wrong with inputs that are not named as columns."""
    received = ", ".join(f"{name} of width {widths[name]}" for name in others)
    known = columns(table)
    if not known:
        return (
            f"The model {spec.name}: of several inputs each must take whole rows of {table.name}, of shape "
            f"{table.x.shape[1:]}. Received: {received}"
        )
    near = "".join(guess(name, known) for name in others if known)
    return (
        f"The model {spec.name}: its inputs must be named as columns of {table.name}, or take together the "
        f"{len(left)} features that no named input takes.{near} Columns: {', '.join(known)}. Received: {received}"
    )


def fed(spec: Part, network: Any, table: Table) -> Any:
    """The network as one that takes rows; itself where it does.

    Raises:
        PartError: its inputs do not fit the columns, or it trains in a way of its own, which would be lost.
    """
    if not (named := inputs(network)):
        return network
    check_step(spec, network)
    rows = keras.Input(table.x.shape[1:], name="rows")
    given: dict[str, Any] = {}
    parts = shares(spec, named, table)
    for (name, tensor), features in zip(named, parts, strict=True):
        part = rows if features is None else sliced(rows, features)
        given[name] = keras.ops.reshape(part, (-1, *tensor.shape[1:]))
    structure = network.input
    packed = given if isinstance(structure, Mapping) else keras.tree.pack_sequence_as(structure, list(given.values()))
    whole: Any = keras.Model(rows, network(packed))
    whole.taken = taken(named, parts, table)
    return whole


def by_names(spec: Part, network: Any, table: Table) -> Any:
    """A class of networks that reads a dict of columns, as a network that takes rows.

    Raises:
        PartError: it reads a column that is not there, or trains in a way of its own, which would be lost.
        Exception: it does not take the dict.
    """
    check_step(spec, network)
    rows, known = keras.Input(table.x.shape[1:], name="rows"), columns(table)
    try:
        outputs = network({name: sliced(rows, features) for name, features in known.items()})
    except Exception as error:
        if (name := lacking(error)) is None:
            raise
        raise PartError(
            f"The model {spec.name} must read columns of {table.name}.{guess(name, known)} "
            f"Columns: {', '.join(known)}. Received: {name!r}"
        ) from error
    whole: Any = keras.Model(rows, outputs)
    whole.taken = "it takes a dict of all columns by their names"
    return whole


def lacking(error: BaseException | None) -> str | None:
    """The key that a network asked its dict for in vain; Keras raises another error in place of the first."""
    while error and not isinstance(error, KeyError):
        error = error.__cause__ or error.__context__
    return str(error.args[0]) if error and error.args else None


def check_step(spec: Part, network: Any) -> None:
    """Raises `PartError` where a network of several inputs trains in a way of its own."""
    if own := own_step(network):
        raise PartError(
            f"The model {spec.name} has several inputs and a {own} of its own, which would be lost: give it one input, "
            f"and part it inside. Received: the class {type(network).__name__}"
        )


def sliced(rows: Any, features: list[int]) -> Any:
    """Some features of rows: a slice where they lie side by side."""
    first, last = features[0], features[-1]
    if features == list(range(first, last + 1)):
        return rows[:, first : last + 1]
    return keras.ops.take(rows, features, axis=1)


def taken(named: list[tuple[str, Any]], parts: list[list[int] | None], table: Table) -> str:
    """What each of several inputs takes, as a part of a sentence."""
    titles = {feature: name for name, features in columns(table).items() for feature in features}
    words = []
    for (name, _), features in zip(named, parts, strict=True):
        titled = list(dict.fromkeys(titles[feature] for feature in features or []))
        listed = ", ".join(titled) if len(titled) < 4 else f"{titled[0]} to {titled[-1]} ({len(titled)} columns)"
        words.append(f"{name} takes {listed or 'whole rows'}")
    return f"of its inputs {'; '.join(words)}"


def remarks(network: Any) -> tuple[str, ...]:
    """What is done about several inputs and several outputs, each as a part of a sentence."""
    several = isinstance(network, SeveralOutputs)
    words = getattr(network.network if several else network, "taken", "")
    sums = "the losses of its outputs are added up, and the first output is scored" if several else ""
    return tuple(filter(None, (words, sums)))


def own_step(network: Any) -> str:
    """The method by which a class of networks trains in a way of its own; empty where it trains as Keras does."""
    if isinstance(network, SeveralOutputs):
        return own_step(network.network)
    return next((name for name in OWN_STEPS if getattr(type(network), name) is not getattr(keras.Model, name)), "")


class SummedLoss(keras.Model):
    """A network whose outputs are all trained for the one target."""

    def compute_loss(
        self, x: Any = None, y: Any = None, y_pred: Any = None, sample_weight: Any = None, training: bool = True
    ) -> Any:
        """The sum of the outputs' losses, and what layers add."""
        first, *others = keras.tree.flatten(y_pred)
        loss = super().compute_loss(x, y, first, sample_weight, training)
        return sum((self.loss(y, output, sample_weight) for output in others), loss)  # pyright: ignore[reportCallIssue]


class SeveralOutputs(SummedLoss):
    """A network of several outputs: in training it gives all of them, in a list, and else the first.

    Args:
        network: what gives them, in a list, a tuple or a dict: there the first is the first key.
    """

    def __init__(self, network: Any):
        super().__init__(name=f"outputs_of_{network.name}")
        self.network = network

    def every(self, rows: Any, training: bool = False) -> list:
        """All outputs."""
        outputs = self.network(rows, training=training)
        return list(outputs.values()) if isinstance(outputs, Mapping) else keras.tree.flatten(outputs)

    def call(self, rows: Any, training: bool = False) -> Any:
        """All outputs in training, else the first."""
        outputs = self.every(rows, training)
        return outputs if training else outputs[0]


def opened(network: Any) -> Any:
    """The network whose layers count: of one of several outputs, what gives them."""
    return network.network if isinstance(network, SeveralOutputs) else network


def scored(network: Any) -> Any:
    """A network of several outputs as one of its first output alone, where Keras knows its layers; others as it is."""
    if not (isinstance(network, SeveralOutputs) and getattr(network.network, "inputs", None)):
        return network
    outputs = network.network.output
    first = next(iter(outputs.values())) if isinstance(outputs, Mapping) else keras.tree.flatten(outputs)[0]
    return keras.Model(network.network.input, first)
