"""Tables from DataFrames and arrays: the same as from a file of the same rows."""

from collections import UserDict

import numpy as np
import pandas as pd
import pytest

from experiments.data import DataError, table_of
from experiments.data.sources.files import table
from tests.marks import crossed

ROWS = 60
FRAME = pd.DataFrame(
    {
        "size": [number * number % 31 / 4 for number in range(ROWS)],
        "rooms": pd.array([None if number == 7 else number % 7 for number in range(ROWS)], "Int64"),
        "colour": pd.Categorical([("red", "blue", "grün")[number % 3] for number in range(ROWS)]),
        "flag": pd.array([None if number == 9 else number % 5 < 2 for number in range(ROWS)], "boolean"),
        "day": pd.to_datetime([f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}" for number in range(ROWS)]),
        "name": pd.array([f"name {number}" for number in range(ROWS)], "string"),
        "note": [None if number % 2 else "x" for number in range(ROWS)],
        "label": ["yes" if number % 2 else "no" for number in range(ROWS)],
    }
)
X = np.arange(ROWS * 8, dtype=np.float64).reshape(ROWS, 2, 4) % 29
Y = np.arange(ROWS) % 3


def same(made, other):
    """Both are one table, but for its name."""
    np.testing.assert_array_equal(made.x, other.x)
    np.testing.assert_array_equal(made.y, other.y)
    np.testing.assert_array_equal(
        made.origin if made.origin is not None else 0, other.origin if other.origin is not None else 0
    )
    assert (made.classes, made.task, made.target, made.notes, made.level) == (
        other.classes, other.task, other.target, other.notes, other.level,
    )  # fmt: skip


class Polars:
    """Like a DataFrame of another library."""

    def to_pandas(self):
        """As pandas has it."""
        return FRAME


WAYS = {
    "a DataFrame": lambda: table_of(FRAME),
    "its target by name": lambda: table_of(FRAME, "label"),
    "its target apart": lambda: table_of(FRAME.drop(columns="label"), FRAME["label"]),
    "its target with an index of its own": lambda: table_of(
        FRAME.drop(columns="label"), pd.Series(FRAME["label"].tolist(), name="label")
    ),
    "a pair": lambda: table_of((FRAME.drop(columns="label"), FRAME["label"])),
    "an index in another order": lambda: table_of(FRAME.set_index(FRAME.index[::-1] + 5), "label"),
    "an index with a name": lambda: table_of(FRAME.set_index("size"), "label"),
    "a DataFrame of another library": lambda: table_of(Polars()),
    "objects": lambda: table_of(FRAME.astype(object)),
}


@pytest.mark.parametrize(("name", "format"), crossed(WAYS, ["csv", "parquet"]))
def test_a_data_frame_is_the_same_as_a_file_of_it(name, format, tmp_path):
    path = tmp_path / f"mine.{format}"
    FRAME.to_parquet(path) if format == "parquet" else FRAME.to_csv(path, index=False)
    made = WAYS[name]()
    same(made, table(str(path)))
    assert (made.name, made.title, made.source) == ("data", "data", "data, predicting label")


OPTIONS = {
    "features": {"features": ["size", "rooms"]},
    "columns to drop": {"drop": ["day", "name"]},
    "a quantity": {"target": "size", "task": "regression"},
    "missing values": {"missing_values": ["3"]},
    "ordinal": {"encoding": "ordinal"},
}


@pytest.mark.parametrize("name", OPTIONS)
def test_options_are_those_of_a_file(name, tmp_path):
    FRAME.to_csv(tmp_path / "mine.csv", index=False)
    same(table_of(FRAME, **OPTIONS[name]), table(str(tmp_path / "mine.csv"), **OPTIONS[name]))


ARRAYS = {
    "inputs and targets": lambda: table_of(X, Y),
    "a pair of arrays": lambda: table_of((X, Y)),
    "lists": lambda: table_of(X.tolist(), Y.tolist()),
    "by name": lambda: table_of({"x": X, "y": Y}),
    "by name of training": lambda: table_of({"x_train": X, "y_train": Y}),
    "a mapping of another kind": lambda: table_of(UserDict(x=X, y=Y)),
}


@pytest.mark.parametrize("name", ARRAYS)
def test_arrays_are_the_same_as_a_file_of_them(name, tmp_path):
    np.savez(tmp_path / "mine.npz", x=X, y=Y)
    same(ARRAYS[name](), table(str(tmp_path / "mine.npz")))


def test_columns_by_name_are_a_data_frame():
    columns = {"size": FRAME["size"].to_numpy(), "label": FRAME["label"].to_numpy(str)}
    same(table_of(columns), table_of(FRAME[["size", "label"]]))
    same(table_of({"size": columns["size"]}, FRAME["label"]), table_of(FRAME[["size", "label"]]))


def test_the_name_is_what_messages_and_pages_say():
    made = table_of(FRAME, name="sales of 2024.05")
    assert (made.name, made.title) == ("sales of 2024.05",) * 2
    with pytest.raises(DataError, match=r"sales of 2024\.05 has no column 'price'"):
        table_of(FRAME, "price", name="sales of 2024.05")


def test_a_table_is_as_sound_as_any(monkeypatch):
    assert table_of(FRAME).faults() == [] and len(table_of(FRAME).checksum) == 16
    assert table_of(FRAME).checksum == table_of(FRAME.copy()).checksum != table_of(FRAME[::-1]).checksum


FAULTS = {
    "no such column": (lambda: table_of(FRAME, "lable"), "no column 'lable'. Did you mean label"),
    "a number that is no column": (lambda: table_of(FRAME, 3), "no column '3'"),
    "arrays without targets": (lambda: table_of(X), "arrays need their targets"),
    "arrays and a name": (lambda: table_of(X, "label"), "arrays need their targets"),
    "targets of another length": (lambda: table_of(FRAME, Y[:-1]), "one target a row. Received: (59,) for 60"),
    "two targets a row": (lambda: table_of(FRAME, np.eye(3)[Y]), "one target a row. Received: (60, 3)"),
    "arrays of other lengths": (lambda: table_of(X, Y[:-1]), "x has 60 rows and y has 59"),
    "two columns of one name": (lambda: table_of(pd.concat([FRAME, FRAME], axis=1)), "2 columns have the same name"),
    "no rows": (lambda: table_of(FRAME[:0]), "data has no rows"),
    "no columns": (lambda: table_of(FRAME[[]]), "data has no rows"),
    "nothing": (lambda: table_of(None), "Received: NoneType"),
    "a text": (lambda: table_of("mine.csv"), "Received: str"),
    "no name": (lambda: table_of(FRAME, name=""), "name must be a text"),
    "a gap in the target": (lambda: table_of(FRAME, "rooms"), "data, row 7, column rooms: the value to predict"),
    "drop of arrays": (lambda: table_of(X, Y, drop=["a"]), "without columns by name"),
    "an encoding that there is not": (lambda: table_of(FRAME, encoding="hash"), "one_hot or ordinal"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_cannot_be_a_table_is_refused(name):
    make, words = FAULTS[name]
    with pytest.raises(DataError) as caught:
        make()
    assert words in str(caught.value)
