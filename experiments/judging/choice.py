"""The learning rate of each method, chosen on tuning replicates only."""

from dataclasses import dataclass

import pandas as pd

from experiments.judging.measures import MEASURES, Table


@dataclass(frozen=True)
class Choice:
    """A method's rate, and whether it is the `lowest` or `highest` of its grid, where a better one may lie outside."""

    rate: float | None
    edge: str = ""


def choose(trials: Table, name: str) -> dict[str, Choice]:
    """Each method's best rate by one measure; ties go to the better validation score, then to the smaller rate.

    A method with a single rate keeps it. `Choice(None)` means that no tuning replicate has finished.
    """
    measure = MEASURES[name]
    tuning = trials[trials["role"] == "tune"]
    cells = tuning.groupby(["method", "learning_rate"], sort=True)
    table = pd.DataFrame(
        {"first": cells[name].agg(measure.centre), "second": cells["validation_score"].mean()}
    ).reset_index()
    table = table.dropna(subset=["first"]).sort_values(
        ["first", "second", "learning_rate"], ascending=[not measure.higher_is_better, False, True]
    )
    best = table.drop_duplicates("method").set_index("method")["learning_rate"].to_dict()
    grids = trials.groupby("method", sort=False)["learning_rate"].unique()
    return {str(method): placed(best.get(method), sorted(grid)) for method, grid in grids.items()}


def placed(rate: float | None, grid: list[float]) -> Choice:
    """A choice that knows its place in the grid."""
    if len(grid) == 1:
        return Choice(float(grid[0]))
    if rate is None:
        return Choice(None)
    return Choice(float(rate), "lowest" if rate == grid[0] else "highest" if rate == grid[-1] else "")
