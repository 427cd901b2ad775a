"""How training went: validation score by epoch, and epochs to the target."""

import numpy as np

from experiments.judging.alike import alike
from experiments.judging.evidence import Evidence
from experiments.report.sections.quantity import finite, quantity
from experiments.report.shapes.studies import CurveRow, EpochsRow
from experiments.report.wording import UNITS


def curves(evidence: Evidence) -> list[CurveRow]:
    """For each method the curves of its reporting replicates at its best setting, and their median."""
    rows: list[CurveRow] = []
    for slot, method in enumerate(evidence.methods):
        trials = evidence.trials_of(method)
        lines = [evidence.context.curves[key] for key in trials["key"] if key in evidence.context.curves]
        rows.append(
            {
                "method": method,
                "slot": slot,
                "setting": evidence.choice(method).setting,
                "n": len(lines),
                "centre": median(lines),
                "replicates": [[rounded(value) for value in line] for line in lines],
            }
        )
    return rows


def median(lines: list[list[float | None]]) -> list[float | None]:
    """The median by epoch, as far as at least half of the curves go."""
    width = max((len(line) for line in lines), default=0)
    table = np.array([line + [None] * (width - len(line)) for line in lines], dtype=float).reshape(len(lines), width)
    enough = (~np.isnan(table)).sum(axis=0) * 2 >= max(len(lines), 1)
    return [rounded(float(np.nanmedian(table[:, epoch]))) if enough[epoch] else None for epoch in range(width)]


def rounded(value: float | None) -> float | None:
    """Five digits are all that a chart can show."""
    kept = finite(value)
    return None if kept is None else round(kept, 5)


def epochs_to_target(evidence: Evidence) -> list[EpochsRow]:
    """For each method the epochs that its reporting replicates took, `None` for a miss, with median and interval.

    In a contest, `first` are those that no other is shown to beat.
    """
    rows: list[EpochsRow] = []
    methods = evidence.methods if evidence.study["contest"] else []
    first, _ = alike(evidence, methods, "epochs_to_target", 0.0)
    for slot, method in enumerate(evidence.methods):
        values = evidence.reported(method, "epochs_to_target").dropna().to_list()
        rows.append(
            {
                "method": method,
                "slot": slot,
                "setting": evidence.choice(method, "epochs_to_target").setting,
                "values": [finite(value) for value in values],
                "missed": sum(value == np.inf for value in values),
                "first": method in first,
                **quantity(values, "median", UNITS[evidence.unit("epochs_to_target")]),
            }
        )
    return rows
