"""The claims of a study with their verdicts, each as a sentence with its evidence."""

from math import isfinite, isnan
from typing import Any

import numpy as np

from experiments.judging.claims import verdicts
from experiments.judging.evidence import Evidence
from experiments.judging.measures import MEASURES
from experiments.judging.verdicts import EQUAL, EXACT, Pair, Verdict
from experiments.report.filters import slug
from experiments.report.sections.quantity import finite
from experiments.report.shapes.claims import ClaimRow, PairRow
from experiments.report.wording import UNITS, Unit, between, capital, change, decimals, number, plural, step
from experiments.study import THEORY

CLIP = 100.0  # margins: no effect is shown as larger
POSITIONS = {"above": "better", "below": "worse", "inside": "no practical difference", "open": "open"}
EXACTLY = {"inside": "within the error allowed", "below": "beyond the error allowed", "open": "open"}


def claims(evidence: Evidence) -> list[ClaimRow]:
    """Every claim of the study, judged together."""
    stated = evidence.study["claims"]
    slugs = [slug(claim["id"]) for claim in stated]
    rows = []
    for index, (claim, verdict) in enumerate(zip(stated, verdicts(evidence), strict=True)):
        earlier = slugs[:index].count(slugs[index])
        anchor = f"{slugs[index]}-{earlier + 1}" if earlier else slugs[index]
        rows.append(claim_row(evidence, claim, verdict, len(stated), anchor))
    return rows


def claim_row(evidence: Evidence, claim: dict[str, Any], verdict: Verdict, family: int, anchor: str) -> ClaimRow:
    """One claim, judged."""
    unit = UNITS[evidence.unit(claim["measure"])]
    pairs = [
        pair_summary(evidence, claim, treatment, baseline, pair)
        for (treatment, baseline), pair in zip(claim["pairs"], verdict.pairs, strict=True)
    ]
    decisive, counts = decisive_pair(verdict), [pair["n"] for pair in pairs]
    return {
        "id": claim["id"],
        "text": claim["text"],
        "kind": claim["kind"],
        "measure": claim["measure"],
        "margin": claim["margin"],
        "reason": claim["reason"],
        "title": evidence.title(claim["measure"]),
        "margin_text": margin_text(claim, unit),
        "verdict": verdict.name,
        "n": min(counts, default=0),
        "n_text": "n = " + " to ".join(str(n) for n in sorted({min(counts), max(counts)})),
        "p": verdict.p_against if verdict.name == "contradicted" else verdict.p_for,
        "more": verdict.more,
        "advice": undecided_reason(verdict, claim, family),
        "sentence": ("No method is shown to learn more than a constant guess. " if verdict.unlearned else "")
        + verdict_sentence(verdict, pairs, decisive),
        "decisive": decisive,
        "pairs": pairs,
        "anchor": anchor,
    }


def margin_text(claim: dict[str, Any], unit: Unit) -> str:
    """The margin with digits enough to write it."""
    if claim["kind"] == EXACT:
        return f"{claim['margin']:g}"
    return step(claim["margin"], unit, max(0, len(f"{claim['margin'] * unit.scale:g}".partition(".")[2])))


def pair_summary(evidence: Evidence, claim: dict[str, Any], treatment: str, baseline: str, pair: Pair) -> PairRow:
    """One pair in numbers and words."""
    interval, unit = pair.interval, UNITS[evidence.unit(claim["measure"])]
    ends = (interval.low, interval.centre, interval.high)
    otherwise = "at least as good" if claim["kind"] == EQUAL else "open"
    return {
        "treatment": treatment,
        "baseline": baseline,
        "settings": [
            None if label == THEORY else evidence.choice(label, claim["measure"]).setting
            for label in (treatment, baseline)
        ],
        "n": interval.n,
        "low": finite(interval.low),
        "estimate": finite(interval.centre),
        "high": finite(interval.high),
        "margins": [max(-CLIP, min(CLIP, end / (claim["margin"] or 1))) for end in ends] if interval.n else None,
        "text": error_text(-interval.low)
        if claim["kind"] == EXACT
        else change(interval.centre, interval.low, interval.high, unit),
        "size": finite(pair.size),
        "position": EXACTLY[pair.position] if claim["kind"] == EXACT else POSITIONS.get(pair.position, otherwise),
        "p_for": pair.p_for,
        "p_against": pair.p_against,
        "sentence": pair_sentence(evidence, claim["measure"], treatment, baseline, pair),
    }


def error_text(size: float) -> str:
    """The largest error of an exact claim: `2.2e-16`, or `0`."""
    return f"{size:.1e}" if size else "0"


