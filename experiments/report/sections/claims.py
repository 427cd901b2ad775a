"""The claims of a study with their verdicts, each as a sentence with its evidence."""

from math import isfinite, isnan
from typing import Any

import numpy as np

from experiments.judging.chances import Chances
from experiments.judging.claims import Verdict
from experiments.judging.evidence import Evidence
from experiments.judging.measures import IDENTITIES, MEASURES
from experiments.judging.statistics import Interval
from experiments.judging.verdicts import ABOUT, CONTRADICTED, EXACT, OPEN, PARTLY, SMALL, SUPPORTED, Comparison
from experiments.report.filters import percent, slug
from experiments.report.sections.quantity import finite
from experiments.report.shapes.claims import ClaimRow, PairRow
from experiments.report.wording import UNITS, Unit, between, capital, change, decimals, nought, plural, step
from experiments.study import THEORY

CLIP = 100.0  # margins: no effect is shown as larger


def claims(evidence: Evidence, verdicts: list[Verdict]) -> list[ClaimRow]:
    """Every claim of the study with its verdict."""
    stated = evidence.study["claims"]
    slugs = [slug(claim["id"]) for claim in stated]
    rows: list[ClaimRow] = []
    for index, (claim, verdict) in enumerate(zip(stated, verdicts, strict=True)):
        earlier = slugs[:index].count(slugs[index])
        anchor = f"{slugs[index]}-{earlier + 1}" if earlier else slugs[index]
        rows.append(claim_row(evidence, claim, verdict, anchor))
    return rows


def claim_row(evidence: Evidence, claim: dict[str, Any], verdict: Verdict, anchor: str) -> ClaimRow:
    """One claim, judged."""
    unit, claim = UNITS[evidence.unit(claim["measure"])], translated(evidence, claim)
    pairs = [
        pair_summary(evidence, claim, treatment, baseline, comparison)
        for (treatment, baseline), comparison in zip(claim["pairs"], verdict.comparisons, strict=True)
    ]
    decisive, counts = decisive_pair(verdict), [pair["n"] for pair in pairs]
    return {
        "id": claim["id"],
        "text": claim["text"],
        "kind": claim["kind"],
        "headline": claim.get("headline", False),
        "measure": claim["measure"],
        "margin": claim["margin"],
        "reason": claim["reason"],
        "title": evidence.title(claim["measure"]),
        "margin_text": margin_text(claim, unit),
        "verdict": verdict.name,
        "n": min(counts, default=0),
        "n_text": "n = " + " to ".join(str(n) for n in sorted({min(counts), max(counts)})),
        "more": verdict.more,
        "advice": open_reason(verdict),
        "sentence": ("No method is shown to learn more than a constant guess. " if verdict.unlearned else "")
        + verdict_sentence(verdict, pairs, decisive),
        "decisive": decisive,
        "pairs": pairs,
        "anchor": anchor,
    }


def translated(evidence: Evidence, claim: dict[str, Any]) -> dict[str, Any]:
    """The claim with its margin in the unit of the data's score, and how it came to that."""
    margin = evidence.margin(claim["measure"], claim["margin"])
    if margin == claim["margin"]:
        return claim
    share = f"{100 * claim['margin']:g} % of the way from a constant guess to true predictions"
    return {**claim, "margin": margin, "reason": f"{share}; {claim['reason']}"}


def margin_text(claim: dict[str, Any], unit: Unit) -> str:
    """The margin with digits enough to write it."""
    unit = unit.apart
    if claim["kind"] == EXACT:
        return error_text(claim["margin"], unit)
    return step(claim["margin"], unit, max(0, len(f"{unit.written(claim['margin']):.3g}".partition(".")[2])))


