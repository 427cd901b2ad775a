"""Scores over the values of each parameter, and whole settings side by side."""

import numpy as np
import pandas as pd

from experiments.report.searches import SearchResult
from experiments.report.searching.finalists import PREFIX
from experiments.report.searching.space import label, scales, short
from experiments.report.searching.units import axis, unit
from experiments.report.sections.quantity import finite
from experiments.report.shapes.charts import DotChart, ParallelAxis, ParallelChart


def positions(search: SearchResult, name: str, kind: str) -> tuple[list[float | None], list[str]]:
    """A parameter's values as positions, missing where it did not exist, and the categories if it has no scale."""
    column = search.trials.get(PREFIX + name, pd.Series(dtype=float))
    if kind != "choice":
        return [finite(None if pd.isna(value) else float(value)) for value in column], []
    same_name = [parameter for parameter in search.spec["space"] if parameter["name"] == name]
    listed = [label(value) for parameter in same_name for value in parameter.get("values", ())]
    tried = [label(value) for value in column if not pd.isna(value)]
    categories = list(dict.fromkeys([*listed, *tried]))
    return [None if pd.isna(value) else float(categories.index(label(value))) for value in column], categories


def slices(search: SearchResult) -> list[DotChart]:
    """One chart a parameter: every setting's score over its value."""
    scores = [finite(value * unit(search).scale) for value in search.trials["score"].astype(float)]
    charts: list[DotChart] = []
    for name, kind in scales(search.spec["space"]).items():
        x, categories = positions(search, name, kind)
        if any(a is not None and b is not None for a, b in zip(x, scores, strict=False)):
            charts.append(
                {
                    "kind": "dots",
                    "title": short(name),
                    "x_label": name,
                    "y_label": axis(search),
                    "x": x,
                    "y": scores,
                    "x_log": kind == "log",
                    "categories": categories,
                }
            )
    return charts


def parallel(search: SearchResult) -> list[ParallelChart]:
    """One chart of all settings with a score: a vertical axis a parameter, the last one the score."""
    scores = search.trials["score"].to_numpy(float) * unit(search).scale
    scored = np.isfinite(scores)
    names = [name for name in scales(search.spec["space"]) if PREFIX + name in search.trials]
    if scored.sum() < 2 or not names:
        return []
    axes: list[ParallelAxis] = []
    for name in names:
        kind = scales(search.spec["space"])[name]
        values, categories = positions(search, name, kind)
        kept = [value for value, keep in zip(values, scored, strict=True) if keep]
        axes.append({"label": short(name), "values": kept, "log": kind == "log", "categories": categories})
    label = axis(search).removeprefix("validation ")
    axes.append({"label": label, "values": scores[scored].tolist(), "log": False, "categories": []})
    title = "Every setting, the best tenth in colour"
    return [{"kind": "parallel", "title": title, "axes": axes, "higher_is_better": search.direction == "max"}]
