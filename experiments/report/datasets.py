"""The same study on several data sets: the ranks of its methods, and which claims hold on which data."""

from typing import cast

import pandas as pd

from experiments.judging.pooling import pooled
from experiments.judging.ranks import comparison
from experiments.judging.verdicts import SUPPORTED
from experiments.report.shapes.charts import RankChart
from experiments.report.shapes.claims import ClaimRow
from experiments.report.shapes.run import DatasetClaim, DatasetComparison, DatasetPart, DatasetVerdict
from experiments.report.shapes.studies import StudySummary
from experiments.report.wording import UNITS, change, decimals, step


def over_datasets(studies: list[StudySummary]) -> list[DatasetComparison]:
    """One entry a study that was asked on at least two data sets.

    `ranks` compares the methods by their mean test scores (Demšar 2006; at least three methods), `claims` has the
    verdicts side by side.
    """
    groups: dict[str, list[StudySummary]] = {}
    for study in studies:
        if study["parent"]:
            groups.setdefault(study["parent"], []).append(study)
    return [study_over_datasets(name, group) for name, group in groups.items() if len(group) > 1]


def study_over_datasets(name: str, studies: list[StudySummary]) -> DatasetComparison:
    """One study over its data sets: the ranks of its methods, and its claims."""
    scores = {
        study["data"]["title"]: {row["method"]: row["test_score"]["centre"] for row in study["ranking"]["methods"]}
        for study in studies
    }
    table = pd.DataFrame(scores, dtype=float).T
    title = studies[0]["title"].removesuffix(f" on {studies[0]['data']['title']}")
    ranks = comparison(table) if studies[0]["contest"] else None
    heading = f"{title}: average rank over {len(studies)} data sets"
    return {
        "name": name,
        "title": title,
        "question": studies[0]["question"],
        "datasets": [{"title": study["data"]["title"], "study": study["name"]} for study in studies],
        "ranks": cast(RankChart, {"title": heading, **ranks}) if ranks else None,
        "claims": [
            claim_over_datasets([study["claims"][index] for study in studies])
            for index in range(len(studies[0]["claims"]))
        ],
    }


def claim_over_datasets(claims: list[ClaimRow]) -> DatasetClaim:
    """The verdicts and effects of one claim, data set by data set."""
    verdicts: list[DatasetVerdict] = [
        {"verdict": claim["verdict"], "anchor": claim["anchor"], "effect": claim["pairs"][claim["decisive"]]["text"]}
        for claim in claims
    ]
    parts = [part_over_datasets(claims, index) for index in range(len(claims[0]["pairs"]))]
    return {"id": claims[0]["id"], "text": claims[0]["text"], "verdicts": verdicts, "parts": parts}


def part_over_datasets(claims: list[ClaimRow], index: int) -> DatasetPart:
    """One part of a claim over data sets; its mean only where all of them have the same unit."""
    pairs, units = [claim["pairs"][index] for claim in claims], {claim["unit"] for claim in claims}
    measured = [(pair["estimate"], pair["error"]) for pair in pairs if pair["estimate"] is not None and pair["error"]]
    mean = pooled(*zip(*measured, strict=True)) if len(measured) == len(pairs) and len(units) == 1 else None
    unit = UNITS[claims[0]["unit"]].apart
    held = sum(pair["verdict"] == SUPPORTED for pair in pairs)
    return {
        "treatment": pairs[0]["treatment"],
        "baseline": pairs[0]["baseline"],
        "holds": f"{held} of {len(pairs)}",
        "mean": change(mean.centre, mean.low, mean.high, unit) if mean else "",
        "between": step(mean.between, unit, decimals(mean.between, 0.0, mean.between, unit)) if mean else "",
    }
