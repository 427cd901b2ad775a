"""Whether a network is worth it: a network against the reference models of its table, in a sentence."""

from typing import Any

from experiments.judging import references
from experiments.judging.statistics import Interval
from experiments.report.sections.quantity import finite
from experiments.report.shapes.references import Gap, Worth
from experiments.report.wording import UNITS, capital, change, level, listing, plural

INF = float("inf")


def worth(found: references.Worth | None, facts: dict[str, Any]) -> Worth | None:
    """The verdict, the difference with its interval, and the scores of all on the same splits."""
    if found is None:
        return None
    unit, interval = UNITS.get(str(facts["score"]), UNITS["number"]), found.gap
    score = "R²" if facts["score"] == "r2" else str(facts["score"])
    text = change(interval.centre, interval.low, interval.high, unit)
    scores = [f"{name} {level(mean, -INF, INF, unit)}" for name, mean in found.scores]
    return {
        "network": found.network,
        "validation": found.validation,
        "reference": found.reference,
        "scores": list(found.scores),
        "gap": gap(interval),
        "bold": bold(found),
        "text": f"{capital(found.network)}: {text} over {found.reference}, the best of the reference models on "
        f"validation rows. Test {score} on the same {plural(interval.n, 'split')}: {listing(scores)}.",
    }


def gap(interval: Interval) -> Gap:
    """An interval of differences for JSON."""
    centre, low, high = (finite(value) for value in (interval.centre, interval.low, interval.high))
    return {"n": interval.n, "centre": centre, "low": low, "high": high}


def bold(found: references.Worth) -> str:
    """The verdict."""
    if found.gap.low > 0:
        return "A network is worth it here."
    if found.gap.high < 0:
        return "A network is not worth it here."
    return f"A network and {found.reference} are alike here."
