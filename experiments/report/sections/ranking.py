"""The ranking: every method at its own best setting, and which are told apart from the best."""

from typing import cast

import pandas as pd

from experiments.judging.alike import NOTABLE, alike, unlearned
from experiments.judging.evidence import Evidence
from experiments.judging.leader import leader
from experiments.judging.measures import MEASURES
from experiments.judging.ranks import average_ranks, friedman
from experiments.report.sections.quantity import finite, quantity, tally
from experiments.report.shapes.studies import MethodRow, Ranking
from experiments.report.wording import UNITS


def ranking(evidence: Evidence) -> Ranking:
    """Methods by mean test score on the reporting replicates, best first, with every measure."""
    scores = pd.DataFrame({method: evidence.reported(method, "test_score") for method in evidence.methods})
    ranks, best = average_ranks(scores.dropna(axis=1, how="all")), winner(evidence)
    margin = evidence.margin("test_score", NOTABLE)
    sets = alike(evidence, evidence.methods, "test_score", margin) if evidence.study["contest"] and best else ([], [])
    rows = [method_row(evidence, slot, method, sets, ranks.get(method)) for slot, method in enumerate(evidence.methods)]
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


def method_row(
    evidence: Evidence, slot: int, method: str, sets: tuple[list[str], list[str]], average_rank: float | None
) -> MethodRow:
    """One method: its setting, how its trials ended, and each measure of the study under its name."""
    choice = evidence.choice(method)
    row = {
        "method": method,
        "slot": slot,
        "setting": choice.setting,
        "edge": choice.edge if evidence.learned else "",
        "settings": {name: evidence.choice(method, name).setting for name in evidence.measures},
        "planned": len(evidence.trials_of(method)),
        **tally(evidence.trials_of(method)),
        "average_rank": finite(average_rank),
        "tied": method in sets[0],
        "avoid": method in sets[1],
        "unlearned": unlearned(evidence, method),
    }
    for name in [name for name in evidence.measures if name not in row]:  # `error` is a measure, and a status
        values, unit = evidence.reported(method, name).to_list(), UNITS[evidence.unit(name)]
        row[name] = quantity(values, MEASURES[name].centre, unit, evidence.bounds(name), evidence.overlap)
    return cast(MethodRow, row)