def pair_summary(
    evidence: Evidence, claim: dict[str, Any], treatment: str, baseline: str, comparison: Comparison
) -> PairRow:
    """One part of a claim in numbers and words."""
    interval, unit, chances = comparison.interval, UNITS[evidence.unit(claim["measure"])], comparison.chances
    ends, theory = (interval.low, interval.centre, interval.high), baseline == THEORY
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
        "text": distance(interval, claim["measure"], unit)
        if theory
        else change(interval.centre, interval.low, interval.high, unit),
        "verdict": comparison.verdict,
        "direction": comparison.direction,
        "size": comparison.size,
        "chances": {
            "helps": round(chances.helps, 4),
            "small": round(chances.small, 4),
            "harms": round(chances.harms, 4),
        },
        "chances_text": "" if theory or interval.n < 2 else chances_text(chances),
        "effect_size": finite(comparison.effect_size),
        "p": comparison.p,
        "sentence": pair_sentence(evidence, claim["measure"], treatment, baseline, comparison),
    }


def chances_text(chances: Chances) -> str:
    """The three chances: `helps 97 %, too small to matter 3 %, harms < 1 %`."""
    named = {"helps": chances.helps, "too small to matter": chances.small, "harms": chances.harms}
    return ", ".join(f"{name} {percent(chance)}" for name, chance in named.items())


def error_text(size: float, unit: Unit) -> str:
    """An error with its unit: `2.2e-16`, `0.3 powers of ten`, or `0`."""
    size *= unit.scale
    shown = f"{size:.3g}" if 0.001 <= abs(size) < 1000 else f"{size:.1e}"
    return (shown if size else "0") + unit.step


def distance(interval: Interval, measure: str, unit: Unit) -> str:
    """How far from theory: the largest error of an identity, else the mean one with its interval."""
    unit = unit.apart
    if measure in IDENTITIES or not interval.n:
        return error_text(abs(interval.low), unit) if interval.n else "–"
    low, high = max(0.0, -interval.high), -interval.low  # a mean distance is not below 0
    digits = decimals(-interval.centre, low, high, unit)
    return step(-interval.centre, unit, digits) + between(low, high, unit, digits)


def theory_text(comparison: Comparison, measure: str, unit: Unit) -> str:
    """`at most 2.2e-16 (n = 10 draws)`, or for what scatters `0.46 powers of ten (0.40 to 0.52, n = 10 draws)`."""
    interval, left = comparison.interval, f"; {comparison.left} more have no value" if comparison.left else ""
    size, count = distance(interval, measure, unit), f"n = {plural(interval.n, 'draw')}{left}"
    if measure in IDENTITIES:
        return f"at most {size} ({count})" if interval.low else f"nothing ({count})"
    return f"{size[:-1]}, {count})" if size.endswith(")") else f"{size} ({count})"


def pair_sentence(evidence: Evidence, name: str, treatment: str, baseline: str, comparison: Comparison) -> str:
    """The effect of one pair: `A scores 2.1 points higher than B (1.2 to 3.0, n = 7 pairs)`."""
    interval, measure, unit = comparison.interval, MEASURES[name], UNITS[evidence.unit(name)].apart
    if baseline == THEORY and interval.n:
        return f"{treatment} and the theory differ by {theory_text(comparison, name, unit)}"
    names = {"treatment": treatment, "baseline": baseline, "score": evidence.score, "curve": evidence.curve.title}
    both_missed = never_reached(evidence, treatment, name) and never_reached(evidence, baseline, name)
    if interval.n == 0 and both_missed:
        return f"{measure.neither.format(**names)}, so that they cannot be compared"
    if interval.n == 0:
        return f"{treatment} and {baseline} have no finished pair of trials to compare"
    left = f"; {comparison.left} more have nothing to compare" if comparison.left else ""
    count = f"n = {plural(interval.n, 'pair')}{left}"
    if not isfinite(interval.centre):
        turned = names if interval.centre > 0 else {**names, "treatment": baseline, "baseline": treatment}
        bounds = between(interval.low, interval.high, unit, 0).strip(" ()")
        return f"{measure.only.format(**turned)} ({bounds + ', ' if bounds else ''}{count})"
    sign = -1 if interval.centre < 0 else 1
    low, high = sorted((sign * interval.low, sign * interval.high))
    digits = decimals(abs(interval.centre), low, high, unit)
    amount = step(abs(interval.centre), unit, digits)
    template = directed(evidence, name, sign)
    if nought(interval.centre, unit, digits):
        template = measure.same
    bounds = between(low, high, unit, digits).strip(" ()")
    return f"{template.format(amount=amount, **names)} ({bounds + ', ' if bounds else ''}{count})"


