"""Whether a network is worth it: a network against the reference models of its table, in a sentence."""

from dataclasses import asdict
from typing import Any

from experiments.judging.references import Worth
from experiments.report.sections.quantity import finite
from experiments.report.wording import UNITS, capital, change, level, listing, plural

INF = float("inf")


def worth(found: Worth | None, facts: dict[str, Any]) -> dict[str, Any] | None:
    """The verdict, the difference with its interval, and the scores of all on the same splits."""
    if found is None:
        return None
    unit, gap = UNITS.get(str(facts["score"]), UNITS["number"]), found.gap
    score = "R²" if facts["score"] == "r2" else str(facts["score"])
    text = change(gap.centre, gap.low, gap.high, unit)
    scores = [f"{name} {level(mean, -INF, INF, unit)}" for name, mean in found.scores]
    return {
        **asdict(found),
        "gap": {"n": gap.n, "centre": finite(gap.centre), "low": finite(gap.low), "high": finite(gap.high)},
        "bold": bold(found),
        "text": f"{capital(found.network)}: {text} over {found.reference}, the best of the reference models on "
        f"validation rows. Test {score} on the same {plural(gap.n, 'split')}: {listing(scores)}.",
    }


def bold(found: Worth) -> str:
    """The verdict."""
    if found.gap.low > 0:
        return "A network is worth it here."
    if found.gap.high < 0:
        return "A network is not worth it here."
    return f"A network and {found.reference} are alike here."
