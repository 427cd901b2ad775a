"""Which methods may be the best, and which are to be avoided: sets that do not hang on who happens to lead."""

from collections.abc import Sequence
from itertools import combinations

from experiments.judging.effects import effect
from experiments.judging.evidence import Evidence
from experiments.judging.measures import MEASURES
from experiments.judging.measures.failing import failure
from experiments.judging.statistics import Interval, interval
from experiments.judging.verdicts import ALPHA

NOTABLE = 0.005  # half a point: a method that loses no more is not to be avoided


def alike(evidence: Evidence, methods: Sequence[str], measure: str, margin: float) -> tuple[list[str], list[str]]:
    """The methods that may be the best on a measure, and those that each of these is shown to beat by the margin.

    A method may be the best as long as no other is shown to be better: a subset that contains the truly best method
    with a probability of 95 % or more, because that one is left out only if one of k − 1 comparisons errs, each at the
    level 1 − 0.05 / (k − 1) (Bonferroni). Where two methods are nearly level, round-off may exchange who leads, but not
    who is in the set. Both lists are in the order given; methods without values are in neither.

    Reference: Gupta 1965, "On some multiple decision (selection and ranking) rules", Technometrics 7: 225-245.
    """
    measured = [method for method in methods if evidence.reported(method, measure).notna().any()]
    share = 1 - ALPHA / max(1, len(measured) - 1)
    gaps: dict[tuple[str, str], Interval] = {}
    for first, second in combinations(measured, 2):
        seen = effect(evidence, first, second, measure)
        gap = interval(seen.values, MEASURES[measure].centre, share, seen.allowance)
        gaps[first, second], gaps[second, first] = gap, Interval(gap.n, -gap.centre, -gap.high, -gap.low)
    best = [method for method in measured if all(gap.low <= 0 for (_, other), gap in gaps.items() if other == method)]
    best = best or measured
    rest = [method for method in measured if method not in best]
    return best, [method for method in rest if all(gaps[other, method].low > margin for other in best)]


def unlearned(evidence: Evidence, method: str) -> int:
    """How many of a method's reported runs did not learn: those that the measure `failure` counts; if no method beats
    a constant guess, so that nothing tells who learned, those that diverged.
    """
    trials = evidence.trials_of(method)
    if evidence.context.best is None:
        return int((trials["status"] == "diverged").sum())
    return int((failure(evidence.context)[trials.index] == 1).sum())
