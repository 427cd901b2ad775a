"""The setting of each method, as a rule its learning rate, chosen on tuning replicates only."""

from dataclasses import dataclass

import pandas as pd

from experiments.judging.measures import MEASURES, Table


@dataclass(frozen=True)
class Choice:
    """A method's setting, and whether it is the `lowest` or `highest` of its grid, where a better one may lie outside.

    The setting is `None` where the method tunes nothing, and where no tuning replicate has finished.
    """

    setting: float | None
    edge: str = ""


def choose(trials: Table, name: str) -> dict[str, Choice]:
    """Each method's best setting by one measure; ties go to the better validation score, then to the smaller setting.

    A method with a single setting, or with none, keeps it.
    """
    measure = MEASURES[name]
    tuning = trials[trials["role"] == "tune"]
    cells = tuning.groupby(["method", "setting"], sort=True)  # leaves out what has no setting: nothing is chosen there
    table = pd.DataFrame(
        {"first": cells[name].agg(measure.centre), "second": cells["validation_score"].mean()}
    ).reset_index()
    table = table.dropna(subset=["first"]).sort_values(
        ["first", "second", "setting"], ascending=[not measure.higher_is_better, False, True]
    )
    best = table.drop_duplicates("method").set_index("method")["setting"].to_dict()
    grids = trials.groupby("method", sort=False)["setting"].unique()
    return {str(method): choice(best.get(method), sorted(grid)) for method, grid in grids.items()}


def choice(setting: float | None, grid: list[float]) -> Choice:
    """A setting with its position in a sorted grid; NaN stands there for a method that tunes nothing."""
    if len(grid) == 1:
        return Choice(setting_or_none(grid[0]))
    if setting is None:
        return Choice(None)
    return Choice(float(setting), "lowest" if setting == grid[0] else "highest" if setting == grid[-1] else "")


def setting_or_none(setting: float) -> float | None:
    """A setting as it stands in a table of pandas, where NaN is none."""
    return None if pd.isna(setting) else float(setting)
