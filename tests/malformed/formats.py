"""Files in other formats than text that cannot be learned from: damaged, mistaken for another, not clear."""

import gzip
import io
import json

import numpy as np
import openpyxl
import pandas as pd
import pyarrow as pa
from pyarrow.parquet import write_table

from tests.malformed.case import Case
from tests.malformed.files import lines

FRAME = pd.DataFrame(
    {"size": np.arange(30) / 7, "weight": np.arange(30) * 5 % 13, "label": ["ab"[n % 2] for n in range(30)]}
)


def parquet(frame):
    """A DataFrame's bytes as Parquet."""
    return frame.to_parquet()


def twice(name):
    """The bytes of Parquet with two columns of one name, as programs other than pandas write them."""
    sink = io.BytesIO()
    columns = [pa.array(FRAME[column]) for column in ("size", "weight", "label")]
    write_table(pa.table(columns, names=[name, name, "label"]), sink)
    return sink.getvalue()


def feather(frame):
    """A DataFrame's bytes as Feather."""
    sink = io.BytesIO()
    frame.to_feather(sink)
    return sink.getvalue()


def excel(**sheets):
    """A workbook's bytes, from DataFrames or rows of cells."""
    book, sink = openpyxl.Workbook(), io.BytesIO()
    book.remove(book.active)
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in [list(rows), *rows.to_numpy().tolist()] if isinstance(rows, pd.DataFrame) else rows:
            page.append(row)
    book.save(sink)
    return sink.getvalue()


def records(*changed, frame=FRAME):
    """JSON lines, some of them replaced; counted from 1."""
    made = [json.dumps(record) for record in frame.to_dict("records")]
    for number, line in changed:
        made[number - 1] = line
    return "\n".join(made)


def arrays(**given):
    """A file of arrays."""
    sink = io.BytesIO()
    np.savez(sink, **given)
    return sink.getvalue()


def case(name, file, content, *says, options=""):
    """A file in the working folder, and what must be said of it."""
    return Case(name, f"optimizers --dataset {file} {options}", (file, *says), {file: content})


X, Y = np.zeros((30, 4)) + np.arange(30)[:, None] % 7, np.arange(30) % 2
OBJECTS = np.array([{"a": 1}, None] * 15, object)
BOOK = excel(may=FRAME, june=FRAME)

