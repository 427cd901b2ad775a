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
from experiments.report.wording import UNITS, between, capital, change, decimals, number, plural, step
from experiments.study import THEORY

CLIP = 100.0
POSITIONS = {"above": "better", "below": "worse", "inside": "no practical difference", "open": "open"}
EXACTLY = {"inside": "within the error allowed", "below": "beyond the error allowed", "open": "open"}


def claims(one: Evidence) -> list[dict[str, Any]]:
    """Every claim of the study, judged together."""
    stated = one.study["claims"]
    rows = [row(one, claim, verdict, len(stated)) for claim, verdict in zip(stated, verdicts(one), strict=True)]
    for place, found in enumerate(rows):
        earlier = sum(slug(other["id"]) == slug(found["id"]) for other in rows[:place])
        found["anchor"] = f"{slug(found['id'])}-{earlier + 1}" if earlier else slug(found["id"])
    return rows


def row(one: Evidence, claim: dict[str, Any], verdict: Verdict, family: int) -> dict[str, Any]:
    """One claim, judged."""
    unit, claim = UNITS[one.unit(claim["measure"])], translated(one, claim)
    pairs = [compared(one, claim, a, b, pair) for (a, b), pair in zip(claim["pairs"], verdict.pairs, strict=True)]
    key = decisive(verdict)
    return {
        **{name: claim[name] for name in ("id", "text", "kind", "measure", "margin", "reason")},
        "title": one.title(claim["measure"]),
        "margin_text": margin(claim, unit),
        "verdict": verdict.name,
        "n": min((pair["n"] for pair in pairs), default=0),
        "n_text": "n = " + " to ".join(str(n) for n in sorted({f([pair["n"] for pair in pairs]) for f in (min, max)})),
        "p": verdict.p_against if verdict.name == "contradicted" else verdict.p_for,
        "more": verdict.more,
        "advice": advice(verdict, claim, family),
        "sentence": ("No method is shown to learn more than a constant guess. " if verdict.unlearned else "")
        + sentence(verdict, pairs, key),
        "decisive": key,
        "pairs": pairs,
    }


def translated(one: Evidence, claim: dict[str, Any]) -> dict[str, Any]:
    """The claim with its margin in the unit of the data's score, and how it came to that."""
    found = one.margin(claim["measure"], claim["margin"])
    if found == claim["margin"]:
        return claim
    share = f"{100 * claim['margin']:g} % of the way from a constant guess to true predictions"
    return {**claim, "margin": found, "reason": f"{share}; {claim['reason']}"}


def margin(claim: dict[str, Any], unit) -> str:
    """The margin with digits enough to write it."""
    if claim["kind"] == EXACT:
        return f"{claim['margin']:g}"
    unit = unit.apart
    return step(claim["margin"], unit, max(0, len(f"{claim['margin'] * unit.scale:.3g}".partition(".")[2])))


def compared(one: Evidence, claim: dict[str, Any], treatment: str, baseline: str, pair: Pair) -> dict[str, Any]:
    """One pair in numbers and words."""
    found, unit = pair.interval, UNITS[one.unit(claim["measure"])]
    ends = (found.low, found.centre, found.high)
    open_ = "at least as good" if claim["kind"] == EQUAL else "open"
    return {
        "treatment": treatment,
        "baseline": baseline,
        "settings": [
            None if label == THEORY else one.choice(label, claim["measure"]).setting for label in (treatment, baseline)
        ],
        "n": found.n,
        **dict(zip(("low", "estimate", "high"), map(finite, ends), strict=True)),
        "margins": [clipped(end / (claim["margin"] or 1)) for end in ends] if found.n else None,
        "text": error(-found.low) if claim["kind"] == EXACT else change(found.centre, found.low, found.high, unit),
        "size": finite(pair.size),
        "position": EXACTLY[pair.position] if claim["kind"] == EXACT else POSITIONS.get(pair.position, open_),
        "p_for": pair.p_for,
        "p_against": pair.p_against,
        "sentence": phrase(one, claim["measure"], treatment, baseline, pair),
    }


def error(size: float) -> str:
    """The largest error of an exact claim: `2.2e-16`, or `0`."""
    return f"{size:.1e}" if size else "0"


def clipped(margins: float) -> float:
    """An effect in margins, at most ±100."""
    return max(-CLIP, min(CLIP, margins))


