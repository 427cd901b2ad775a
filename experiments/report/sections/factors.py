"""Factors: what each part of a recipe adds alone, on average over all combinations, and in the whole recipe."""

from typing import Any

import numpy as np
import pandas as pd

from experiments.judging.evidence import Evidence
from experiments.judging.measures import MEASURES
from experiments.judging.statistics import interval
from experiments.report.wording import UNITS, change

SHOWN = ("test_score", "gap")


def factors(one: Evidence) -> dict[str, Any]:
    """Columns and rows of the table: for every factor and measure three effects with 95 % intervals.

    The main effect is the mean over all pairs of methods that differ in the factor alone, replicate by replicate.
    """
    rows = [row(one, factor) for factor in one.study.get("factors", ())]
    return {"measures": [one.title(name) for name in SHOWN], "rows": [each for each in rows if each]}


def row(one: Evidence, factor: dict[str, Any]) -> dict[str, Any] | None:
    """The effects of one factor; None where a method is missing, as at a smaller scale."""
    if not {label for pair in factor["pairs"] for label in pair} <= set(one.methods):
        return None
    cells = []
    for name in SHOWN:
        effects = pd.DataFrame({place: effect(one, pair, name) for place, pair in enumerate(factor["pairs"])})
        whole = effects.dropna()
        columns = {"alone": whole[0], "on average": whole.mean(axis=1), "in the whole": whole.iloc[:, -1]}
        cells.append({title: shown(one, name, values) for title, values in columns.items()})
    return {"name": factor["name"], "cells": cells, "n": len(whole)}


def effect(one: Evidence, pair: tuple[str, str], name: str) -> pd.Series:
    """Paired differences of (treatment, baseline) by replicate, positive where the treatment is better."""
    found = one.reported(pair[0], name) - one.reported(pair[1], name)
    return found if MEASURES[name].higher_is_better else -found


def shown(one: Evidence, name: str, values: pd.Series) -> dict[str, Any]:
    """One effect with its interval, as text and as a number to sort by."""
    found = interval(np.asarray(values, float), MEASURES[name].centre, overlap=one.overlap)
    text = change(found.centre, found.low, found.high, UNITS[one.unit(name)]) if found.n else "–"
    return {"text": text, "value": float(found.centre) if found.n else None}
