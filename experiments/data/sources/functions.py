"""Tables that a function makes: the suite's own, by name, or a user's, as "module:function"."""

import inspect
from collections.abc import Callable
from importlib import import_module
from typing import Any

from experiments import names
from experiments.data.options import OPTIONS
from experiments.data.sources.adoption import adopted
from experiments.data.table import DataError, Table
from experiments.errors import guess


def table(name: str, options: dict[str, Any]) -> Table:
    """What the function returns, with arrays as the suite needs them.

    Raises:
        DataError: the function fails, or no network can be trained on what it returns.
    """
    maker = function(name)
    try:
        made = maker(**options)
    except DataError:
        raise
    except Exception as error:
        raise DataError(f"The data set {name} could not be loaded: {type(error).__name__}: {error}.") from error
    if not isinstance(made, Table):
        raise DataError(f"{name} must return an experiments.data.Table. Received: {type(made).__name__}.")
    try:
        made = adopted(made)
    except DataError as error:
        raise DataError(f"{name} returned a table that cannot be used: {error}") from error
    if faults := made.faults():
        raise DataError(f"{name} returned a table that cannot be used: {'; '.join(faults)}.")
    return made


def parameters(name: str) -> tuple[str, ...]:
    """The options that the function takes; a user's has the checksum of its rows beside them."""
    taken = tuple(option for option in inspect.signature(function(name)).parameters if option not in OPTIONS)
    return taken if name in names.DATASETS else (*taken, "checksum")


def seeded(name: str) -> bool:
    """Whether the function takes a seed."""
    return "seed" in inspect.signature(function(name)).parameters


def function(name: str) -> Callable[..., Any]:
    """What a name of `names.DATASETS`, or "module:function", stands for."""
    path = names.DATASETS.get(name, name)
    module, _, attribute = path.partition(":")
    if not attribute:
        listed = ", ".join(names.DATASETS)
        raise DataError(
            f"Unknown data set.{guess(path, names.DATASETS)} Known: {listed}, a file, and module:function. "
            f"Received: {path!r}"
        )
    try:
        loaded = getattr(import_module(module), attribute)
    except Exception as error:
        raise DataError(
            f"The data set {path} could not be loaded: {type(error).__name__}: {error}. A name is module:function, and "
            f"the module lies in the working folder or is installed. Received: {path!r}"
        ) from error
    if not callable(loaded):
        raise DataError(
            f"The data set {path} must be a function that returns a Table. Received: {type(loaded).__name__}"
        )
    return loaded
