"""The recipe: what it reaches and gains, what each technique adds alone and in it, the reference models beside it."""

from dataclasses import replace
from typing import Any

from experiments import names
from experiments.combination import combined_label
from experiments.judging.effects import effect
from experiments.judging.evidence import Evidence
from experiments.judging.recipe import Course, Step, advised, course, result
from experiments.judging.references import of_method
from experiments.judging.verdicts import SMALL, Comparison, Stated, compare
from experiments.report.sections.quantity import finite, quantity
from experiments.report.shapes.claims import Answer
from experiments.report.shapes.recipes import Gain, RecipeSummary, ReferenceLine, TechniqueRow
from experiments.report.wording import UNITS, change, level, listing, plural
from experiments.scores import known

SCORE = "test_score"
INF = float("inf")


def shown(evidence: Evidence) -> Evidence:
    """What a page is about: of a recipe the methods that are reported, not those that were only tried on the way."""
    reported = {method for method, _, role in evidence.cells if role == "report"}
    if not evidence.study.get("recipe") or not reported:
        return evidence
    kept = [method for method in evidence.study["methods"] if method["label"] in reported]
    return replace(evidence, study={**evidence.study, "methods": kept})


def recipe(evidence: Evidence) -> RecipeSummary | None:
    """What became of the study's recipe; None if it makes none."""
    if not (asked := evidence.study.get("recipe")):
        return None
    taken, baseline = course(evidence), asked["baseline"]
    margin = evidence.margin(SCORE, asked["margin"])
    gained = on_test_rows(evidence, result(evidence, taken), baseline, margin)
    return {
        **answer(evidence, taken, gained),
        "outcome": outcome(taken, gained),
        "parts": list(taken.parts),
        "gain": written(evidence, gained),
        "margin": margin,
        "techniques": [technique(evidence, taken, step, baseline, margin) for step in taken.alone],
        "references": references(evidence, baseline),
    }


def outcome(taken: Course, gained: Comparison) -> Any:
    """Whether the recipe helps: its gain on test rows is shown to be above 0."""
    if not taken.ended or not gained.interval.n:
        return "unfinished"
    if not taken.parts:
        return "nothing"
    return "helps" if gained.direction == "better" else "unclear"


def answer(evidence: Evidence, taken: Course, gained: Comparison) -> Answer:
    """The recipe in a headline and a sentence or two."""
    own = evidence.study["base"]["model"]["name"] not in names.MODELS
    network, parts = "your network" if own else "the network", listing(list(taken.parts))
    many, n = plural(len(taken.alone), "technique"), gained.interval.n
    best = advised(evidence, taken)
    ends, beside = reached(evidence, best), best_reference(evidence, best)
    gain = written(evidence, gained)["text"]
    kind = outcome(taken, gained)
    if kind == "unfinished":
        return {"bold": "The recipe is not finished.", "text": f"It holds {parts} so far." if parts else ""}
    if kind == "helps":
        small = ", which is too small to matter" if gained.size == SMALL else ""
        return {
            "bold": f"On {evidence.facts['title']}, {network} with {parts} reaches {ends}.",
            "text": f"{gain} over {network} as it was{small}, n = {n}{beside}.",
        }
    if kind == "nothing":
        why = f"None of {many} adds to it on validation rows."
    else:
        adds = "adds" if len(taken.parts) == 1 else "add"
        why = f"Of {many}, {parts} {adds} to it on validation rows; the gain on test rows is {gain}, n = {n}."
    bold = f"Nothing {'helped' if kind == 'nothing' else 'is shown to help'} here: keep {network} as it was."
    return {"bold": bold, "text": f"{why} On {evidence.facts['title']} it reaches {ends}{beside}."}


def reached(evidence: Evidence, method: str) -> str:
    """A method's test score: `a test ROC AUC of 0.87`."""
    values = evidence.reported(method, SCORE).to_list()
    return f"a test {evidence.score} of {quantity(values, 'mean', UNITS[evidence.unit(SCORE)])['value']}"


def best_reference(evidence: Evidence, method: str) -> str:
    """The best reference model with its score, as the end of a sentence: `; gradient boosting: 0.86`.

    It is fitted on the first reported replicates alone. So that it can be held against the score on all of them, its
    score is the method's less their paired difference.
    """
    if (worth := of_method(evidence, method)) is None:
        return ""
    score = float(evidence.reported(method, SCORE).mean()) - worth.gap.centre
    return f"; {worth.reference}: {level(score, -INF, INF, UNITS[evidence.unit(SCORE)])}"


def on_test_rows(evidence: Evidence, treatment: str, baseline: str, margin: float) -> Comparison:
    """What one method gains over another on test rows of the reported replicates; nothing over itself."""
    gain = effect(evidence, treatment, baseline, SCORE)
    return compare(Stated(gain.values, margin, allowance=gain.allowance))


def technique(evidence: Evidence, taken: Course, step: Step, baseline: str, margin: float) -> TechniqueRow:
    """A technique by itself, as it was tried, and as a part of the recipe."""
    tried = next((other for other in taken.steps if other.technique == step.technique), None)
    kept = tried is not None and tried.kept
    rest = taken.without.get(step.method)
    lost = taken.ended and rest is not None
    other = combined_label(rest) if rest else baseline
    return {
        "technique": step.technique,
        "method": step.method,
        "kept": kept,
        "alone": written(evidence, on_test_rows(evidence, step.method, baseline, margin)),
        "step": written(evidence, Comparison(tried.gain, margin)) if tried else None,
        "loss": written(evidence, on_test_rows(evidence, result(evidence, taken), other, margin)) if lost else None,
    }


def written(evidence: Evidence, compared: Comparison) -> Gain:
    """A gain for JSON."""
    interval = compared.interval
    return {
        "n": interval.n,
        "centre": finite(interval.centre),
        "low": finite(interval.low),
        "high": finite(interval.high),
        "text": change(interval.centre, interval.low, interval.high, UNITS[evidence.unit(SCORE)]),
        "direction": compared.direction,
        "size": compared.size,
    }


def references(evidence: Evidence, baseline: str) -> list[ReferenceLine]:
    """The reference models beside the network as it was, on the same splits."""
    if (worth := of_method(evidence, baseline)) is None:
        return []
    sign, plain = known(str(evidence.facts["score"])).sign, dict(worth.scores)[baseline]
    return [{"name": name, "gain": sign * (score - plain)} for name, score in worth.scores if name != baseline]
