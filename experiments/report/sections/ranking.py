"""Who is how good: every method at its own best setting, and which are told apart from the best."""

from typing import Any

import pandas as pd

from experiments.judging.evidence import Evidence
from experiments.judging.measures import MEASURES
from experiments.judging.ranks import average_ranks, friedman
from experiments.judging.statistics import mean_interval
from experiments.report.sections.quantity import finite, quantity, tally
from experiments.report.wording import UNITS


def ranking(one: Evidence) -> dict[str, Any]:
    """Methods by mean test score on the reporting replicates, best first, with every measure."""
    scores = pd.DataFrame({method: one.reported(method, "test_score") for method in one.methods})
    ranks, best = average_ranks(scores.dropna(axis=1, how="all")), winner(one)
    rows = [row(one, slot, method, best, ranks.get(method)) for slot, method in enumerate(one.methods)]
    rows.sort(key=lambda found: (found["test_score"]["centre"] is None, -(found["test_score"]["centre"] or 0)))
    return {"methods": rows, "winner": best, "friedman": friedman(scores)}


def winner(one: Evidence) -> str | None:
    """The method with the highest mean validation score at its best setting; test data has no say.

    `None` if no method is better than a constant guess.
    """
    if not one.learned:
        return None
    return leader(one, one.methods)


def leader(one: Evidence, methods: list[str]) -> str | None:
    """Of some methods the one with the highest mean validation score at its best setting, over all replicates."""
    rows = {method: pd.concat([one.trials_of(method), one.trials_of(method, role="tune")]) for method in methods}
    means = pd.Series({method: some["validation_score"].mean() for method, some in rows.items()}).dropna()
    return str(means.idxmax()) if len(means) else None


def row(one: Evidence, slot: int, method: str, best: str | None, average_rank: float | None) -> dict[str, Any]:
    """One method: its setting, what became of its trials, and each measure."""
    choice = one.choice(method)
    return {
        "method": method,
        "slot": slot,
        "setting": choice.setting,
        "edge": choice.edge if best else "",
        "settings": {name: one.choice(method, name).setting for name in one.measures},
        "planned": int(one.study["replicates"]),
        **tally(one.trials_of(method)),
        "average_rank": finite(average_rank),
        "tied": best is not None and (method == best or tied(one, method, best)),
        **{
            name: quantity(
                one.reported(method, name).to_list(),
                MEASURES[name].centre,
                UNITS[one.unit(name)],
                one.bounds(name),
                one.overlap,
            )
            for name in one.measures
        },
    }


def tied(one: Evidence, method: str, best: str) -> bool:
    """Whether the paired 95 % interval of the difference in test score leaves open which of the two is better."""
    found = mean_interval(one.effect(method, best, "test_score").tolist(), overlap=one.overlap)
    return found.n > 0 and found.low <= 0 <= found.high
