"""What a search is: frozen data that names what may vary, how it is asked for, and what it may cost."""

from dataclasses import dataclass
from typing import Any

from experiments.spec import Part, part

DIGITS, ADAM = part("digits"), part("adam", learning_rate=0.001)
PATIENT = part("early_stopping", patience=10)
ORACLES = ("random", "bayesian", "hyperband", "grid")


@dataclass(frozen=True)
class When:
    """A condition: another, earlier parameter has one of some values."""

    parameter: str
    values: tuple[Any, ...]


@dataclass(frozen=True)
class Float:
    """A real number between `low` and `high`, both included.

    Attributes:
        name: where the value goes in a trial, such as `optimizer.learning_rate`; see `Search`.
        scale: `linear`, `log` (equal ratios are equally likely) or `reverse_log` (fine near `high`).
        step: the distance of values, on the log scale their ratio; None for any value.
        when: the parameter exists only then.
        points: how many values a grid tries where there is no step, at equal distances on the scale.
        default: the value to begin with, where one is needed; None for `low`.
    """

    name: str
    low: float
    high: float
    scale: str = "linear"
    step: float | None = None
    when: When | None = None
    points: int = 3
    default: float | None = None


@dataclass(frozen=True)
class Int:
    """A whole number between `low` and `high`, both included; the attributes are those of `Float`."""

    name: str
    low: int
    high: int
    scale: str = "linear"
    step: int | None = None
    when: When | None = None
    points: int = 3
    default: int | None = None


@dataclass(frozen=True)
class Choice:
    """One of some values: text, numbers, truth values, parts (`part(...)`), tuples, or None for "none of it"."""

    name: str
    values: tuple[Any, ...]
    when: When | None = None
    default: Any = None


Parameter = Float | Int | Choice


@dataclass(frozen=True)
class Layers:
    """A list of equal sizes made of two parameters: `depth` times `width`, put where `to` says."""

    to: str = "model.hidden"
    depth: str = "depth"
    width: str = "width"


@dataclass(frozen=True)
class Budget:
    """What a search may cost.

    Attributes:
        trials: settings to try. Hyperband tries more, shorter ones: it gets trials x epochs x replicates epochs.
        epochs: the most that a trial trains.
        replicates: how often each setting is trained, on other splits, weights and batch orders.
        confirmed: how many of the best are trained again on fresh replicates. 0: none, so nothing is reported on
            test data but the scores of the search's own replicates.
        confirmations: on how many fresh replicates.
    """

    trials: int = 64
    epochs: int = 30
    replicates: int = 1
    confirmed: int = 4
    confirmations: int = 5


@dataclass(frozen=True)
class Search:
    """A search: a trial, what of it may vary, who proposes values, what it may cost, and what is best.

    A parameter's name says where its value goes: a field of the trial (`batch_size`, `optimizer`, `schedule`) or an
    option of a part (`optimizer.learning_rate`, `model.dropout`). A part that is chosen anew keeps its own options
    alone, so its parameters come after it. A name without a place, such as `depth`, is used by `layers`.

    Attributes:
        name, title, question: the file's name, a heading, what it looks for.
        space: what may vary.
        model, data, optimizer, schedule, stopping, loss, batch_size: the trial where no parameter says otherwise. With
            early stopping, the weights with the lowest validation loss are scored, else the last ones.
        layers: sizes made of two parameters.
        oracle: who proposes: `random`, `bayesian`, `hyperband` or `grid`.
        budget: what it may cost.
        objective: `score` (accuracy, or r2 for a regression), `loss`, or any metric of the validation rows.
        choose: the epoch whose score counts: `kept` (the weights that training kept), `last`, or `best` (the
            luckiest epoch, which promises too much).
        batch: how many trials are asked for at once; None for 8 of the Bayesian oracle, else 64.
        factor: one of so many trials goes on to Hyperband's next rung.
        nested: the whole search is done this often, each time without the test rows of another split, to estimate
            what the search and its winner are worth together (nested repeated hold-out); 0 for one ordinary search.
        seed: of the oracle.
        base_seed: another number gives other random numbers throughout, the oracle's too; None for those of 0.
    """

    name: str
    title: str
    question: str
    space: tuple[Parameter, ...]
    model: Part
    data: Part = DIGITS
    optimizer: Part = ADAM
    schedule: Part | None = None
    stopping: Part | None = PATIENT
    loss: Part | None = None
    batch_size: int = 32
    layers: Layers | None = None
    oracle: str = "random"
    budget: Budget = Budget()
    objective: str = "score"
    choose: str = "kept"
    batch: int | None = None
    factor: int = 3
    nested: int = 0
    seed: int = 1
    base_seed: int | None = None

    @property
    def at_once(self) -> int:
        """Trials asked for at once."""
        return self.batch or (8 if self.oracle == "bayesian" else 64)
