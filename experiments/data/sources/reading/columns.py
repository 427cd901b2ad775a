"""What each column is, decided from all its values: numbers, truth values, categories, or nothing to learn from."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from experiments.data.encoding import ENCODINGS
from experiments.data.sources.reading import dates
from experiments.data.sources.reading.numbers import GAPS, TEXT_GAPS, numbers

CATEGORIES = 30  # a column of text with more different entries is a name or a number, not a category
MOSTLY = 0.9  # of the entries: where so many are numbers, the others are missing ones
STRANGE = 5  # different entries that may be missing numbers without being known as such
EXACT = 2.0**53  # whole numbers beyond are rounded in float64
TRUTH = {"true": 1.0, "false": 0.0}


@dataclass(frozen=True)
class Column:
    """How a column becomes features; the same for new rows.

    Attributes:
        name: of the column.
        kind: `number`, `truth`, `category`, `date`, or `none`, which gives no feature.
        mark: before decimals, of numbers that are written as text.
        missing: texts and numbers, as written, that stand for a missing value.
        entries: of categories, in the order of their features.
        encoding: of categories, see `experiments.data.encoding`.
        gaps: whether missing categories have a feature of their own.
        form: how dates are written, see `experiments.data.sources.reading.dates`.
        parts: of dates, that are learned from.
        remark: what was decided, without the name; empty where nothing needed to be.
    """

    name: str
    kind: str
    mark: str = "."
    missing: frozenset[str] = frozenset()
    entries: tuple[str, ...] = ()
    encoding: str = "one_hot"
    gaps: bool = False
    form: str = ""
    parts: tuple[str, ...] = ()
    remark: str = ""

    def features(self, values: pd.Series) -> np.ndarray:
        """Float64 (rows, features) of this column; missing and unknown entries are NaN, or no category."""
        if self.kind == "category":
            texts = mark_gaps(values, TEXT_GAPS | self.missing)
            return ENCODINGS[self.encoding](texts, self.entries, self.gaps)
        if self.kind == "date":
            codes, entries = pd.factorize(mark_gaps(values.astype(object), GAPS | self.missing))
            moments = np.append(dates.moments([str(entry) for entry in entries], self.form), np.datetime64("NaT", "ms"))
            return dates.features(moments, self.parts)[codes]
        if values.dtype.kind in "biuf":
            feature = values.to_numpy(np.float64, copy=True)
            feature[np.isin(feature, [float(entry) for entry in self.missing if is_number(entry)])] = np.nan
            return feature[:, None]
        codes, entries = pd.factorize(mark_gaps(values, GAPS | self.missing))
        if self.kind == "truth":
            feature = np.array([TRUTH.get(entry.lower(), np.nan) for entry in entries] + [np.nan])
        else:
            feature = np.append(numbers(list(entries), self.mark), np.nan)
        return feature[codes][:, None]


def is_number(text: str) -> bool:
    """Whether Python reads it as a number."""
    try:
        return bool(np.isfinite(float(text)))
    except ValueError:
        return False


def mark_gaps(values: pd.Series, missing: Iterable[str]) -> pd.Series:
    """The texts, with None for those that stand for a missing one (in lower case too)."""
    entries = {entry: str(entry) for entry in values.dropna().unique()}
    gaps = {entry for entry, text in entries.items() if text in missing or text.lower() in missing}
    if not gaps and values.dtype == object:
        return values
    return pd.Series(
        [None if entry in gaps or entry is None or entry != entry else entries[entry] for entry in values], values.index
    )


def decide(
    name: str, values: pd.Series, mark: str, missing: frozenset[str], encoding: str = "one_hot", category: bool = False
) -> Column:
    """What a column is; `category` says that its type tells."""
    column = Column(name, "number", mark, missing, encoding=encoding)
    if category:
        return as_text(replace(column, kind="category"), mark_gaps(values, missing))
    if values.dtype.kind == "b":
        return constant(replace(column, kind="truth"), values)
    if values.dtype.kind in "iuf":
        return constant(column, values)
    texts = mark_gaps(values, missing)
    entries = [str(entry) for entry in texts.dropna().unique()]
    if not entries:
        return replace(column, kind="none", remark="empty, left out")
    if all(entry.lower() in TRUTH or entry.lower() in GAPS for entry in entries):
        return constant(replace(column, kind="truth"), texts)
    if numeric := as_numbers(column, texts, entries):
        return constant(numeric, values)
    if dated := as_dates(column, texts, entries):
        return dated
    return as_text(replace(column, kind="category"), texts)


def constant(column: Column, values: pd.Series) -> Column:
    """The column, or none where it has one value, or no value, in every row."""
    features = column.features(values)
    if np.isnan(features).all():
        return replace(column, kind="none", remark="empty, left out")
    if not np.isnan(features).any() and np.ptp(features) == 0:
        return replace(column, kind="none", remark="the same in every row, left out")
    return column


def as_numbers(column: Column, texts: pd.Series, entries: list[str]) -> Column | None:
    """The column as numbers, if that is what its texts mostly are."""
    rest = [entry for entry in entries if entry.lower() not in GAPS]
    parsed = {mark: numbers(rest[:100], mark) for mark in dict.fromkeys((column.mark, ".", ","))}
    if not rest or max(np.isfinite(values).mean() for values in parsed.values()) < 0.5:
        return None
    if len(rest) > 100:
        most = max((~np.isnan(values)).sum() for values in parsed.values())
        parsed = {mark: numbers(rest, mark) for mark, values in parsed.items() if (~np.isnan(values)).sum() == most}
    mark = max(parsed, key=lambda candidate: (~np.isnan(parsed[candidate])).sum())  # the file's mark, if both do
    strange = [entry for entry, value in zip(rest, parsed[mark], strict=True) if np.isnan(value)]
    if len(strange) > STRANGE or len(strange) > (1 - MOSTLY) * len(rest):
        return None
    gone = [entry for entry in entries if entry.lower() in GAPS] + strange
    remarks = []
    if len(rest) > len(np.unique(parsed[mark])) and any(abs(value) >= EXACT for value in parsed[mark]):
        return None  # different ids would become one number
    read = zip(rest, parsed[mark], strict=True)
    dressed = next(
        (entry for entry, value in read if value == value and not (is_number(entry) and float(entry) == value)), None
    )
    if dressed:
        remarks.append(f"text like {dressed}, read as numbers")
    if gone:
        count = int(texts.isin(gone).sum())
        remarks.append(f"{', '.join(gone[:3])} in {count} row{'s' if count > 1 else ''} read as missing")
    return replace(column, mark=mark, missing=column.missing | set(strange), remark="; ".join(remarks))


def as_dates(column: Column, texts: pd.Series, entries: list[str]) -> Column | None:
    """The column as dates or times, if that is what its texts mostly are; none where they have no form in common."""
    rest = [entry for entry in entries if entry.lower() not in GAPS]
    if not rest or np.mean([bool(dates.LIKE.fullmatch(entry)) for entry in rest[:100]]) < MOSTLY:
        return None
    form = dates.form(rest, MOSTLY)
    if form is None:
        reason = "dates or times of several forms, left out (write all of them as 2024-01-31 12:30)"
        return replace(column, kind="none", remark=reason)
    moments = dates.moments(rest, form)
    strange = [entry for entry, missing in zip(rest, np.isnat(moments), strict=True) if missing]
    if len(strange) > STRANGE:
        return None
    gaps = [entry for entry in entries if entry.lower() in GAPS] + strange
    parts = dates.parts(moments, form)
    if not parts:
        return replace(column, kind="none", remark="the same in every row, left out")
    remark = dates.remark(rest[0], form, parts, dates.ambiguous(rest, form))
    if gaps:
        count = int(texts.isin(gaps).sum())
        remark += f"; {', '.join(gaps[:3])} in {count} row{'s' if count > 1 else ''} read as missing"
    return replace(column, kind="date", form=form, parts=parts, remark=remark)


def as_text(column: Column, texts: pd.Series) -> Column:
    """The column as categories, or none where it has too many different entries."""
    texts = mark_gaps(texts, TEXT_GAPS)
    entries = sorted(texts.dropna().unique())
    if not entries:
        return replace(column, kind="none", remark="empty, left out")
    if len(entries) > CATEGORIES:
        return replace(column, kind="none", remark=f"{len(entries)} different texts, left out")
    if len(entries) == 1 and not texts.isna().any():
        return replace(column, kind="none", remark="the same in every row, left out")
    variants = case_variants(entries)
    remark = (
        f"{variants} differ only in case or a full stop and are kept apart; write them alike if they mean the same"
        if variants
        else ""
    )
    return replace(column, entries=tuple(entries), gaps=bool(texts.isna().any()), remark=remark)


def case_variants(entries: list[str]) -> str:
    """Entries that differ only in case or a full stop, such as `Yes and yes`; empty if there are none."""
    groups: dict[str, list[str]] = {}
    for entry in entries:
        groups.setdefault(entry.casefold().rstrip("."), []).append(entry)
    return next((" and ".join(group) for group in groups.values() if len(group) > 1), "")
