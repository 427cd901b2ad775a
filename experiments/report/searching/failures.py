"""Where settings failed: the shares by value, and each failure with its reason."""

import pandas as pd

from experiments.report.searches import SearchResult
from experiments.report.searching.finalists import PREFIX, setting_text, setting_values
from experiments.report.searching.space import label, scales
from experiments.report.shapes.searches import FailedTrial, FailedValue, Failures

MOST = 30  # failures listed


def failures(search: SearchResult) -> Failures | None:
    """`values`: parameter, value or range, failed, tried; `trials`: setting, status, reason. None without failures."""
    failed = search.trials["status"].isin(["diverged", "error"])
    if not failed.any():
        return None
    rows: list[FailedValue] = []
    for name, kind in scales(search.spec["space"]).items():
        if PREFIX + name in search.trials:
            groups = value_groups(search.trials[PREFIX + name], kind)
            for value, group in failed.groupby(groups, sort=False):
                if group.any():
                    rows.append({"name": name, "value": value, "failed": int(group.sum()), "tried": len(group)})
    rows.sort(key=lambda row: -row["failed"] / row["tried"])
    trials: list[FailedTrial] = [
        {
            "number": int(row["number"]),
            "text": setting_text(setting_values(search, int(row["fold"]), int(row["number"]))),
            "status": row["status"],
            "reason": row["reason"],
        }
        for row in search.trials[failed].head(MOST).to_dict("records")
    ]
    return {"values": rows, "trials": trials, "count": int(failed.sum()), "total": len(search.trials)}


def value_groups(column: pd.Series, kind: str) -> pd.Series:
    """Values as categories; numbers as the lowest, middle and highest third of those tried."""
    values = column.dropna()
    if kind == "choice" or values.nunique() <= 3:
        return column.map(label, na_action="ignore")
    cuts = pd.qcut(values.astype(float), 3, duplicates="drop")
    texts = {
        cut: f"{values[cuts == cut].min():.3g} to {values[cuts == cut].max():.3g}" for cut in cuts.cat.categories
    }  # the tried values at both ends
    return cuts.astype(object).map(texts).reindex(column.index)
