"""A number with its interval, n and text."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import inf, isfinite
from typing import Any

from experiments.judging.measures import Table
from experiments.judging.statistics import interval
from experiments.report.wording import Unit, between, decimals, level

ANY = (-inf, inf)
STATES = ("ok", "diverged", "error", "missing")


def finite(value: float | None) -> float | None:
    """The value for JSON: `None` for what is infinite or undefined (the text beside it says which)."""
    return float(value) if value is not None and isfinite(value) else None


def quantity(
    values: Sequence[float], centre: str, unit: Unit, bounds: tuple[float, float] = ANY, overlap: float = 0.0
) -> dict[str, Any]:
    """Centre, 95 % interval (cut at what is possible), n, and texts: `text` whole, `value` and `ends` its halves."""
    found = interval(values, centre, overlap=overlap)
    if found.n > 1:
        found = replace(found, low=max(found.low, bounds[0]), high=min(found.high, bounds[1]))
    places = decimals(found.centre, found.low, found.high, unit)
    ends = between(found.low, found.high, unit, places, infinite=unit.infinite).strip(" ()")
    text = level(found.centre, found.low, found.high, unit)
    return {
        "n": found.n,
        "centre": finite(found.centre),
        "low": finite(found.low),
        "high": finite(found.high),
        "text": text,
        "value": text.partition(" (")[0],
        "ends": ends,
    }


def tally(rows: Table) -> dict[str, int]:
    """How many trials ended in which way."""
    status = Counter(rows["status"])
    return {name: status[name] for name in STATES}