CASES = [
    case("Parquet that is cut off", "mine.parquet", parquet(FRAME)[:-20], "cannot be read as Parquet"),
    case("Parquet with damage within", "mine.parquet", b"PAR1" + bytes(400) + b"PAR1", "cannot be read as Parquet"),
    case("Parquet without rows", "mine.parquet", parquet(FRAME[:0]), "no rows", "size, weight, label"),
    case("Parquet without columns", "mine.parquet", parquet(FRAME[[]]), "no rows"),
    case("Parquet of one column", "mine.parquet", parquet(FRAME[["label"]]), "no usable feature"),
    case("Parquet with a name twice", "mine.parquet", twice("size"), "2 columns have the same name, 'size'"),
    case("Parquet of a few rows", "mine.parquet", parquet(FRAME[:6]), "at least 10 rows", "6"),
    case("Parquet with a gap in the target", "mine.parquet",
         parquet(FRAME.assign(label=FRAME.label.where(FRAME.index != 4))),
         "row 4", "column label", "missing"),
    case("Parquet with an infinite number", "mine.parquet",
         parquet(FRAME.assign(size=np.where(FRAME.index == 3, np.inf, 1.5))),
         "row 3", "column size", "infinite"),
    case("an empty Parquet file", "mine.parquet", b"", "no Parquet file", "an empty file"),
    case("CSV called Parquet", "mine.parquet", lines(), "no Parquet file", "ending", "size,weight,label"),
    case("a workbook called Parquet", "mine.parquet", BOOK, "no Parquet file", "kind Excel"),
    case("a web page called Parquet", "mine.parquet", "<!DOCTYPE html><html>", "no Parquet file", "DOCTYPE"),
    case("Parquet without the column to predict", "mine.parquet", parquet(FRAME), "'lable'", "Did you mean label",
         options="--target lable"),
    case("characters of Parquet", "mine.parquet", parquet(FRAME), "--encoding", "kind Parquet", "cp1251",
         options="--encoding cp1251"),
    case("a separator of Parquet", "mine.parquet", parquet(FRAME), "--sep", "kind Parquet", options="--sep ;"),
    case("a sheet of Parquet", "mine.parquet", parquet(FRAME), "--sheet", "goes with Excel", options="--sheet may"),
    case("a sheet of CSV", "mine.csv", lines(), "--sheet", "goes with Excel", "is text", options="--sheet may"),
    case("Parquet of lists alone", "mine.parquet", parquet(FRAME.assign(size=[[1]] * 30)[["size", "label"]]),
         "no usable feature", "values within values"),
    case("Feather that is cut off", "mine.feather", feather(FRAME)[:200], "cannot be read as Feather"),
    case("Parquet called Feather", "mine.feather", parquet(FRAME), "no Feather file", "kind Parquet"),
    case("a workbook that is cut off", "mine.xlsx", BOOK[:-300], "cannot be read"),
    case("CSV called a workbook", "mine.xlsx", lines(), "no Excel file", "size,weight,label"),
    case("a workbook of several sheets", "mine.xlsx", BOOK, "--sheet", "may, june"),
    case("a sheet that is not there", "mine.xlsx", BOOK, "'jun'", "Did you mean june", "may, june",
         options="--sheet jun"),
    case("a sheet without cells", "mine.xlsx", excel(may=FRAME, june=[]), "'june' is empty", "With rows: may",
         options="--sheet june"),
    case("a workbook without cells", "mine.xlsx", excel(may=[]), "empty"),
    case("a sheet of a header alone", "mine.xlsx", excel(may=FRAME[:0]), "no rows"),
    case("two columns of a sheet with one name", "mine.xlsx",
         excel(may=[["size", "size", "label"], *FRAME.to_numpy().tolist()]), "columns 1 and 2", "'size'"),
    case("a gap in the target of a sheet", "mine.xlsx",
         excel(may=FRAME.assign(label=FRAME.label.where(FRAME.index != 4, None))), "row 6", "column label"),
    case("a line that is no JSON", "mine.jsonl", records((7, '{"size": 1,')), "line 7", "no JSON"),
    case("a line that is no record", "mine.jsonl", records((7, "[1, 2]")), "line 7", "one record", "[1, 2]"),
    case("a JSON document called JSON lines", "mine.jsonl", FRAME.to_json(orient="records", indent=1), "line 1"),
    case("JSON lines without a line", "mine.jsonl", "\n\n", "empty"),
    case("JSON lines without a gapless target", "mine.jsonl", records((7, '{"size": 1, "weight": 2}')), "row 7",
         "column label", "missing"),
    case("JSON lines in a name of two endings", "mine.jsonl.gz", gzip.compress(records((2, "x")).encode()), "line 2"),
    case("an array of Python objects", "mine.npz", arrays(x=OBJECTS, y=Y), "'x'", "Python objects", "not read"),
    case("a target of Python objects", "mine.npz", arrays(x=X, y=OBJECTS), "'y'", "Python objects"),
    case("arrays that are cut off", "mine.npz", arrays(x=X, y=Y)[:-60], "cannot be read"),
    case("no array to predict", "mine.npz", arrays(x=X), "must hold x", "x (30, 4)"),
    case("an array that is not there", "mine.npz", arrays(x=X, y=Y), "'label'", "x (30, 4), y (30,)",
         options="--target label"),
    case("two arrays of inputs", "mine.npz", arrays(left=X, right=X, y=Y), "left (30, 4), right (30, 4)"),
    case("inputs shorter than the target", "mine.npz", arrays(x=X[:20], y=Y), "x (20, 4)", "y (30,)"),
    case("two targets a row", "mine.npz", arrays(x=X, y=np.eye(2)[Y]), "one class a row", "argmax"),
    case("arrays without a row", "mine.npz", arrays(x=X[:0], y=Y[:0]), "(0,"),
    case("arrays with an infinite number", "mine.npz", arrays(x=np.where(X == 3, np.inf, X), y=Y), "inf", "row 3"),
    case("test rows of another shape", "mine.npz", arrays(x_train=X, y_train=Y, x_test=X[:, :3], y_test=Y),
         "one shape", "test (30, 3)"),
    case("columns to drop of arrays", "mine.npz", arrays(x=X, y=Y), "without columns by name", options="--drop a"),
    case("a single array", "mine.npy", b"\x93NUMPY\x01\x00" + bytes(200), "numpy.savez"),
    case("an archive of files", "mine.tar.gz", gzip.compress(bytes(257) + b"ustar" + bytes(250)), "tar archive"),
    case("a feature that is not there", "mine.csv", lines(), "'colour'", "size, weight, label",
         options="--features size,colour"),
    case("the target as a feature", "mine.csv", lines(), "features=label", "--target", options="--features size,label"),
    case("a feature that is left out", "mine.csv", lines(), "'size' as both", options="--features size --drop size"),
    case("packed by Zstandard and cut off", "mine.csv.zst", b"\x28\xb5\x2f\xfd" + bytes(30), "cannot be read"),
]  # fmt: skip
