"""The same study on several data sets: who ranks where, and which claims hold on which data."""

from typing import Any

import pandas as pd

from experiments.judging.ranks import comparison


def over(studies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One entry a study that was asked on at least two data sets.

    `ranks` compares the methods by their mean test scores (Demšar 2006; at least three methods), `claims` has the
    verdicts side by side.
    """
    groups: dict[str, list[dict[str, Any]]] = {}
    for study in studies:
        if study["parent"]:
            groups.setdefault(study["parent"], []).append(study)
    return [compared(name, some) for name, some in groups.items() if len(some) > 1]


def compared(name: str, studies: list[dict[str, Any]]) -> dict[str, Any]:
    """One study over its data sets."""
    scores = {
        study["data"]["title"]: {row["method"]: row["test_score"]["centre"] for row in study["ranking"]["methods"]}
        for study in studies
    }
    table = pd.DataFrame(scores, dtype=float).T
    title = studies[0]["title"].removesuffix(f" on {studies[0]['data']['title']}")
    ranks = comparison(table) if studies[0]["contest"] else None
    return {
        "name": name,
        "title": title,
        "question": studies[0]["question"],
        "datasets": [{"title": study["data"]["title"], "study": study["name"]} for study in studies],
        "ranks": {"title": f"{title}: average rank over {len(studies)} data sets", **ranks} if ranks else None,
        "claims": [claim(studies, place) for place in range(len(studies[0]["claims"]))],
    }


def claim(studies: list[dict[str, Any]], place: int) -> dict[str, Any]:
    """One claim's verdicts and effects, data set by data set."""
    found = [study["claims"][place] for study in studies]
    return {
        "id": found[0]["id"],
        "text": found[0]["text"],
        "verdicts": [
            {"verdict": one["verdict"], "anchor": one["anchor"], "effect": one["pairs"][one["decisive"]]["text"]}
            for one in found
        ],
    }
