"""Verdicts: from paired differences to supported, contradicted, no practical difference or undecided.

A pair lies *above* when its whole 95 % interval is beyond the margin in the claimed direction, *below* when beyond it
the other way, *inside* when it is within ± the margin (the margin itself included), otherwise it is *open*.

A claim is supported when every pair is above (for "at least as good": none reaches below −margin), contradicted when
any pair is below, of no practical difference when every pair is inside. Support and contradiction must also survive
Holm's correction over the claims of one study. An exact claim is supported when no error exceeds the margin, else
contradicted; no correction applies. As all pairs must hold for support, a claim's p-value is the largest of
its pairs' (intersection-union); as one pair is enough for contradiction, there it is the smallest times their number.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from experiments.judging.replicates import more_replicates
from experiments.judging.statistics import LEVEL, Interval, Values, effect_size, holm, interval, p_above, p_below

ALPHA = 1 - LEVEL
VERDICTS = ("supported", "contradicted", "no practical difference", "undecided")
Stated = tuple[Sequence[np.ndarray], float, str, str]
EQUAL, EXACT = "at least as good", "exact"


@dataclass(frozen=True)
class Pair:
    """One treatment against one baseline: the paired effect, positive in favour of the treatment."""

    interval: Interval
    position: str
    p_for: float
    p_against: float
    size: float | None


@dataclass(frozen=True)
class Verdict:
    """What became of a claim.

    Attributes:
        corrected: only Holm's correction keeps it from being decided.
        unlearned: no method learned more than a constant guess, so that their likeness says nothing.
        mixed: every pair is clear, but they differ: some above, some inside.
        more: how many further replicates would decide it; `None` if that is not foreseeable.
    """

    name: str
    pairs: tuple[Pair, ...]
    p_for: float
    p_against: float
    corrected: bool = False
    unlearned: bool = False
    mixed: bool = False
    more: int | None = None


def pair(values: Values, margin: float, centre: str, kind: str, alpha: float, overlap: float = 0.0) -> Pair:
    """The evidence of one pair from its differences; its interval has the level 1 − alpha."""
    if kind == EXACT:
        return exact(values, margin)
    found = interval(values, centre, 1 - alpha, overlap)
    equal = kind == EQUAL
    least = p_above(values, -margin if equal else margin, centre, closed=equal, overlap=overlap)
    size = effect_size(values) if centre == "mean" else None
    return Pair(found, position(found, margin), least, p_below(values, -margin, centre, overlap), size)


def exact(values: Values, margin: float) -> Pair:
    """The evidence of an exact claim from minus its errors: from the largest to the smallest."""
    x = np.asarray(values, float)
    if not len(x):
        return Pair(interval(values, "median"), "open", 1.0, 1.0, None)
    found = Interval(len(x), float(x.min()), float(x.min()), float(x.max()))
    holds = bool((np.abs(x) <= margin).all())
    return Pair(found, "inside" if holds else "below", 0.0 if holds else 1.0, 1.0 if holds else 0.0, None)


def position(found: Interval, margin: float) -> str:
    """Where an interval lies: `above`, `below`, `inside`, `not below` (at least as good) or `open`."""
    if found.n == 0:
        return "open"
    if found.low > margin:
        return "above"
    if found.high < -margin:
        return "below"
    if found.low >= -margin:
        return "inside" if found.high <= margin else "not below"
    return "open"


def judge(claims: Sequence[Stated], alpha: float = ALPHA, overlap: float = 0.0) -> list[Verdict]:
    """The verdicts of one study's claims, each given as (differences of every pair, margin, centre, kind).

    Args:
        claims: of one study.
        alpha: the level of this look at them; smaller than 0.05 where they are looked at more than once.
        overlap: of the replicates' training rows; see `statistics.overlap`.
    """
    pairs = [
        tuple(pair(values, margin, centre, kind, alpha, overlap) for values in all_)
        for all_, margin, centre, kind in claims
    ]
    for_ = [max((one.p_for for one in some), default=1.0) for some in pairs]
    against = [min(1.0, len(some) * min((one.p_against for one in some), default=1.0)) for some in pairs]
    family = [place for place, claim in enumerate(claims) if claim[3] != EXACT]
    for ps in (for_, against):
        for place, corrected in zip(family, holm([ps[place] for place in family]), strict=True):
            ps[place] = corrected
    return [
        verdict(some, claim, p_for, p_against, len(family), alpha, overlap)
        for some, claim, p_for, p_against in zip(pairs, claims, for_, against, strict=True)
    ]


def verdict(
    pairs: tuple[Pair, ...],
    claim: Stated,
    p_for: float,
    p_against: float,
    family: int,
    alpha: float,
    overlap: float = 0.0,
) -> Verdict:
    """One verdict from its pairs and its corrected p-values."""
    differences, margin, centre, kind = claim
    positions = {one.position for one in pairs}
    wanted = {EQUAL: {"above", "not below", "inside"}, EXACT: {"inside"}}.get(kind, {"above"})
    holds, fails = bool(pairs) and positions <= wanted, "below" in positions
    if fails and p_against <= alpha:
        return Verdict("contradicted", pairs, p_for, p_against)
    if holds and p_for <= alpha:
        return Verdict("supported", pairs, p_for, p_against)
    if kind == EXACT:  # nothing was measured
        return Verdict("undecided", pairs, p_for, p_against)
    if kind != EQUAL and pairs and positions == {"inside"}:
        return Verdict("no practical difference", pairs, p_for, p_against)
    stuck = {"below"} if fails else positions if holds else positions - wanted - {"inside"}
    strictest = alpha / family / (len(pairs) if fails else 1)
    needs = [
        more_replicates(values, margin, centre, kind, strictest, overlap)
        for values, one in zip(differences, pairs, strict=True)
        if one.position in stuck
    ]
    more = None if not needs or None in needs else max(need for need in needs if need is not None)
    return Verdict("undecided", pairs, p_for, p_against, holds or fails, mixed=not stuck, more=more)
