"""What differs at the quick and at the full scale; the fields of a study are those of the standard scale."""

from typing import Any

Scale = tuple[str, tuple[tuple[str, Any], ...]]  # its name, and the fields that differ


def quick(replicates: int = 6, tuning: int = 1, **changes: Any) -> Scale:
    """The quick scale: fewer replicates, one of them to choose the rate, and what else is given.

    A simulation that has no rate to choose begins after the tuning replicates. A study of such simulations alone says
    `tuning=3`, so that its replicates are those of the standard scale.
    """
    return "quick", (("replicates", replicates), ("tuning", tuning), *changes.items())


def full(replicates: int = 20, **changes: Any) -> Scale:
    """The full scale: more replicates, which make narrower intervals, and what else is given."""
    return "full", (("replicates", replicates), *changes.items())
