"""The laboratory: an experiment is data, an engine makes records, a store keeps them, a report gives verdicts.

`from experiments import compare, search, read`: see `experiments.api`.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from experiments.api import compare as compare
    from experiments.api import read as read
    from experiments.api import search as search

OFFERED = ("compare", "read", "search")


def __getattr__(name: str) -> Any:
    """What the package offers, imported when it is first asked for: importing `experiments` costs nothing."""
    if name not in OFFERED:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module("experiments.api"), name)
