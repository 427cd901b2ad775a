"""From the command line to a file's table: options of reading, names that are files, and what the plan says."""

from io import StringIO

import pytest
from rich.console import Console

from experiments.data import load
from experiments.data.sources import files, images
from experiments.datafiles import is_file
from experiments.options import parse
from experiments.progress import show_data
from experiments.request import FILE
from experiments.selection import dataset
from experiments.spec import part

FILES = [
    "a.csv",
    "A.CSV",
    "a.tsv",
    "a.csv.gz",
    "a.b.csv",
    "data/a",
    "./a",
    "a.data",
    "C:\\x\\a.csv",
    "a.xlsx",
    "a:b.csv",
    "a.zip",
    "a.parquet",
    "a:b.jsonl",
    "a:b.npz",
    "photos/",
    "./photos",
]
OTHERS = ["digits", "wine", "mine", "my_module:table", "package.module:table", "california_housing"]
LINES = {
    "--task regression": {"task": "regression"},
    "--drop a,b --drop c": {"drop": ("a", "b", "c")},
    "--missing -999": {"missing_values": ("-999",)},
    "--missing -999,? --missing=-1": {"missing_values": ("-999", "?", "-1")},
    "--missing -": {"missing_values": ("-",)},
    "--encoding cp1251 --sep ;": {"characters": "cp1251", "separator": ";"},
    "--target size": {"target": "size"},
    "--features a,b --features c": {"features": ("a", "b", "c")},
    "--sheet May": {"sheet": "May"},
}


@pytest.mark.parametrize("name", FILES + OTHERS)
def test_what_is_a_file_is_known_by_its_name(name):
    assert is_file(name) == (name in FILES)


@pytest.mark.parametrize("line", LINES)
def test_what_is_said_of_a_file_reaches_its_part(line, tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("size,label\n" + "".join(f"{n},{n % 2}\n" for n in range(20)))
    asked = parse(["--dataset", str(path), *line.split()])
    assert asked.reading == LINES[line]
    made = dataset(str(path), asked.reading)
    assert dict(made.options) == LINES[line]
    assert set(dict(made.options)) <= set(files.OPTIONS) and set(FILE.values()) <= {*files.OPTIONS, *images.OPTIONS}


def test_the_plan_and_the_report_say_what_was_decided(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("[bold]price,name,label\n" + "".join(f'"${n}",name {n},{n % 2}\n' for n in range(40)))
    data, output = part(str(path)), StringIO()
    show_data(Console(file=output, width=60), [data, data.but(scaling="robust"), part("wine")])
    notes = (
        "40 rows; 2 classes: 0 20, 1 20",
        "learned from 1 column: [bold]price",
        "label: 2 different whole numbers, taken as classes (--task regression for a quantity)",
        "[bold]price: text like $0, read as numbers",
        "name: 40 different texts, left out",
    )
    head = output.getvalue().splitlines()
    assert head[:6] == ["mine.csv, predicting label:", *(f"  {note}" for note in notes)]
    assert output.getvalue().count("mine.csv") == 1 and "wine" not in output.getvalue()
    assert load(data).facts()["source"].startswith("; ".join(["mine.csv, predicting label", *notes]))
