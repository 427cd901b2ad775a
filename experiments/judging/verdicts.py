"""Verdicts: what the numbers say of each part of a statement, and what the parts say of the whole.

A *part* compares a treatment with a baseline on one measure, with a margin: the smallest effect that matters. Where the
interval of the effect lies, positive in favour of the treatment, decides the part:

| interval | "better" | "at least as good" |
|---|---|---|
| beyond +margin | supported | supported |
| within ±margin | too small to matter | supported |
| not below −margin, reaching beyond +margin | open | supported |
| below +margin, reaching below −margin | contradicted | open |
| below −margin | contradicted | contradicted |
| around the edge that decides, and no wider than the margin | about the margin | about the margin |
| else | open | open |

The edge that decides is +margin for "better", −margin for "at least as good".

An exact part compares with theory. If it is an identity (`measures.IDENTITIES`), whose errors are round-off, it is
supported where no error of any replicate exceeds the margin, else contradicted. A quantity that scatters would exceed
any margin in some replicate, if only there were enough of them; so its mean error is judged, as "at least as good" as
theory: supported where the interval lies within the margin, contradicted where it lies beyond.

A statement of several parts is looked at as a whole first: where all parts come out alike, that verdict needs no
correction, because it is wrong only if the part that is untrue is judged wrongly (intersection-union test, Berger 1982,
Technometrics 24: 295-300). Otherwise a part's verdict must survive Holm's correction over the parts of the statement
(Holm 1979, Scandinavian Journal of Statistics 6: 65-70). Both keep a wrong "supported" of any statement at 5 % or less.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt

import numpy as np

from experiments.judging.allowance import NOTHING, Allowance
from experiments.judging.chances import Chances, chances
from experiments.judging.replicates import more_replicates
from experiments.judging.statistics import (
    LEVEL,
    Interval,
    effect_size,
    holm,
    interval,
    moments,
    p_above,
    p_below,
    present,
)

ALPHA = 1 - LEVEL
SUPPORTED, PARTLY, CONTRADICTED = "supported", "partly", "contradicted"
SMALL, ABOUT, OPEN = "too small to matter", "about the margin", "open"
VERDICTS = (SUPPORTED, PARTLY, CONTRADICTED, SMALL, ABOUT, OPEN)
BETTER, EQUAL, EXACT = "better", "at least as good", "exact"
UNKNOWN = Chances(1 / 3, 1 / 3, 1 / 3)


@dataclass(frozen=True)
class Stated:
    """What a part states, and the numbers about it.

    Attributes:
        differences: paired, positive in favour of the treatment; minus the errors of an exact part.
        margin: the smallest effect that matters, or the largest error allowed.
        centre: `mean` or `median`.
        kind: `better`, `at least as good`, or `exact` for an identity.
        alpha: how often a verdict may be wrong; less than 0.05 where the numbers are looked at more than once.
        complete: whether every replicate of this look has ended; else nothing is judged.
        allowance: what the interval allows for beside the differences' scatter.
        left: how many more pairs have nothing to compare.
        tuned_again: whether settings are not tuned again at later looks: half of their choice's variance goes by that.
    """

    differences: np.ndarray
    margin: float
    centre: str = "mean"
    kind: str = BETTER
    alpha: float = ALPHA
    complete: bool = True
    allowance: Allowance = NOTHING
    left: int = 0
    tuned_again: bool = True


@dataclass(frozen=True)
class Comparison:
    """One part, judged.

    Attributes:
        interval: of the effect, at the level 1 − alpha.
        margin: the smallest effect that matters.
        verdict: one of `VERDICTS`, never `partly`.
        chances: of helping, of being too small to matter, of harming.
        p: of the verdict, corrected over the parts of the statement; 1 where nothing is decided.
        effect_size: Hedges's g of paired differences; None where it is undefined.
        corrected: only the correction keeps the part open.
        more: how many further replicates would decide it; None if that is not foreseeable.
        limited: more replicates would not decide it, and would if the settings were sure.
        ended: whether all replicates of the look have ended; else nothing was judged.
        left: how many more pairs have nothing to compare.
        look: at which it was judged, counted from 0.
        error: the standard error, what is allowed for included; None for medians.
    """

    interval: Interval
    margin: float
    verdict: str = OPEN
    chances: Chances = UNKNOWN
    p: float = 1.0
    effect_size: float | None = None
    corrected: bool = False
    more: int | None = None
    limited: bool = False
    ended: bool = True
    left: int = 0
    look: int = 0
    error: float | None = None

    @property
    def direction(self) -> str:
        """`better`, `worse` or `unclear`: on which side of 0 the whole interval lies."""
        if self.interval.n == 0:
            return "unclear"
        return "better" if self.interval.low > 0 else "worse" if self.interval.high < 0 else "unclear"

    @property
    def size(self) -> str:
        """`matters`, `too small to matter`, `about the margin` or `unclear`, whatever the direction."""
        low, high, margin = self.interval.low, self.interval.high, self.margin
        if self.interval.n == 0:
            return "unclear"
        if low > margin or high < -margin:
            return "matters"
        if low >= -margin and high <= margin:
            return SMALL
        return ABOUT if high - low <= margin else "unclear"


def judge(parts: Sequence[Stated], earlier: Sequence[Comparison] = ()) -> list[Comparison]:
    """The verdicts of a statement's parts, judged together.

    Args:
        parts: of the statement.
        earlier: what an earlier look said of each; what it settled stands.
    """
    compared = [compare(part) for part in parts]
    for index, before in enumerate(earlier):
        compared[index] = compared[index] if before.verdict == OPEN else before
    alike = len({comparison.verdict for comparison in compared}) == 1
    tested = [index for index, part in enumerate(parts) if part.kind != EXACT]
    adjusted = dict(zip(tested, holm([compared[index].p for index in tested]), strict=True))
    judged: list[Comparison] = []
    for index, (part, comparison) in enumerate(zip(parts, compared, strict=True)):
        if index in adjusted and not alike:
            lost = comparison.verdict in (SUPPORTED, CONTRADICTED, SMALL) and adjusted[index] > part.alpha
            verdict = OPEN if lost else comparison.verdict
            comparison = replace(comparison, verdict=verdict, p=adjusted[index], corrected=lost)
        if comparison.verdict == OPEN and part.kind != EXACT and part.complete:
            strictest = part.alpha / (1 if alike else len(tested))
            stated = (part.differences, part.margin, part.centre, part.kind, strictest)
            later = replace(part.allowance, choice=part.allowance.choice * (1 if part.tuned_again else sqrt(1 / 2)))
            more = more_replicates(*stated, later)
            chosen = replace(later, choice=0.0)
            limited = more is None and chosen != later and more_replicates(*stated, chosen) is not None
            comparison = replace(comparison, more=more, limited=limited)
        judged.append(comparison)
    return judged


def compare(part: Stated) -> Comparison:
    """One part judged by itself."""
    if part.kind == EXACT:
        return exact(part)
    effect = interval(part.differences, part.centre, 1 - part.alpha, part.allowance)
    size = effect_size(part.differences) if part.centre == "mean" else None
    chance = chances(part.differences, part.margin, part.centre, part.allowance)
    summed = part.centre != "median" and effect.n > 1
    error = moments(present(part.differences), part.centre, part.allowance)[1] if summed else None
    comparison = Comparison(
        effect, part.margin, OPEN, chance, 1.0, size, ended=part.complete, left=part.left, error=error
    )
    if not effect.n or not part.complete:
        return comparison
    verdict = position(effect, part.margin, part.kind)
    return replace(comparison, verdict=verdict, p=p_value(part, verdict))


def exact(part: Stated) -> Comparison:
    """An exact part, from minus its errors: its interval reaches from the largest to the smallest."""
    errors = np.asarray(part.differences, float)
    if not len(errors) or not part.complete:
        return Comparison(interval(errors, "median"), part.margin, ended=part.complete)
    holds = bool((np.abs(errors) <= part.margin).all())
    low, high = float(errors.min()), float(errors.max())
    chance = Chances(0.0, float(holds), float(not holds))
    return Comparison(
        Interval(len(errors), low, low, high), part.margin, SUPPORTED if holds else CONTRADICTED, chance, 0.0
    )


def position(effect: Interval, margin: float, kind: str) -> str:
    """The verdict that an interval gives; see the table above."""
    edge = -margin if kind == EQUAL else margin
    if effect.low > margin or (kind == EQUAL and effect.low >= -margin):
        return SUPPORTED
    if effect.low >= -margin and effect.high <= margin:
        return SMALL
    if effect.high < edge:
        return CONTRADICTED
    return ABOUT if effect.high - effect.low <= margin else OPEN


def p_value(part: Stated, verdict: str) -> float:
    """One-sided p-value of a verdict against what it denies; 1 where it denies nothing."""
    differences, margin, centre = part.differences, part.margin, part.centre
    edge = -margin if part.kind == EQUAL else margin
    if verdict == SUPPORTED:
        return p_above(differences, edge, centre, closed=part.kind == EQUAL, allowance=part.allowance)
    if verdict == CONTRADICTED:
        return p_below(differences, edge, centre, part.allowance)
    if verdict == SMALL:  # two one-sided tests
        inside = p_above(differences, -margin, centre, closed=True, allowance=part.allowance)
        return max(inside, p_above(-differences, -margin, centre, closed=True, allowance=part.allowance))
    return 1.0


def together(verdicts: Sequence[str]) -> str:
    """The verdict on a statement of several parts.

    `supported`, `too small to matter` and `about the margin` where every part is so; `partly` where some parts hold and
    others are settled otherwise; `contradicted` where a part is and none holds; `open` as long as a part is that could
    still change it.
    """
    kinds = set(verdicts)
    settled = kinds - {OPEN}
    if len(kinds) == 1:
        return kinds.pop()
    if SUPPORTED in settled and len(settled) > 1:
        return PARTLY
    if CONTRADICTED in settled:
        return CONTRADICTED
    return OPEN if OPEN in kinds or not kinds else ABOUT
