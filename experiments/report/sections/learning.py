"""How training went: validation score by epoch, and epochs to the target."""

from typing import Any

import numpy as np

from experiments.judging.evidence import Evidence
from experiments.report.sections.quantity import finite, quantity
from experiments.report.wording import UNITS


def curves(one: Evidence) -> list[dict[str, Any]]:
    """For each method the curves of its reporting replicates at its best setting, and their median."""
    found = []
    for slot, method in enumerate(one.methods):
        rows = one.trials_of(method)
        lines = [one.context.curves[key] for key in rows["key"] if key in one.context.curves]
        found.append(
            {
                "method": method,
                "slot": slot,
                "setting": one.choice(method).setting,
                "n": len(lines),
                "centre": median(lines),
                "replicates": [[short(value) for value in line] for line in lines],
            }
        )
    return found


def median(lines: list[list[float | None]]) -> list[float | None]:
    """The median by epoch, as far as at least half of the curves go."""
    width = max((len(line) for line in lines), default=0)
    table = np.array([line + [None] * (width - len(line)) for line in lines], dtype=float).reshape(len(lines), width)
    enough = (~np.isnan(table)).sum(axis=0) * 2 >= max(len(lines), 1)
    return [short(float(np.nanmedian(table[:, epoch]))) if enough[epoch] else None for epoch in range(width)]


def short(value: float | None) -> float | None:
    """Five digits are all that a chart can show."""
    kept = finite(value)
    return None if kept is None else round(kept, 5)


def epochs_to_target(one: Evidence) -> list[dict[str, Any]]:
    """For each method the epochs that its reporting replicates took, `None` for a miss, with median and interval."""
    found = []
    for slot, method in enumerate(one.methods):
        values = one.reported(method, "epochs_to_target").dropna().to_list()
        found.append(
            {
                "method": method,
                "slot": slot,
                "setting": one.choice(method, "epochs_to_target").setting,
                "values": [finite(value) for value in values],
                "missed": sum(value == np.inf for value in values),
                **quantity(values, "median", UNITS[one.unit("epochs_to_target")]),
            }
        )
    return found
