"""Advice: which of several methods to choose, and what that gains or loses."""

from typing import Any

from experiments.judging.evidence import Evidence
from experiments.judging.measures import MEASURES
from experiments.judging.verdicts import ALPHA, EQUAL, Pair, pair
from experiments.report.sections.claims import margin, phrase
from experiments.report.sections.ranking import leader
from experiments.report.wording import UNITS, capital

SCORE, CHEAPEST = "test_score", "cheapest"


def advice(one: Evidence) -> list[dict[str, str]]:
    """A recommendation for each place that the study advises on, if anything was measured there."""
    planned = set(one.methods)
    found = []
    for said in one.study.get("advice", ()):
        methods = [method for method in said["methods"] if method in planned]
        if said["baseline"] in planned and methods:
            found.append((cheapest if said["kind"] == CHEAPEST else best)(one, said, methods))
    return [{"kind": "advice", **each} for each in found if each]


def best(one: Evidence, said: dict[str, Any], methods: list[str]) -> dict[str, str] | None:
    """The method with the highest mean validation score, and its test score against the baseline's."""
    baseline, most = said["baseline"], one.margin(SCORE, said["margin"])
    chosen = leader(one, [baseline, *methods])
    if chosen is None:
        return None
    if chosen == baseline:
        return {"bold": f"Stay with {chosen}.", "text": "None of the others has a better validation score."}
    found = compared(one, SCORE, chosen, baseline, most).interval
    lead = f"Use {chosen}." if found.low > 0 else f"{capital(chosen)} leads on validation data, within the noise."
    return {"bold": lead, "text": capital(told(one, SCORE, chosen, baseline, most)) + "."}


def cheapest(one: Evidence, said: dict[str, Any], methods: list[str]) -> dict[str, str] | None:
    """The last method in order up to which all are shown to lose less than the margin."""
    baseline, most, chosen = said["baseline"], one.margin(SCORE, said["margin"]), None
    least = margin({"margin": most, "kind": EQUAL}, UNITS[one.unit(SCORE)])
    if not any(compared(one, SCORE, method, baseline, most).interval.n for method in methods):
        return None
    for method in methods:
        if compared(one, SCORE, method, baseline, most).interval.low < -most:
            break
        chosen = method
    if chosen is None:
        text = f"{capital(told(one, SCORE, methods[0], baseline, most))}; a loss of {least} is not ruled out."
        return {"bold": f"Use {baseline}, as far as this shows.", "text": text}
    text = f"{capital(told(one, SCORE, chosen, baseline, most))}, so that it loses less than {least}"
    if said.get("saves"):
        text += f"; {told(one, said['saves'], chosen, baseline, most)}"
    return {"bold": f"Use {chosen}.", "text": text + "."}


def compared(one: Evidence, measure: str, treatment: str, baseline: str, most: float) -> Pair:
    """The evidence of one pair."""
    effect = one.effect(treatment, baseline, measure)
    return pair(effect, most, MEASURES[measure].centre, EQUAL, ALPHA, one.overlap)


def told(one: Evidence, measure: str, treatment: str, baseline: str, most: float) -> str:
    """One pair in words, with its interval."""
    return phrase(one, measure, treatment, baseline, compared(one, measure, treatment, baseline, most))
