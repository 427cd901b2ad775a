"""A number with its interval, n and text."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import inf, isfinite

from experiments.judging.allowance import Allowance
from experiments.judging.measures import Table
from experiments.judging.statistics import interval, proportion_interval
from experiments.report.shapes.quantities import Ends, Quantity
from experiments.report.wording import Unit, between, decimals, level

ANY = (-inf, inf)


def finite(value: float | None) -> float | None:
    """The value for JSON: `None` for what is infinite or undefined (the text beside it says which)."""
    return float(value) if value is not None and isfinite(value) else None


def quantity(
    values: Sequence[float], centre: str, unit: Unit, bounds: tuple[float, float] = ANY, overlap: float = 0.0
) -> Quantity:
    """Centre, 95 % interval (cut at what is possible), n, and texts: `text` whole, `value` and `ends` its halves."""
    if centre == "share":
        estimate = proportion_interval(values)
    else:
        estimate = interval(values, centre, allowance=Allowance(overlap))
    if estimate.n > 1:
        estimate = replace(estimate, low=max(estimate.low, bounds[0]), high=min(estimate.high, bounds[1]))
    digits = decimals(estimate.centre, estimate.low, estimate.high, unit)
    ends = between(estimate.low, estimate.high, unit, digits, infinite=unit.infinite).strip(" ()")
    text = level(estimate.centre, estimate.low, estimate.high, unit)
    return {
        "n": estimate.n,
        "centre": finite(estimate.centre),
        "low": finite(estimate.low),
        "high": finite(estimate.high),
        "text": text,
        "value": text.partition(" (")[0],
        "ends": ends,
    }


def tally(rows: Table) -> Ends:
    """How many trials ended in which way."""
    status = Counter(rows["status"])
    return {"ok": status["ok"], "diverged": status["diverged"], "error": status["error"], "missing": status["missing"]}
