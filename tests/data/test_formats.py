"""Formats: the same rows in any of them are the same table, with the same sentences."""

import bz2
import datetime
import decimal
import gzip
import json
import lzma

import numpy as np
import openpyxl
import pandas as pd
import pyarrow
import pytest

from experiments.data import DataError
from experiments.data.sources.files import rows_like, table
from experiments.data.sources.reading import typed

ROWS = 60
FRAME = pd.DataFrame(
    {
        "size": [number * number % 31 / 4 for number in range(ROWS)],
        "rooms": [number % 7 for number in range(ROWS)],
        "colour": [("red", "blue", "grün")[number % 3] for number in range(ROWS)],
        "weight": [np.nan if number == 5 else number * 7 % 19 / 2 for number in range(ROWS)],
        "flag": [number % 5 < 2 for number in range(ROWS)],
        "name": [f"name, {number}" for number in range(ROWS)],
        "unit": ["cm"] * ROWS,
        "label": ["yes" if number % 2 else "no" for number in range(ROWS)],
    }
)
NOTES = ("name: 60 different texts, left out", "unit: the same in every row, left out")


def text(separator=","):
    """The rows as bytes of text."""
    return FRAME.to_csv(sep=separator, index=False).encode()


def zstandard(content):
    """Some bytes, packed."""
    sink = pyarrow.BufferOutputStream()
    with pyarrow.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(content)
    return sink.getvalue().to_pybytes()


