"""More replicates for what is undecided: which methods, at which rates, how many."""

from dataclasses import replace

from experiments.judging.claims import verdicts
from experiments.judging.evidence import Evidence, gather
from experiments.store import Results
from experiments.study import NO_RATE, THEORY, Study


def further(studies: list[Study], results: Results, look: int) -> list[Study]:
    """The studies with undecided claims, their methods planned up to `look` reported replicates at the rates chosen.

    Only the methods of undecided claims get more, and only at the rates at which they are reported: these were chosen
    on tuning replicates, so that more reported ones do not move them.
    """
    known = {evidence.study["name"]: evidence for evidence in gather(results)}
    raised = [(study, extra(study, known[study.name], look)) for study in studies]
    return [replace(study, further=more) for study, more in raised if more != study.further]


def extra(study: Study, evidence: Evidence, look: int) -> tuple[tuple[str, float, int], ...]:
    """What has more replicates so far, raised to `look` where a claim is still undecided."""
    counts = {(label, rate): count for label, rate, count in study.further}
    for claim, verdict in zip(study.claims, verdicts(evidence), strict=True):
        if verdict.name != "undecided" or not any(pair.interval.n for pair in verdict.pairs):
            continue
        for label in dict.fromkeys(label for pair in claim.pairs for label in pair if label != THEORY):
            for method in members(study, label):
                rate = evidence.choice(method, claim.measure).rate
                counts[method, NO_RATE if rate is None else rate] = look
    return tuple(sorted((label, rate, count) for (label, rate), count in counts.items()))


def members(study: Study, label: str) -> list[str]:
    """The methods that a label of a claim stands for: itself, or a family."""
    family = [method.label for method in study.methods if method.family == label]
    return family or [label]
