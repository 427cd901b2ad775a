"""What an experiment is: frozen, hashable data without a line of Keras."""

import hashlib
import json
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property
from typing import Any


@dataclass(frozen=True)
class Part:
    """A named building block and its options, sorted by name: `part("adam", learning_rate=0.001)`."""

    name: str
    options: tuple[tuple[str, Any], ...] = ()

    def get(self, option: str, default: Any = None) -> Any:
        """The value of one option, or `default`."""
        return dict(self.options).get(option, default)

    def but(self, **options: Any) -> "Part":
        """The same part with some options set anew; `None` removes one."""
        merged = {**dict(self.options), **options}
        return part(self.name, **{name: value for name, value in merged.items() if value is not None})

    def __str__(self) -> str:
        inner = ", ".join(f"{name}={value}" for name, value in self.options)
        return f"{self.name}({inner})" if inner else self.name


def part(name: str, **options: Any) -> Part:
    """A `Part` with its options in canonical order; lists become tuples, so that every part can be hashed."""
    frozen = {key: tuple(value) if isinstance(value, list) else value for key, value in options.items()}
    return Part(name, tuple(sorted(frozen.items())))


def canonical(value: Any) -> Any:
    """The JSON form of a spec: frozen data as objects without their `None` fields, tuples as lists."""
    if isinstance(value, Part):
        return {"name": value.name, **({"options": canonical(dict(value.options))} if value.options else {})}
    if is_dataclass(value):
        pairs = ((field.name, getattr(value, field.name)) for field in fields(value))
        return {name: canonical(item) for name, item in pairs if item is not None}
    if isinstance(value, dict):
        return {str(name): canonical(item) for name, item in value.items()}
    if isinstance(value, tuple | list):
        return [canonical(item) for item in value]
    return value


def dumps(value: Any) -> str:
    """Canonical JSON text: sorted keys, no spaces, the same in every process."""
    return json.dumps(canonical(value), sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(value: Any) -> str:
    """SHA-256 of the canonical JSON."""
    return hashlib.sha256(dumps(value).encode()).hexdigest()


def seed(role: str, data: Part, replicate: int) -> int:
    """A 31-bit seed for one role (split, weights, order, ...) of one replicate.

    It depends on the data set's name and the replicate alone, never on the technique, so that every technique meets
    the same split, the same initial weights and the same batch order: comparisons are paired by construction.
    """
    hashed = hashlib.sha256(f"{role}|{data.name}|{replicate}".encode()).digest()
    return int.from_bytes(hashed[:4], "big") >> 1


@dataclass(frozen=True)
class Trial:
    """One network trained once. Every field changes the result or what is recorded; `None` stays out of the key."""

    data: Part
    model: Part
    optimizer: Part
    loss: Part | None = None
    batch_size: int = 32
    epochs: int = 30
    replicate: int = 0
    schedule: Part | None = None
    stopping: Part | None = None
    diagnostics: str | None = None
    start: Part | None = None  # where the initial weights come from, if they are not just drawn
    evaluation: Part | None = None  # what else is measured on the test rows in the end
    order: str | None = None  # `fixed`: every epoch visits the batches in the same order
    halt: int | None = None  # the epoch after which it ends, though its schedule spans them all; see `until`

    @cached_property
    def key(self) -> str:
        """SHA-256 of the canonical JSON: the trial's identity in every store."""
        return digest(self)

    @property
    def until(self) -> int:
        """How many epochs are trained."""
        return min(self.halt or self.epochs, self.epochs)

    def seed(self, role: str) -> int:
        """The seed of one role for this trial."""
        return seed(role, self.data, self.replicate)


@dataclass(frozen=True)
class Simulation:
    """Numbers found by a function instead of by training a network: one of `names.SIMULATIONS` with its options."""

    function: Part
    replicate: int = 0
    data: Part | None = None  # what the function is handed, if it asks for data
    learning_rate: float | None = None

    @cached_property
    def key(self) -> str:
        """SHA-256 of the canonical JSON: the simulation's identity in every store."""
        return digest(self)

    def seed(self, role: str) -> int:
        """The seed of one role; simulations of one replicate share it, so that they are paired."""
        return seed(role, self.data or Part("simulation"), self.replicate)
