"""Placing: the position where a label covers the least of the drawing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels."""

    left: float
    low: float
    right: float
    high: float

    def shared(self, box: "Box") -> float:
        """The area that two boxes share."""
        across = min(self.right, box.right) - max(self.left, box.left)
        up = min(self.high, box.high) - max(self.low, box.low)
        return across * up if across > 0 and up > 0 else 0.0

    @property
    def area(self) -> float:
        """Its area."""
        return (self.right - self.left) * (self.high - self.low)


def clearest(candidates: Sequence[Box], occupied: Iterable[Box], bounds: Box) -> Box:
    """The first of the candidates that covers the least of the occupied boxes, and leaves the bounds least."""
    occupied = list(occupied)
    return min(candidates, key=lambda box: sum(map(box.shared, occupied)) + 4 * (box.area - box.shared(bounds)))