def phrase(one: Evidence, name: str, treatment: str, baseline: str, pair: Pair) -> str:
    """What a person would say of one pair: `A scores 2.1 points higher than B (1.2 to 3.0, n = 7 pairs)`."""
    found, measure, unit = pair.interval, MEASURES[name], UNITS[one.unit(name)].apart
    if baseline == THEORY and found.n:
        most = f"at most {error(-found.low)}" if found.low else "nothing"
        return f"{treatment} and the theory differ by {most} (n = {plural(found.n, 'draw')})"
    names = {"treatment": treatment, "baseline": baseline, "score": one.score, "curve": one.curve.title}
    missed = never(one, treatment, name) and never(one, baseline, name)
    if found.n == 0 and missed:
        return f"{measure.neither.format(**names)}, so that they cannot be compared"
    if found.n == 0:
        return f"{treatment} and {baseline} have no finished pair of trials to compare"
    count = f"n = {plural(found.n, 'pair')}"
    if not isfinite(found.centre):
        turned = names if found.centre > 0 else {**names, "treatment": baseline, "baseline": treatment}
        bounds = between(found.low, found.high, unit, 0).strip(" ()")
        return f"{measure.only.format(**turned)} ({bounds + ', ' if bounds else ''}{count})"
    sign, places = (-1 if found.centre < 0 else 1), decimals(found.centre, found.low, found.high, unit)
    amount = step(abs(found.centre), unit, places)
    template = directed(one, name, sign)
    if number(abs(found.centre) * unit.scale, places).strip("0.") == "":
        template = measure.same
    low, high = sorted((sign * found.low, sign * found.high))
    bounds = between(low, high, unit, places).strip(" ()")
    return f"{template.format(amount=amount, **names)} ({bounds + ', ' if bounds else ''}{count})"


def directed(one: Evidence, name: str, sign: int) -> str:
    """The sentence for an effect that favours the treatment (1) or the baseline (−1).

    A score of which less is better is written as it is, so that the better one is lower.
    """
    measure = MEASURES[name]
    if measure.unit == "score" and one.context.scored.lower:
        word = "lower" if sign > 0 else "higher"
        return f"with {{treatment}} the {one.title(name)} is {{amount}} {word} than with {{baseline}}"
    return measure.ahead if sign > 0 else measure.behind


def never(one: Evidence, method: str, name: str) -> bool:
    """Whether every reported value is infinite."""
    values = one.reported(method, name).dropna()
    return len(values) > 0 and bool(np.isinf(values).all())


def decisive(verdict: Verdict) -> int:
    """The place of the pair that says most: the weakest where all must hold, the worst where one is enough."""
    centres = [pair.interval.centre if not isnan(pair.interval.centre) else 0.0 for pair in verdict.pairs]
    if verdict.name == "undecided":
        stuck = [i for i, pair in enumerate(verdict.pairs) if pair.position in ("open", "below", "not below")]
        return min(stuck or range(len(centres)), key=lambda i: centres[i])
    return min(range(len(centres)), key=lambda i: centres[i])


def sentence(verdict: Verdict, pairs: list[dict[str, Any]], key: int) -> str:
    """The verdict in one sentence, from the pair that decides it."""
    said = pairs[key]["sentence"]
    if len(pairs) == 1:
        return capital(said) + "."
    count = sum(pair["position"] == pairs[key]["position"] for pair in pairs)
    speak = "speaks" if count == 1 else "speak"
    if verdict.unlearned:
        return capital(said) + "."
    loose = sum(pair["position"] in ("open", "worse") for pair in pairs)
    lead = {
        "supported": f"{'Both' if len(pairs) == 2 else f'All {len(pairs)}'} pairs hold; the weakest: ",
        "contradicted": f"{count} of {len(pairs)} pairs {speak} against it; the clearest: ",
        "no practical difference": f"None of the {len(pairs)} pairs differs enough to matter; the lowest: ",
        "undecided": f"{loose} of {len(pairs)} pairs {'is' if loose == 1 else 'are'} open; the lowest: ",
    }[verdict.name]
    return lead + said + "."


def advice(verdict: Verdict, claim: dict[str, Any], family: int) -> str:
    """Why a claim is undecided and what would decide it; empty if it is decided or nothing was measured."""
    if verdict.name != "undecided":
        return ""
    if verdict.unlearned:
        return "methods that learned nothing are alike; try other rates, more epochs or another network"
    least = min((pair.interval.n for pair in verdict.pairs), default=0)
    why = f"clear alone, but not after allowing for {plural(family, 'claim')}; " if verdict.corrected else ""
    if least == 0:
        return "some pairs have nothing to compare yet" if any(pair.interval.n for pair in verdict.pairs) else ""
    if verdict.mixed:
        return "the pairs disagree: some are better, others do not differ in practice"
    if verdict.more is not None:
        return (
            f"{why}about {plural(verdict.more, 'more replicate')} would decide it, if the differences go on like this"
        )
    if least < 3:
        return f"{plural(least, 'pair')} cannot decide anything"
    return f"{why}not within 500 more replicates, if the differences go on like this"
