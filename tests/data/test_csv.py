"""CSV files of the user's own: what becomes of columns, and what is said of faults."""

import numpy as np
import pytest

from experiments.data import DataError, load, prepare
from experiments.data.sources.files import table
from experiments.spec import part

ROWS = [
    f"{n},{'red' if n % 3 else 'blue'},{'' if n == 5 else n * 2.5},name {n},{'yes' if n % 2 else 'no'}"
    for n in range(40)
]
HEADER = "size,colour,weight,title,answer"


@pytest.fixture
def file(tmp_path):
    def write(header=HEADER, rows=ROWS):
        path = tmp_path / "mine.csv"
        path.write_text("\n".join([header, *rows]) + "\n")
        return str(path)

    return write


def test_numbers_stay_categories_open_up_and_names_are_left_out(file):
    made = table(file(), None)
    assert made.task == "classification" and made.classes == ("no", "yes") and made.target == "answer"
    assert made.x.shape == (40, 4)  # size, two colours, weight; the 40 titles are names
    assert "title: 40 different texts, left out" in made.notes
    assert np.isnan(made.x).sum() == 1
    assert made.y.tolist() == [n % 2 for n in range(40)]


@pytest.mark.parametrize("separator", [";", "\t", "|"])
@pytest.mark.parametrize("decimal", [".", ","])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_what_spreadsheets_write_is_the_same_table(file, tmp_path, separator, decimal, encoding):
    rows = [row.replace("blue", "grün") for row in ROWS]
    plain, path = table(file(rows=rows)), tmp_path / "theirs.csv"
    lines = [row.replace(",", separator).replace(".", decimal) for row in (HEADER, *rows)]
    path.write_bytes("\r\n".join([*lines, ""]).encode(encoding))
    made = table(str(path))
    np.testing.assert_array_equal(made.x, plain.x)
    assert (made.y.tolist(), made.classes, made.target) == (plain.y.tolist(), plain.classes, plain.target)


def test_a_quantity_makes_a_regression(file):
    made = table(file(rows=[row.replace(",,", ",1.5,") for row in ROWS]), "weight")
    assert made.task == "regression" and made.classes is None and made.y.shape == (40, 1)


def test_missing_values_are_filled_from_training_rows_alone(file):
    data = prepare(part(file(), scaling="standard"), 0)
    gap = np.isnan(data.table.x)
    mean = np.nanmean(data.table.x[data.rows.train], axis=0)
    assert data.x[gap] == pytest.approx(np.broadcast_to(mean, gap.shape)[gap])
    assert np.isfinite(data.inputs(np.arange(40))).all()


@pytest.mark.parametrize(
    ("header", "rows", "target", "words"),
    [
        (HEADER, ROWS, "anser", "Did you mean answer?"),
        (HEADER, [*ROWS[:7], "1,red,2,x,", *ROWS[8:]], None, "row 9, column answer"),
        (HEADER, [*ROWS[:3], "1,red,inf,x,yes", *ROWS[4:]], None, "row 5, column weight"),
        (HEADER, [*ROWS[:3], "1,red,2,x,yes,more,and,more", *ROWS[4:]], None, "row 5: 8 cells"),
        (HEADER, ROWS[:6], None, "at least 10 rows"),
        ("one", ["1"] * 20, None, "at least one other"),
        ("title,answer", [f"name {n},{n % 2}" for n in range(40)], None, "no usable feature"),
        (HEADER, [row.replace(",no", ",yes") for row in ROWS], None, "yes in every row"),
    ],
)
def test_faults_are_named(file, header, rows, target, words):
    with pytest.raises(DataError) as caught:
        table(file(header, rows), target)
    assert words in str(caught.value)
    assert "mine.csv" in str(caught.value)


def test_a_missing_or_binary_file_is_refused(tmp_path):
    with pytest.raises(DataError, match="no data file"):
        load(part(str(tmp_path / "nowhere.csv")))
    binary = tmp_path / "binary.csv"
    binary.write_bytes(bytes(range(256)) * 20)
    with pytest.raises(DataError, match="cannot be read as CSV"):
        table(str(binary), None)


def test_ordinal_categories_are_numbers_in_alphabetical_order(file):
    made = table(file(rows=[row.replace("3,blue", "3,", 1) for row in ROWS]), None, "ordinal")
    assert made.x.shape == (40, 3)
    colours = ["blue" if n % 3 == 0 else "red" for n in range(40)]
    gaps = np.isnan(made.x[:, 1])
    assert gaps.any() and [int(code) for code in made.x[~gaps, 1]] == [
        ("blue", "red").index(colour) for colour, gap in zip(colours, gaps, strict=True) if not gap
    ]
    opened = table(file(rows=[row.replace("3,blue", "3,", 1) for row in ROWS]), None)
    assert opened.x.shape == (40, 5)  # missing colours are a category


def test_an_unknown_encoding_is_refused(file):
    with pytest.raises(DataError, match="one_hot or ordinal"):
        load(part(file(), encoding="binary"))


@pytest.mark.parametrize("imputation", ["mean", "median", "drop", "median_indicator"])
@pytest.mark.parametrize("encoding", ["one_hot", "ordinal"])
def test_encodings_and_imputations_go_together(file, encoding, imputation):
    data = prepare(part(file(), encoding=encoding, imputation=imputation), 0)
    assert np.isfinite(data.inputs(np.arange(40))).all()
    assert data.x.shape[1] == {"one_hot": 4, "ordinal": 3}[encoding] + (imputation == "median_indicator")
