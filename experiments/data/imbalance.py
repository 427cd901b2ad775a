"""Rare classes: where accuracy says little, and the note on the score that a table has."""

import numpy as np

from experiments.data.table import Table
from experiments.scores import known

RARE = 0.4  # of an equal share: below 20 % of two classes, 4 % of ten
DEFAULT = "balanced_accuracy"  # where a class is rare


def rarest(table: Table) -> tuple[str, float] | None:
    """The class with the fewest rows and its share, if that is below 40 % of an equal one: a guess at the others is
    right so often that accuracy hardly falls where the class is never found. None where no class is so rare.
    """
    if not table.classes:
        return None
    shares = np.bincount(table.y, minlength=len(table.classes)) / len(table.y)
    least = int(np.where(shares > 0, shares, 1).argmin())
    return (table.classes[least], float(shares[least])) if shares[least] < RARE / len(table.classes) else None


def remarks(table: Table) -> list[str]:
    """The note on a score that is not accuracy or R²."""
    if table.scored is None:
        return []
    score, rare = known(table.score), rarest(table)
    if score.name == DEFAULT and rare:
        return [
            f"scored by balanced accuracy, the mean share of each class that is found, as only {100 * rare[1]:.2g} % "
            f"of the rows are {rare[0]}; --score accuracy scores all rows alike"
        ]
    counted = f", where {table.classes[1]} counts as positive" if score.two and table.classes else ""
    return [f"scored by {score.title}{counted}{', less is better' if score.lower else ''}"]
