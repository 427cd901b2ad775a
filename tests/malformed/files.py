"""Files of a user's own that cannot be learned from, and ways of reading that fit no file."""

import gzip

from tests.malformed.case import Case

ROWS = [f"{n / 7:.2f},{-n / 3:.2f},{'ab'[n % 2]}" for n in range(1, 31)]
HEADER = "size,weight,label"


def lines(*changed: tuple[int, str], header: str = HEADER, rows=ROWS) -> str:
    """A sound file but for some rows, counted as a spreadsheet does: the header is row 1."""
    made = [header, *rows]
    for row, text in changed:
        made[row - 1] = text
    return "\n".join([*made, ""])


def case(name, content, *says, options="", file="mine.csv"):
    """A file in the working folder, and what must be said of it."""
    return Case(name, f"optimizers --dataset {file} {options}", (file, *says), {file: content})


def asked(name, options, *says, content=None):
    """A sound file, and options that do not fit it."""
    return Case(name, f"optimizers --dataset mine.csv {options}", says, {"mine.csv": content or lines()})


SECOND = [f"{n},{n % 7}" for n in range(1, 31)]
RUSSIAN = "размер,цвет,класс\n" + "".join(f"{n}.5,{'красный' if n % 2 else 'синий'},{'аб'[n % 2]}\n" for n in range(30))
POLISH = "miasto,cena,klasa\n" + "".join(
    f"{'Łódź' if n % 2 else 'Kraków'},{n},{'tak' if n % 3 else 'żółw'}\n" for n in range(30)
)
JAPANESE = "大きさ,色,判定\n" + "".join(
    f"{n}.5,{'赤' if n % 2 else '青'},{'良' if n % 3 else '不可'}\n" for n in range(30)
)

CONTENT = [
    case("an empty file", "", "empty"),
    case("a file of blank lines", "\n\n  \n", "empty"),
    case("a file of separators", ",,,\n,,,\n", "empty"),
    case("a header alone", HEADER + "\n", "no rows", "size, weight, label"),
    case("a header and rows of separators", HEADER + "\n" + ",,\n" * 20, "no rows"),
    case("a file of too few rows", lines(rows=ROWS[:6]), "at least 10 rows", "6"),
    case("one column", "label\n" + "a\nb\n" * 20, "at least one other", "--sep"),
    case("a web page", "<!DOCTYPE html>\n<html><body>Not found</body></html>", "web page", "as CSV"),
    case("a web page without a doctype", "\n <HTML><head></head></HTML>", "web page"),
    case("an XML document", "<?xml version='1.0'?><rows/>", "web page or XML"),
    case("JSON records", '[{"size": 1, "label": "a"}]', "JSON"),
    case("a JSON object", '{"size": [1, 2], "label": ["a", "b"]}', "JSON"),
    case("a workbook", b"PK\x03\x04" + bytes(30), "mine.csv"),
    case("an old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Excel", "CSV"),
    case("a Parquet file", b"PAR1" + bytes(200), "cannot be read as Parquet"),
    case("a database", b"SQLite format 3\0" + bytes(200), "SQLite"),
    case("a PDF", b"%PDF-1.7\n" + bytes(200), "PDF"),
    case("an image", b"\x89PNG\r\n" + bytes(200), "image"),
    case("a NumPy array", b"\x93NUMPY\x01\x00" + bytes(200), "NumPy"),
    case("an HDF5 file", b"\x89HDF\r\n" + bytes(200), "HDF5"),
    case("zero bytes within", lines().replace("1.00", "1.\0" + "0").encode(), "zero bytes"),
    case("every byte", bytes(range(256)) * 20, "mine.csv"),
    case("gzip that is cut off", gzip.compress(lines().encode())[:60], "cannot be read", file="mine.csv.gz"),
    case("gzip of nothing", gzip.compress(b""), "empty", file="mine.csv.gz"),
    case("a row with more cells", lines((7, "1,2,a,4,5")), "row 7", "5 cells", "3 columns"),
    case("a row with one more cell", lines((9, "1,2,a,4")), "row 9", "4 cells"),
    case("text with the separator and no quotes", lines((12, "1,big, bigger,2,a")), "row 12", "quotation marks"),
    case("a header with fewer names", "size,weight\n" + "".join(f"{n},2,3,4,5\n" for n in range(20)), "row 1",
         "2 cells"),
    case("a quotation mark left open", lines((5, '"1,2,a')), "quotation mark"),
    case("two columns of one name", lines(header="size,size,label"), "columns 1 and 2", "'size'", "name of its own"),
    case("two names that differ by a space", lines(header="size,size ,label"), "columns 1 and 2", "'size'"),
    case("the target twice", lines(header="size,label,label"), "columns 2 and 3", "'label'"),
    case("characters of Russia", RUSSIAN.encode("cp1251"), "--encoding", "cp1251"),
    case("characters of Poland", POLISH.encode("cp1250"), "--encoding", "cp1250"),
    case("characters of Japan", JAPANESE.encode("shift_jis"), "--encoding", "shift_jis"),
]  # fmt: skip

