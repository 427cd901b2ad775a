"""Which of a split's rows are used: fewer, only some with labels, some twice, some on both sides."""

from dataclasses import replace

import numpy as np

from experiments.data.table import DataError
from experiments.data.treatment.draft import Draft


def train_rows(draft: Draft, count: int) -> Draft:
    """Only `count` training rows; the rows of a smaller count lie within those of a larger one.

    With the option `spare="test"` the others become test rows, so that the score of a few rows is measured on many: but
    not where the split is not a plain random one, as groups, folds and a test set of the table's own say who judges.
    """
    kept = first(draft, count, "train_rows")
    plain = draft.table.groups is None and draft.table.test is None and draft.data.get("folds") is None
    if draft.data.get("spare") == "test" and plain:
        test = np.sort(np.concatenate([draft.rows.test, np.setdiff1d(draft.rows.train, kept)]))
        draft = replace(draft, rows=replace(draft.rows, test=test))
    return draft.training(kept)


def labelled(draft: Draft, count: int) -> Draft:
    """Only `count` training rows have labels; the others become `unlabelled`. Chosen as by `train_rows`."""
    rows = first(draft, count, "labelled")
    return replace(draft.training(rows), unlabelled=np.setdiff1d(draft.rows.train, rows))


def duplicates(draft: Draft, share: float) -> Draft:
    """A share of the training rows occurs twice."""
    twice = draft.sample(draft.rows.train, share, "duplicates")
    return draft.training(np.concatenate([draft.rows.train, twice]))


def leak(draft: Draft, share: float) -> Draft:
    """A share of the validation and of the test rows is replaced by training rows, as if copies had been split."""
    rows, numbers = draft.rows, draft.numbers("leak_source")

    def leaked(own: np.ndarray) -> np.ndarray:
        gone = np.isin(own, draft.sample(own, share, "leak"))
        source = (numbers[own] * len(rows.train)).astype(int)
        return np.where(gone, rows.train[source], own)

    return replace(draft, rows=replace(rows, validation=leaked(rows.validation), test=leaked(rows.test)))


def first(draft: Draft, count: int, option: str) -> np.ndarray:
    """The first `count` training rows of a random order in which every class keeps its share all along."""
    rows = draft.rows.train
    if count > len(rows):
        raise DataError(
            f"{option} may be at most {len(rows)}, the number of training rows of {draft.data.name}. Received: {count}."
        )
    rows = rows[np.argsort(draft.numbers("train_rows")[rows], kind="stable")]
    if draft.table.classes:
        position = np.empty(len(rows))
        for label in np.unique(draft.y[rows]):
            same = draft.y[rows] == label
            position[same] = (np.arange(same.sum()) + 0.5) / same.sum()  # of its class, this share comes before
        rows = rows[np.argsort(position, kind="stable")]
    return rows[:count]


SELECTION = {"train_rows": train_rows, "labelled": labelled, "duplicates": duplicates, "leak": leak}
