"""The ranking: every method at its own best setting, and which are told apart from the best."""

from typing import cast

import pandas as pd

from experiments.judging.effects import effect
from experiments.judging.evidence import Evidence
from experiments.judging.leader import leader
from experiments.judging.measures import MEASURES
from experiments.judging.ranks import average_ranks, friedman
from experiments.judging.statistics import mean_interval
from experiments.report.sections.quantity import finite, quantity, tally
from experiments.report.shapes.studies import MethodRow, Ranking
from experiments.report.wording import UNITS


def ranking(evidence: Evidence) -> Ranking:
    """Methods by mean test score on the reporting replicates, best first, with every measure."""
    scores = pd.DataFrame({method: evidence.reported(method, "test_score") for method in evidence.methods})
    ranks, best = average_ranks(scores.dropna(axis=1, how="all")), winner(evidence)
    rows = [method_row(evidence, slot, method, best, ranks.get(method)) for slot, method in enumerate(evidence.methods)]
    rows.sort(key=lambda row: (row["test_score"]["centre"] is None, -(row["test_score"]["centre"] or 0)))
    return {"methods": rows, "winner": best, "friedman": friedman(scores)}


def winner(evidence: Evidence) -> str | None:
    """The method with the highest mean validation score at its best setting; test data has no say.

    `None` if no method is better than a constant guess.
    """
    if not evidence.learned:
        return None
    leading = leader(evidence, evidence.methods)
    return leading and leading[0]


def method_row(evidence: Evidence, slot: int, method: str, best: str | None, average_rank: float | None) -> MethodRow:
    """One method: its setting, how its trials ended, and each measure of the study under its name."""
    choice = evidence.choice(method)
    row = {
        "method": method,
        "slot": slot,
        "setting": choice.setting,
        "edge": choice.edge if best else "",
        "settings": {name: evidence.choice(method, name).setting for name in evidence.measures},
        "planned": len(evidence.trials_of(method)),
        **tally(evidence.trials_of(method)),
        "average_rank": finite(average_rank),
        "tied": best is not None and (method == best or is_tied(evidence, method, best)),
    }
    for name in [name for name in evidence.measures if name not in row]:  # `error` is a measure, and a status
        values, unit = evidence.reported(method, name).to_list(), UNITS[evidence.unit(name)]
        row[name] = quantity(values, MEASURES[name].centre, unit, evidence.bounds(name), evidence.overlap)
    return cast(MethodRow, row)


def is_tied(evidence: Evidence, method: str, best: str) -> bool:
    """Whether the paired 95 % interval of the difference in test score leaves open which of the two is better."""
    seen = effect(evidence, method, best, "test_score")
    difference = mean_interval(seen.values, allowance=seen.allowance)
    return difference.n > 0 and difference.low <= 0 <= difference.high
