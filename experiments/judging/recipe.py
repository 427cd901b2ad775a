"""The recipe: techniques added to a network in order of gain, each kept while it adds on validation rows.

1. Each technique is tried alone, at every setting and learning rate. Its gain is the mean difference of validation
   scores to the network as it was, paired by tuning replicate.
2. In order of gain, each technique that gains anything is added to what was kept so far, and is kept if the mean of
   its paired gains exceeds their standard error: forward selection (Efroymson 1960) with the one-standard-error rule
   (Breiman et al. 1984, "Classification and Regression Trees", section 3.4.3).
3. What was kept, the network as it was, and what was kept without each of its parts are trained on fresh replicates,
   whose test rows say what the recipe gains.

A gain chosen as the best of many is too high by chance. So the score of a replicate is that of the setting which is
best on the *other* tuning replicates (cross-validation of the choice, Varma and Simon 2006, BMC Bioinformatics 7: 91),
for the network as it was alike. Where nothing helps, about every second recipe still holds a technique by chance; that
it helps is said only if its gain on test rows of fresh replicates is shown, which happens in 2.5 % of such recipes.
"""

from dataclasses import dataclass, replace
from math import inf, nan, sqrt

import numpy as np

from experiments.combination import combined_label
from experiments.judging.allowance import Allowance
from experiments.judging.effects import effect
from experiments.judging.evidence import Evidence
from experiments.judging.statistics import Interval, deviation, mean_interval, present

Parts = tuple[str, ...]  # labels of methods, each of another technique, in the order in which they were added


@dataclass(frozen=True)
class Step:
    """A technique that was added to what was kept so far.

    Attributes:
        technique, method: what it is called, and its best setting.
        parts: what was kept so far, and it.
        gain: of validation score over what was kept so far, on tuning replicates.
        kept: whether it stays.
    """

    technique: str
    method: str
    parts: Parts
    gain: Interval
    kept: bool


@dataclass(frozen=True)
class Course:
    """How far a recipe has come.

    Attributes:
        alone: each technique by itself, as a step from the network as it was, best first.
        steps: the techniques that were tried, in order.
        parts: what was kept so far.
        wanted: combinations whose tuning replicates are needed to go on.
        ended: nothing more is tried, and all is trained that shows what each part adds.
    """

    alone: tuple[Step, ...] = ()
    steps: tuple[Step, ...] = ()
    parts: Parts = ()
    wanted: tuple[Parts, ...] = ()
    ended: bool = False

    @property
    def without(self) -> dict[str, Parts]:
        """Each part -> the recipe without it."""
        return {part: tuple(other for other in self.parts if other != part) for part in self.parts}


@dataclass(frozen=True)
class Tuned:
    """Validation scores on tuning replicates.

    Attributes:
        scores: method -> (replicates, settings), NaN where a trial failed; of methods whose trials have all ended.
        overlap: of the replicates' training rows; see `statistics.overlap`.
    """

    scores: dict[str, np.ndarray]
    overlap: float

    def honest(self, *methods: str) -> np.ndarray:
        """The score of each replicate, at the method and setting that are best on the others; NaN where it has none."""
        scores = np.concatenate([self.scores[label] for label in methods], axis=1)
        some = ~np.isnan(scores)
        known, counts = np.where(some, scores, 0.0), some.sum(0) - some
        others = np.where(counts > 0, (known.sum(0) - known) / np.maximum(counts, 1), -inf)
        return scores[np.arange(len(scores)), others.argmax(1)]

    def best(self, methods: list[str]) -> str:
        """The method with the highest mean score at any setting."""
        return max(methods, key=lambda label: max(mean(column) for column in self.scores[label].T))

    def added(self, technique: str, parts: Parts, now: np.ndarray, before: np.ndarray) -> Step:
        """A technique that is added last: kept if its mean gain exceeds its standard error."""
        values = present(now - before)
        interval = mean_interval(values, allowance=Allowance(self.overlap))
        adds = interval.n > 1 and interval.centre > deviation(values) * sqrt(1 / interval.n + self.overlap)
        return Step(technique, parts[-1], parts, interval, adds)


def course(evidence: Evidence) -> Course:
    """How far a study's recipe has come; it depends on tuning replicates alone."""
    recipe, tuned = evidence.study["recipe"], scores(evidence)
    techniques, baseline = recipe["techniques"], recipe["baseline"]
    if not {baseline, *(label for technique in techniques for label in technique["methods"])} <= set(tuned.scores):
        return Course()
    now = tuned.honest(baseline)
    alone = [
        tuned.added(each["name"], (tuned.best(each["methods"]),), tuned.honest(*each["methods"]), now)
        for each in techniques
    ]
    alone.sort(key=lambda step: -step.gain.centre if step.gain.n else inf)
    steps: list[Step] = []
    parts: Parts = ()
    for step in (step for step in alone if step.gain.n and step.gain.centre > 0):
        if parts:
            with_it = (*parts, step.method)
            if (label := combined_label(with_it)) not in tuned.scores:
                return Course(tuple(alone), tuple(steps), parts, (with_it,))
            step = tuned.added(step.technique, with_it, tuned.honest(label), now)
        steps.append(step)
        if step.kept:
            parts, now = step.parts, tuned.honest(combined_label(step.parts))
    taken = Course(tuple(alone), tuple(steps), parts)
    wanted = tuple(some for some in taken.without.values() if some and combined_label(some) not in tuned.scores)
    return replace(taken, wanted=wanted, ended=not wanted)


def scores(evidence: Evidence) -> Tuned:
    """The validation scores of a study's methods on its tuning replicates."""
    trials, count = evidence.trials, evidence.study["tuning"]
    ended = (trials["status"] != "missing").to_numpy()
    values, replicates = trials["validation_score"].to_numpy(float), trials["replicate"].to_numpy()
    columns: dict[str, list[np.ndarray]] = {}
    unfinished: set[str] = set()
    for (method, _, role), rows in evidence.cells.items():
        if role != "tune":
            continue
        column = np.full(count, nan)
        column[replicates[rows]] = values[rows]
        columns.setdefault(method, []).append(column)
        unfinished |= set() if ended[rows].all() else {method}
    complete = {method: np.column_stack(some) for method, some in columns.items() if method not in unfinished}
    return Tuned(complete, evidence.overlap)


def mean(values: np.ndarray) -> float:
    """The mean of the values that exist; -infinity where none does."""
    return float(known.mean()) if len(known := present(values)) else -inf


def contenders(evidence: Evidence, taken: Course) -> list[str]:
    """The methods that are reported: the network as it was, each technique at its best setting and, once the recipe is
    known, it and what is left of it without each part.
    """
    whole = [taken.parts, *taken.without.values()] if taken.ended else []
    combinations = [combined_label(parts) for parts in whole if parts]
    alone = [step.method for step in taken.alone if step.gain.n]
    return list(dict.fromkeys([evidence.study["recipe"]["baseline"], *alone, *combinations])) if taken.alone else []


def result(evidence: Evidence, taken: Course) -> str:
    """The method that a recipe comes to: the network as it was, unless something is kept."""
    return combined_label(taken.parts) if taken.ended and taken.parts else evidence.study["recipe"]["baseline"]


def advised(evidence: Evidence, taken: Course) -> str:
    """The method to use: the recipe if its gain on test rows is shown to be above 0, else the network as it was."""
    whole, baseline = result(evidence, taken), evidence.study["recipe"]["baseline"]
    gain = effect(evidence, whole, baseline, "test_score")
    return whole if mean_interval(gain.values, allowance=gain.allowance).low > 0 else baseline
