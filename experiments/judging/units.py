"""The units of measures on some data: bounds, names of units, margins, by what the data are scored by."""

from math import inf

from experiments.judging.measures import MEASURES, Context
from experiments.scores import known

SHARES = ("share", "share of runs")
SCORED = ("score", "score difference")  # units that are the score's own


def bounds(context: Context, measure: str) -> tuple[float, float]:
    """Between what an interval of a measure's values can lie; those of an error are turned."""
    unit = MEASURES[measure].unit
    if unit not in ("score", "curve"):
        return (0.0, 1.0) if unit in SHARES else (-inf, inf)
    score = context.scored if unit == "score" else known(context.curve)
    low, high = sorted((score.sign * score.low, score.sign * score.high))
    return low, high


def unit(context: Context, measure: str) -> str:
    """The name of the unit in which a measure is shown, with a minus where that turns its sign back."""
    name, score = MEASURES[measure].unit, context.scored
    if name == "curve":
        return known(context.curve).unit
    turned = "-" if name == "score" and score.lower else ""
    return turned + score.unit if name in SCORED else name


def margin(context: Context, measure: str, points: float) -> float:
    """A study's margin, which is one of accuracy or R², for the score of the data.

    It stays where 1 is the best score. Else it is a share of the way from a constant guess to true predictions: 0.01
    is 1 % of the RMSE of a constant guess.
    """
    if MEASURES[measure].unit not in SCORED or context.scored.bounded:
        return points
    perfect, chance = float(context.facts["perfect"]), float(context.facts["chance"])
    return points * (abs(perfect - chance) or abs(perfect) or 1.0)
