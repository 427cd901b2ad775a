"""Factors: what each part of a recipe adds alone, on average over all combinations, and in the whole recipe."""

from typing import Any

import numpy as np
import pandas as pd

from experiments.judging.allowance import Allowance
from experiments.judging.evidence import Evidence
from experiments.judging.measures import MEASURES
from experiments.judging.statistics import interval
from experiments.report.shapes.studies import Effect, FactorRow, FactorTable
from experiments.report.wording import UNITS, change

SHOWN = ("test_score", "gap")


def factors(evidence: Evidence) -> FactorTable:
    """Columns and rows of the table: for every factor and measure three effects with 95 % intervals.

    The main effect is the mean over all pairs of methods that differ in the factor alone, replicate by replicate.
    """
    rows = [factor_row(evidence, factor) for factor in evidence.study.get("factors", ())]
    return {"measures": [evidence.title(name) for name in SHOWN], "rows": [row for row in rows if row]}


def factor_row(evidence: Evidence, factor: dict[str, Any]) -> FactorRow | None:
    """The effects of one factor; None where a method is missing, as at a smaller scale."""
    if not {label for pair in factor["pairs"] for label in pair} <= set(evidence.methods):
        return None
    cells = []
    for name in SHOWN:
        effects = pd.DataFrame({index: effect(evidence, pair, name) for index, pair in enumerate(factor["pairs"])})
        complete = effects.dropna()
        columns = {"alone": complete[0], "on average": complete.mean(axis=1), "in the whole": complete.iloc[:, -1]}
        cells.append({title: effect_cell(evidence, name, values) for title, values in columns.items()})
    return {"name": factor["name"], "cells": cells, "n": len(complete)}


def effect(evidence: Evidence, pair: tuple[str, str], name: str) -> pd.Series:
    """Paired differences of (treatment, baseline) by replicate, positive where the treatment is better."""
    difference = evidence.reported(pair[0], name) - evidence.reported(pair[1], name)
    return difference if MEASURES[name].higher_is_better else -difference


def effect_cell(evidence: Evidence, name: str, values: pd.Series) -> Effect:
    """One effect with its interval, as text and as a number to sort by."""
    estimate = interval(np.asarray(values, float), MEASURES[name].centre, allowance=Allowance(evidence.overlap))
    text = change(estimate.centre, estimate.low, estimate.high, UNITS[evidence.unit(name)]) if estimate.n else "–"
    return {"text": text, "value": float(estimate.centre) if estimate.n else None}