def pair_sentence(evidence: Evidence, name: str, treatment: str, baseline: str, pair: Pair) -> str:
    """The effect of one pair: `A scores 2.1 points higher than B (1.2 to 3.0, n = 7 pairs)`."""
    interval, measure, unit = pair.interval, MEASURES[name], UNITS[evidence.unit(name)]
    if baseline == THEORY and interval.n:
        most = f"at most {error_text(-interval.low)}" if interval.low else "nothing"
        return f"{treatment} and the theory differ by {most} (n = {plural(interval.n, 'draw')})"
    names = {"treatment": treatment, "baseline": baseline, "score": evidence.score}
    both_missed = never_reached(evidence, treatment, name) and never_reached(evidence, baseline, name)
    if interval.n == 0 and both_missed:
        return f"{measure.neither.format(**names)}, so that they cannot be compared"
    if interval.n == 0:
        return f"{treatment} and {baseline} have no finished pair of trials to compare"
    count = f"n = {plural(interval.n, 'pair')}"
    if not isfinite(interval.centre):
        turned = names if interval.centre > 0 else {**names, "treatment": baseline, "baseline": treatment}
        bounds = between(interval.low, interval.high, unit, 0).strip(" ()")
        return f"{measure.only.format(**turned)} ({bounds + ', ' if bounds else ''}{count})"
    sign, digits = (-1 if interval.centre < 0 else 1), decimals(interval.centre, interval.low, interval.high, unit)
    amount = step(abs(interval.centre), unit, digits)
    template = measure.ahead if sign > 0 else measure.behind
    if number(abs(interval.centre) * unit.scale, digits).strip("0.") == "":
        template = measure.same
    low, high = sorted((sign * interval.low, sign * interval.high))
    bounds = between(low, high, unit, digits).strip(" ()")
    return f"{template.format(amount=amount, **names)} ({bounds + ', ' if bounds else ''}{count})"


def never_reached(evidence: Evidence, method: str, name: str) -> bool:
    """Whether every reported value is infinite."""
    values = evidence.reported(method, name).dropna()
    return len(values) > 0 and bool(np.isinf(values).all())


def decisive_pair(verdict: Verdict) -> int:
    """The index of the pair that decides: the weakest where all must hold, the worst where one pair is enough."""
    centres = [pair.interval.centre if not isnan(pair.interval.centre) else 0.0 for pair in verdict.pairs]
    if verdict.name == "undecided":
        unsettled = [i for i, pair in enumerate(verdict.pairs) if pair.position in ("open", "below", "not below")]
        return min(unsettled or range(len(centres)), key=lambda i: centres[i])
    return min(range(len(centres)), key=lambda i: centres[i])


def verdict_sentence(verdict: Verdict, pairs: list[PairRow], decisive: int) -> str:
    """The verdict in one sentence, from the pair that decides it."""
    text = pairs[decisive]["sentence"]
    if len(pairs) == 1:
        return capital(text) + "."
    count = sum(pair["position"] == pairs[decisive]["position"] for pair in pairs)
    verb = "speaks" if count == 1 else "speak"
    if verdict.unlearned:
        return capital(text) + "."
    unsettled = sum(pair["position"] in ("open", "worse") for pair in pairs)
    lead = {
        "supported": f"{'Both' if len(pairs) == 2 else f'All {len(pairs)}'} pairs hold; the weakest: ",
        "contradicted": f"{count} of {len(pairs)} pairs {verb} against it; the clearest: ",
        "no practical difference": f"None of the {len(pairs)} pairs differs enough to matter; the lowest: ",
        "undecided": f"{unsettled} of {len(pairs)} pairs {'is' if unsettled == 1 else 'are'} open; the lowest: ",
    }[verdict.name]
    return lead + text + "."


def undecided_reason(verdict: Verdict, claim: dict[str, Any], family: int) -> str:
    """Why a claim is undecided and what would decide it; empty if it is decided or nothing was measured."""
    if verdict.name != "undecided":
        return ""
    if verdict.unlearned:
        return "methods that learned nothing are alike; try other rates, more epochs or another network"
    fewest = min((pair.interval.n for pair in verdict.pairs), default=0)
    why = f"clear alone, but not after allowing for {plural(family, 'claim')}; " if verdict.corrected else ""
    if fewest == 0:
        return "some pairs have nothing to compare yet" if any(pair.interval.n for pair in verdict.pairs) else ""
    if verdict.mixed:
        return "the pairs disagree: some are better, others do not differ in practice"
    if verdict.more is not None:
        return (
            f"{why}about {plural(verdict.more, 'more replicate')} would decide it, if the differences go on like this"
        )
    if fewest < 3:
        return f"{plural(fewest, 'pair')} cannot decide anything"
    return f"{why}not within 500 more replicates, if the differences go on like this"
