"""Effects: paired differences between two methods, each at its own setting, and what their interval allows for."""

from dataclasses import dataclass
from math import hypot, sqrt

import numpy as np

from experiments.judging.allowance import NOTHING, Allowance
from experiments.judging.choice import samples
from experiments.judging.evidence import Evidence
from experiments.judging.measures import MEASURES
from experiments.judging.statistics import differences
from experiments.study import THEORY


@dataclass(frozen=True)
class Effect:
    """Paired differences, positive in favour of the treatment.

    Attributes:
        values: the differences.
        allowance: what their interval allows for beside their scatter.
        left: how many more pairs have ended, but have nothing to compare.
    """

    values: np.ndarray
    allowance: Allowance = NOTHING
    left: int = 0


def effect(evidence: Evidence, treatment: str, baseline: str, measure: str) -> Effect:
    """The effect of a treatment on a measure.

    Against the theory: minus the errors. Pairs of which a run has no value, as a diverged one has no gap between
    training and test, and pairs of two runs that both miss what is counted to, which says nothing of which is sooner,
    are left out and counted. If every trial of both diverged or failed, there are no values.
    """
    labels = [label for label in (treatment, baseline) if label != THEORY]
    allowance = allowed(evidence, treatment, baseline, measure)
    trials = [evidence.trials_of(label, measure) for label in labels]
    if len(labels) == 2 and not any((rows["status"] == "ok").any() for rows in trials):
        return Effect(np.array([]), allowance)
    ended: list[set[int]] = [set(rows["replicate"][rows["status"].isin(["ok", "diverged"])]) for rows in trials]
    columns = [evidence.reported(label, measure) for label in labels]
    ended += [set(column.index) for column in columns]
    common: list[int] = sorted(ended[0].intersection(*ended[1:]))
    a, *others = (column[common].to_numpy(float) for column in columns)
    if baseline == THEORY:
        gains = -np.abs(a[~np.isnan(a)])
    else:
        (b,) = others
        limit = MEASURES[measure].most
        missed = np.isinf(a) if limit is None else np.equal(a, limit(evidence.context))
        compared = ~(missed & (a == b))
        gains = differences(a[compared], b[compared], MEASURES[measure].higher_is_better)
    return Effect(gains, allowance, len(common) - len(gains))


def allowed(evidence: Evidence, treatment: str, baseline: str, measure: str) -> Allowance:
    """What an effect's interval allows for: overlapping training rows, and the choice of the settings.

    Settings that the same replicates chose hang together as these let them; others are independent.
    """
    labels = [label for label in (treatment, baseline) if label != THEORY]
    sides = [shift(evidence, label, measure) for label in labels]
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
    settings, indices = np.unique([*choice.resampled, choice.setting or 0.0], return_inverse=True)
    if not choice.resampled or len(settings) == 1:
        return choice.replicates if choice.resampled else (), np.zeros(len(choice.resampled))
    columns = [evidence.tuned(method, setting, measure).reindex(choice.replicates) for setting in settings]
    values = np.column_stack([column.to_numpy(float) for column in columns])
    finite = values[np.isfinite(values)]
    most = float(np.ptp(finite)) if len(finite) else 0.0
    own = values[:, indices[-1:]]
    apart = np.subtract(values, own, where=values != own, out=np.zeros_like(values)).clip(-most, most)
    known = ~np.isnan(apart)
    means = np.where(known, apart, 0.0).sum(0) / np.maximum(known.sum(0), 1)
    return choice.replicates, means[indices[:-1]]
