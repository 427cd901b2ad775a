"""What differs at the quick and at the full scale; the fields of a study are those of the standard scale."""

from typing import Any

Scale = tuple[str, tuple[tuple[str, Any], ...]]  # its name, and the fields that differ


def quick(**changes: Any) -> Scale:
    """The quick scale: what is other there."""
    return "quick", tuple(changes.items())


def full(**changes: Any) -> Scale:
    """The full scale: what is other there."""
    return "full", tuple(changes.items())
