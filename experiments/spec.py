"""What an experiment is: frozen, hashable data without a line of Keras."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cached_property
from typing import Any, cast

from experiments import names
from experiments.content import content
from experiments.errors import UserError


@dataclass(frozen=True)
class Part:
    """A named building block and its options, sorted by name: `part("adam", learning_rate=0.001)`.

    What is the user's own, "module:attribute" or a data file, carries the digest of its `content`: that is what it is,
    and its name is a label. It travels with the part, so that every process means the same by it.
    """

    name: str
    options: tuple[tuple[str, Any], ...] = ()
    content: str | None = None

    def get(self, option: str, default: Any = None) -> Any:
        """The value of one option, or `default`."""
        return dict(self.options).get(option, default)

    def but(self, **options: Any) -> "Part":
        """The same part with some options set anew; a new value of `None` removes one."""
        kept = {name: value for name, value in self.options if name not in options}
        given = {name: value for name, value in options.items() if value is not None}
        return replace(self, options=frozen({**kept, **given}))

    def __str__(self) -> str:
        options = ", ".join(f"{name}={value}" for name, value in self.options)
        return f"{self.name}({options})" if options else self.name


def part(name: str, **options: Any) -> Part:
    """A `Part` with its options in canonical order; lists become tuples, so that every part can be hashed."""
    return Part(name, frozen(options), content(name))


def frozen(options: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    """Options in canonical order."""
    kept = {key: tuple(cast(list[Any], value)) if isinstance(value, list) else value for key, value in options.items()}
    return tuple(sorted(kept.items()))


def canonical(value: Any, labels: bool = True) -> Any:
    """The JSON form of a spec: frozen data as objects without their `None` fields, tuples as lists.

    Without `labels`, a part of the user's own has no name there but its content alone, and what stored results were
    once wrong for counts as something else than it did then (`names.MENDED`).
    """
    if isinstance(value, Part):
        named = {"name": value.name} if labels or value.content is None else {}
        contents = {} if value.content is None else {"content": value.content}
        options = {"options": canonical(dict(value.options), labels)} if value.options else {}
        wrong = not labels and any(value.get(option) for option in names.MENDED.get(value.name, ()))
        return {**named, **contents, **options, **({"mended": True} if wrong else {})}
    if is_dataclass(value):
        pairs = ((field.name, getattr(value, field.name)) for field in fields(value))
        return {name: canonical(item, labels) for name, item in pairs if item is not None}
    if isinstance(value, dict):
        return {str(name): canonical(item, labels) for name, item in cast(dict[Any, Any], value).items()}
    if isinstance(value, tuple | list):
        return [canonical(item, labels) for item in cast(Sequence[Any], value)]
    return value


def dumps(value: Any, labels: bool = True) -> str:
    """Canonical JSON text: sorted keys, no spaces, the same in every process."""
    return json.dumps(canonical(value, labels), sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(value: Any) -> str:
    """SHA-256 of the canonical JSON without labels: what is the user's own counts by its content, not by its name."""
    return hashlib.sha256(dumps(value, labels=False).encode()).hexdigest()


def seed(role: str, data: Part, replicate: int) -> int:
    """A 31-bit seed for one role (split, weights, order, ...) of one replicate.

    It depends on the data set and the replicate alone, never on the technique, so that every technique meets the same
    split, the same initial weights and the same batch order: comparisons are paired by construction. A data set of the
    suite counts by its name, one of the user's own by its content; options of data change no seed.
    """
    hashed = hashlib.sha256(f"{role}|{data.content or data.name}|{replicate}".encode()).digest()
    return int.from_bytes(hashed[:4], "big") >> 1


SEEDED = 1_000_000  # between the replicates of two seeds


def seeded(data: Part, number: int, replicate: int = 0) -> Part:
    """The data of a run with another `--seed`, where they draw numbers: data sets that are made, and blanked values.

    A function of the user's own may take `seed` as well. Nothing changes for 0, nor for what draws nothing. Of the data
    sets in `names.FRESH` every replicate draws a table of its own, the same for all of its methods.
    """
    if data.name in names.FRESH:
        number = replicate + SEEDED * number
    return data.but(seed=data.get("seed", 0) + number) if number and draws(data) else data


def draws(data: Part) -> bool:
    """Whether a data set may draw numbers before it is split."""
    return data.name in names.DRAWN or ":" in data.name or data.get("missing") is not None


