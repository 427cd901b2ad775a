"""Layouts, characters and packings: however the same rows are written, they are the same table."""

import bz2
import gzip
import io
import lzma
import zipfile

import numpy as np
import pytest

from experiments.data.sources.files import table

HEADER = ["Größe", "weight", "label"]
ROWS = [[f"{n / 4:.2f}", f"{-n / 8:.3f}", "aé" if n % 3 else "b"] for n in range(1, 41)]
EXPECTED = np.array([[n / 4, -n / 8] for n in range(1, 41)], np.float32)


def joined(separator=",", decimal=".", end="\n", header=True, before="", after="", trailing="", quote="", rows=ROWS):
    """The rows as a text."""
    lines = [HEADER] * header + [[cell.replace(".", decimal) for cell in row] for row in rows]
    return (
        before
        + "".join(separator.join(f"{quote}{cell}{quote}" for cell in line) + trailing + end for line in lines)
        + after
    )


def zipped(text):
    """A zip of one file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("inside.csv", text)
    return made.getvalue()


LAYOUTS = {
    "plain": joined(),
    "no last line end": joined().rstrip("\n"),
    "semicolon": joined(";"),
    "tab": joined("\t"),
    "bar": joined("|"),
    "spaces": joined("  ").replace("\n", " \n"),
    "spaces before": " " + joined(" ").replace("\n", "\n "),
    "spaces after separators": joined(", "),
    "decimal comma": joined(";", ","),
    "decimal comma and tabs": joined("\t", ","),
    "decimal comma in quotes": joined(",", ",", quote='"'),
    "quoted": joined(quote='"'),
    "Windows line ends": joined(end="\r\n"),
    "old Mac line ends": joined(end="\r"),
    "trailing separators": joined(trailing=","),
    "trailing separators of rows alone": joined(trailing=",").replace("label,", "label", 1),
    "a sep= line": joined(";", before="sep=;\n"),
    "a quoted sep= line": joined("|", before='"sep=|"\n'),
    "a title": joined(before="Export of 2024-01-02, unit 7\n\n", rows=[[*row] for row in ROWS]).replace(
        ", unit", " unit"
    ),
    "a title with separators": joined(before="Export of unit 7,,\n"),
    "comments": joined(before="# made by the lab, v2\n#\n"),
    "comments within": joined(before="# begin\n", after="# end\n"),
    "a header with #": "#" + joined(),
    "a blank first line": joined(before="\n\n"),
    "blank lines within": joined().replace("\n", "\n\n"),
    "rows of separators": joined(after=",,\n,,\n , ,\n"),
    "units": joined().replace("label\n", "label\ncm,kg,-\n", 1),
    "a decimal comma with three digits": joined(";", ",", rows=[[*row] for row in ROWS]),
}
PACKED = {
    "mine.CSV": lambda text: text.encode(),
    "mine.tsv": lambda text: text.replace(",", "\t").encode(),
    "mine.txt": lambda text: text.encode(),
    "mine.data": lambda text: text.encode(),
    "mine.csv.gz": lambda text: gzip.compress(text.encode()),
    "mine.csv.bz2": lambda text: bz2.compress(text.encode()),
    "mine.csv.xz": lambda text: lzma.compress(text.encode()),
    "mine.zip": lambda text: zipped(text.encode()),
    "mine": lambda text: text.encode(),
    "packed without saying so.csv": lambda text: gzip.compress(text.encode()),
}
CHARACTERS = {
    "utf-8": None, "utf-8-sig": None, "utf-16": None, "utf-32": None, "cp1252": None, "utf-16-le": "utf-16-le",
    "utf-16-be": None, "cp1250": "cp1250", "cp437": "cp437", "mac_roman": "mac_roman",
}  # fmt: skip


def same(made, classes=("aé", "b")):
    """It is the table."""
    np.testing.assert_array_equal(made.x, EXPECTED)
    assert made.classes == classes and made.target == "label"
    assert made.y.tolist() == [0 if n % 3 else 1 for n in range(1, 41)]


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_is_the_same_table(name, tmp_path):
    (tmp_path / "mine.csv").write_bytes(LAYOUTS[name].encode())
    same(table(str(tmp_path / "mine.csv")))


@pytest.mark.parametrize("name", PACKED)
def test_every_ending_and_packing_is_the_same_table(name, tmp_path):
    (tmp_path / name).write_bytes(PACKED[name](joined()))
    same(table(str(tmp_path / name)))


@pytest.mark.parametrize("encoding", CHARACTERS)
def test_every_set_of_characters_is_the_same_table(encoding, tmp_path):
    (tmp_path / "mine.csv").write_bytes(joined().encode(encoding))
    made = table(str(tmp_path / "mine.csv"), characters=CHARACTERS[encoding])
    same(made)
    assert any("Windows-1252" in note for note in made.notes) == (encoding == "cp1252")


@pytest.mark.parametrize(
    ("separator", "named"), [(";", "semicolon"), ("\t", "tab"), ("|", "bar"), (" ", "space"), ("~", "~")]
)
def test_a_separator_may_be_named(separator, named, tmp_path):
    (tmp_path / "mine.csv").write_text(joined(separator))
    same(table(str(tmp_path / "mine.csv"), separator=named))


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        ([f"{n},{n % 9},{n % 3 * 0.5},{n % 2}" for n in range(40)], 4),
        ([f"{n / 7:.1f},{n % 9},{'setosa' if n % 2 else 'virginica'}" for n in range(40)], 3),
        ([f"{'pqr'[n % 3]},{'xy'[n % 2]},{'ab'[n % 2]}" for n in range(40)], 3),
        ([f"{n}.5;{n % 9},25;{n % 2}" for n in range(40)], 3),
    ],
)
def test_a_first_row_of_data_is_no_header(rows, names, tmp_path):
    (tmp_path / "mine.csv").write_text("\n".join(rows) + "\n")
    made = table(str(tmp_path / "mine.csv"))
    assert len(made.x) == 40 and made.target == f"column {names}"
    assert any(f"columns are named column 1 to column {names}" in note for note in made.notes)


@pytest.mark.parametrize("header", ["country,2019,2020,label", "a,b,c,1", '"2019",b,c,d', "x1,x2,x3,class"])
def test_a_header_with_numbers_is_a_header(header, tmp_path):
    rows = [f"{'pqr'[n % 3]},{n % 7},{n},{'ab'[n % 2]}" for n in range(40)]
    (tmp_path / "mine.csv").write_text("\n".join([header, *rows]))
    assert table(str(tmp_path / "mine.csv")).target == header.split(",")[-1]


def test_rows_keep_the_numbers_that_a_spreadsheet_shows(tmp_path):
    rows = [f'"first\nsecond, {n}",{n},{"" if n == 30 else n % 2}' for n in range(40)]
    (tmp_path / "mine.csv").write_text("a title\n\ncomment,size,label\n" + "\n".join(rows))
    with pytest.raises(Exception, match="row 34, column label"):
        table(str(tmp_path / "mine.csv"))


def test_commas_within_the_quotes_of_a_header_separate_nothing(tmp_path):
    rows = [f"{n}.13;{n}.5;DE;{'ab'[n % 2]}" for n in range(40)]
    (tmp_path / "mine.csv").write_text('"net, sum";"gross, sum";"land, region";class\n' + "\n".join(rows))
    assert table(str(tmp_path / "mine.csv")).x.shape == (40, 2)  # one region is nothing to learn from
