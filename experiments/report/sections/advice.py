"""Advice: which of several methods to choose, and what that gains or loses."""

from typing import Any

from experiments.judging.alike import alike
from experiments.judging.effects import effect
from experiments.judging.evidence import Evidence
from experiments.judging.measures import MEASURES
from experiments.judging.verdicts import EQUAL, Comparison, Stated, compare
from experiments.report.sections.effect import margin_text, pair_sentence
from experiments.report.shapes.claims import Answer, StudyAnswer
from experiments.report.wording import UNITS, capital, told_apart

SCORE, CHEAPEST = "test_score", "cheapest"
FEW = 2  # methods whose effects all are told


def advice(evidence: Evidence) -> list[StudyAnswer]:
    """A recommendation for each of the study's questions of advice, if anything was measured for it."""
    planned = set(evidence.methods)
    answers: list[Answer | None] = []
    for entry in evidence.study.get("advice", ()):
        methods = [method for method in entry["methods"] if method in planned]
        if entry["baseline"] in planned and methods:
            answers.append((cheapest if entry["kind"] == CHEAPEST else best)(evidence, entry, methods))
    return [{"kind": "advice", **answer} for answer in answers if answer]


def best(evidence: Evidence, entry: dict[str, Any], methods: list[str]) -> Answer | None:
    """The methods that may be the best, and what they gain over the baseline; this one, if it may be the best too."""
    baseline, margin = entry["baseline"], evidence.margin(SCORE, entry["margin"])
    several, _ = alike(evidence, [baseline, *methods], SCORE, margin)
    if not several:
        return None
    if baseline in several:
        return {"bold": f"Stay with {baseline}.", "text": "None of the others is shown to score better on test data."}
    shown = several if len(several) <= FEW else [several[0], several[-1]]
    gains = [effect_sentence(evidence, SCORE, chosen, baseline, margin) for chosen in shown]
    bold = f"Use {several[0]}." if len(several) == 1 else f"Use {choice(several, methods)}: they are alike here."
    return {"bold": bold, "text": capital("; ".join(gains)) + "."}


def choice(several: list[str], methods: list[str]) -> str:
    """Several methods in a sentence: what all names share is said once; many numbers in a row are a range."""
    before, parts, after = told_apart(several)
    place = methods.index(several[0])
    row = several == methods[place : place + len(several)]
    if len(several) > FEW and row and all(part.replace(".", "", 1).isdecimal() for part in parts):
        listed = f"{parts[0]} to {parts[-1]}"
    else:
        listed = f"{', '.join(parts[:-1])} or {parts[-1]}"
    return " ".join(filter(None, (before, listed, after)))


def cheapest(evidence: Evidence, entry: dict[str, Any], methods: list[str]) -> Answer | None:
    """The last method in order up to which all are shown to lose less than the margin."""
    baseline, margin, chosen = entry["baseline"], evidence.margin(SCORE, entry["margin"]), None
    loss = margin_text({"margin": margin, "kind": EQUAL}, UNITS[evidence.unit(SCORE)])
    intervals = {method: judged_pair(evidence, SCORE, method, baseline, margin).interval for method in methods}
    if not any(interval.n for interval in intervals.values()):
        return None
    for method, interval in intervals.items():
        if interval.low < -margin:
            break
        chosen = method
    gain = capital(effect_sentence(evidence, SCORE, chosen or methods[0], baseline, margin))
    if chosen is None:
        return {
            "bold": f"Use {baseline}, as far as this shows.",
            "text": f"{gain}; a loss of {loss} is not ruled out.",
        }
    text = f"{gain}, so that it loses less than {loss}"
    if entry.get("saves"):
        text += f"; {effect_sentence(evidence, entry['saves'], chosen, baseline, margin)}"
    return {"bold": f"Use {chosen}.", "text": text + "."}


def judged_pair(evidence: Evidence, measure: str, treatment: str, baseline: str, margin: float) -> Comparison:
    """One pair, judged by whether the treatment loses less than the margin."""
    seen = effect(evidence, treatment, baseline, measure)
    return compare(Stated(seen.values, margin, MEASURES[measure].centre, EQUAL, allowance=seen.allowance))


def effect_sentence(evidence: Evidence, measure: str, treatment: str, baseline: str, margin: float) -> str:
    """The effect of one pair, with its interval."""
    return pair_sentence(
        evidence, measure, treatment, baseline, judged_pair(evidence, measure, treatment, baseline, margin)
    )