def parts(value: Any) -> Iterator[Part]:
    """Every part of a spec, those within parts too."""
    if isinstance(value, Part):
        yield value
        value = dict(value.options)
    if is_dataclass(value):
        value = [getattr(value, field.name) for field in fields(value)]
    if isinstance(value, dict):
        value = list(cast(dict[Any, Any], value).values())
    for item in cast(Sequence[Any], value) if isinstance(value, tuple | list) else ():
        yield from parts(item)


def check_unchanged(specs: Iterable[Any]) -> None:
    """Raises `UserError` where a part of the user's own is no longer what it was when the specs were made."""
    for own_part in {own_part for spec in specs for own_part in parts(spec) if own_part.content}:
        if content(own_part.name) != own_part.content:
            raise UserError(f"{own_part.name} has changed since the run began: run the same command again.")


@dataclass(frozen=True)
class Trial:
    """One network trained once. Every field changes the result or what is recorded; `None` stays out of the key.

    Attributes:
        data: a data set, `part("digits", scaling="standard")`, or a file.
        model: the network, `part("mlp", hidden=(64, 64), activation=part("relu"))`, or `part("net.py:build")`.
        optimizer: with its settings, `part("adam", learning_rate=0.001)`.
        loss: `None` for the task's own: cross-entropy for classes, squared error for a quantity.
        batch_size: rows a step.
        epochs: passes over the training rows, at most.
        replicate: which split, initial weights and order of batches.
        schedule: of the learning rate; `None` for a constant one.
        stopping: early stopping, `part("early_stopping", patience=10)`.
        diagnostics: statistics of each layer by epoch. `light`: of activations `activation_mean`, `activation_std`,
            `dead_share`, `saturated_share`, and the kernel's `gradient_norm`. `full` adds changes since the last epoch:
            `update_ratio`, `activation_drift`, `wasserstein`, and `unit_correlation`, `distinct_share`. `weights` adds
            21 quantiles of the kernel, which TensorBoard shows as histograms.
        start: where the initial weights come from, if they are not just drawn.
        evaluation: what else is measured on the test rows in the end, such as `part("calibration")`.
        early: `steps`: validation rows are scored within the first epochs too.
        order: `fixed`: every epoch visits the batches in the same order.
        callback: a Keras callback of the user's own, which only `fit` calls.
        ensemble: so many networks are drawn and trained apart, and judged by their mean.
        augmentation: what is done at random to the rows of each training batch: `part("mixup", alpha=0.2)` or, of
            images, `part("cut_out", side=0.5)`.
        halt: the epoch after which it ends, though its schedule spans them all; see `until`.
    """

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
    start: Part | None = None
    evaluation: Part | None = None
    early: str | None = None
    order: str | None = None
    callback: Part | None = None
    ensemble: int | None = None
    augmentation: Part | None = None
    halt: int | None = None

    @cached_property
    def key(self) -> str:
        """The trial's identity in every store; see `digest`."""
        return digest(self)

    @property
    def until(self) -> int:
        """How many epochs are trained."""
        return min(self.halt or self.epochs, self.epochs)

    def seed(self, role: str) -> int:
        """The seed of one role for this trial."""
        return seed(role, self.data, self.replicate)


def answering(trial: Trial) -> Trial:
    """The same training with what is predicted for each row stored in the end, unless it evaluates something else."""
    return trial if trial.evaluation else replace(trial, evaluation=Part("predictions"))


def revived(spec: dict[str, Any]) -> Trial:
    """A trial of its spec as the store holds it."""
    return Trial(**{name: value_of(value) for name, value in spec.items()})


def value_of(value: Any) -> Any:
    """A value of a spec: a part, several values, or the value itself."""
    if isinstance(value, dict):
        spec = cast(dict[str, Any], value)
        options = {name: value_of(option) for name, option in spec.get("options", {}).items()}
        return Part(spec["name"], frozen(options), spec.get("content"))
    return tuple(map(value_of, cast(list[Any], value))) if isinstance(value, list) else value


@dataclass(frozen=True)
class Simulation:
    """Numbers found by a function instead of by training a network: one of `names.SIMULATIONS` with its options."""

    function: Part
    replicate: int = 0
    data: Part | None = None  # what the function is handed, if it asks for data
    learning_rate: float | None = None

    @cached_property
    def key(self) -> str:
        """The simulation's identity in every store; see `digest`."""
        return digest(self)

    def seed(self, role: str) -> int:
        """The seed of one role; simulations of one replicate share it, so that they are paired."""
        return seed(role, self.data or Part("simulation"), self.replicate)
