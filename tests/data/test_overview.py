"""The first words on data of the user's own: rows, what is predicted, what is learned from."""

import json

import numpy as np
import pandas as pd
import pytest

from experiments.data import load
from experiments.spec import part

NUMBERS = np.arange(60)
FRAME = pd.DataFrame({"size": NUMBERS / 7, "label": [("ab" if number % 3 else "c") for number in NUMBERS]})
WIDE = pd.DataFrame(NUMBERS[:, None] * np.arange(1, 9) % 59 / 7, columns=[f"c{number}" for number in range(8)])
PIXELS = np.arange(60 * 12).reshape(60, 4, 3) % 251
CONSTANT = """
import numpy as np
from experiments.data import Table

def made():
    x = np.arange(120.0).reshape(60, 2)
    return Table("mine", "mine", "regression", x, np.full(60, 7.0), None, None, "made here")
"""
CASES = {  # file, how it is written, what is said first
    "classes": (
        "mine.csv", lambda path: FRAME.to_csv(path, index=False),
        ("60 rows; 2 classes: ab 40, c 20", "learned from 1 column: size"),
    ),
    "many classes": (
        "mine.csv", lambda path: FRAME.assign(label=[f"k{number % 8}" for number in NUMBERS]).to_csv(path, index=False),
        ("60 rows; 8 classes of 7 to 8 rows", "learned from 1 column: size"),
    ),
    "a quantity far from 0": (
        "mine.jsonl",
        lambda path: path.write_text("\n".join(json.dumps({"a": n * 7 % 31, "b": 1e6 + n * n}) for n in range(60))),
        ("60 rows; a quantity from 1e+06 to 1.00348e+06, on average 1.00117e+06", "learned from 1 column: a"),
    ),
    "categories": (
        "mine.parquet",
        lambda path: FRAME.assign(label=["xyz"[n % 3] for n in NUMBERS // 2], town=FRAME.label).to_parquet(path),
        ("60 rows; 2 classes: ab 40, c 20", "learned from 2 columns, 4 inputs: size, label (3 inputs)"),
    ),
    "a column without a name": (
        "mine.csv", lambda path: path.write_text("a,,y\n" + "".join(f"{n % 7},{n % 5},{n / 9}\n" for n in NUMBERS)),
        (
            "60 rows; a quantity from 0 to 6.55556, on average 3.27778",
            "learned from 2 columns: a, column 2",
        ),
    ),
    "many columns": (
        "mine.feather", lambda path: WIDE.assign(label=FRAME.label).to_feather(path),
        ("60 rows; 2 classes: ab 40, c 20", "learned from 8 columns: c0, c1, c2, c3, c4, c5 and 2 more"),
    ),
    "a quantity that is constant, as a table of a function may have it": (
        "mine.py", lambda path: path.write_text(CONSTANT),
        (
            "60 rows; a quantity that is 7 in every row, from which nothing can be learned",
            "learned from arrays of 2",
        ),
    ),
    "arrays": (
        "mine.npz", lambda path: np.savez(path, x=PIXELS, y=FRAME.label.to_numpy(str)),
        ("60 rows; 2 classes: ab 40, c 20", "learned from arrays of 4 x 3"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_plan_begins_with_rows_and_columns(name, tmp_path):
    file, write, expected = CASES[name]
    write(tmp_path / file)
    name = str(tmp_path / file)
    assert load(part(f"{name}:made" if file.endswith(".py") else name)).notes[:2] == expected


def test_data_of_the_suite_need_no_words():
    assert not load(part("wine")).notes
