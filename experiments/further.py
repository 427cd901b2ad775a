"""More replicates for what is open: which methods, at which settings, how many."""

from dataclasses import replace

from experiments.judging.claims import Verdict, verdicts
from experiments.judging.evidence import Evidence, gather
from experiments.judging.verdicts import OPEN
from experiments.store import Results
from experiments.study import THEORY, Study


def further(studies: list[Study], results: Results, look: int) -> list[Study]:
    """The studies with open parts, their methods planned at the settings chosen up to `look` reported replicates.

    Only the methods of open parts get more, and only at the settings at which they are reported: these were
    chosen on tuning replicates, so that more reported ones do not move them.
    """
    gathered = gather(results)
    known = {
        evidence.study["name"]: (evidence, judged)
        for evidence, judged in zip(gathered, verdicts(gathered), strict=True)
    }
    raised = [(study, extra(study, *known[study.name], look)) for study in studies]
    return [replace(study, further=more) for study, more in raised if more != study.further]


def extra(
    study: Study, evidence: Evidence, judged: list[Verdict], look: int
) -> tuple[tuple[str, float | None, int], ...]:
    """What has more replicates so far, raised to `look` where a part of a claim is still open."""
    counts = {(label, setting): count for label, setting, count in study.further}
    for claim, verdict in zip(study.claims, judged, strict=True):
        if verdict.unlearned:
            continue
        for pair, comparison in zip(claim.pairs, verdict.comparisons, strict=True):
            if comparison.verdict != OPEN or not comparison.interval.n:
                continue
            for label in pair:
                for method in members(study, label) if label != THEORY else ():
                    counts[method, evidence.choice(method, claim.measure).setting] = look
    order = sorted(counts, key=lambda cell: (cell[0], -1 if cell[1] is None else cell[1]))
    return tuple((label, setting, counts[label, setting]) for label, setting in order)


def members(study: Study, label: str) -> list[str]:
    """The methods that a label of a claim stands for: itself, or a family."""
    family = [method.label for method in study.methods if method.family == label]
    return family or [label]
