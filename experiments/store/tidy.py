"""Stored JSON as columns and rows of tidy tables."""

import json

import pandas as pd

from experiments.store.line import unpacked

Scores = dict[str, dict[str, float]]


def wide(table: pd.DataFrame) -> pd.DataFrame:
    """The table with its column `scores` opened into one column a score."""
    scores = [flat(json.loads(text)) if isinstance(text, str) else {} for text in table.pop("scores")]
    return table.join(pd.DataFrame(scores, index=table.index, dtype=float))


def flat(scores: Scores) -> dict[str, float]:
    """`{"test": {"accuracy": 0.9}}` as `{"test_accuracy": 0.9}`."""
    return {f"{split}_{metric}": value for split, values in scores.items() for metric, value in values.items()}


def listed(table: pd.DataFrame) -> pd.DataFrame:
    """The table with its column `points` as lists; null is None."""
    return table.assign(points=[unpacked(line) for line in table["points"]])


def long(table: pd.DataFrame, first: int) -> pd.DataFrame:
    """The table with one row a value of `points`, in the columns `epoch`, which begins with `first`, and `value`."""
    table["value"] = [unpacked(line) for line in table.pop("points")]
    table["epoch"] = [list(range(first, first + len(values))) for values in table["value"]]
    table = table.explode(["epoch", "value"], ignore_index=True).dropna(subset=["epoch"])
    return table.astype({"epoch": int, "value": float})


def winners_only(trainings: pd.DataFrame) -> pd.DataFrame:
    """The trainings of searches without test scores but for the winner's final ones: no choice may see them."""
    tests = [column for column in trainings if str(column).startswith("test_")]
    trainings.loc[~(trainings["won"] & (trainings["phase"] == "final")), tests] = float("nan")
    return trainings
