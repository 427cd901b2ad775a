"""Stored predictions: what networks said of each validation and test row, and where classes are confused."""

import numpy as np

from experiments.store import Results

SPLITS = ("validation", "test")
Stored = dict[str, np.ndarray]  # `test` (rows, units) and `test_truth` (rows,); of validation rows likewise


def predictions(results: Results, keys: list[str]) -> dict[str, Stored]:
    """Key -> predictions (rows, units) and truth (rows,) of validation and test rows, as `evaluation` stores them.

    Trials that stored none are left out.
    """
    columns = results.points("prediction", keys)
    stored: dict[str, Stored] = {}
    for key, some in columns.groupby("key"):
        lines = dict(zip(some["metric"], some["points"], strict=True))
        units = sum(name.startswith("test_") and name != "test_truth" for name in lines)
        parts = {split: np.array([lines[f"{split}_{unit}"] for unit in range(units)], float).T for split in SPLITS}
        truth = {f"{split}_truth": np.array(lines[f"{split}_truth"], float) for split in SPLITS}
        stored[str(key)] = parts | truth
    return stored


def confusion(stored: list[Stored]) -> np.ndarray:
    """How many test rows of each class (down) are taken for each class (across), summed over networks."""
    count = stored[0]["test"].shape[1]
    pairs = [count * part["test_truth"].astype(int) + part["test"].argmax(1) for part in stored]
    return np.bincount(np.concatenate(pairs), minlength=count**2).reshape(count, count)
