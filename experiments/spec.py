"""What an experiment is: frozen, hashable data without a line of Keras."""

import hashlib
import json
from dataclasses import dataclass, fields, replace
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
    """The JSON form of a spec: parts and trials as objects without their `None` fields, tuples as lists."""
    if isinstance(value, Part):
        return {"name": value.name, **({"options": canonical(dict(value.options))} if value.options else {})}
    if isinstance(value, Trial | Method | Claim | Study):
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


def seed(role: str, data: Part, replicate: int) -> int:
    """A 31-bit seed for one role (split, weights, order, ...) of one replicate.

    It depends on the data set's name and the replicate alone, never on the technique, so that every technique meets
    the same split, the same initial weights and the same batch order: comparisons are paired by construction.
    """
    digest = hashlib.sha256(f"{role}|{data.name}|{replicate}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> 1


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

    @cached_property
    def key(self) -> str:
        """SHA-256 of the canonical JSON: the trial's identity in every store."""
        return hashlib.sha256(dumps(self).encode()).hexdigest()

    def seed(self, role: str) -> int:
        """The seed of one role for this trial."""
        return seed(role, self.data, self.replicate)


@dataclass(frozen=True)
class Method:
    """One technique of a study: a label and the trial fields in which it differs from the study's base."""

    label: str
    changes: tuple[tuple[str, Any], ...]
    rates: tuple[float, ...] | None = None  # instead of the study's grid


def method(label: str, rates: tuple[float, ...] | None = None, **changes: Any) -> Method:
    """A `Method` with its changes in canonical order."""
    return Method(label, tuple(sorted(changes.items())), rates)


@dataclass(frozen=True)
class Claim:
    """A statement that could come out either way, and what would decide it.

    The effect of a pair (treatment, baseline) is their difference on `measure`, paired by replicate, turned so that
    positive favours the treatment. A claim with several pairs holds only if each pair does.

    Attributes:
        id: the row of the ledger.
        text: the statement, as a sentence.
        pairs: (treatment, baseline) labels of methods.
        measure: a name of `experiments.report.measures`.
        margin: the smallest effect that matters, in the measure's units.
        reason: why that margin.
        kind: `better`, or `at least as good`.
    """

    id: str
    text: str
    pairs: tuple[tuple[str, str], ...]
    measure: str
    margin: float
    reason: str
    kind: str = "better"


@dataclass(frozen=True)
class Study:
    """One question: methods, each tried at every learning rate, on tuning and on reporting replicates.

    Attributes:
        name, title, question: the page's file name, its heading, the question it answers.
        notes: what the study notes say. doubt: why that might be wrong.
        base: the trial from which methods differ.
        rates: the learning rates that every method tries.
        tuning, replicates: how many replicates choose the rate, and how many others are reported.
        target: `epochs_to_target` counts to this share of the way from a constant guess to the best method.
    """

    name: str
    title: str
    question: str
    notes: str
    doubt: str
    base: Trial
    methods: tuple[Method, ...]
    rates: tuple[float, ...]
    claims: tuple[Claim, ...]
    tuning: int = 3
    replicates: int = 10
    target: float = 0.95

    def adapted(self, data: Part | None, epochs: int | None, replicates: int | None) -> "Study":
        """The same question on other data, for other epochs, with other replicates; `None` changes nothing.

        The new data are scaled as the study scales its own.
        """
        scaling = self.base.data.get("scaling")
        data = data.but(scaling=scaling) if data else self.base.data
        base = replace(self.base, data=data, epochs=epochs or self.base.epochs)
        return replace(self, base=base, replicates=replicates or self.replicates)

    def trials(self) -> list["Planned"]:
        """Every trial; replicates 0 to `tuning - 1` choose the rate, the next `replicates` are reported."""
        return [
            Planned(one.label, rate, replicate, self.role(replicate), self.trial(one, rate, replicate))
            for one in self.methods
            for rate in one.rates or self.rates
            for replicate in range(self.tuning + self.replicates)
        ]

    def role(self, replicate: int) -> str:
        """`tune` or `report`."""
        return "tune" if replicate < self.tuning else "report"

    def trial(self, one: Method, rate: float, replicate: int) -> Trial:
        """The trial of one method at one rate in one replicate."""
        changed = replace(self.base, **dict(one.changes), replicate=replicate)
        return replace(changed, optimizer=changed.optimizer.but(learning_rate=rate))


@dataclass(frozen=True)
class Planned:
    """A trial and its place in a study."""

    method: str
    learning_rate: float
    replicate: int
    role: str
    trial: Trial
