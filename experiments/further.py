"""More replicates for what is undecided: which methods, at which settings, how many."""

from dataclasses import replace

from experiments.judging.claims import verdicts
from experiments.judging.evidence import Evidence, gather
from experiments.store import Results
from experiments.study import THEORY, Study


def further(studies: list[Study], results: Results, look: int) -> list[Study]:
    """The studies with undecided claims, their methods planned at the settings chosen up to `look` reported replicates.

    Only the methods of undecided claims get more, and only at the settings at which they are reported: these were
    chosen on tuning replicates, so that more reported ones do not move them.
    """
    by_study = {evidence.study["name"]: evidence for evidence in gather(results)}
    raised = [(study, extra(study, by_study[study.name], look)) for study in studies]
    return [replace(study, further=more) for study, more in raised if more != study.further]


def extra(study: Study, evidence: Evidence, look: int) -> tuple[tuple[str, float | None, int], ...]:
    """What has more replicates so far, raised to `look` where a claim is still undecided."""
    counts = {(label, setting): count for label, setting, count in study.further}
    for claim, verdict in zip(study.claims, verdicts(evidence), strict=True):
        if verdict.name != "undecided" or not any(pair.interval.n for pair in verdict.pairs):
            continue
        for label in dict.fromkeys(label for pair in claim.pairs for label in pair if label != THEORY):
            for method in members(study, label):
                counts[method, evidence.choice(method, claim.measure).setting] = look
    order = sorted(counts, key=lambda cell: (cell[0], -1 if cell[1] is None else cell[1]))
    return tuple((label, setting, counts[label, setting]) for label, setting in order)


def members(study: Study, label: str) -> list[str]:
    """The methods that a label of a claim stands for: itself, or a family."""
    family = [method.label for method in study.methods if method.family == label]
    return family or [label]
