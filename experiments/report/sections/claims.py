"""The claims of a study with their verdicts, each as a sentence with its evidence."""

from math import isnan
from typing import Any

from experiments.judging.chances import Chances
from experiments.judging.claims import Verdict
from experiments.judging.evidence import Evidence
from experiments.judging.verdicts import ABOUT, CONTRADICTED, OPEN, PARTLY, SMALL, SUPPORTED, Comparison
from experiments.report.filters import percent, slug
from experiments.report.sections.effect import distance, margin_text, pair_sentence
from experiments.report.sections.quantity import finite
from experiments.report.shapes.claims import ClaimRow, PairRow
from experiments.report.wording import UNITS, capital, change, plural
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
        "unit": evidence.unit(claim["measure"]),
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


def pair_summary(
    evidence: Evidence, claim: dict[str, Any], treatment: str, baseline: str, comparison: Comparison
) -> PairRow:
    """One part of a claim in numbers and words."""
    interval, unit, chances = comparison.interval, UNITS[evidence.unit(claim["measure"])], comparison.chances
    ends, theory, then = (interval.low, interval.centre, interval.high), baseline == THEORY, comparison.look
    return {
        "treatment": treatment,
        "baseline": baseline,
        "settings": [
            None if label == THEORY else evidence.as_of(then).choice(label, claim["measure"]).setting
            for label in (treatment, baseline)
        ],
        "n": interval.n,
        "low": finite(interval.low),
        "estimate": finite(interval.centre),
        "high": finite(interval.high),
        "error": finite(comparison.error),
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
        "brief": pair_sentence(evidence, claim["measure"], treatment, baseline, comparison, counted=False),
    }


def chances_text(chances: Chances) -> str:
    """The three chances: `helps 97 %, too small to matter 3 %, harms < 1 %`."""
    named = {"helps": chances.helps, "too small to matter": chances.small, "harms": chances.harms}
    return ", ".join(f"{name} {percent(chance)}" for name, chance in named.items())


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
