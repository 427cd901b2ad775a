"""The verdicts of a run's claims: the parts of one statement are judged together, at one look or at several."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from experiments.judging.allowance import Allowance
from experiments.judging.effects import effect
from experiments.judging.evidence import Evidence
from experiments.judging.looks import level
from experiments.judging.measures import IDENTITIES, LEARNED, MEASURES
from experiments.judging.statements import Key, statement
from experiments.judging.statistics import mean_interval
from experiments.judging.verdicts import (
    ALPHA,
    EQUAL,
    EXACT,
    OPEN,
    SMALL,
    SUPPORTED,
    Comparison,
    Stated,
    judge,
    together,
)
from experiments.study import THEORY


@dataclass(frozen=True)
class Verdict:
    """What became of a claim.

    Attributes:
        name: one of `experiments.judging.verdicts.VERDICTS`.
        comparisons: its parts, in the order of its pairs.
        unlearned: its parts are alike, but no method learned more than a constant guess, so that this says nothing.
    """

    name: str
    comparisons: tuple[Comparison, ...]
    unlearned: bool = False

    @property
    def more(self) -> int | None:
        """How many further replicates would decide its open parts; None if that is not foreseeable or none is open."""
        needs = [comparison.more for comparison in self.comparisons if comparison.verdict == OPEN]
        return max((need for need in needs if need is not None), default=None) if None not in needs else None


@dataclass(frozen=True)
class Member:
    """One part of a statement: a pair of a study's claim, which has a number in its study."""

    evidence: Evidence
    number: int
    pair: tuple[str, str]

    @property
    def claim(self) -> dict[str, Any]:
        """The claim."""
        return self.evidence.study["claims"][self.number]

    def stated(self, look: int) -> Stated:
        """The numbers at one look, counted from 0."""
        evidence, measure = self.evidence.as_of(look), self.claim["measure"]
        kind = EQUAL if self.claim["kind"] == EXACT and measure not in IDENTITIES else self.claim["kind"]
        seen = effect(evidence, *self.pair, measure)
        return Stated(
            seen.values,
            evidence.margin(measure, self.claim["margin"]),
            MEASURES[measure].centre,
            kind,
            level(look, ALPHA),
            evidence.complete((label for label in self.pair if label != THEORY), measure),
            seen.allowance,
            seen.left,
            look > 0,
        )


def verdicts(gathered: Sequence[Evidence]) -> list[list[Verdict]]:
    """The verdicts of every study's claims, in the order given."""
    statements: dict[Key, list[Member]] = {}
    for member in (part for evidence in gathered for part in parts(evidence)):
        key = statement(member.evidence.study, member.evidence.facts, member.claim)
        statements.setdefault(key, []).append(member)
    judged: dict[tuple[str, int], list[Comparison]] = {}  # by study and claim; a claim's parts are of one statement
    for group in statements.values():
        for member, comparison in zip(group, over_looks(group), strict=True):
            judged.setdefault((member.evidence.study["name"], member.number), []).append(comparison)
    return [
        [
            learned(evidence, claim, judged.get((evidence.study["name"], number), []))
            for number, claim in enumerate(evidence.study["claims"])
        ]
        for evidence in gathered
    ]


def parts(evidence: Evidence) -> list[Member]:
    """Every part that a study's claims have."""
    claims = enumerate(evidence.study["claims"])
    return [Member(evidence, number, (pair[0], pair[1])) for number, claim in claims for pair in claim["pairs"]]


def over_looks(members: Sequence[Member]) -> list[Comparison]:
    """The parts of one statement, each as it was at the first look that settles it; see `experiments.judging.looks`.

    A look counts for a part once all of its replicates have ended.
    """
    judged: list[Comparison] = []
    for look in range(max(len(member.evidence.looks) for member in members)):
        stated = [member.stated(look) for member in members]
        latest = [replace(comparison, look=look) for comparison in judge(stated, judged)]
        judged = [
            after if not judged or (part.complete and before.verdict == OPEN) else before
            for part, before, after in zip(stated, judged or latest, latest, strict=True)
        ]
    return judged


def learned(evidence: Evidence, claim: dict[str, Any], comparisons: list[Comparison]) -> Verdict:
    """A claim's verdict; open where methods are alike because no method of the study learned anything."""
    name, margin = together([part.verdict for part in comparisons]), evidence.margin(claim["measure"], claim["margin"])
    alike = name in (SUPPORTED, SMALL) and all(part.interval.high <= margin for part in comparisons)
    if alike and claim["kind"] != EXACT and claim["measure"] in LEARNED and evidence.methods and guessing(evidence):
        return Verdict(OPEN, tuple(replace(part, verdict=OPEN) for part in comparisons), unlearned=True)
    return Verdict(name, tuple(comparisons))


def guessing(evidence: Evidence) -> bool:
    """Whether no method is shown to score above a constant guess on validation data."""
    chance = evidence.context.chance
    values = (evidence.reported(method, "validation_score").to_list() for method in evidence.methods)
    scores = [mean_interval(some, allowance=Allowance(evidence.overlap)) for some in values]
    return not evidence.learned or all(score.low <= chance for score in scores if score.n > 1)
