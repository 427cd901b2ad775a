"""Who is told how a training goes."""

from typing import Protocol

from experiments.record import Record


class Watch(Protocol):
    """Somebody who is told how the training goes."""

    def begin(self) -> None:
        """A group is taken up."""

    def tick(self, trials: int, /) -> None:
        """Some trials finished an epoch."""

    def done(self, records: list[Record], /) -> None:
        """A stack is stored."""


class Unwatched:
    """Nobody is told."""

    def begin(self) -> None:
        """Nothing happens."""

    def tick(self, _trials: int) -> None:
        """Nothing happens."""

    def done(self, _records: list[Record]) -> None:
        """Nothing happens."""
