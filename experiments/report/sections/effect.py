"""An effect in words: how large it is, which way, with its interval, unit and n."""

from math import isfinite
from typing import Any

import numpy as np

from experiments.judging.evidence import Evidence
from experiments.judging.measures import IDENTITIES, MEASURES
from experiments.judging.statistics import Interval
from experiments.judging.verdicts import EXACT, Comparison
from experiments.report.wording import SINGULAR, UNITS, Unit, between, decimals, nought, plural, step
from experiments.study import THEORY

UNPAIRED = "have no finished pair of trials to compare"
SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def margin_text(claim: dict[str, Any], unit: Unit) -> str:
    """The margin with digits enough to write it."""
    unit = unit.apart
    if claim["kind"] == EXACT:
        return error_text(claim["margin"], unit)
    return step(claim["margin"], unit, max(0, len(f"{unit.written(claim['margin']):.3g}".partition(".")[2])))


def error_text(size: float, unit: Unit) -> str:
    """An error with its unit: `2.2 × 10⁻¹⁶`, `0.3 powers of ten`, or `0`."""
    size = abs(size * unit.scale)
    shown = f"{size:.3g}" if not size or 0.001 <= size < 1000 else power(size)
    return shown + (SINGULAR.get(unit.step, unit.step) if shown == "1" else unit.step)


def power(size: float) -> str:
    """A very small or large number: `2.2 × 10⁻¹⁶`, `10⁻⁶`."""
    digits, _, exponent = f"{size:.1e}".partition("e")
    ten = "10" + str(int(exponent)).translate(SUPERSCRIPTS)
    return ten if digits == "1.0" else f"{digits.removesuffix('.0')} × {ten}"


def distance(interval: Interval, measure: str, unit: Unit) -> str:
    """How far from theory: the largest error of an identity, else the mean one with its interval."""
    size, ends = apart(interval, measure, unit)
    return size + (f" ({ends})" if ends else "")


def apart(interval: Interval, measure: str, unit: Unit) -> tuple[str, str]:
    """The distance from theory, and the ends of its interval if it has one."""
    unit = unit.apart
    if measure in IDENTITIES or not interval.n:
        return (error_text(abs(interval.low), unit) if interval.n else "–"), ""
    low, high = max(0.0, -interval.high), -interval.low  # a mean distance is not below 0
    digits = decimals(-interval.centre, low, high, unit)
    return step(-interval.centre, unit, digits), between(low, high, unit, digits).strip(" ()")


def pair_sentence(
    evidence: Evidence, name: str, treatment: str, baseline: str, comparison: Comparison, counted: bool = True
) -> str:
    """The effect of one pair: `A scores 2.1 points higher than B (1.2 to 3.0, n = 7 pairs)`; n only if `counted`."""
    interval, measure, unit = comparison.interval, MEASURES[name], UNITS[evidence.unit(name)].apart
    drawn = baseline == THEORY and interval.n > 0
    left = f"; {comparison.left} more have {'no value' if drawn else 'nothing to compare'}" if comparison.left else ""
    count = f"n = {plural(interval.n, 'draw' if drawn else 'pair')}{left}" if counted else ""

    def with_ends(sentence: str, ends: str) -> str:
        exact = not counted and interval.low == interval.high  # ends without n would say nothing
        inside = ", ".join(text for text in ("" if exact else ends, count) if text)
        return f"{sentence} ({inside})" if inside else sentence

    if drawn:
        size, ends = apart(interval, name, unit)
        if not interval.low:
            return with_ends(f"{treatment} and the theory do not differ", "")
        size = f"at most {size}" if name in IDENTITIES else size
        return with_ends(f"{treatment} and the theory differ by {size}", ends)
    names = {"treatment": treatment, "baseline": baseline, "score": evidence.score, "curve": evidence.curve.title}
    both_missed = never_reached(evidence, treatment, name) and never_reached(evidence, baseline, name)
    if interval.n == 0 and both_missed:
        return f"{measure.neither.format(**names)}, so that they cannot be compared"
    if interval.n == 0:
        return f"{treatment} and {baseline} {UNPAIRED}"
    if not isfinite(interval.centre):
        turned = names if interval.centre > 0 else {**names, "treatment": baseline, "baseline": treatment}
        bounds = between(interval.low, interval.high, unit, 0).strip(" ()")
        return with_ends(measure.only.format(**turned), bounds)
    sign = -1 if interval.centre < 0 else 1
    low, high = sorted((sign * interval.low, sign * interval.high))
    digits = decimals(abs(interval.centre), low, high, unit)
    amount = step(abs(interval.centre), unit, digits)
    template = directed(evidence, name, sign)
    if nought(interval.centre, unit, digits):
        template = measure.same
    return with_ends(template.format(amount=amount, **names), between(low, high, unit, digits).strip(" ()"))


def directed(evidence: Evidence, name: str, sign: int) -> str:
    """The sentence for an effect that favours the treatment (1) or the baseline (−1).

    A score of which less is better is written as it is, so that the better one is lower.
    """
    measure = MEASURES[name]
    if measure.unit == "score" and evidence.context.scored.lower:
        word = "lower" if sign > 0 else "higher"
        return f"with {{treatment}} the {evidence.title(name)} is {{amount}} {word} than with {{baseline}}"
    return measure.ahead if sign > 0 else measure.behind


def never_reached(evidence: Evidence, method: str, name: str) -> bool:
    """Whether every reported value is infinite, or the most that was tried."""
    values, most = evidence.reported(method, name).dropna(), MEASURES[name].most
    missed = np.isinf(values) if most is None else values == most(evidence.context)
    return len(values) > 0 and bool(missed.all())
