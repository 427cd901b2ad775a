"""Measure: what trials are compared on, and what it may look at."""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import inf, nan
from typing import Any

import pandas as pd

from experiments.scores import Score, known

Table = Any  # a pandas table or column: nearly every selection is a union of types to a checker


@dataclass
class Context:
    """What a measure may look at: one study's trials and, filled in step by step, what is found out about them.

    Attributes:
        trials: one row a planned trial.
        facts: of the data set.
        curves: key -> validation accuracy or R² after each epoch, whatever the score is.
        early: key -> steps within the first epochs, and that score after each; of trials that ask for it.
        best: the highest mean of that score on tuning replicates; None if no method beats a constant guess.
        target: the one to reach.
        layers: layer statistics of reported trials, before training and at the end.
        chosen: method -> the setting at which its score is reported.
        families: method -> its family.
    """

    trials: Table
    facts: dict[str, Any]
    curves: dict[str, list[float | None]] = field(default_factory=dict[str, list[float | None]])
    early: dict[str, tuple[list[float], list[float | None]]] = field(
        default_factory=dict[str, tuple[list[float], list[float | None]]]
    )
    best: float | None = None
    target: float | None = None
    layers: Table = field(default_factory=lambda: pd.DataFrame(columns=["key", "layer", "statistic", "first", "last"]))
    chosen: dict[str, float | None] = field(default_factory=dict[str, float | None])
    families: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def scored(self) -> Score:
        """The score of the data."""
        return known(str(self.facts["score"]))

    @property
    def chance(self) -> float:
        """The score of a constant guess, turned so that higher is better."""
        return self.scored.sign * float(self.facts["chance"])

    @property
    def curve(self) -> str:
        """What is measured after each epoch."""
        return "r2" if self.facts["task"] == "regression" else "accuracy"

    @property
    def curve_chance(self) -> float:
        """What a constant guess has of that."""
        return float(self.facts.get("curve_chance", self.facts["chance"]))

    def score(self, split: str) -> Table:
        """The score on one split, turned so that higher is better; a diverged trial counts as a constant guess."""
        return self.scored.sign * self.column(f"{split}_{self.facts['score']}", float(self.facts["chance"]))

    def column(self, name: str, diverged: float) -> Table:
        """A stored score of the trials that ended well, `diverged` for those that diverged, NaN for the others."""
        trials = self.trials
        values = trials[name] if name in trials else pd.Series(nan, index=trials.index)
        return values.where(trials["status"] == "ok").mask(trials["status"] == "diverged", diverged).astype(float)

    def by_key(self, values: dict[str, float] | Table) -> Table:
        """One value a trial from one value a key; NaN where there is none."""
        return self.trials["key"].map(values).astype(float)


@dataclass(frozen=True)
class Measure:
    """One measure.

    Attributes:
        title: as in an axis label.
        unit: a name of `wording.UNITS`; or that of the data's `score`, of a `score difference`, or of the `curve` of
            epochs, which is accuracy or R² whatever the score is.
        higher_is_better: the direction in which an effect counts as positive.
        centre: `mean`, `median` where values can be infinite, `share` where they are 0 or 1.
        chosen_by: the measure that chooses each method's setting, on tuning replicates.
        how: how it is computed, for the page.
        ahead, behind, same: sentences for a positive, a negative and no effect.
        values: the computation, one value a trial.
        only, neither: sentences for infinite values: only the treatment has a finite one, none has.
        stage: what must be known before: 0 nothing, 1 the target, 2 the settings and layer statistics.
        most: the finite value that a miss counts as; a pair of two misses is then no evidence. None if misses are
            infinite.
    """

    title: str
    unit: str
    higher_is_better: bool
    centre: str
    chosen_by: str
    how: str
    ahead: str
    behind: str
    same: str
    values: Callable[[Context], Table]
    only: str = ""
    neither: str = ""
    stage: int = 0
    most: Callable[[Context], float] | None = None


def plain(
    title: str,
    unit: str,
    higher_is_better: bool,
    values: Callable[[Context], Table],
    how: str,
    chosen_by: str = "validation_score",
    centre: str = "mean",
    stage: int = 2,
) -> Measure:
    """A measure whose sentences follow from its title."""
    up, down = ("higher", "lower") if higher_is_better else ("lower", "higher")
    phrase = "with {treatment} the " + title + " is {amount} "
    return Measure(
        title, unit, higher_is_better, centre, chosen_by, how, phrase + up + " than with {baseline}",
        phrase + down + " than with {baseline}", "{treatment} and {baseline} have the same " + title, values,
        "the " + title + " is finite with {treatment} and infinite with {baseline}",
        "the " + title + " is infinite with {treatment} and with {baseline}", stage,
    )  # fmt: skip


def stored(name: str, diverged: float = inf) -> Callable[[Context], Table]:
    """The computation that reads a stored score."""
    return lambda context: context.column(name, diverged)
