"""Effects: paired differences between two methods, each at its own setting, and what their interval allows for."""

from dataclasses import dataclass
from math import hypot, sqrt

import numpy as np

from experiments.judging.choice import samples
from experiments.judging.evidence import Evidence
from experiments.judging.measures import MEASURES
from experiments.judging.statistics import NOTHING, Allowance, differences
from experiments.study import THEORY


@dataclass(frozen=True)
class Effect:
    """Paired differences, positive in favour of the treatment, with what their interval allows for."""

    values: np.ndarray
    allowance: Allowance = NOTHING


def effect(
    evidence: Evidence, treatment: str, baseline: str, measure: str, most: int | None = None, ties: bool = True
) -> Effect:
    """The effect of a treatment on a measure; no values if every trial of both diverged or failed.

    Against the theory: minus the errors. Where both values are infinite, as where neither reaches the target, the
    difference is 0; it is NaN where that is so of every pair, and without `ties`: two misses show no likeness.

    Args:
        most: only so many replicates, the first.
    """
    allowance = allowed(evidence, treatment, baseline, measure)
    if baseline == THEORY:
        return Effect(-evidence.reported(treatment, measure, most).dropna().abs().to_numpy(float), allowance)
    if not any((evidence.trials_of(method, measure)["status"] == "ok").any() for method in (treatment, baseline)):
        return Effect(np.array([]), allowance)
    a, b = (evidence.reported(method, measure, most) for method in (treatment, baseline))
    a, b = a.align(b, join="inner")
    complete = a.notna() & b.notna()
    a, b = a[complete].to_numpy(float), b[complete].to_numpy(float)
    missed = np.isinf(a) & (a == b)
    gains = differences(a, b, MEASURES[measure].higher_is_better)
    return Effect(np.where(missed & (not ties or missed.all()), np.nan, gains), allowance)


def allowed(evidence: Evidence, treatment: str, baseline: str, measure: str) -> Allowance:
    """What an effect's interval allows for: overlapping training rows, and the choice of the settings.

    Settings that the same replicates chose hang together as these let them; others are independent.
    """
    sides = [shift(evidence, label, measure) for label in (treatment, baseline) if label != THEORY]
    sides = [(replicates, shifts) for replicates, shifts in sides if replicates]
    if len(sides) == 2 and sides[0][0] == sides[1][0]:
        sides = [(sides[0][0], sides[0][1] - sides[1][1])]
    errors = [sqrt(samples(len(replicates))[1] @ shifts**2) for replicates, shifts in sides]
    freedom = min((len(replicates) - 1 for replicates, _ in sides), default=1)
    return Allowance(evidence.overlap, hypot(*errors), freedom)


def shift(evidence: Evidence, method: str, measure: str) -> tuple[tuple[int, ...], np.ndarray]:
    """The replicates that chose a method's setting, and for each sample of them by how much the measure is other at the
    setting that it would have chosen: the mean of paired differences over these replicates.

    An infinite difference counts as the range of the finite values; where nothing was measured, nothing is known to be
    other. No replicates where nothing was chosen.
    """
    choice = evidence.choice(method, measure)
    settings, places = np.unique([*choice.resampled, choice.setting or 0.0], return_inverse=True)
    if not choice.resampled or len(settings) == 1:
        return choice.replicates if choice.resampled else (), np.zeros(len(choice.resampled))
    columns = [evidence.tuned(method, setting, measure).reindex(choice.replicates) for setting in settings]
    values = np.column_stack([column.to_numpy(float) for column in columns])
    finite = values[np.isfinite(values)]
    most = float(np.ptp(finite)) if len(finite) else 0.0
    own = values[:, places[-1:]]
    apart = np.subtract(values, own, where=values != own, out=np.zeros_like(values)).clip(-most, most)
    known = ~np.isnan(apart)
    means = np.where(known, apart, 0.0).sum(0) / np.maximum(known.sum(0), 1)
    return choice.replicates, means[places[:-1]]
