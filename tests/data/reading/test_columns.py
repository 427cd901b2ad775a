"""What a column is, decided from all its values, and said."""

import numpy as np
import pandas as pd
import pytest

from experiments.data.sources.files import rows_like, table
from experiments.data.sources.reading.numbers import GAPS, number

NUMBERS = {  # as written: with a decimal point, with a decimal comma
    "12": (12, 12), "-3.5": (-3.5, None), "-3,5": (None, -3.5), "1,200": (1200, 1.2), "1.250": (1.25, 1250),
    "1,200.00": (1200, None), "1.200,00": (None, 1200), "1,234,567": (1234567, None), "1.234.567": (None, 1234567),
    "$1,200.00": (1200, None), "-$5.50": (-5.5, None), "1.250,50 €": (None, 1250.5), "€ 3": (3, 3), "EUR 4,5": (None,
    4.5),
    "45%": (45, 45), "4.5 %": (4.5, None), "(1,200.00)": (-1200, None), "1'200.50": (1200.5, None),
    "1 200 000": (1.2e6, 1.2e6),
    "\u22124": (-4, -4), "1e5": (1e5, 1e5), "1.5E-3": (1.5e-3, None), ".5": (0.5, None), ",5": (None, 0.5), "+7": (7,
    7),
    "12a": (None, None), "1,2,3": (None, None), "1.2.3": (None, None), "12-3": (None, None), "": (None, None),
    "12,34,567": (None, None), "2024-01-02": (None, None), "1_000": (None, None), "0x1F": (None, None), "%": (None,
    None),
}  # fmt: skip


@pytest.mark.parametrize("written", NUMBERS)
def test_every_way_to_write_a_number(written):
    assert (number(written, "."), number(written, ",")) == NUMBERS[written]


@pytest.fixture
def file(tmp_path):
    def write(column, name="mine.csv", header="size,label"):
        labels = ["ab"[n % 2] for n in range(len(column))]
        made = pd.DataFrame(dict(zip(header.split(","), (column, labels), strict=True)))
        made.to_csv(tmp_path / name, index=False)
        return str(tmp_path / name)

    return write


@pytest.mark.parametrize("gap", sorted(GAPS - {"", "."}))
def test_every_sign_of_a_gap_stays_a_gap_and_is_said(gap, file):
    made = table(file([gap.upper() if n % 5 == 0 else f"{n}.5" for n in range(40)]))
    assert np.isnan(made.x[:, 0]).tolist() == [n % 5 == 0 for n in range(40)]
    assert f"{gap.upper()} in 8 rows read as missing" in "; ".join(made.notes)


COLUMNS = {  # values of a row n: what the first feature is, the number of features, what is said
    "numbers with gaps": (lambda n: "" if n == 3 else n / 2, lambda n: np.nan if n == 3 else n / 2, 1, ""),
    "prices": (lambda n: f"${n * 100:,}.00", lambda n: n * 100, 1, "text like $0.00, read as numbers"),
    "percents": (lambda n: f"{n}%", lambda n: n, 1, "text like 0%, read as numbers"),
    "a German price": (lambda n: f"{n}.250,5", lambda n: n * 1000 + 250.5, 1, "text like 0.250,5, read as numbers"),
    "a mistyped number": (
        lambda n: "abc" if n == 7 else n,
        lambda n: np.nan if n == 7 else n,
        1,
        "abc in 1 row read as",
    ),
    "text late in a long file": (lambda n: n, lambda n: n, 1, ""),
    "truth values": (lambda n: "TRUE" if n % 3 else "false", lambda n: float(n % 3 > 0), 1, ""),
    "truth values with gaps": (lambda n: ("True", "False", "")[n % 3], lambda n: (1, 0, np.nan)[n % 3], 1, ""),
    "yes and no": (lambda n: " yes " if n % 3 else "no", lambda n: float(n % 3 == 0), 2, ""),
    "case that differs": (
        lambda n: ("yes", "Yes", "no")[n % 3],
        lambda n: float(n % 3 == 1),
        3,
        "Yes and yes differ only",
    ),
    "None as a category": (lambda n: ("None", "some", "some")[n % 3], lambda n: float(n % 3 == 0), 2, ""),
    "categories with gaps": (lambda n: ("red", "blue", "")[n % 3], lambda n: float(n % 3 == 1), 3, ""),
    "numbers of stars": (lambda n: ("1", "2", "3+")[n % 3], lambda n: float(n % 3 == 0), 3, ""),
}
NOTHING = {
    "names": (lambda n: f"name {n}", "40 different texts, left out"),
    "a constant": (lambda n: "cm", "the same in every row, left out"),
    "a constant number": (lambda n: 3.5, "the same in every row, left out"),
    "nothing": (lambda n: "", "empty, left out"),
    "dates of several forms": (
        lambda n: f"2024-01-{n % 28 + 1:02}" if n % 2 else f"{n % 28 + 1}.1.2024",
        "dates or times of several forms, left out",
    ),
    "one date": (lambda n: "2024-01-31", "the same in every row, left out"),
    "ids beyond float64": (lambda n: f"{10**22 + n}", "40 different texts, left out"),
    "tickets": (lambda n: f"A/{n}" if n % 3 else n * 7, "40 different texts, left out"),
}


