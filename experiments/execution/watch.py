"""Watches: they are notified of the progress of a training."""

from typing import Protocol

from experiments.record import Record


class Watch(Protocol):
    """Is notified of the progress of a training, such as a progress bar."""

    def begin(self) -> None:
        """A group begins."""

    def tick(self, trials: int, /) -> None:
        """Some trials finished an epoch."""

    def done(self, records: list[Record], /) -> None:
        """A stack is stored."""


class Unwatched:
    """A watch that does nothing."""

    def begin(self) -> None:
        """Nothing happens."""

    def tick(self, _trials: int) -> None:
        """Nothing happens."""

    def done(self, _records: list[Record]) -> None:
        """Nothing happens."""
