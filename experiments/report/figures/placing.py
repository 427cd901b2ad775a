"""Placing: where a label covers the least of what is drawn already."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels."""

    left: float
    low: float
    right: float
    high: float

    def shared(self, other: "Box") -> float:
        """The area that two boxes share."""
        across = min(self.right, other.right) - max(self.left, other.left)
        up = min(self.high, other.high) - max(self.low, other.low)
        return across * up if across > 0 and up > 0 else 0.0

    @property
    def area(self) -> float:
        """Its area."""
        return (self.right - self.left) * (self.high - self.low)


def clearest(candidates: Sequence[Box], taken: Iterable[Box], bounds: Box) -> Box:
    """The first of the candidates that covers the least of what is taken, and sticks out of the bounds least of all."""
    taken = list(taken)
    return min(candidates, key=lambda box: sum(map(box.shared, taken)) + 4 * (box.area - box.shared(bounds)))
