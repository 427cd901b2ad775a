"""A name of the user's own is read alike wherever one may stand: "module:attribute" and "file.py:attribute"."""

import numpy as np
import pytest

from experiments import build
from experiments.content import content, separated
from experiments.data import load
from experiments.data.metrics import metric
from experiments.importing import imported
from experiments.labels import folder
from experiments.spec import part
from tests.workplace import imported as forgotten
from tests.workplace import write

MINE = """\
import keras
import numpy as np
from beside import WIDTH
from experiments.data import table_of


class Rule(keras.optimizers.SGD):
    pass


def table():
    return table_of(np.arange(40.0).reshape(20, 2), np.arange(20) % 2)


def build(input_shape, outputs):
    return keras.Sequential([keras.Input(input_shape), keras.layers.Dense(WIDTH), keras.layers.Dense(outputs)])


def cost(y_true, y_pred):
    return keras.ops.mean(keras.ops.square(y_pred), -1)


def worth(truth, prediction):
    return float(np.mean(truth == prediction.argmax(1)))


def active(x):
    return keras.ops.relu(x)
"""
FILES = {"lab/mine.py": MINE, "lab/beside.py": "WIDTH = 4\n", "lab/test.py": MINE, "lab/my-net.py": MINE}


@pytest.fixture(params=["lab/mine.py", "./lab/mine.py", "lab/test.py", "lab/my-net.py"])
def file(request, tmp_path, monkeypatch):
    """A file of the user's own; `test` is a module of the standard library, and `my-net` is no name of a module."""
    write(tmp_path, FILES)
    monkeypatch.chdir(tmp_path)
    with forgotten(tmp_path):
        yield request.param


def test_every_kind_of_part_is_named_by_its_file(file):
    data = part(f"{file}:table")
    table = load(data)
    assert table.x.shape == (20, 2)
    assert build.model(part(f"{file}:build"), table, 0).count_params() == 12 + 10
    assert type(build.optimizer(part(f"{file}:Rule"), 0.1)).__name__ == "Rule"
    assert build.loss(part(f"{file}:cost"))(np.zeros(3), np.ones((3, 2))) == 1
    assert build.resolve("activation", {}, f"{file}:active")(np.float32(-1.0)) == 0
    assert metric(f"{file}:worth", table)(table.y, np.eye(2)[table.y]) == 1


def test_a_file_counts_by_what_it_holds_and_what_it_imports(file, tmp_path):
    before = content(f"{file}:build")
    assert before and before != content(f"{file}:cost")
    write(tmp_path, {"lab/beside.py": "WIDTH = 5\n"})
    assert content(f"{file}:build") != before  # it is not imported yet


def test_a_file_that_is_imported_keeps_its_digest(file, tmp_path):
    before = content(f"{file}:build")
    imported(f"{file}:build")
    write(tmp_path, {file: MINE + "# more\n"})
    assert content(f"{file}:build") == before


def test_a_module_and_its_file_are_the_same(tmp_path, monkeypatch):
    write(tmp_path, FILES)
    monkeypatch.chdir(tmp_path)
    with forgotten(tmp_path / "lab"):
        assert content("mine:build") == content("lab/mine.py:build")
        assert imported("mine:build") is imported("lab/mine.py:build")


@pytest.mark.parametrize(
    ("name", "parts", "label"),
    [
        ("net:build", ("net", "build"), "net.build"),
        ("lab.net:build", ("lab.net", "build"), "lab.net.build"),
        ("lab/net.py:build", ("lab/net.py", "build"), "net.build"),
        ("C:/lab/net.py:build", ("C:/lab/net.py", "build"), "net.build"),
        ("net.keras", ("net.keras", ""), "net"),
    ],
)
def test_the_last_colon_parts_a_name_and_a_folder_is_called_after_it(name, parts, label):
    assert separated(name) == parts and folder(name) == label
