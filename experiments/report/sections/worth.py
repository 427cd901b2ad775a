"""Whether a network is worth it: a network against the reference models of its table, in a sentence."""

from typing import Any

from experiments.judging import references
from experiments.judging.statistics import Interval
from experiments.report.sections.quantity import finite
from experiments.report.shapes.references import Gap, Worth
from experiments.report.wording import UNITS, change, level, listing, plural
from experiments.scores import known

INF = float("inf")


def worth(judged: references.Worth | None, facts: dict[str, Any]) -> Worth | None:
    """The verdict, the difference with its interval, and the scores of all on the same splits."""
    if judged is None:
        return None
    score, interval = known(str(facts["score"])), judged.gap
    unit = UNITS.get(score.name, UNITS[score.unit])
    text = change(interval.centre, interval.low, interval.high, unit)
    scores = [f"{name} {level(mean, -INF, INF, unit)}" for name, mean in judged.scores]
    return {
        "network": judged.network,
        "validation": judged.validation,
        "reference": judged.reference,
        "scores": list(judged.scores),
        "gap": gap(interval),
        "bold": bold(judged),
        "text": f"The leading method, {judged.network}, against {judged.reference}, the leading reference model: "
        f"{text}. Test {score.title} on the same {plural(interval.n, 'split')}: {listing(scores)}.",
    }


def gap(interval: Interval) -> Gap:
    """An interval of differences for JSON."""
    centre, low, high = (finite(value) for value in (interval.centre, interval.low, interval.high))
    return {"n": interval.n, "centre": centre, "low": low, "high": high}


def bold(judged: references.Worth) -> str:
    """The verdict."""
    if judged.gap.low > 0:
        return "A network is worth it here."
    if judged.gap.high < 0:
        return "A network is not worth it here."
    return f"A network and {judged.reference} are alike here."
