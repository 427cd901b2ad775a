"""Names of the user's own that stand for nothing, and files that lie wrong."""

from tests.malformed.case import Case

STUDY = """
from dataclasses import replace
from experiments.spec import part
from experiments.study import method
from tests.samples import STUDY as TINY, WINE, SMALL
STUDY = replace(TINY, name="mine", base=replace(TINY.base, {}), methods=(method("a"),), claims=())
"""
SEARCH = """
from experiments.spec import part
from tests.tuning.samples import search
SEARCH = search({})
"""
TABLE = """
import numpy as np
from experiments.data import Table
def table():
    x = np.random.default_rng({}).normal(size=(30, 3)).astype("float32")
    return Table("t", "rows", "regression", x, x[:, :1], None, None, "made up")
class table_class:
    def __init__(self):
        raise RuntimeError("a wheel came off")
number = 3
"""
ROWS = "a,b\n" + "1,2\n2,3\n" * 9
FILES = {"net.py": "number = 3\n", "broken.py": "def net(:\n", "falls.py": "1 / 0\n", "rows.py": TABLE.format(0)}


def study(fields: str, **files: str) -> dict[str, str]:
    """Files with a study of other fields."""
    return {"mine.py": STUDY.format(fields), **FILES, **files}


def search(fields: str) -> dict[str, str]:
    """Files with a search of other fields."""
    return {"mine.py": SEARCH.format(fields), **FILES}


def named(field: str, written: str) -> list[Case]:
    """What may be wrong with a name in one field of a trial."""
    return [
        Case(f"{field}: {wrong}", "mine.py --dataset wine", (name, *says), study(written.format(name)))
        for wrong, name, says in (
            ("no such module", "nowhere:net", ("No module named 'nowhere'", "module", "Received: ")),
            ("no such attribute", "net:nothing", ("has no attribute 'nothing'", "Received: ")),
            ("a file that does not parse", "broken:net", ("SyntaxError", "Received: ")),
        )
    ]


CASES = [
    *named("model", "model=part('{}')"),
    *named("optimizer", "optimizer=part('{}', learning_rate=0.1)"),
    *named("loss", "loss=part('{}')"),
    *named("activation", "model=SMALL.but(activation=part('{}'))"),
    *named("initializer", "model=SMALL.but(initializer=part('{}'))"),
    *named("schedule", "schedule=part('{}')"),
    *named("data of the study", "data=part('{}')), own_data=True, title=str(TINY.base"),
    *[
        Case(f"--dataset: {wrong}", f"optimizers --dataset {name}", (name, *says), FILES)
        for wrong, name, says in (
            ("no such module", "nowhere:table", ("No module named 'nowhere'", "Received: ")),
            ("no such function", "rows:tabel", ("has no attribute 'tabel'", "Received: ")),
            ("a file that does not parse", "broken:table", ("SyntaxError", "Received: ")),
            ("a file that fails", "falls:table", ("ZeroDivisionError", "Received: ")),
            ("a function that fails", "rows:table_class", ("a wheel came off",)),
            ("no function", "rows:number", ("must be a function", "Received: int")),
            ("no name behind the colon", "rows:", ("rows:", "Received: ")),
            ("no file", "nowhere.csv", ("no data file nowhere.csv",)),
        )
    ],
    Case("a model file that fails", "mine.py --dataset wine", ("ZeroDivisionError",), study("model=part('falls:net')")),
    Case(
        "a model that is a number",
        "mine.py --dataset wine",
        ("must be a function or a class", "Received: 3"),
        study("model=part('net:number')"),
    ),
    Case(
        "a function that draws other rows each time",
        "optimizers --dataset rows:table",
        ("other rows", "seed them"),
        {"rows.py": TABLE.format("")},
    ),
    Case("a folder instead of a file", "optimizers --dataset rows.csv", ("rows.csv",), {"rows.csv/a.csv": ROWS}),
    Case("a folder instead of a study", "mine.py", ("mine.py",), {"mine.py/a.py": ""}),
    Case(
        "two modules of one name in two folders",
        "a/one.py b/two.py --dataset wine",
        ("a module's name stands for one file", "helper.py", "two commands"),
        {
            "a/one.py": "import helper\n" + STUDY.format("epochs=1"),
            "b/two.py": "import helper\n" + STUDY.format("epochs=1"),
            "a/helper.py": "",
            "b/helper.py": "a = 1",
        },
    ),
    Case(
        "a study beside which nothing lies",
        "mine.py --dataset wine",
        ("No module named 'common'",),
        {"mine.py": "from common import STUDY"},
    ),
    Case(
        "a seed for data that draw nothing",
        "mine.py --dataset wine",
        ("seed goes with data that draw numbers", "Received: wine"),
        study("data=part('wine', seed=3)"),
    ),
    Case(
        "a seed below 0",
        "mine.py --dataset two_moons",
        ("seed", "at least 0", "Received: -1"),
        study("data=part('two_moons', seed=-1)"),
    ),
    Case("a search: no such model", "mine.py", ("No module named 'nowhere'",), search("model=part('nowhere:net')")),
    Case("a search: no such loss", "mine.py", ("no attribute 'nothing'",), search("loss=part('net:nothing')")),
    Case("a search: no such data", "mine.py", ("No module named 'nowhere'",), search("data=part('nowhere:rows')")),
    Case(
        "too few rows for the only study",
        "pretraining --dataset mine.csv",
        ("pretraining: left out", "labelled rows", "choose other data", "Received: mine.csv for pretraining"),
        {"mine.csv": ROWS},
    ),
    Case(
        "a task for which no study is left",
        "label_noise --dataset mine.csv",
        ("about classification", "choose other data", "Received: "),
        {"mine.csv": "a,b\n" + "".join(f"{n},{n}.5\n" for n in range(20))},
    ),
    Case(
        "images are needed",
        "mine.py --dataset mine.csv",
        ("needs images", "rows of 1 numbers"),
        study("model=part('cnn', filters=(4,))", **{"mine.csv": ROWS}),
    ),
    Case(
        "batches that are larger than the rows",
        "mine.py --dataset mine.csv",
        ("more rows than the", "to train on"),
        {
            "mine.py": STUDY.format("epochs=1").replace('method("a")', 'method("a", batch_size=512)'),
            "mine.csv": ROWS,
        },
    ),
]
