"""The ensemble of a search's finalists: what it gains over the winner alone."""

from typing import Any

from experiments.judging.ensemble import of_finalists
from experiments.judging.statistics import differences, mean_interval
from experiments.report.searches import SearchResult
from experiments.report.searching.units import bounds, unit
from experiments.report.sections.quantity import finite, quantity
from experiments.report.wording import change, listing, plural
from experiments.store import Results


def ensemble(results: Results, search: SearchResult) -> dict[str, Any] | None:
    """Its members, its scores, and the paired difference to the winner; None where there is none.

    None also where the search looks at something else than the data's score.
    """
    if search.spec.get("nested") or search.metric != search.facts["score"]:
        return None
    found = of_finalists(results, search.executions[search.executions.phase == "final"], search.metric)
    if found is None:
        return None
    gap = mean_interval(differences(found.test.to_numpy(), found.winner.to_numpy(), True))
    text = change(gap.centre, gap.low, gap.high, unit(search))
    members = [f"trial {number + 1} {100 * share:.0f} %" for number, share in found.weights.items() if share > 0]
    verdict = "beats" if gap.low > 0 else "loses to" if gap.high < 0 else "is not told apart from"
    test = quantity(found.test.to_list(), "mean", unit(search), bounds(search))
    return {
        "weights": {str(number): share for number, share in found.weights.items()},
        "validation": quantity(found.validation.to_list(), "mean", unit(search), bounds(search)),
        "test": test,
        "gap": {"n": gap.n, "centre": finite(gap.centre), "low": finite(gap.low), "high": finite(gap.high)},
        "members": listing(members),
        "bold": f"The ensemble of the finalists {verdict} the winner.",
        "text": f"It reaches {test['text']} on test data; the difference on the same {plural(gap.n, 'replicate')} is "
        f"{text}. Its members, by mean share: {listing(members)}.",
    }