@pytest.mark.parametrize("name", COLUMNS)
def test_every_kind_of_column_becomes_its_features(name, file):
    write, value, features, sentence = COLUMNS[name]
    made = table(file([write(n) for n in range(40)]))
    assert made.x.shape == (40, features) and made.origin is None
    np.testing.assert_array_equal(made.x[:, 0], np.array([value(n) for n in range(40)], np.float32))
    assert sentence in "; ".join(made.notes) and (
        sentence or not [note for note in made.notes if "size:" in note and "rows" not in note]
    )


@pytest.mark.parametrize("name", NOTHING)
def test_what_cannot_be_learned_from_is_left_out_by_name(name, file, tmp_path):
    write, sentence = NOTHING[name]
    path = tmp_path / "mine.csv"
    path.write_text("odd,size,label\n" + "".join(f"{write(n)},{n % 7},{'ab'[n % 2]}\n" for n in range(40)))
    made = table(str(path))
    assert made.x.shape == (40, 1) and any(note.startswith("odd: ") and sentence in note for note in made.notes)


def test_a_column_is_decided_from_all_rows_of_a_long_file(file):
    """pandas decides by chunks unless told otherwise: `1` and `1` of another chunk would be two labels."""
    values = [str(n % 3) for n in range(200_000)]
    values[-1] = "none of these"
    made = table(file(values, header="label,last"), "label")
    assert made.classes == ("0", "1", "2", "none of these")


def test_missing_values_may_be_named(file):
    path = file([-999 if n % 5 == 0 else n for n in range(40)])
    assert "-999 in 8 rows, far from all others" in "; ".join(table(path).notes)
    assert not np.isnan(table(path).x).any()
    made = table(path, missing_values=("-999",))
    assert np.isnan(made.x).sum() == 8 and not [note for note in made.notes if "far from" in note]


def test_two_thousand_columns_are_read_and_few_sentences_said(tmp_path):
    rng, path = np.random.default_rng(0), tmp_path / "wide.csv"
    frame = pd.DataFrame(rng.normal(size=(60, 2000)).round(3)).add_prefix("f")
    frame = frame.assign(**{f"name{n}": [f"text {row}" for row in range(60)] for n in range(40)}, label=["a", "b"] * 30)
    frame.to_csv(path, index=False)
    made = table(str(path))
    assert made.x.shape == (60, 2000) and len(made.notes) <= 25
    assert any("and 34 more: text of many different entries, left out" in note for note in made.notes)


def test_new_rows_are_encoded_as_those_of_the_training_file(file, tmp_path):
    rows = [f"{('red', 'blue', 'green')[n % 3]},${n},{n % 4 or ''},name {n},{n % 2}" for n in range(40)]
    (tmp_path / "old.csv").write_text("colour,price,rooms,name,sold\n" + "\n".join(rows))
    (tmp_path / "new.tsv").write_text('rooms\tcolour\tprice\n2\tblue\t"$1,500"\n\tpurple\t?\n')
    encoded = rows_like(str(tmp_path / "new.tsv"), str(tmp_path / "old.csv"))
    np.testing.assert_array_equal(encoded, [[1, 0, 0, 1500, 2], [0, 0, 0, np.nan, np.nan]])
    old = str(tmp_path / "old.csv")
    np.testing.assert_array_equal(rows_like(old, old), table(old).x)
    with pytest.raises(Exception, match="no column 'price'"):
        (tmp_path / "new.tsv").write_text("rooms,colour\n2,blue\n3,red\n")
        rows_like(str(tmp_path / "new.tsv"), old)
