"""What is stored, and what a user's own file, edited since, makes of it: the plan trains anew, and says why."""

import pytest

from experiments.changed import changed
from experiments.data.loading import _load
from experiments.record import Record
from experiments.run import main
from experiments.spec import Simulation, part
from experiments.store import Store
from tests.marks import whole
from tests.samples import trial
from tests.test_content import FILES, POSITIONS, named
from tests.workplace import imported, write

STUDY = """
from dataclasses import replace
from experiments.spec import part
from tests.samples import STUDY as TINY
STUDY = replace(TINY, name="mine", base=replace(TINY.base, {field}), methods=TINY.methods[:1], claims=())
"""
TABLE = """
import numpy as np
from experiments.data import Table
def table():
    rows = np.loadtxt("rows.txt", dtype="float32")
    return Table("t", "rows", "regression", rows, rows[:, :1], None, None, "made up")
"""
NET = """
from helper import width
def net(input_shape, outputs, seed):
    import keras
    inputs = keras.Input(input_shape)
    return keras.Model(inputs, keras.layers.Dense(outputs)(keras.layers.Dense(width)(inputs)))
"""


def stored(path, specs):
    """A results file with some trials."""
    store = Store(path)
    store.add(store.begin("test", {}), specs, [Record(trial.key, "ok") for trial in specs], {})
    store.close()
    return path


@pytest.mark.parametrize("position", POSITIONS)
def test_the_file_that_has_changed_is_named(position, tmp_path):
    before = POSITIONS[position](named(write(tmp_path / "a", FILES)))
    after = POSITIONS[position](named(write(tmp_path / "b", FILES | {"helper.py": "width = 9\n"})))
    path = stored(tmp_path / "results.sqlite", [before])
    assert changed(path, [after]) == ["trained anew: net.py has changed, or a file that it imports (1 trial)"]
    assert changed(path, [POSITIONS[position](part("adam"))]) == []


def test_only_a_change_of_content_is_a_reason(tmp_path):
    own = named(write(tmp_path / "a", FILES))
    other = named(write(tmp_path / "b", FILES | {"helper.py": "width = 9\n"}))
    path = stored(tmp_path / "results.sqlite", [trial(model=own), Simulation(own)])
    assert changed(path, [trial(model=other, epochs=9), trial()]) == []
    assert changed(tmp_path / "nothing.sqlite", [trial(model=other)]) == []


def test_a_data_file_and_the_rows_of_a_function_are_named_too(tmp_path, monkeypatch):
    monkeypatch.chdir(write(tmp_path, {"mine.csv": "a,b\n1,2\n"} | FILES))
    specs = [trial(data=part("mine.csv")), trial(data=named(tmp_path).but(checksum="1"))]
    path = stored(tmp_path / "results.sqlite", specs)
    write(tmp_path, {"mine.csv": "a,b\n1,3\n"})
    assert changed(path, [trial(data=part("mine.csv")), trial(data=named(tmp_path).but(checksum="2"))]) == [
        "trained anew: mine.csv has changed (1 trial)",
        "trained anew: net:make gives other rows (1 trial)",
    ]


def planned(folder, monkeypatch, data):
    """The plan of the study, and the sentences below it, as in a process of its own."""
    seen = []
    monkeypatch.setattr(
        "experiments.progress.show_plan", lambda _, plans, _title, notes, _whole: seen.append((plans[0], notes))
    )
    _load.cache_clear()
    with (folder / "mine.py").open("a") as study:
        study.write("\n")  # so that nobody remembers what it was read as
    with imported(folder):
        assert main(["mine.py", "--dry-run", "--dataset", data]) == 0
    return seen[0]


@pytest.mark.parametrize(
    ("field", "data", "edits", "words"),
    [
        ('model=part("net:net")', "wine", {"helper.py": "width = 3"}, "net.py has changed"),
        pytest.param(
            'model=part("net:net")',
            "mine.csv",
            {"mine.csv": "a,b\n" + "1,2\n2,1\n" * 9},
            "mine.csv has changed",
            marks=whole,
        ),
        pytest.param(
            'loss=part("loss:mine")',
            "wine",
            {"loss.py": "from keras.losses import SparseCategoricalCrossentropy as mine  # edited"},
            "loss.py has changed",
            marks=whole,
        ),
        ("epochs=2", "rows:table", {"rows.txt": "1 2\n4 3\n" * 9}, "rows:table gives other rows"),
        ("epochs=2", "rows:table", {"rows.py": TABLE + "# edited"}, "rows.py has changed"),
    ],
)
def test_a_plan_after_an_edit(field, data, edits, words, tmp_path, monkeypatch):
    files = {
        "mine.py": STUDY.format(field=field), "net.py": NET, "helper.py": "width = 2", "rows.py": TABLE,
        "mine.csv": "a,b\n" + "1,2\n2,3\n" * 9, "rows.txt": "1 2\n2 3\n" * 9,
        "loss.py": "from keras.losses import SparseCategoricalCrossentropy as mine",
    }  # fmt: skip
    monkeypatch.chdir(write(tmp_path, files))
    first, _ = planned(tmp_path, monkeypatch, data)
    trials = [trial for group in first.groups for trial in group.trials]
    folder = tmp_path / "reports" / data.replace(":", ".").removesuffix(".csv")
    stored(folder / "results.sqlite", trials)
    again, notes = planned(tmp_path, monkeypatch, data)
    assert again.missing == 0 and not any("trained anew" in note for note in notes)
    write(tmp_path, edits)
    after, notes = planned(tmp_path, monkeypatch, data)
    assert after.missing == len(trials)
    assert any(note.startswith("trained anew: ") and words in note for note in notes)
