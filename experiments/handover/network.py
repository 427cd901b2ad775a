"""Networks that are handed over: a function, a class, or a network that stands already."""

from inspect import isclass, isfunction
from pathlib import Path
from typing import Any

from experiments.errors import UserError
from experiments.handover import source
from experiments.handover.files import Handed

KINDS = (
    "the name of a network, a path such as 'net.py:build' or 'net.keras', a function build(input_shape, outputs), a "
    "class of networks, or a keras.Model"
)


def network(model: Any) -> str | Handed:
    """The name by which every process finds a network, or the file that it becomes.

    A function of a module or script goes by its file. One of a notebook becomes a file with what it uses; a network
    becomes a `.keras` file, whose weights are drawn anew for each trial.

    Args:
        model: a name, a path, a function, a class, or a network.

    Raises:
        UserError: none of these, or one that cannot be written down.
    """
    if isinstance(model, str | Path):
        return str(model)
    if getattr(model, "__name__", "") == "<lambda>":
        raise UserError(f"model must be a function with a name: write it with def. Received: {model!r}")
    if isfunction(model) or isclass(model):
        name = source.importable(model) or source.script(model)
        return name or Handed(model.__name__, ".py", source.module(model).encode())
    if hasattr(model, "get_config") and hasattr(model, "save") and hasattr(model, "trainable_variables"):
        from experiments.handover.packing import packed

        return Handed("network", ".keras", *packed(model))
    raise UserError(f"model must be {KINDS}. Received: an object of {type(model).__name__}")
