"""Dates and times as numbers: days for what changes over the years, sine and cosine for what comes again."""

import re
from itertools import product

import numpy as np
import pandas as pd

LIKE = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}([ T].*)?|\d{1,2}[-/.]\d{1,2}[-/.](\d{2}|\d{4})( .*)?|\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?"
    r"|\d{1,2}[ -](jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ -]\d{2,4}( .*)?", re.IGNORECASE,
)  # fmt: skip
ISO = "ISO8601"
ZONE = re.compile(r":\d\d(\.\d+)?(Z|[+-]\d\d(:?\d\d)?)$")  # what ends a time with a zone
DAYS = (  # where two fit, the first is taken: days stand first between full stops and hyphens, months between slashes
    "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%d.%m.%Y", "%m.%d.%Y", "%m/%d/%Y", "%d/%m/%Y", "%d-%m-%Y", "%m-%d-%Y",
    "%d.%m.%y", "%m.%d.%y", "%m/%d/%y", "%d/%m/%y", "%d-%m-%y", "%m-%d-%y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y",
    "%d %b %y", "%d %B %Y", "%d-%B-%Y",
)  # fmt: skip
TIMES = ("", " %H:%M", " %H:%M:%S", " %H:%M:%S.%f", " %I:%M %p", " %I:%M:%S %p")
CLOCKS = ("%H:%M", "%H:%M:%S", "%H:%M:%S.%f")
FORMS = (ISO, *("".join(pair) for pair in product(DAYS, TIMES)), *CLOCKS)
SWAPPED = {"%d": "%m", "%m": "%d"}
SAMPLE = 100  # entries that say which forms may fit
PARTS = {  # how often a part comes again, and what it is called
    "days": (None, "days since 1970"),
    "month": (12, "month"),
    "weekday": (7, "day of the week"),
    "hour": (24, "hour"),
}


def form(entries: list[str], share: float) -> str | None:
    """The form that reads most of some different entries, if that is at least a share of them; the first of equals."""
    first = entries[:SAMPLE]
    counts = {pattern: int(pd.notna(moments(first, pattern)).sum()) for pattern in FORMS}
    best = max(counts.values())
    if best < share * len(first):
        return None
    tied = [pattern for pattern in FORMS if counts[pattern] == best]
    if len(entries) > SAMPLE:
        counts = {pattern: int(pd.notna(moments(entries, pattern)).sum()) for pattern in tied}
        tied = [pattern for pattern in tied if counts[pattern] == max(counts.values())]
    return tied[0] if counts[tied[0]] >= share * len(entries) else None


def moments(entries: list[str], form: str) -> np.ndarray:
    """Each entry as datetime64, NaT where the form does not fit; those with a time zone in UTC."""
    utc = form == ISO
    made = pd.to_datetime(pd.Series(entries, dtype=object), format=form, errors="coerce", utc=utc)
    return (made.dt.tz_localize(None) if utc else made).to_numpy("datetime64[ms]")


def parts(times: np.ndarray, form: str) -> tuple[str, ...]:
    """What of some moments varies, so that something may be learned from it."""
    values = numbers(times[~np.isnat(times)])
    varying = [part for part in PARTS if len(np.unique(values[part])) > 1]
    if form in CLOCKS:
        return tuple(part for part in varying if part == "hour")
    monthly = len(np.unique(values["day"])) == 1
    return tuple(part for part in varying if not (part == "weekday" and monthly))


def numbers(times: np.ndarray) -> dict[str, np.ndarray]:
    """The parts of moments as numbers."""
    midnights = times.astype("datetime64[D]")
    hour = (times - midnights) / np.timedelta64(1, "h")
    days = midnights.astype("datetime64[D]").astype(np.int64)
    months = times.astype("datetime64[M]")
    return {
        "days": days + hour / 24,
        "month": months.astype(np.int64) % 12,
        "weekday": (days + 3) % 7,  # 1970 began on a Thursday
        "hour": hour,
        "day": (midnights - months.astype("datetime64[D]")).astype(np.int64),
    }


def features(times: np.ndarray, wanted: tuple[str, ...]) -> np.ndarray:
    """Float64 (moments, features): a number, or sine and cosine of what comes again; NaN where a moment is missing."""
    missing, values = np.isnat(times), numbers(np.where(np.isnat(times), np.datetime64(0, "ms"), times))
    columns = []
    for part in wanted:
        period = PARTS[part][0]
        turn = 2 * np.pi * values[part] / period if period else None
        columns += [values[part]] if turn is None else [np.sin(turn), np.cos(turn)]
    return np.where(missing[:, None], np.nan, np.stack(columns, axis=1).astype(np.float64))


def remark(example: str, form: str, wanted: tuple[str, ...], ambiguous: bool) -> str:
    """What became of a column in words.

    Args:
        example: one of its entries.
        form: how they are written.
        wanted: the parts that are learned from.
        ambiguous: whether the form with day and month exchanged fits as well.
    """
    names = [PARTS[part][1] for part in wanted if part == "days"]
    cyclic = [PARTS[part][1] for part in wanted if part != "days"]
    if cyclic:
        names.append(f"{' and '.join(cyclic) if len(cyclic) < 3 else ', '.join(cyclic)} as sine and cosine")
    order = "month before day" if form.find("%m") < form.find("%d") else "day before month"
    doubt = f" with the {order}, though both fit (2024-01-31 leaves no doubt)" if ambiguous else ""
    zone = " in UTC" if form == ISO and ZONE.search(example) else ""
    return f"{'times' if form in CLOCKS else 'dates'} like {example}, read{zone}{doubt} as {', '.join(names)}"


def ambiguous(entries: list[str], form: str) -> bool:
    """Whether day and month may be exchanged."""
    if form.startswith("%Y") or form == ISO or not ("%d" in form and "%m" in form):
        return False
    swapped = re.sub("%[dm]", lambda match: SWAPPED[match.group()], form)
    return bool(pd.notna(moments(entries, swapped)).sum() == pd.notna(moments(entries, form)).sum())
