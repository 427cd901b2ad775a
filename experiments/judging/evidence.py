"""Evidence: one study's trials with every measure computed and every method's setting chosen."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from experiments.judging.choice import Choice, choose, known
from experiments.judging.measures import MEASURES, STANDARD, Context, Table
from experiments.judging.statistics import differences, overlap
from experiments.scores import Score
from experiments.scores import known as score_named
from experiments.store import Results
from experiments.study import THEORY


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
    def measures(self) -> list[str]:
        """The measures that this study uses: the usual, those of claims, charts and advice, those that choose."""
        claimed = [claim["measure"] for claim in self.study["claims"]]
        charted = [name for chart in self.study["charts"] for name in (chart["x"], *chart["y"]) if name in MEASURES]
        usual = STANDARD if self.methods else ()
        saved = [one["saves"] for one in self.study.get("advice", ()) if "saves" in one]
        named = list(dict.fromkeys((*usual, *claimed, *charted, *saved)))
        return list(dict.fromkeys((*named, *(MEASURES[name].chosen_by for name in named))))

    @cached_property
    def families(self) -> dict[str, str]:
        """Label -> family, for methods that have one."""
        return {one["label"]: one["family"] for one in self.study["methods"] if "family" in one}

    def member(self, name: str) -> str:
        """A method by its label, or the first of a family."""
        return next((label for label, family in self.families.items() if family == name), name)

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
        unit, scored = MEASURES[measure].unit, self.context.scored
        if unit in ("score", "curve"):
            scored = scored if unit == "score" else self.curve
            low, high = sorted((scored.sign * scored.low, scored.sign * scored.high))
            return low, high
        return (0.0, 1.0) if unit == "share" else (-np.inf, np.inf)

    def centre(self, measure: str) -> str:
        """How a measure's values are summed up: `mean` or `median`."""
        return MEASURES[measure].centre

    def unit(self, measure: str) -> str:
        """The name of the unit in which a measure is shown, with a minus where that turns its sign back."""
        name, scored = MEASURES[measure].unit, self.context.scored
        if name == "curve":
            return self.curve.unit
        turned = "-" if name == "score" and scored.lower else ""
        return turned + scored.unit if name in ("score", "score difference") else name

    def margin(self, measure: str, margin: float) -> float:
        """A study's margin, which is one of accuracy or R², for the score of the data.

        It stays where 1 is the best score. Else it is a share of the way from a constant guess to true predictions:
        0.01 is 1 % of the RMSE of a constant guess.
        """
        if MEASURES[measure].unit not in ("score", "score difference") or self.context.scored.bounded:
            return margin
        perfect, chance = float(self.facts["perfect"]), float(self.facts["chance"])
        return margin * (abs(perfect - chance) or abs(perfect) or 1.0)

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
        """(method, setting, role) -> places of its trials; looking them up once keeps large runs fast."""
        cells = self.trials.groupby(["method", "setting", "role"], dropna=False).indices
        return {(method, known(setting), role): places for (method, setting, role), places in cells.items()}

    def places(self, method: str, setting: float | None, role: str) -> np.ndarray:
        """The places of one cell's trials, by replicate."""
        return self.cells.get((method, setting, role), np.array([], int))

    def trials_of(self, method: str, measure: str = "validation_score", role: str = "report") -> Table:
        """The trials of one role at the setting chosen for a measure."""
        return self.trials.iloc[self.places(self.member(method), self.choice(method, measure).setting, role)]

    def reported(self, method: str, measure: str, most: int | None = None) -> Table:
        """Reported values of a measure, by replicate; NaN where a trial is missing or failed.

        Args:
            most: only so many replicates, the first.
        """
        places = self.places(self.member(method), self.choice(method, measure).setting, "report")
        found = pd.Series(self.trials[measure].to_numpy()[places], self.trials["replicate"].to_numpy()[places])
        return found if most is None else found[found.index < self.study["tuning"] + most]

    def effect(
        self, treatment: str, baseline: str, measure: str, most: int | None = None, ties: bool = True
    ) -> np.ndarray:
        """Paired differences, positive in favour of the treatment; none if every trial of both diverged or failed.

        Against the theory: minus the errors. Where both values are infinite, as where neither reaches the target, the
        difference is 0; it is NaN where that is so of every pair, and without `ties`: two misses show no likeness.
        """
        if baseline == THEORY:
            return -self.reported(treatment, measure, most).dropna().abs().to_numpy(float)
        if not any((self.trials_of(method, measure)["status"] == "ok").any() for method in (treatment, baseline)):
            return np.array([])
        a, b = (self.reported(method, measure, most) for method in (treatment, baseline))
        a, b = a.align(b, join="inner")
        known = a.notna() & b.notna()
        a, b = a[known].to_numpy(float), b[known].to_numpy(float)
        missed = np.isinf(a) & (a == b)
        found = differences(a, b, MEASURES[measure].higher_is_better)
        return np.where(missed & (not ties or missed.all()), np.nan, found)


def gather(results: Results) -> list[Evidence]:
    """The evidence of every study of a run, in page order."""
    curves = validation_curves(results)
    found: list[Evidence] = []
    for entry in results.studies:
        study, facts = entry["spec"], entry["facts"]
        trials = results.planned[results.planned["study"] == study["name"]].copy()
        context = Context(trials, facts)
        context.curves = curves.get(context.curve, {})
        found.append(start(Evidence(study, context, {}, results)))
    keys = {key for one in found for method in one.methods for key in one.trials_of(method)["key"]}
    layers = results.layer_ends(sorted(keys))
    for one in found:
        one.context.layers = layers[layers["key"].isin(one.trials["key"].unique())]
        measure(one, stage=2)
    return found


def start(one: Evidence) -> Evidence:
    """Everything that needs no layer statistics: scores, settings by score, the target, epochs, settings by epochs."""
    measure(one, stage=0)
    one.context.target = target(one)
    measure(one, stage=1)
    one.context.chosen = {method: one.choice(method).setting for method in one.methods}
    one.context.families = one.families
    return one


def measure(one: Evidence, stage: int) -> None:
    """Computes the measures of one stage, and chooses the settings that they choose."""
    names = [name for name in one.measures if MEASURES[name].stage == stage]
    for name in names:
        one.trials[name] = MEASURES[name].values(one.context)
    if "validation_score" not in one.trials:
        one.trials["validation_score"] = np.nan  # simulations have none
    for name in {MEASURES[name].chosen_by for name in names} & set(names):
        one.choices[name] = choose(one.trials, name)


def target(one: Evidence) -> float | None:
    """The accuracy or R² to reach on validation rows: the study's share of the way from a constant guess to the best
    method's mean.

    `None` if no method is better than a constant guess.
    """
    chance = one.context.curve_chance
    reached = one.context.column(f"validation_{one.context.curve}", chance)
    rows = (one.places(one.member(method), one.choice(method).setting, "tune") for method in one.methods)
    means = [reached.iloc[places].mean() for places in rows]
    best = max((mean for mean in means if not np.isnan(mean)), default=np.nan)
    return chance + one.study["target"] * (best - chance) if best > chance + 1e-9 else None


def validation_curves(results: Results) -> dict[str, dict[str, list[float | None]]]:
    """Accuracy or R² -> key -> its values after each epoch."""
    curves = results.series("validation", ["accuracy", "r2"])
    return {
        str(score): dict(zip(lines["key"], lines["points"], strict=True)) for score, lines in curves.groupby("metric")
    }
