"""Dates: every usual form is read, only what varies is learned from, and it is said."""

import datetime

import numpy as np
import pandas as pd
import pytest

from experiments.data.sources.files import rows_like, table
from experiments.data.sources.reading import dates

ROWS = 56
FIRST = datetime.datetime(2024, 1, 1, 6, 30)
MOMENTS = [FIRST + datetime.timedelta(days=29 * number, hours=5 * number) for number in range(ROWS)]
FORMS = [*(form for form in dates.DAYS), "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%SZ", "%d.%m.%Y %H:%M",
         "%m/%d/%Y %I:%M %p", "%d-%b-%Y %H:%M:%S"]  # fmt: skip


def expected(moment, hours):
    """Days, month, weekday, and the hour where it is written: from Python's own calendar."""
    epoch = datetime.datetime(1970, 1, 1)
    days = (moment - epoch) / datetime.timedelta(days=1) if hours else (moment - epoch).days
    turns = [
        (moment.month - 1) / 12,
        moment.weekday() / 7,
        *([(moment.hour + moment.minute / 60) / 24] if hours else []),
    ]
    return [days, *(value for turn in turns for value in (np.sin(2 * np.pi * turn), np.cos(2 * np.pi * turn)))]


def file(tmp_path, values, name="mine.csv"):
    """A file with a column of these values, a number and a class."""
    rows = [f'"{value}",{number * number % 31},{"ab"[number % 2]}' for number, value in enumerate(values)]
    (tmp_path / name).write_text("\n".join(["day,size,label", *rows]))
    return str(tmp_path / name)


def raw(made):
    """The features in their own units."""
    return made.raw(np.arange(len(made.x)))


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_date_becomes_the_same_features(form, tmp_path):
    hours = "%M" in form
    written = [moment.strftime(form) for moment in MOMENTS]
    made = table(file(tmp_path, written))
    wanted = [expected(moment, hours) for moment in MOMENTS]
    np.testing.assert_allclose(raw(made)[:, :-1], wanted, atol=1e-3 if hours else 1e-6)
    parts = "month, day of the week, hour" if hours else "month and day of the week"
    zone = " in UTC" if form.endswith("Z") else ""
    sentence = f"day: dates like {written[0]}, read{zone} as days since 1970, {parts} as sine and cosine"
    assert sentence in made.notes


KINDS = {  # values of a row n; the number of features, what is said
    "months": (lambda n: f"2024-{n % 12 + 1:02}-01", 3, "days since 1970, month as sine and cosine"),
    "days of one month": (lambda n: f"2024-05-{n % 28 + 1:02}", 3, "1970, day of the week as sine and cosine"),
    "hours of one day": (lambda n: f"2024-05-01 {n % 24:02}:00", 3, "days since 1970, hour as sine and cosine"),
    "hours from UTC": (lambda n: f"2024-05-{n % 28 + 1:02}T09:00:00+02:00", 3, "+02:00, read in UTC as days"),
    "times of day": (lambda n: f"{n % 24}:30", 2, "times like 0:30, read as hour as sine and cosine"),
    "gaps": (lambda n: "?" if n == 3 else f"2024-{n % 12 + 1:02}-01", 3, "cosine; ? in 1 row read as missing"),
    "a mistyped one": (lambda n: "soon" if n == 3 else f"2024-{n % 12 + 1:02}-{n % 28 + 1:02}", 5,
    "soon in 1 row read as missing"),
    "day and month in doubt": (lambda n: f"{n % 12 + 1}/{n % 11 + 1}/2024", 5, "the month before day, though"),
    "months first for sure": (lambda n: f"{n % 12 + 1}/{n % 28 + 1}/2024", 5, "like 1/1/2024, read as days"),
    "days first for sure": (lambda n: f"{n % 28 + 1}/{n % 12 + 1}/2024", 5, "like 1/1/2024, read as days"),
    "days first between full stops": (lambda n: f"{n % 12 + 1}.{n % 11 + 1}.2024", 5, "the day before month, though"),
}  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_only_what_varies_is_learned_from_and_doubts_are_said(name, tmp_path):
    write, features, sentence = KINDS[name]
    made = table(file(tmp_path, [write(number) for number in range(ROWS)]))
    assert made.x.shape == (ROWS, features + 1)
    assert any(note.startswith("day: ") and sentence in note for note in made.notes)
    assert np.isnan(made.x[:, 0]).tolist() == [
        number == 3 and name in ("gaps", "a mistyped one") for number in range(ROWS)
    ]


def test_dates_of_other_files_are_the_same_features(tmp_path):
    days = pd.to_datetime([moment.date() for moment in MOMENTS])
    frame = pd.DataFrame(
        {"day": days, "size": [n * n % 31 for n in range(ROWS)], "label": ["ab"[n % 2] for n in range(ROWS)]}
    )
    frame.to_parquet(tmp_path / "mine.parquet")
    frame.to_excel(tmp_path / "mine.xlsx", index=False)
    plain = file(tmp_path, [f"{day:%d.%m.%Y}" for day in days])
    for name in ("mine.parquet", "mine.xlsx"):
        np.testing.assert_array_equal(raw(table(str(tmp_path / name))), raw(table(plain)))
    np.testing.assert_allclose(
        rows_like(str(tmp_path / "mine.parquet"), str(tmp_path / "mine.xlsx")), raw(table(plain))
    )


def test_new_rows_have_the_features_of_the_training_file(tmp_path):
    old = file(tmp_path, [f"{moment:%Y-%m-%d}" for moment in MOMENTS])
    new = file(tmp_path, ["2030-01-01", "", "2031-07-06"], "new.csv")
    encoded = rows_like(new, old)
    assert encoded.shape == (3, 6) and np.isnan(encoded[1, :5]).all()
    np.testing.assert_allclose(encoded[2, :5], expected(datetime.datetime(2031, 7, 6), False))
