"""Networks of the user's own: made by a function with what it takes, or read from a file; then altered as asked for."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras

from experiments.data import Table
from experiments.own import PartError, attempted, made, parameters, shortened
from experiments.own_networks import ports
from experiments.own_networks.alteration import Make, altered
from experiments.own_networks.convention import shared
from experiments.spec import Part, frozen


def network(spec: Part, factory: Any, table: Table, seed: int, makers: dict[str, Callable[[Part], Make]]) -> Any:
    """The network of a part, for a data set.

    Args:
        spec: the part; of its options the factory gets what it takes, the others are done to the finished network.
        factory: a function or a class; None for a file.
        table, seed: the data set, and the seed of the initial weights.
        makers: for `activation` and `initializer`, what makes a new one of a part, at each depth.

    Raises:
        PartError: it cannot be made or altered, or does not take the data set's rows.
    """
    shape = table.x.shape[1:]
    given, changes = shared(spec, {} if factory is None else parameters(factory))
    plain = Part(spec.name, frozen(given), spec.content)
    offered = {"input_shape": shape, "outputs": table.outputs, "seed": seed}
    if factory is not None and "columns" in parameters(factory):
        offered["columns"] = {name: len(features) for name, features in ports.columns(table).items()}

    def make() -> Any:
        return saved_network(plain) if factory is None else made("model", plain, factory, keras.Model, offered)

    model = make()
    whole = ports.fed(spec, model, table)
    try:
        outputs = whole(keras.ops.zeros((1, *shape)))  # some make their weights when they are first called
    except Exception as error:
        whole = without_rows(spec, make, table, error)
        outputs = whole.output
    if set(changes) - {"moving"}:
        whole = ports.fed(spec, changed(spec, model, seed, changes, makers), table)
    if not keras.tree.is_nested(outputs):
        return whole
    several = ports.SeveralOutputs(whole)
    several(keras.ops.zeros((1, *shape)))  # it has its weights from now on
    return several


def without_rows(spec: Part, make: Callable[[], Any], table: Table, error: Exception) -> Any:
    """A network that failed on whole rows, as one that reads a dict of columns.

    Args:
        spec, table: its part, and the data set.
        make: makes it anew, without what the failed call may have left in it.
        error: of that call.

    Raises:
        PartError: it does not take that either.
    """
    shape, fresh = table.x.shape[1:], make()
    try:
        if not getattr(fresh, "inputs", None) and ports.columns(table):
            return ports.by_names(spec, fresh, table)
    except PartError:
        raise
    except Exception:  # what it failed on first says more
        pass
    raise PartError(
        f"The model {spec.name} cannot take the rows of {table.name}, of shape {shape}: give its first layer "
        "the `input_shape` that the function is called with; several inputs must each be a keras.Input, or a class "
        f"must read a dict of columns. Received: {shortened(error)}"
    ) from error


def changed(
    spec: Part, model: Any, seed: int, changes: dict[str, Any], makers: dict[str, Callable[[Part], Make]]
) -> Any:
    """The network with the other layers that are asked for.

    Raises:
        PartError: its layers cannot be exchanged.
    """
    options: dict[str, Any] = {
        name: makers[name](value) if name in makers else value for name, value in changes.items()
    }
    try:
        return altered(model, seed, **options)
    except Exception as error:
        wanted = ", ".join(f"{name}={value}" for name, value in changes.items())
        raise PartError(
            f"The model {spec.name} has no argument for {', '.join(changes)}, and its layers cannot be exchanged: "
            f"{shortened(error)}. Received: {wanted}"
        ) from error


def saved_network(spec: Part) -> Any:
    """A network from a file.

    Raises:
        PartError: there is none, or Keras cannot read it.
    """
    from experiments.own_networks.saved import saved

    if not Path(spec.name).is_file():
        raise PartError(f"The model {spec.name} must be a file that Keras saved. Received: no such file")
    return attempted("model", spec, lambda: saved(spec.name, **dict(spec.options)))
