"""Which parameters mattered in a search: permutation importance on a random forest, with its uncertainty."""

import numpy as np

from experiments.report.searches import SearchResult
from experiments.report.searching.finalists import PREFIX
from experiments.report.searching.space import scales, short
from experiments.report.searching.values import positions
from experiments.report.shapes.searches import Importance, ImportanceRow

FEWEST, SPLITS, SHUFFLES, TREES, SEED = 12, 10, 5, 100, 0


def importance(search: SearchResult) -> Importance | None:
    """How much of R² a forest loses on held-out settings when one parameter's values are shuffled; None if few.

    The forest predicts the score from the values (logarithms where the space is logarithmic; positions of choices; a
    value below all others where a parameter did not exist). Ten random splits hold out a third of the settings; `low`
    and `high` are the smallest and the largest loss among them. `r2` is the median on held-out settings: at or below 0
    the forest has learned nothing and the losses mean nothing.

    Reference: Breiman 2001, "Random forests", Machine Learning 45, 5-32; scikit-learn's `permutation_importance`.
    """
    from sklearn.ensemble import RandomForestRegressor
    from sklearn.inspection import permutation_importance
    from sklearn.model_selection import ShuffleSplit

    scores = search.trials["score"].to_numpy(float)
    scored = np.isfinite(scores)
    names = [name for name in scales(search.spec["space"]) if PREFIX + name in search.trials]
    if scored.sum() < FEWEST or not names or np.ptp(scores[scored]) == 0:
        return None
    x, y = np.column_stack([forest_values(search, name) for name in names])[scored], scores[scored]
    losses, fits = [], []
    for split, (train, held) in enumerate(ShuffleSplit(SPLITS, test_size=1 / 3, random_state=SEED).split(x)):
        forest = RandomForestRegressor(TREES, random_state=SEED + split).fit(x[train], y[train])
        fits.append(forest.score(x[held], y[held]))
        shuffled = permutation_importance(forest, x[held], y[held], n_repeats=SHUFFLES, random_state=SEED + split)
        losses.append(shuffled["importances_mean"])
    r2 = float(np.median(fits))
    rows: list[ImportanceRow] = [
        {
            "name": name,
            "title": short(name),
            "loss": float(column.mean()),
            "low": float(column.min()),
            "high": float(column.max()),
            "text": f"{column.mean():.2f} ({column.min():.2f} to {column.max():.2f})".replace("-", "−"),
        }
        for name, column in zip(names, np.array(losses).T, strict=True)
    ]
    rows.sort(key=lambda row: -row["loss"])
    n = int(scored.sum())
    trust = "" if r2 > 0 else " It has learned nothing that holds, so the order below means nothing."
    small = " That is few: the ranges are wide, and a parameter that looks useless may not be." if n < 200 else ""
    text = f"The forest saw {n} settings.{small} Its R² on held-out settings is {r2:.2f} (median).{trust}"
    return {"rows": rows, "n": n, "r2": r2, "text": text.replace(" -", " −"), "splits": SPLITS}


def forest_values(search: SearchResult, name: str) -> np.ndarray:
    """A parameter's values as numbers for the forest."""
    kind = scales(search.spec["space"])[name]
    values = np.array(positions(search, name, kind)[0], float)  # NaN where it did not exist
    values = np.log(values) if kind == "log" else values
    return np.where(np.isnan(values), (np.nanmin(values) if np.isfinite(values).any() else 0.0) - 1, values)
