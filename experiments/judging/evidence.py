"""Evidence: one study's trials with every measure computed and every method's setting chosen."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from experiments.judging import units
from experiments.judging.allowance import overlap
from experiments.judging.choice import Choice, choose, setting_or_none
from experiments.judging.curves import early_curves, validation_curves
from experiments.judging.looks import looks
from experiments.judging.measures import MEASURES, STANDARD, Context, Table
from experiments.judging.measures.layers import INSIDE
from experiments.scores import Score
from experiments.scores import known as score_named
from experiments.store import Results


@dataclass
class Evidence:
    """A study as planned, the facts of its data, its trials with a column a measure, and the settings chosen."""

    study: dict[str, Any]
    context: Context
    choices: dict[str, dict[str, Choice]]
    results: Results

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
        means = (self.trials_of(method, role="tune")["validation_score"].mean() for method in self.methods)
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
        """The setting at which a method is reported on a measure."""
        return self.choices[MEASURES[measure].chosen_by][self.member(method)]

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
        roles = [self.rows(method, setting, role) for role in ("tune", "report")]
        return self.trials.iloc[np.concatenate(roles)]

    def trials_of(self, method: str, measure: str = "validation_score", role: str = "report") -> Table:
        """The trials of one role at the setting chosen for a measure."""
        return self.trials.iloc[self.rows(self.member(method), self.choice(method, measure).setting, role)]

    def reported(self, method: str, measure: str, most: int | None = None) -> Table:
        """Reported values of a measure, by replicate; NaN where a trial is missing or failed.

        Args:
            most: only so many replicates, the first.
        """
        rows = self.rows(self.member(method), self.choice(method, measure).setting, "report")
        values = pd.Series(self.trials[measure].to_numpy()[rows], self.trials["replicate"].to_numpy()[rows])
        return values if most is None else values[values.index < self.study["tuning"] + most]

    def complete(self, methods: Iterable[str], measure: str, replicates: int) -> bool:
        """Whether so many reported replicates of each method have ended, well or not, at the setting for a measure."""
        for method in methods:
            trials = self.trials_of(method, measure)
            ended = trials["replicate"][trials["status"] != "missing"]
            if (ended < self.study["tuning"] + replicates).sum() < replicates:
                return False
        return True

    def tuned(self, method: str, setting: float, measure: str) -> Table:
        """The values of a measure on the tuning replicates of one setting, by replicate."""
        rows = self.rows(self.member(method), setting, "tune")
        return pd.Series(self.trials[measure].to_numpy()[rows], self.trials["replicate"].to_numpy()[rows])


def gather(results: Results) -> list[Evidence]:
    """The evidence of every study of a run, in page order."""
    curves, early = validation_curves(results), early_curves(results)
    gathered: list[Evidence] = []
    for entry in results.studies:
        study, facts = entry["spec"], entry["facts"]
        trials = results.planned[results.planned["study"] == study["name"]].copy()
        context = Context(trials, facts)
        context.curves, context.early = curves.get(context.curve, {}), early.get(context.curve, {})
        gathered.append(start(Evidence(study, context, {}, results)))
    keys = {key for evidence in gathered for key in looked_into(evidence)}
    layers = results.layer_ends(sorted(keys))
    for evidence in gathered:
        evidence.context.layers = layers[layers["key"].isin(evidence.trials["key"].unique())]
        compute(evidence, stage=2)
    return gathered


def looked_into(evidence: Evidence) -> set[str]:
    """Keys of the trials whose layers are looked into: the reported ones and, where effects on layers are asked for,
    the tuning replicates at all settings that might have been chosen.
    """
    keys = {key for method in evidence.methods for key in evidence.trials_of(method)["key"]}
    if INSIDE.keys() & set(evidence.named):
        settings = ((method, setting) for method in evidence.methods for setting in evidence.choice(method).resampled)
        cells = (evidence.rows(method, setting, "tune") for method, setting in set(settings))
        keys |= {key for rows in cells for key in evidence.trials["key"].iloc[rows]}
    return keys


def start(evidence: Evidence) -> Evidence:
    """Computes what needs no layer statistics: scores, settings by score, the target, epochs, settings by epochs."""
    compute(evidence, stage=0)
    context, share = evidence.context, evidence.study["target"]
    context.best = best(evidence)
    context.target = None if context.best is None else context.curve_chance * (1 - share) + share * context.best
    compute(evidence, stage=1)
    evidence.context.chosen = {method: evidence.choice(method).setting for method in evidence.methods}
    evidence.context.families = evidence.families
    return evidence


def compute(evidence: Evidence, stage: int) -> None:
    """Computes the measures of one stage, and chooses the settings that they choose."""
    names = [name for name in evidence.measures if MEASURES[name].stage == stage]
    for name in names:
        evidence.trials[name] = MEASURES[name].values(evidence.context)
    if "validation_score" not in evidence.trials:
        evidence.trials["validation_score"] = np.nan  # simulations have none
    for name in {MEASURES[name].chosen_by for name in names} & set(names):
        evidence.choices[name] = choose(evidence.trials, name)


def best(evidence: Evidence) -> float | None:
    """The highest mean accuracy or R² that a method has on validation rows; `None` if none beats a constant guess."""
    chance = evidence.context.curve_chance
    reached = evidence.context.column(f"validation_{evidence.context.curve}", chance)
    rows = (
        evidence.rows(evidence.member(method), evidence.choice(method).setting, "tune") for method in evidence.methods
    )
    means = [reached.iloc[indices].mean() for indices in rows]
    highest = max((mean for mean in means if not np.isnan(mean)), default=np.nan)
    return highest if highest > chance + 1e-9 else None
