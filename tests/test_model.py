"""`--model` on the command line: networks of many kinds, from a file, a module or Keras's own, to a page."""

import sys
from pathlib import Path

import numpy as np
import pytest
from sklearn.datasets import load_digits

from experiments.data import table_of
from experiments.engines.backends import backend
from experiments.run import main
from experiments.store import read
from tests.engines.test_networks_of_all_kinds import NETWORKS
from tests.marks import whole

STUDY = str(Path(__file__).with_name("samples.py"))
DATA = f"{__name__}:rows"
# looped, exchanged within others, as it is; `test_networks_of_all_kinds` has all
KINDS = ("subclassed", "augmentation", "bidirectional", "attention", "own state")
SHORT = ("--epochs", "1", "--replicates", "1", "--workers", "1")
KIND = """\
from tests.engines.test_networks_of_all_kinds import network


def build(input_shape, outputs):
    return network({!r}, input_shape, outputs)
"""
PLAIN = """\
import keras
from keras import layers


def build(input_shape, outputs):
    hidden = [layers.Dense(8, activation="relu"), layers.Dense(8, activation="relu")]
    return keras.Sequential([keras.Input(input_shape), *hidden, layers.Dense(outputs)])
"""
ARGUMENTS = """\
import keras
from keras import layers


class Net(keras.Model):
    def __init__(self, outputs, activation, normalization, dropout):
        super().__init__()
        self.normal = layers.BatchNormalization() if normalization else None
        self.hidden, self.after = layers.Dense(8), normalization == "after"
        self.active, self.dropped = layers.Activation(activation), layers.Dropout(dropout, seed=1)
        self.last = layers.Dense(outputs)

    def call(self, x, training=False):
        x = self.hidden(x)
        x = self.normal(x, training=training) if self.normal and not self.after else x
        x = self.active(x)
        x = self.normal(x, training=training) if self.normal and self.after else x
        return self.last(self.dropped(x, training=training))


def build(outputs, activation="relu", normalization=None, dropout=0.0):
    return Net(outputs, activation, normalization, dropout)
"""


def rows():
    """Sixty small images of three digits."""
    x, y = load_digits(return_X_y=True)
    few = np.flatnonzero(y < 3)[:60]
    return table_of(x[few].astype(np.float32) / 16, y[few])


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A working folder; what is imported from it is forgotten afterwards."""
    known, paths = set(sys.modules), list(sys.path)
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    sys.path[:] = paths
    for name in set(sys.modules) - known:
        if str(tmp_path) in (getattr(sys.modules[name], "__file__", None) or ""):
            del sys.modules[name]


def asked(*words, model="net.py:build", data=DATA):
    """The exit status of a command."""
    return main([*words, "--model", model, "--dataset", data, *SHORT, "--out", "reports", "--name", "run"])


def statuses():
    """How the trials ended."""
    return set(read("reports/run").trials.status)


@whole
@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_network_trains_to_a_page(name, folder, capsys):
    Path("net.py").write_text(KIND.format(name))
    assert asked(STUDY) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert statuses() == {"ok"} and Path("reports/run/tiny.html").exists()
    assert "net.py:build takes the place of each study's network" in said
    if backend.NAME == "tensorflow":
        assert NETWORKS[name].words in said


@whole
@pytest.mark.parametrize("name", ["dropout", "bidirectional"])
def test_a_network_that_keras_saved_trains_to_a_page(name, folder):
    NETWORKS[name].make((64,), 3).save("net.keras")
    assert asked(STUDY, model="net.keras") == 0
    assert statuses() == {"ok"}


@whole
@pytest.mark.parametrize("source", ["layers", "arguments"])
def test_techniques_inside_the_network_are_asked_about_it(source, folder, capsys):
    Path("net.py").write_text(PLAIN if source == "layers" else ARGUMENTS)
    names = ("batch_normalization", "dropout", "activations")
    assert asked(*names, "--scale", "quick") == 0
    said, ways = (
        " ".join(capsys.readouterr().out.split()),
        {
            "layers": (
                "normalisation inserted at 2 layers",
                "dropout inserted after 2 layers",
                "relu of 2 layers exchanged",
            ),
            "arguments": (
                "by the argument `normalization`",
                "by the argument `dropout`",
                "by the argument `activation`",
            ),
        },
    )
    assert [way for way in ways[source] if way not in said] == []
    assert {"ok"} == statuses() and set(read("reports/run").trials.study) == set(names)


@whole
def test_one_network_by_three_names_is_trained_once(folder, capsys):
    Path("nets").mkdir()
    Path("nets/test.py").write_text(PLAIN)  # the standard library has a module `test`
    sys.path.insert(0, str(folder))
    assert asked(STUDY, model="nets/test.py:build") == 0
    assert "nets/test.py:build takes the place of each study's network" in " ".join(capsys.readouterr().out.split())
    assert statuses() == {"ok"} and Path("reports/run/tiny.html").exists()
    first = set(read("reports/run").trials.key)
    assert asked(STUDY, model="./nets/test.py:build") == asked(STUDY, model="nets.test:build") == 0
    assert set(read("reports/run").trials.key) == first
    where = ["--dataset", DATA, "--out", "reports", "--name", "run"]
    assert main(["--report-only", "--model", "nets.test:build", *where]) == 0


@whole
@pytest.mark.parametrize("search", ["tabular", "regularization"])
def test_a_search_is_about_the_network(search, folder, capsys):
    Path("net.py").write_text(PLAIN)
    data = DATA if search == "tabular" else "digits"
    words = [search, "--model", "net.py:build", "--dataset", data, "--trials", "2", "--epochs", "1"]
    assert main([*words, "--name", "run"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "which your network does not have" in said and "The winner's network:" in said
    assert statuses() == {"ok"}


def test_a_search_of_nothing_that_the_network_has_is_refused(folder, capsys):
    Path("net.py").write_text(PLAIN)
    space = "space=(Choice('model.hidden', ((4,), (8,))),)"
    text = (
        f"from tests.tuning.samples import search\nfrom tuner_configs.search import Choice\nSEARCH = search({space})\n"
    )
    Path("mine.py").write_text(text)
    assert main(["mine.py", "--model", "net.py:build", "--dataset", DATA]) == 2
    said = capsys.readouterr().err
    assert "nothing of what it varies (model.hidden) can be other in your network" in said and "Any study can" in said