def directed(evidence: Evidence, name: str, sign: int) -> str:
    """The sentence for an effect that favours the treatment (1) or the baseline (−1).

    A score of which less is better is written as it is, so that the better one is lower.
    """
    measure = MEASURES[name]
    if measure.unit == "score" and evidence.context.scored.lower:
        word = "lower" if sign > 0 else "higher"
        return f"with {{treatment}} the {evidence.title(name)} is {{amount}} {word} than with {{baseline}}"
    return measure.ahead if sign > 0 else measure.behind


def never_reached(evidence: Evidence, method: str, name: str) -> bool:
    """Whether every reported value is infinite, or the most that was tried."""
    values, most = evidence.reported(method, name).dropna(), MEASURES[name].most
    missed = np.isinf(values) if most is None else values == most(evidence.context)
    return len(values) > 0 and bool(missed.all())


def decisive_pair(verdict: Verdict) -> int:
    """The index of the part that the verdict speaks of: of those that settle it, or keep it open, the lowest."""
    names = [comparison.verdict for comparison in verdict.comparisons]
    other = [index for index, name in enumerate(names) if name not in (SUPPORTED, OPEN)]
    spoken = other if verdict.name == PARTLY else [index for index, name in enumerate(names) if name == verdict.name]
    centres = [comparison.interval.centre for comparison in verdict.comparisons]
    return min(spoken or range(len(names)), key=lambda index: 0.0 if isnan(centres[index]) else centres[index])


def verdict_sentence(verdict: Verdict, pairs: list[PairRow], decisive: int) -> str:
    """The verdict in one sentence, with the effect of the part that it speaks of."""
    text, count = pairs[decisive]["sentence"], len(pairs)
    if count == 1 or verdict.unlearned:
        return capital(text) + "."
    alike = sum(pair["verdict"] == pairs[decisive]["verdict"] for pair in pairs)
    held = sum(pair["verdict"] == SUPPORTED for pair in pairs)
    lead = {
        SUPPORTED: f"{'Both' if count == 2 else f'All {count}'} parts hold; the weakest: ",
        PARTLY: f"{held} of {count} parts {'holds' if held == 1 else 'hold'}; not: ",
        CONTRADICTED: f"{alike} of {count} parts {'speaks' if alike == 1 else 'speak'} against it; the clearest: ",
        SMALL: f"None of the {count} parts is large enough to matter; the lowest: ",
        ABOUT: f"None of the {count} parts is clearly beyond the margin; the lowest: ",
        OPEN: f"{alike} of {count} parts {'is' if alike == 1 else 'are'} open; the lowest: ",
    }[verdict.name]
    return lead + text + "."


def open_reason(verdict: Verdict) -> str:
    """Why a claim is open and what would decide it; empty if it is settled or nothing was measured."""
    if verdict.name != OPEN:
        return ""
    if verdict.unlearned:
        return "methods that learned nothing are alike; try other rates, more epochs or another network"
    unsettled = [comparison for comparison in verdict.comparisons if comparison.verdict == OPEN]
    fewest = min((comparison.interval.n for comparison in unsettled), default=0)
    if fewest == 0:
        measured = any(comparison.interval.n for comparison in verdict.comparisons)
        return "some parts have nothing to compare yet" if measured else ""
    if not all(comparison.ended for comparison in unsettled):
        return "not all replicates of the first look have ended"
    corrected = any(comparison.corrected for comparison in unsettled)
    why = "clear alone, but not after allowing for the other parts; " if corrected else ""
    if verdict.more is not None:
        return (
            f"{why}about {plural(verdict.more, 'more replicate')} would decide it, if the differences go on like this"
        )
    if fewest < 3:
        return f"{plural(fewest, 'pair')} cannot decide anything"
    if any(comparison.limited for comparison in unsettled):
        return f"{why}the settings that might have been chosen differ by more than more replicates could make good"
    return f"{why}not within 500 more replicates, if the differences go on like this"
