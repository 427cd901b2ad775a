"""Shapes that every part of a summary uses: a number with its interval, how trials ended, the facts of a data set."""

from typing import NotRequired, TypedDict


class Quantity(TypedDict):
    """A number with its 95 % interval; `None` is infinite or undefined, and `text` says which."""

    n: int
    centre: float | None
    low: float | None
    high: float | None
    text: str
    value: str
    ends: str


class Ends(TypedDict):
    """How many trials ended in which way."""

    ok: int
    diverged: int
    error: int
    missing: int


class Counts(Ends):
    """How trials ended, and how many were planned."""

    planned: int


class Data(TypedDict):
    """The facts of a data set, as the store holds them; runs of older versions lack some."""

    name: str
    title: str
    task: str
    rows: int
    features: int
    shape: NotRequired[list[int]]
    classes: int | None
    labels: NotRequired[list[str] | None]
    rarest: NotRequired[int | None]
    score: str
    chance: float
    checksum: str
    source: str
    target: str | None
    deviation: NotRequired[float | None]
    train: int
    validation: int
    test: int
