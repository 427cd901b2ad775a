"""Evidence: one study's trials with every measure computed and every method's setting chosen."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from experiments.judging import units
from experiments.judging.allowance import overlap
from experiments.judging.choice import Choice, setting_or_none
from experiments.judging.looks import looks
from experiments.judging.measures import MEASURES, STANDARD, Context, Table
from experiments.judging.measures.grid import ACROSS
from experiments.scores import Score
from experiments.scores import known as score_named
from experiments.store import Results


@dataclass
class Evidence:
    """A study as planned, the facts of its data, its trials with a column a measure, and the settings chosen.

    Attributes:
        choices: measure that chooses -> method -> its choice at each look whose tuning has ended.
        look: that it is judged at, counted from 0: its choice of settings, and no more replicates than belong to it.
            None for all that there is.
    """

    study: dict[str, Any]
    context: Context
    choices: dict[str, dict[str, tuple[Choice, ...]]]
    results: Results
    look: int | None = None

    @property
    def trials(self) -> Table:
        """One row a planned trial, one column a measure."""
        return self.context.trials

    @property
    def facts(self) -> dict[str, Any]:
        """What is known of the data set."""
        return self.context.facts

    @cached_property
    def methods(self) -> list[str]:
        """Labels of the methods that train networks, in the study's order."""
        return [method["label"] for method in self.study["methods"] if "simulation" not in method]

    @cached_property
    def all_methods(self) -> list[str]:
        """Labels of all methods, simulations included."""
        return [method["label"] for method in self.study["methods"]]

    @cached_property
    def named(self) -> list[str]:
        """The measures of its claims, charts and advice."""
        claimed = [claim["measure"] for claim in self.study["claims"]]
        charted = [name for chart in self.study["charts"] for name in (chart["x"], *chart["y"]) if name in MEASURES]
        saved = [advice["saves"] for advice in self.study.get("advice", ()) if "saves" in advice]
        return list(dict.fromkeys((*claimed, *charted, *saved)))

    @cached_property
    def measures(self) -> list[str]:
        """The measures that this study uses: the usual ones, those that it names, those that choose."""
        shown = (*(STANDARD if self.methods else ()), *self.named)
        return list(dict.fromkeys((*shown, *(MEASURES[name].chosen_by for name in shown))))

    @cached_property
    def families(self) -> dict[str, str]:
        """Label -> family, for methods that have evidence."""
        return {method["label"]: method["family"] for method in self.study["methods"] if "family" in method}

    def member(self, name: str) -> str:
        """A method by its label, or the first of a family."""
        return next((label for label, family in self.families.items() if family == name), name)

    @cached_property
    def looks(self) -> list[int]:
        """The numbers of reported replicates at which its claims can be judged so far; the first one in any case."""
        first, ended = self.study["replicates"], self.trials["status"] != "missing"
        reported = self.trials[ended & (self.trials["role"] == "report")]
        return looks(first, max(first, reported.groupby(["method", "setting"], dropna=False).size().max() or 0))

    def as_of(self, look: int) -> "Evidence":
        """The evidence as it is judged at one look."""
        seen = copy(self)
        seen.look, seen.cells = look, self.cells
        return seen

    @property
    def most(self) -> int | None:
        """How many reported replicates belong to its look."""
        return None if self.look is None else self.study["replicates"] * 2**self.look

    @property
    def score(self) -> str:
        """The score's name in words."""
        return self.context.scored.title

    @property
    def curve(self) -> Score:
        """What is measured after each epoch."""
        return score_named(self.context.curve)

    @property
    def learned(self) -> bool:
        """Whether a method's mean validation score on tuning replicates is better than a constant guess."""
        means = (self.as_of(0).trials_of(method, role="tune")["validation_score"].mean() for method in self.methods)
        return any(mean > self.context.chance + 1e-9 for mean in means)

    @property
    def overlap(self) -> float:
        """How much the replicates' training rows overlap: see `statistics.overlap`."""
        return overlap(self.facts)

    def settings(self, method: str) -> list[float]:
        """The settings that a method tries, in rising order; none where it tunes nothing."""
        return sorted({setting for name, setting, _ in self.cells if name == method and setting is not None})

    def bounds(self, measure: str) -> tuple[float, float]:
        """Between what an interval of a measure's values can lie."""
        return units.bounds(self.context, measure)

    def centre(self, measure: str) -> str:
        """How a measure's values are summed up: `mean` or `median`."""
        return MEASURES[measure].centre

    def unit(self, measure: str) -> str:
        """The name of the unit in which a measure is shown."""
        return units.unit(self.context, measure)

    def margin(self, measure: str, margin: float) -> float:
        """A study's margin for the score of the data."""
        return units.margin(self.context, measure, margin)

    def title(self, measure: str) -> str:
        """A measure's title on this data."""
        return MEASURES[measure].title.format(score=self.score, curve=self.curve.title)

    def how(self, measure: str) -> str:
        """How a measure is computed on this data."""
        return MEASURES[measure].how.format(score=self.score, curve=self.curve.title)

    def choice(self, method: str, measure: str = "validation_score") -> Choice:
        """The setting at which a method is reported on a measure, as its look chooses it.

        Without a look, it is that of the latest one at whose setting enough is reported for a first look. What looks
        across settings or methods keeps the first choice.
        """
        label = self.member(method)
        looks = self.choices[MEASURES[measure].chosen_by][label]
        if measure in ACROSS:
            return looks[0]
        if self.look is not None:
            return looks[min(self.look, len(looks) - 1)]
        least = self.study["replicates"]
        return next((each for each in looks[:0:-1] if self.ended(label, each.setting) >= least), looks[0])

    def ended(self, method: str, setting: float | None) -> int:
        """How many reported replicates of a setting have ended, well or not."""
        return int((self.trials["status"].to_numpy()[self.rows(method, setting, "report")] != "missing").sum())

    @cached_property
    def cells(self) -> dict[tuple[str, float | None, str], np.ndarray]:
        """(method, setting, role) -> row numbers of its trials; one look-up keeps large runs fast."""
        cells = self.trials.groupby(["method", "setting", "role"], dropna=False).indices
        return {(method, setting_or_none(setting), role): rows for (method, setting, role), rows in cells.items()}

    def rows(self, method: str, setting: float | None, role: str) -> np.ndarray:
        """The row numbers of one cell's trials, by replicate."""
        return self.cells.get((method, setting, role), np.array([], int))

    def replicates(self, method: str, setting: float | None) -> Table:
        """The trials of one method at one setting, tuning and reported."""
        roles = [self.rows(method, setting, role) for role in ("tune", "retune", "report")]
        return self.trials.iloc[np.concatenate(roles)]

    def trials_of(self, method: str, measure: str = "validation_score", role: str = "report") -> Table:
        """The trials of one role at the setting chosen for a measure."""
        return self.trials.iloc[self.rows(self.member(method), self.choice(method, measure).setting, role)]

    def reported(self, method: str, measure: str) -> Table:
        """Reported values of a measure, by replicate; NaN where a trial is missing or failed."""
        rows = self.rows(self.member(method), self.choice(method, measure).setting, "report")
        values = pd.Series(self.trials[measure].to_numpy()[rows], self.trials["replicate"].to_numpy()[rows])
        return values if self.most is None else values[values.index < self.study["tuning"] + self.most]

    def complete(self, methods: Iterable[str], measure: str) -> bool:
        """Whether all that a look needs of each method has ended, well or not: its tuning, its reported replicates."""
        most = self.most or self.study["replicates"]
        for method in methods:
            trials = self.trials_of(method, measure)
            ended = trials["replicate"][trials["status"] != "missing"]
            if not self.chosen(method, measure) or (ended < self.study["tuning"] + most).sum() < most:
                return False
        return True

    def chosen(self, method: str, measure: str) -> bool:
        """Whether the tuning has ended that chooses a method's setting at this look."""
        looks = self.choices[MEASURES[measure].chosen_by][self.member(method)]
        return looks[0].sure or measure in ACROSS or len(looks) > (self.look or 0)

    def tuned(self, method: str, setting: float, measure: str) -> Table:
        """The values of a measure on all tuning replicates of one setting, by replicate."""
        rows = np.concatenate([self.rows(self.member(method), setting, role) for role in ("tune", "retune")])
        return pd.Series(self.trials[measure].to_numpy()[rows], self.trials["replicate"].to_numpy()[rows])
