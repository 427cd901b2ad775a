"""Where settings failed: the shares by value, and each failure with its reason."""

from typing import Any

import pandas as pd

from experiments.report.searches import SearchResult
from experiments.report.searching.finalists import PREFIX, settings, written
from experiments.report.searching.space import label, scales

MOST = 30  # failures listed


def failures(search: SearchResult) -> dict[str, Any] | None:
    """`values`: parameter, value or range, failed, tried; `trials`: setting, status, reason. None without failures."""
    lost = search.trials["status"].isin(["diverged", "error"])
    if not lost.any():
        return None
    rows = []
    for name, kind in scales(search.spec["space"]).items():
        if PREFIX + name in search.trials:
            groups = grouped(search.trials[PREFIX + name], kind)
            for value, some in lost.groupby(groups, sort=False):
                if some.any():
                    rows.append({"name": name, "value": value, "failed": int(some.sum()), "tried": len(some)})
    rows.sort(key=lambda row: -row["failed"] / row["tried"])
    trials = [
        {
            "number": int(row["number"]),
            "text": written(settings(search, int(row["fold"]), int(row["number"]))),
            "status": row["status"],
            "reason": row["reason"],
        }
        for row in search.trials[lost].head(MOST).to_dict("records")
    ]
    return {"values": rows, "trials": trials, "count": int(lost.sum()), "of": len(search.trials)}


def grouped(column: pd.Series, kind: str) -> pd.Series:
    """Values as categories; numbers as the lowest, middle and highest third of those tried."""
    known = column.dropna()
    if kind == "choice" or known.nunique() <= 3:
        return column.map(label, na_action="ignore")
    cuts = pd.qcut(known.astype(float), 3, duplicates="drop")
    texts = {
        cut: f"{known[cuts == cut].min():.3g} to {known[cuts == cut].max():.3g}" for cut in cuts.cat.categories
    }  # the tried values at both ends
    return cuts.astype(object).map(texts).reindex(column.index)
