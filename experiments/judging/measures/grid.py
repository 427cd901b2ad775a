"""Measures that look across the settings of a method, or across the methods of a family."""

from collections.abc import Callable
from math import inf

import numpy as np
import pandas as pd

from experiments.judging.measures.measure import Context, Table, plain


def across_rates(value: Callable[[Context, Table], float]) -> Callable[[Context], Table]:
    """One value from all rates of a method in one replicate, given to each of their trials."""

    def values(context: Context) -> Table:
        trials = context.trials
        column = pd.Series(np.nan, index=trials.index)
        settings = trials.groupby("method")["setting"].nunique()
        for (method, _), cell in trials.groupby(["method", "replicate"]):
            if len(cell) == settings[method] and cell["status"].isin(["ok", "diverged"]).all():
                column[cell.index] = value(context, cell)
        return column

    return values


def largest_rate(context: Context, cell: Table) -> float:
    """log10 of the largest rate that reaches the target; minus infinity if none does."""
    reached = cell.loc[cell["epochs_to_target"] < inf, "setting"]
    return float(np.log10(reached.max())) if len(reached) else -inf


def diverged_share(_context: Context, cell: Table) -> float:
    """Share of the rates at which training diverged."""
    return float((cell["status"] == "diverged").mean())


def mean_score(context: Context, cell: Table) -> float:
    """Mean test score over the rates; a diverged trial counts as a constant guess."""
    return float(context.score("test")[cell.index].mean())


def spread(context: Context) -> Table:
    """Standard deviation of the test score over the methods of a family, each at its own setting, in one replicate."""
    trials = context.trials
    chosen = trials["method"].map(context.chosen) == trials["setting"]
    family = trials["method"].map(context.families)
    groups = trials[chosen]["test_score"].groupby([family[chosen], trials[chosen]["replicate"]]).std(ddof=0)
    keys = pd.MultiIndex.from_arrays([family, trials["replicate"]])
    return pd.Series(groups.reindex(keys).to_numpy(), index=trials.index)


WHOLE_GRID = (
    "largest_rate",
    "diverged_share",
    "score_over_grid",
)  # need every setting of a method in each reported replicate
ACROSS = {
    "largest_rate": plain(
        "largest learning rate that trains", "decades", True, across_rates(largest_rate),
        "log10 of the largest learning rate of the grid at which the target is reached", centre="median"),
    "diverged_share": plain(
        "share of learning rates that diverge", "share", False, across_rates(diverged_share),
        "share of the learning rates of the grid at which a loss or a weight became infinite or NaN"),
    "score_over_grid": plain(
        "test {score} over all settings", "score", True, across_rates(mean_score),
        "{score} on the test split, mean over all settings of the method's grid, good and bad: how forgiving it is; "
        "a diverged trial counts as a constant guess"),
    "spread": plain(
        "spread of the test {score}", "score difference", False, spread,
        "standard deviation of the test {score} over the methods of a family, each at its own best rate"),
}  # fmt: skip