def workbook(path, sheets):
    """A workbook with some rows of cells a sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    book.save(path)


def cells(frame=FRAME):
    """A header and rows, as a sheet holds them."""
    return [list(frame), *frame.astype(object).where(frame.notna(), None).to_numpy().tolist()]


def arrays(path):
    """Every column as an array."""
    np.savez(path, **{name: np.array(FRAME[name].tolist()) for name in FRAME})


FORMATS = {
    "mine.csv": lambda path: path.write_bytes(text()),
    "mine.tsv": lambda path: path.write_bytes(text("\t")),
    "mine.csv.gz": lambda path: path.write_bytes(gzip.compress(text())),
    "mine.csv.bz2": lambda path: path.write_bytes(bz2.compress(text())),
    "mine.csv.xz": lambda path: path.write_bytes(lzma.compress(text())),
    "mine.csv.zst": lambda path: path.write_bytes(zstandard(text())),
    "mine.parquet": lambda path: FRAME.to_parquet(path),
    "mine.pq": lambda path: FRAME.to_parquet(path, compression="gzip", index=False),
    "mine.feather": lambda path: FRAME.to_feather(path),
    "mine.arrow": lambda path: FRAME.to_feather(path, compression="uncompressed"),
    "mine.xlsx": lambda path: FRAME.to_excel(path, index=False),
    "titled.xlsx": lambda path: workbook(path, {"A": [["Export of May"], [], *cells()], "B": []}),
    "mine.jsonl": lambda path: FRAME.to_json(path, orient="records", lines=True),
    "mine.ndjson.gz": lambda path: path.write_bytes(
        gzip.compress(FRAME.to_json(orient="records", lines=True, force_ascii=False).replace("\n", "\n\n").encode())
    ),
    "mine.npz": arrays,
    "a Parquet file.csv": lambda path: FRAME.to_parquet(path),
    "a workbook.csv": lambda path: FRAME.to_excel(path, index=False, engine="openpyxl"),
    "records.txt": lambda path: FRAME.to_json(path, orient="records", lines=True),
}


def write(name, folder):
    """A file in some format; pandas writes a workbook under no other ending."""
    path = folder / name
    if name == "a workbook.csv":
        FORMATS["mine.xlsx"](folder / "mine.xlsx")
        (folder / "mine.xlsx").rename(path)
    else:
        FORMATS[name](path)
    return str(path)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_the_same_table_with_the_same_sentences(name, tmp_path):
    plain, made = table(write("mine.csv", tmp_path)), table(write(name, tmp_path))
    np.testing.assert_array_equal(made.x, plain.x)
    assert (made.y.tolist(), made.classes, made.target) == (plain.y.tolist(), ("no", "yes"), "label")
    assert plain.notes == NOTES and made.notes[-2:] == NOTES
    assert made.source == f"{name}, predicting label"
    kind = {"a Parquet file.csv": "Parquet", "a workbook.csv": "Excel", "records.txt": "JSON lines"}.get(name)
    first = [f"it is a file of kind {kind}, whatever its name says"] if kind else []
    layout = ["its sheet A", "its first lines skipped, as they are no rows (Export of May)"]
    assert list(made.notes[:-2]) == (layout if name == "titled.xlsx" else first)


@pytest.mark.parametrize("name", FORMATS)
def test_options_of_reading_are_the_same_for_every_format(name, tmp_path):
    made = table(write(name, tmp_path), features=["rooms", "colour"], missing_values=["3"])
    assert np.isnan(made.x[:, 0]).tolist() == [number % 7 == 3 for number in range(ROWS)]
    assert made.x.shape == (ROWS, 4)
    assert "learned from 2 of 7 columns, as asked: rooms, colour" in made.notes


@pytest.mark.parametrize("name", FORMATS)
def test_new_rows_may_be_in_another_format(name, tmp_path):
    path = write(name, tmp_path)
    encoded = rows_like(path, write("mine.csv", tmp_path))
    np.testing.assert_array_equal(encoded, table(path).x)


COLUMNS = {  # a column's values, what the file of text would give, what is said
    "nullable integers": (pd.array([1, None, 3], "Int64"), [1.0, np.nan, 3.0], ""),
    "integers": (pd.array([1, 2, 3], "UInt8"), [1, 2, 3], ""),
    "large ids": ([10**17 + number for number in range(3)], [10**17, 10**17 + 1, 10**17 + 2], ""),
    "truth values": (pd.array([True, False, True], "boolean"), [True, False, True], ""),
    "truth values with gaps": (pd.array([True, None, False], "boolean"), ["True", None, "False"], ""),
    "strings": (pd.array([" a ", None, ""], "string"), ["a", None, None], ""),
    "categories": (pd.Categorical(["b", None, "a"]), ["b", None, "a"], ""),
    "numbers as categories": (pd.Categorical([1, 2, 1]), ["1", "2", "1"], ""),
    "days": (pd.to_datetime(["2024-01-02", None, "2024-03-04"]), ["2024-01-02", None, "2024-03-04"], ""),
    "moments": (
        pd.to_datetime(["2024-01-02 03:04:05", None, "2024-03-04 00:00:00"]),
        ["2024-01-02T03:04:05", None, "2024-03-04T00:00:00"],
        "",
    ),
    "a time zone": (
        pd.to_datetime(["2024-01-02 03:00", "2024-01-02 04:00", None]).tz_localize("Asia/Tokyo"),
        ["2024-01-01T18:00:00Z", "2024-01-01T19:00:00Z", None],
        "",
    ),
    "midnights of a time zone": (pd.to_datetime(["2024-01-02", None]).tz_localize("UTC"), ["2024-01-02", None], ""),
    "moments of Python": (
        pd.Series([datetime.datetime(2024, 1, 2, 3), None, datetime.datetime(1650, 1, 1)], dtype=object),
        ["2024-01-02T03:00:00", None, "1650-01-01T00:00:00"],
        "",
    ),
    "zoned moments of Python": (
        [datetime.datetime(2024, 1, 2, 3, tzinfo=datetime.UTC), None],
        ["2024-01-02T03:00:00Z", None],
        "",
    ),
    "dates of Python": ([datetime.date(2024, 1, 2), None, datetime.date(1850, 1, 1)],
    ["2024-01-02", None, "1850-01-01"], ""),
    "months": (pd.period_range("2024-01", periods=3, freq="M"), ["2024-01-01", "2024-02-01", "2024-03-01"], ""),
    "durations": (pd.to_timedelta(["1 min", None, "2 s"]), [60.0, np.nan, 2.0], ""),
    "intervals": (pd.cut(pd.Series([1, 5, 9]), [0, 4, 10]), ["(0, 4]", "(4, 10]", "(4, 10]"], ""),
    "sparse": (pd.arrays.SparseArray([0, 0, 3]), [0, 0, 3], ""),
    "decimals": ([decimal.Decimal("1.5"), None, decimal.Decimal(2)], [1.5, np.nan, 2.0], ""),
    "mixed": ([1, "a", None], ["1", "a", None], ""),
    "bytes": ([b"a", b"\xc3\xa9", None], ["a", "é", None], ""),
    "bytes that are no text": ([b"\xff\xfe", b"a", None], [None] * 3, "bytes that are no text, left out"),
    "lists": ([[1], [2], [3]], [None] * 3, "lists or other values within values, left out"),
    "complex": ([1j, 2, 3], [None] * 3, "complex numbers, left out"),
    "numbers beyond float64": ([10**400, 1, 2], [str(10**400), "1", "2"], ""),
    "nothing": ([None, None, None], [None] * 3, ""),
}  # fmt: skip


@pytest.mark.parametrize("name", COLUMNS)
def test_every_type_of_column_becomes_numbers_truth_values_or_text(name):
    values, expected, reason = COLUMNS[name]
    made = typed.rows("mine", pd.DataFrame({"size": values}))
    assert made.unusable.get("size", "") == reason
    column = made.frame["size"]
    assert column.dtype.kind in "biufO"
    np.testing.assert_array_equal(column.to_numpy(), np.array(expected, column.dtype))
    assert made.categories == ({"size"} if name in ("categories", "numbers as categories", "intervals") else set())


def test_an_index_with_a_name_is_a_column_and_a_count_is_none(tmp_path):
    for index, names in ((FRAME["rooms"], ["rooms", "size"]), (FRAME.index[::-1], ["size"])):
        FRAME[["size", "label"]].set_index(index).to_parquet(tmp_path / "mine.parquet")
        made = table(str(tmp_path / "mine.parquet"))
        assert made.x.shape[1] == len(names) and made.target == "label"


def test_records_may_lack_names_and_hold_lists(tmp_path):
    records = [{"size": number, "tags": ["a"], "label": "ab"[number % 3 > 0]} for number in range(ROWS)]
    for record in records[1::2]:
        record["colour"] = "red"
    (tmp_path / "mine.jsonl").write_text("\n".join(map(json.dumps, records)))
    made = table(str(tmp_path / "mine.jsonl"), "label", drop=["size"])
    assert made.x.shape == (ROWS, 2)  # red, and no colour
    assert made.notes[0] == "tags: lists or other values within values, left out"


def test_one_of_several_sheets_is_named(tmp_path):
    path = tmp_path / "mine.xlsx"
    workbook(path, {"notes": [["made by", "the lab"]], "May 2024": cells()})
    made = table(str(path), sheet="May 2024")
    assert made.x.shape == (ROWS, 7) and made.notes == ("its sheet May 2024", *NOTES)
    with pytest.raises(DataError, match=r"several sheets.*--sheet.*notes, May 2024"):
        table(str(path))


X, Y = np.arange(480, dtype=np.uint8).reshape(60, 2, 4), np.arange(60) % 3
ARRAYS = {
    "x and y": ({"x": X, "y": Y}, None, (60, 2, 4), None),
    "capitals": ({"X": X, "Y": Y}, None, (60, 2, 4), None),
    "images and labels": ({"images": X, "labels": Y}, None, (60, 2, 4), None),
    "the target is named": ({"b": Y, "a": X}, "b", (60, 2, 4), None),
    "names beside them": ({"x": X, "y": Y, "names": np.array(["a", "b", "c"])}, None, (60, 2, 4), None),
    "one feature": ({"x": X[:, 0, 0], "y": Y}, None, (60, 1), None),
    "a column of targets": ({"x": X, "y": Y[:, None]}, None, (60, 2, 4), None),
    "training and test rows": (
        {"x_train": X[:40], "y_train": Y[:40], "x_test": X[40:], "y_test": Y[40:]}, None, (60, 2, 4), 40,
    ),
    "validation rows too": (
        {"x_test": X[50:], "x_train": X[:40], "x_val": X[40:50], "y_train": Y[:40], "y_val": Y[40:50],
         "y_test": Y[50:]},
        None, (60, 2, 4), 50,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ARRAYS)
def test_arrays_of_inputs_and_targets_are_a_table(name, tmp_path):
    given, target, shape, test = ARRAYS[name]
    np.savez(tmp_path / "mine.npz", **given)
    made = table(str(tmp_path / "mine.npz"), target)
    assert made.x.shape == shape and made.x.dtype == np.float32 and made.test == test
    np.testing.assert_array_equal(made.x.reshape(60, -1)[:, 0], X[:, 0, 0])
    assert made.y.tolist() == Y.tolist() and made.classes == ("0", "1", "2")
    assert (made.validation is not None) == (name == "validation rows too")
    assert any("taken as classes" in note for note in made.notes)
    if test:
        assert any(note.startswith("rows as the file divides them: 40 for train") for note in made.notes)
