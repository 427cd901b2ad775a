"""A function of a notebook as a module: it holds all that it uses, and makes the same."""

import linecache
import sys
from math import inf

import keras
import numpy as np
import pytest

from experiments.errors import UserError
from experiments.handover import source
from experiments.handover.network import network
from tests.workplace import imported, write

CELL = """
import math as m
from functools import partial, reduce
import keras

WIDTHS = (4, {"last": 3})
FRAME = object()

def marked(function):
    return function

class Scaled(keras.layers.Layer):
    def call(self, x):
        return x * FACTOR

FACTOR = 2.0

def width(depth):
    return WIDTHS[0] if depth else width(depth + 1)

@marked
def build(input_shape, outputs=WIDTHS[1]["last"], scale=m.pi):
    FRAME = keras.layers.Dense(width(0))
    return keras.Sequential([keras.Input(input_shape), FRAME, Scaled(), keras.layers.Dense(outputs)])

def wrong(input_shape):
    return FRAME

def unknown(input_shape):
    return nowhere

inner = lambda x: x
"""


@pytest.fixture
def cell():
    """What a notebook's cell defines; its text is kept where a notebook keeps it."""
    name = "<cell 1>"
    linecache.cache[name] = (len(CELL), None, CELL.splitlines(keepends=True), name)
    space = {"__name__": "__main__"}
    exec(compile(CELL, name, "exec"), space)
    yield space
    del linecache.cache[name]


def run(text, folder):
    """What a module defines, as another process has it."""
    write(folder, {"made.py": text})
    with imported(folder):
        return vars(__import__("made")).copy()


def test_the_module_stands_alone_and_makes_the_same(cell, tmp_path):
    text = source.module(cell["build"])
    made = run(text, tmp_path)
    assert [layer.name.partition("_")[0] for layer in made["build"]((5,)).layers] == ["dense", "scaled", "dense"]
    assert made["build"]((5,)).count_params() == cell["build"]((5,)).count_params()
    assert "import math as m" in text and "FACTOR = 2.0" in text and "@marked" in text
    assert not {"partial", "FRAME", "wrong"} & (set(made) - {"FRAME"})


def test_the_text_says_what_is_used_now_and_nothing_else(cell):
    first = source.module(cell["build"])
    assert source.module(cell["build"]) == first
    cell["FACTOR"] = 3.0
    assert source.module(cell["build"]) != first
    cell["unused"] = 1
    assert "unused" not in source.module(cell["build"])


def test_a_class_is_taken_with_what_its_methods_use(cell, tmp_path):
    made = run(source.module(cell["Scaled"]), tmp_path)
    assert made["Scaled"]()(np.ones(2)).numpy().tolist() == [2.0, 2.0]


def test_a_function_within_a_function_keeps_what_it_closes_over(tmp_path):
    units = 3

    def build(input_shape):
        return keras.layers.Dense(units)

    made = run(source.module(build), tmp_path)
    assert made["build"]((1,)).units == 3


@pytest.mark.parametrize(("name", "words"), [("wrong", "wrong uses FRAME.*object"), ("unknown", "uses nowhere")])
def test_what_cannot_go_along_is_named(cell, name, words):
    with pytest.raises(UserError, match=words):
        source.module(cell[name])


def test_without_its_text_a_function_is_refused(cell):
    space = {}
    exec("def build(input_shape): return 1", space)
    with pytest.raises(UserError, match=r"source of build is not to be had.*net\.py:build"):
        source.module(space["build"])


@pytest.mark.parametrize(
    ("value", "is_plain"),
    [(1, True), ("a", True), ((1, [2.5, None]), True), ({"a": (b"x", True)}, True), (inf, False), ({1}, False),
     (np.float64(1), False), (object(), False)],
    ids=["int", "text", "nested", "dict", "inf", "set", "numpy", "object"],
)  # fmt: skip
def test_plain_values_are_those_whose_text_makes_them_again(value, is_plain):
    assert source.plain(value) == is_plain


def test_what_another_process_can_import_goes_by_its_name():
    assert source.importable(write) == "tests.workplace:write"
    assert network(write) == "tests.workplace:write"
    assert network("net.py:build") == "net.py:build"


def test_what_a_script_defines_goes_by_its_file(monkeypatch):
    space = type(sys)("__main__")
    space.__file__ = "folder/mine.py"
    exec("def build(): pass", vars(space))
    monkeypatch.setitem(sys.modules, "__main__", space)
    assert network(space.build) == "folder/mine.py:build"


def test_a_network_is_known_by_its_layers_and_what_training_leaves(tmp_path):
    def made(units=3, frozen=False):
        first, last = keras.layers.Dense(units, "relu"), keras.layers.Dense(2)
        first.trainable = not frozen
        return keras.Sequential([keras.Input((4,)), first, last])

    alike = network(made())
    assert alike.suffix == ".keras"
    assert network(made()).digest == alike.digest  # other names, other weights to begin with
    assert network(made(units=5)).digest != alike.digest
    assert network(made(frozen=True)).digest != network(made(frozen=True)).digest  # the frozen weights are other ones
    path = alike.path(tmp_path)
    path.parent.mkdir(parents=True)
    path.write_bytes(alike.content)
    assert keras.saving.load_model(path).count_params() == made().count_params()


@pytest.mark.parametrize("model", [lambda shape: None, 7], ids=["lambda", "number"])
def test_what_is_no_network_is_refused(model):
    with pytest.raises(UserError, match="model must be"):
        network(model)
