"""Options that change the table itself, before any split: every replicate meets the same."""

from dataclasses import replace

import numpy as np
from scipy.stats import rankdata

from experiments.data.table import DataError, Table
from experiments.spec import SEEDED, Part, seed


def classes(table: Table, data: Part) -> Table:
    """Only rows of some classes, numbered anew in the order given."""
    wanted, names = data.get("classes"), table.classes
    if not names or len(set(wanted)) < max(2, len(wanted)) or not set(wanted) <= set(range(len(names))):
        allowed = f"numbers from 0 to {len(names) - 1}" if names else f"no option of {data.name}, which has none"
        raise DataError(f"classes must be two or more different {allowed}. Received: {wanted}.")
    kept = np.isin(table.y, wanted)
    numbers = np.zeros(len(names), np.int32)
    numbers[list(wanted)] = np.arange(len(wanted))
    test = None if table.test is None else int(kept[: table.test].sum())
    left = np.cumsum(kept) - 1  # the number of each row that is left
    validation = None if table.validation is None else left[table.validation[kept[table.validation]]]
    chosen = tuple(names[number] for number in wanted)
    return replace(
        table,
        x=table.x[kept],
        y=numbers[table.y[kept]],
        classes=chosen,
        test=test,
        validation=validation,
        groups=None if table.groups is None else table.groups[kept],
        weights=None if table.weights is None else table.weights[kept],
        source=f"{table.source}, only classes {', '.join(chosen)}",
    )


def missing(table: Table, data: Part) -> Table:
    """A share `missing` of the values is blanked; the smaller share within the larger.

    `missing_features` says how many features may have gaps, drawn at random; without it, all. Each value is blanked
    completely at random, P = `missing`; or, with `missing_reason="value"`, not at random (Rubin 1976, Biometrika 63:
    581-592), as where people with high incomes do not tell them:

        P = 2 · missing · r,    r = the share of the column's values that are smaller, ties counting half

    Then only features of more than two values have gaps, as for categories a gap would be a category of its own.

    Raises:
        DataError: for this reason at most half of the values can be missing; or all features have two values.
    """
    share, count, reason = data.get("missing"), data.get("missing_features"), data.get("missing_reason")
    if reason and share > 0.5:
        raise DataError(f"With missing_reason, missing may be at most 0.5. Received: {share}.")
    rng = np.random.default_rng(seed("missing", data, SEEDED * data.get("seed", 0)))
    x = table.x.reshape(len(table.x), -1)
    features = rng.permutation(x.shape[1])
    if reason:
        features = [feature for feature in features if len(np.unique(x[:, feature])) > 2]
    if not len(features):
        raise DataError(f"missing_reason needs a feature of more than two values, and {data.name} has none.")
    features = features[:count]
    numbers = rng.random(x.shape)[:, features]
    blank = np.zeros(x.shape, bool)
    blank[:, features] = numbers < (share if reason is None else 2 * share * ranks(x[:, features]))
    if not blank.any():
        return table
    x = np.where(blank, np.float32(np.nan), x).reshape(table.x.shape)
    return replace(table, x=x, source=f"{table.source}, {blank.mean():.1%} of the values blanked")


def ranks(columns: np.ndarray) -> np.ndarray:
    """For each value the share of its column's values that are smaller, ties counting half; 0 where it is missing."""
    known = np.isfinite(columns)
    order = rankdata(np.where(known, columns, np.inf), axis=0) - 0.5
    return np.where(known, order / known.sum(0), 0.0)


def imputation(table: Table, _data: Part) -> Table:
    """For `median_indicator`: behind the features, one column for each that has gaps, 1 where the value is missing.

    Raises:
        DataError: a row is not a plain list of features.
    """
    if table.x.ndim != 2:
        raise DataError(
            f"median_indicator needs rows of plain features. Received: {table.name}, rows of {table.x.shape[1:]}."
        )
    gaps = np.isnan(table.x)
    some = np.flatnonzero(gaps.any(0)).tolist()
    names = [f"{table.columns[feature]} missing" for feature in some if table.columns]
    gaps = gaps[:, some]
    origin = None if table.origin is None else np.concatenate([table.origin, np.zeros(gaps.shape[1])])
    x = np.concatenate([table.x, gaps], axis=1).astype(np.float32)
    return replace(table, x=x, origin=origin, columns=(*table.columns, *names))


CHANGES = {"classes": classes, "missing": missing, "imputation": imputation}
