"""The method that leads: by validation scores, so that test rows have no say."""

from collections.abc import Iterable

import pandas as pd

from experiments.judging.evidence import Evidence


def leader(evidence: Evidence, methods: Iterable[str]) -> tuple[str, float] | None:
    """The method with the highest mean validation score at its best setting, over all replicates, and that mean.

    None where no method has a score.
    """
    tables = {
        method: pd.concat([evidence.trials_of(method), evidence.trials_of(method, role="tune")]) for method in methods
    }
    scores = {method: trials["validation_score"].mean() for method, trials in tables.items()}
    means = pd.Series(scores, dtype=float).dropna()
    return (str(means.idxmax()), float(means.max())) if len(means) else None
