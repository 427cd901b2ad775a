"""The ensemble of a search's finalists: what it gains over the winner alone."""

from experiments.judging.ensemble import of_finalists
from experiments.judging.statistics import differences, mean_interval
from experiments.report.searches import SearchResult
from experiments.report.searching.units import bounds, unit
from experiments.report.sections.quantity import quantity
from experiments.report.sections.worth import gap
from experiments.report.shapes.references import Ensemble
from experiments.report.wording import change, listing, plural
from experiments.store import Results


def ensemble(results: Results, search: SearchResult) -> Ensemble | None:
    """Its members, its scores, and the paired difference to the winner; None where there is none.

    None also where the search looks at something else than the data's score.
    """
    if search.spec.get("nested") or search.metric != search.facts["score"]:
        return None
    combined = of_finalists(results, search.executions[search.executions.phase == "final"], search.metric)
    if combined is None:
        return None
    interval = mean_interval(differences(combined.test.to_numpy(), combined.winner.to_numpy(), True))
    text = change(interval.centre, interval.low, interval.high, unit(search))
    members = [f"trial {number + 1} {100 * share:.0f} %" for number, share in combined.weights.items() if share > 0]
    verdict = "beats" if interval.low > 0 else "loses to" if interval.high < 0 else "is not told apart from"
    test = quantity(combined.test.to_list(), "mean", unit(search), bounds(search))
    return {
        "weights": {str(number): share for number, share in combined.weights.items()},
        "validation": quantity(combined.validation.to_list(), "mean", unit(search), bounds(search)),
        "test": test,
        "gap": gap(interval),
        "members": listing(members),
        "bold": f"The ensemble of the finalists {verdict} the winner.",
        "text": f"It reaches {test['text']} on test data; the difference on the same "
        f"{plural(interval.n, 'replicate')} is {text}. Its members, by mean share: {listing(members)}.",
    }
