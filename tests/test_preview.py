"""`--check`: every check and one step of training; nothing is trained, nothing is written."""

import sys
from pathlib import Path

import pytest

from experiments.preview import sorted_out
from experiments.request import Request
from experiments.run import main
from tests.marks import whole

STUDY = str(Path(__file__).with_name("samples.py"))
NET = """\
import keras


def build(input_shape, outputs):
    return keras.Sequential([keras.Input(input_shape), keras.layers.Dense(4, "relu"), keras.layers.Dense(outputs)])
"""
BROKEN = """\
import keras


class Net(keras.Model):
    def __init__(self, outputs):
        super().__init__()
        self.last = keras.layers.Dense(outputs)

    def call(self, x, training=False):
        if training:
            raise ValueError("not while training")
        return self.last(x)


def build(outputs):
    return Net(outputs)
"""
SEARCH = """\
from experiments.spec import part
from tests.tuning.samples import search
from tuner_configs.search import Float

SEARCH = search(space=(Float("optimizer.learning_rate", 1e-3, 1.0, "log"), Float("model.l2", 0.0, 0.5)), name="mine")
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A working folder with a network, a table and a search; it must stay as it is."""
    known, paths = set(sys.modules), list(sys.path)
    monkeypatch.chdir(tmp_path)
    Path("net.py").write_text(NET)
    Path("broken.py").write_text(BROKEN)
    Path("search.py").write_text(SEARCH)
    Path("mine.csv").write_text("size,colour,kind\n" + "".join(f"{n},red,{'ab'[n % 2]}\n" for n in range(60)))
    before = {path.name for path in tmp_path.iterdir()}
    yield tmp_path
    assert {path.name for path in tmp_path.iterdir()} - {"__pycache__"} == before
    sys.path[:] = paths
    for name in set(sys.modules) - known:
        if str(tmp_path) in (getattr(sys.modules[name], "__file__", None) or ""):
            del sys.modules[name]


def checked(capsys, *words):
    """The exit status of a check, and what it prints, in one line."""
    status = main(["--check", *words])
    said = capsys.readouterr()
    return status, " ".join((said.out + said.err).split())


def test_files_go_where_they_belong():
    names = ("optimizers", "mine.csv", "nets/net.py:build", "my_study.py")
    request = sorted_out(Request(studies=names, dataset=("wine",)))
    assert request == Request(
        studies=("optimizers", "my_study.py"), dataset=("wine", "mine.csv"), model="nets/net.py:build"
    )
    assert sorted_out(Request(studies=("net.keras",))).model == "net.keras"


def test_a_study_is_checked_with_a_step_of_each_program(folder, capsys):
    status, said = checked(capsys, STUDY, "--dataset", "wine")
    assert status == 0 and "Plan on wine" in said and "All checks passed; nothing was trained or written." in said
    for words in ("tiny", "sgd vectorized", "momentum vectorized", "8 x 3"):
        assert words in said


def test_a_table_is_checked_with_a_plain_network(folder, capsys):
    status, said = checked(capsys, "mine.csv")
    assert status == 0 and "classification, 60 rows, 2 outputs" in said and "mlp adam vectorized" in said
    assert "colour" in said  # what was decided about it


@whole
def test_a_network_is_checked_and_its_studies_are_named(folder, capsys):
    status, said = checked(capsys, "net.py:build", "--dataset", "wine")
    assert status == 0 and "net.py:build adam vectorized 71 8 x 3" in said
    assert "It can be asked about: activations, augmentation, averaging, batch_normalization" in said
    assert "depth, depth_and_width, layer_shapes, linear_depth, outliers, reference_models: left out" in said


def test_a_search_is_checked(folder, capsys):
    status, said = checked(capsys, "search.py", "--dataset", "wine")
    assert status == 0 and "Search mine" in said and "vectorized" in said


@pytest.mark.parametrize("engine", ["auto", "fit"])
def test_the_form_is_that_of_the_engine(engine, folder, capsys):
    status, said = checked(capsys, STUDY, "--dataset", "wine", "--engine", engine)
    assert status == 0 and ("sgd fit" in said) == (engine == "fit")


def test_a_network_that_fails_while_it_trains_is_refused(folder, capsys):
    status, said = checked(capsys, "broken.py:build", "--dataset", "wine")
    assert status == 2 and "fails in its first step of training. Received: ValueError" in said
    assert "not while training" in said


def test_nothing_of_what_is_wrong_is_let_pass(folder, capsys):
    status, said = checked(capsys, "optimizers", "--dataset", "wine", "--model", "net.py:missing")
    assert status == 2 and "no attribute 'missing'" in said
