"""Data of Python's as files: the table that is read from one is the table that `table_of` makes of the data."""

import datetime

import numpy as np
import pandas as pd
import pytest

from experiments.data import load, table_of
from experiments.errors import UserError
from experiments.handover.rows import named, rows
from experiments.spec import part

N = 24
KINDS = {
    "numbers": np.linspace(0, 1, N),
    "gaps": [None if i % 5 == 0 else float(i) for i in range(N)],
    "whole": pd.array([None if i % 7 == 0 else i for i in range(N)], dtype="Int64"),
    "truth": [i % 2 == 0 for i in range(N)],
    "text": list("abc" * (N // 3)),
    "category": pd.Categorical([str(i % 3) for i in range(N)]),
    "ages": pd.cut(range(N), 3),
    "mixed": [i if i % 2 else f"{i} %" for i in range(N)],
    "day": pd.date_range("2024-01-01", periods=N),
    "moment": pd.date_range("2024-01-01", periods=N, freq="h", tz="Europe/Paris"),
    "spell": pd.to_timedelta(range(N), unit="h"),
    "date": [datetime.date(2024, 1, 1 + i) for i in range(N)],
    "lists": [[i] for i in range(N)],
}


def through_a_file(data, target, folder):
    """The table that is read from the file."""
    handed, goal = rows(data, target)
    path = handed.path(folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(handed.content)
    return load(part(str(path), **({} if goal is None else {"target": goal})))


def alike(one, other):
    """Whether two tables hold the same."""
    assert one.checksum == other.checksum
    assert (one.task, one.classes, one.target) == (other.task, other.classes, other.target)


@pytest.mark.parametrize("kind", KINDS)
def test_a_column_of_any_type_stays_what_it_is(kind, tmp_path):
    frame = pd.DataFrame({"steady": np.arange(N) * 1.5, kind: KINDS[kind], "goal": ["no", "yes"] * (N // 2)})
    alike(through_a_file(frame, "goal", tmp_path), table_of(frame, "goal"))


def test_an_index_with_a_name_is_a_column_and_one_of_numbers_is_none(tmp_path):
    frame = pd.DataFrame({"a": np.arange(N) % 7, "goal": ["no", "yes"] * (N // 2)})
    dated = frame.set_index(pd.Index([f"p{i % 4}" for i in range(N)], name="person"))
    alike(through_a_file(dated, "goal", tmp_path), table_of(dated, "goal"))
    alike(through_a_file(frame.iloc[::-1], "goal", tmp_path), table_of(frame.iloc[::-1], "goal"))


@pytest.mark.parametrize("given", ["target", "pair", "series"])
def test_arrays_and_targets_in_any_order_of_words(given, tmp_path):
    x, y = np.random.default_rng(0).normal(size=(N, 4, 3)).astype("float32"), np.arange(N) % 3
    data, target = {"target": (x, y), "pair": ((x, y), None), "series": (x, pd.Series(y))}[given]
    alike(through_a_file(data, target, tmp_path), table_of(x, y))


def test_a_frame_with_targets_beside_it(tmp_path):
    x, y = pd.DataFrame({"a": np.arange(N) % 7, "b": np.arange(N) % 5}), pd.Series(np.arange(N) * 0.5, name="price")
    table = through_a_file((x, y), None, tmp_path)
    assert (table.target, table.task) == ("price", "regression")
    alike(table, table_of(x, y))


def test_arrays_by_name(tmp_path):
    arrays = {"size": np.arange(N) * 1.5, "colour": ["red", "blue"] * (N // 2), "price": np.arange(N) * 0.5}
    alike(through_a_file(arrays, "price", tmp_path), table_of(arrays, "price"))


def test_the_same_rows_are_the_same_bytes_and_other_rows_are_not():
    frame = pd.DataFrame({"a": np.arange(N) % 7, "text": list("abc" * (N // 3)), "y": ["no", "yes"] * (N // 2)})
    first, again = (rows(one, "y")[0] for one in (frame, frame.copy()))
    assert first.content == again.content
    assert rows(frame.assign(a=0), "y")[0].digest != first.digest
    x = np.zeros((N, 2))
    assert rows((x, np.arange(N)), None)[0].content == rows(x.copy(), np.arange(N))[0].content


def test_names_and_paths_are_no_rows(tmp_path):
    assert named(None) == ()
    assert named("wine") == named(["wine"]) == ("wine",)
    assert named([tmp_path / "a.csv", "wine"]) == (str(tmp_path / "a.csv"), "wine")
    assert named(pd.DataFrame({"a": [1]})) is None
    assert named((np.zeros(3), np.zeros(3))) is None


@pytest.mark.parametrize(
    ("data", "target", "words"),
    [
        (7, None, "data must be a DataFrame.*Received: int"),
        (np.zeros((N, 2)), None, r"need their targets.*data=\(x, y\)"),
        (np.zeros((N, 2)), "y", "need their targets"),
        (np.array([{}] * N), np.zeros(N), "must hold numbers or text.*x"),
        (pd.DataFrame([[1, 2]], columns=["a", "a"]), "a", "same name"),
        (pd.DataFrame({"a": [1, 2]}), np.zeros(5), "one target a row"),
    ],
    ids=["number", "no-targets", "no-columns", "objects", "doubled", "short"],
)
def test_what_is_no_data_is_refused_in_words(data, target, words):
    with pytest.raises(UserError, match=words):
        rows(data, target)
