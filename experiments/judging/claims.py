"""The verdicts of a study's claims, judged together, at one look or at several."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

from experiments.judging.evidence import Evidence
from experiments.judging.looks import alpha_at
from experiments.judging.measures import LEARNED, MEASURES
from experiments.judging.statistics import mean_interval
from experiments.judging.verdicts import ALPHA, EQUAL, EXACT, Stated, Verdict, judge

LIKE = ("supported", "no practical difference")


def verdicts(one: Evidence) -> list[Verdict]:
    """The verdicts of a study's claims; with several looks, each claim's at the first look that decides it.

    A look counts once it has its replicates; see `experiments.judging.looks`.
    """
    return [learned(one, *pair) for pair in zip(one.study["claims"], judged(one), strict=True)]


def learned(one: Evidence, claim: dict[str, Any], verdict: Verdict) -> Verdict:
    """The verdict; undecided where methods are alike because no method of the study learned anything."""
    alike = verdict.name in LIKE and all(pair.position in ("inside", "not below") for pair in verdict.pairs)
    if alike and claim["kind"] != EXACT and claim["measure"] in LEARNED and one.methods and guessing(one):
        return replace(verdict, name="undecided", unlearned=True)
    return verdict


def guessing(one: Evidence) -> bool:
    """Whether no method is shown to score above a constant guess on validation data."""
    chance = one.context.chance
    scores = (one.reported(method, "validation_score").to_list() for method in one.methods)
    found = [mean_interval(values, overlap=one.overlap) for values in scores]
    return not one.learned or all(some.low <= chance for some in found if some.n > 1)


def judged(one: Evidence) -> list[Verdict]:
    """The verdicts by the numbers alone."""
    plan = one.study["looks"]
    if len(plan) < 2:
        return judge(differences(one), ALPHA, one.overlap)
    found = judge(differences(one, plan[0]), alpha_at(plan[0], plan, ALPHA), one.overlap)
    for before, look in pairwise(plan):
        stated = differences(one, look)
        later = judge(stated, alpha_at(look, plan, ALPHA), one.overlap)
        for place, (pairs, *_) in enumerate(stated):
            open_ = found[place].name == "undecided"
            if open_ and all(len(values) > before for values in pairs):
                found[place] = later[place]
    return found


def differences(one: Evidence, most: int | None = None) -> list[Stated]:
    """What `judge` needs of each claim, from its first replicates."""
    return [
        (
            [one.effect(a, b, claim["measure"], most, ties=claim["kind"] != EQUAL) for a, b in claim["pairs"]],
            one.margin(claim["measure"], claim["margin"]),
            MEASURES[claim["measure"]].centre,
            claim["kind"],
        )
        for claim in one.study["claims"]
    ]