VALUES = [
    case("a gap in the target", lines((6, "1,2,")), "row 6", "column label", "missing", "--target"),
    case("several gaps in the target", lines((6, "1,2,NA"), (8, "1,2,")), "row 6", "first of 2"),
    case("a row that is too short", lines((8, "1,2")), "row 8", "column label", "missing"),
    case("an infinite number", lines((5, "inf,2,a")), "row 5", "column size", "infinite"),
    case("a negative infinite number", lines((5, "1,-Infinity,a")), "row 5", "column weight", "infinite"),
    case("a number beyond float32", lines((7, "1e39,2,a")), "row 7", "column size", "1e+39", "--missing"),
    case("a target beyond float32", lines((7, "1,1e300,a")), "row 7", "column weight", "1e+300",
         options="--target weight"),
    case("numbers below float32", lines(rows=[f"{n}e-40,2,{n % 2}" for n in range(1, 31)]), "column size", "unit"),
    case("an infinite target", lines((7, "1,inf,a")), "row 7", "column weight", "infinite", options="--target weight"),
    case("a file of a single class", lines(rows=[row[:-1] + "ok" for row in ROWS]), "ok in every row", "--target"),
    case("a constant quantity", lines(rows=[row[:-1] + "0.5" for row in ROWS]), "0.5 in every row"),
    case("a constant whole number", lines(rows=[row[:-1] + "3" for row in ROWS]), "3 in every row"),
    case("a constant truth value", lines(rows=[row[:-1] + "TRUE" for row in ROWS]), "in every row"),
    case("names to predict", lines(rows=[f"{row}{n}" for n, row in enumerate(ROWS)]), "30 different values",
         "--target"),
    case("dates to predict", lines(rows=[f"{row[:-1]}2024-01-{n + 1:02}" for n, row in enumerate(ROWS)]),
         "30 different"),
    case("a column of gaps to predict", lines(rows=[row[:-1] for row in ROWS]), "label", "missing",
         options="--target label"),
    case("no feature but names", "name,label\n" + "".join(f"name {n},{n % 2}\n" for n in range(40)), "usable feature",
         "name", "40 different texts"),
    case("no feature but dates of several forms",
         "day,label\n" + "".join((f"2024-01-{n % 28 + 1:02}" if n % 2 else f"{n % 28 + 1}/1/2024") + f",{n % 5}\n"
                                 for n in range(40)), "usable feature", "dates or times of several forms"),
    case("no feature but a constant", "unit,label\n" + "cm,a\ncm,b\n" * 20, "usable feature", "the same in every row"),
    case("no feature but gaps", "note,label\n" + ",a\n,b\n" * 20, "usable feature", "empty"),
]  # fmt: skip

OPTIONS = [
    asked("a target that is not there", "--target lable", "'lable'", "Did you mean label", "size, weight, label"),
    asked("a target in another case", "--target LABEL", "'LABEL'", "size, weight, label"),
    asked("an empty target of a file", "--target ''", "mine.csv", "size, weight, label"),
    asked("a column to drop that is not there", "--drop colour", "'colour'", "size, weight, label"),
    asked("the target dropped", "--drop label", "drop=label", "predicted"),
    asked("the stated target dropped", "--target size --drop weight,size", "drop=size"),
    asked("every feature dropped", "--drop size,weight", "usable feature"),
    asked("an empty name to drop", "--drop size,,weight", "--drop", "between commas", "'size,,weight'"),
    asked("an empty missing value", "--missing ,", "--missing", "between commas"),
    asked("missing values that are the target", "--missing a", "row 3", "column label", "missing (a)"),
    asked("a task that there is not", "--task ranking", "--task", "'ranking'", "classification"),
    asked("a quantity of text", "--task regression", "label", "text", "--task classification"),
    asked("classes of a measurement", "--task classification --target size", "size", "30 different values",
          "--task regression"),
    asked("characters that there are not", "--encoding klingon", "'klingon'", "utf-8"),
    asked("characters that do not fit", "--encoding ascii", "'ascii'", "cp1252",
         content=lines(header="größe,weight,label")),
    asked("half as many bytes as UTF-16 needs", "--encoding utf-16", "'utf-16'", content=lines().encode("utf-16")[:-1]),
    asked("no set of characters", "--encoding base64", "base64"),
    asked("a separator of two characters", "--sep ::", "sep must be one character", "'::'"),
    asked("a letter as separator", "--sep x", "sep must be one character", "'x'"),
    asked("a separator that is not in the file", "--sep ';'", "at least one other", "--sep"),
    asked("spaces where there are none", "--sep space", "at least one other"),
    Case("a data file that is not there", "optimizers --dataset mine.csv", ("There is no data file mine.csv",)),
    Case("a packed file that is not there", "optimizers --dataset data/mine.tsv.gz",
         ("There is no data file data/mine.tsv.gz",)),
    Case("a folder", "optimizers --dataset ./data", ("./data is a folder", "Name a file"), {"data/mine.csv": lines()}),
    Case("a target of the digits", "optimizers --target label",
         ("--target", "goes with a CSV file", "digits", "label")),
    Case("a task without a file", "optimizers --dataset wine --task regression", ("--task", "wine", "regression")),
    Case("columns to drop without a file", "optimizers --dataset wine --drop a,b", ("--drop", "wine", "a,b")),
    Case("missing values without a file", "optimizers --missing -999", ("--missing", "digits", "-999")),
    Case("characters without a file", "optimizers --encoding utf-16", ("--encoding", "digits", "utf-16")),
    Case("a separator without a file", "optimizers --sep ;", ("--sep", "digits", ";")),
    Case("a file without an ending", "optimizers --dataset mine", ("'mine'", "./mine"), {"mine": lines()}),
    Case("one of two files is not sound", "optimizers --dataset a.csv --dataset b.csv", ("b.csv", "at least 10 rows"),
         {"a.csv": lines(), "b.csv": lines(rows=ROWS[:4])}),
    Case("a search on a file that is not sound", "mlp_optimizer --dataset mine.csv", ("mine.csv", "row 7", "5 cells"),
         {"mine.csv": lines((7, "1,2,a,4,5"))}),
]  # fmt: skip

CASES = [*CONTENT, *VALUES, *OPTIONS]
