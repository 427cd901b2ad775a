"""The winner's network as a file: it loads anywhere, and scores what the winner's record says."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from io import StringIO
from pathlib import Path

import keras
import numpy as np
import pytest
from rich.console import Console

from experiments import report
from experiments.data import load, prepare
from experiments.engines import network
from experiments.record import Record
from experiments.spec import part
from experiments.store import read
from experiments.tuning.command import Settings, execute
from experiments.tuning.confirmation import Finalist
from experiments.tuning.loop import Answer
from experiments.tuning.oracles import Question
from experiments.tuning.saving import typical
from tests.marks import tried, whole
from tests.report.test_pages import Page
from tests.tuning.samples import search
from tuner_configs.search import Choice, Float

PARTS = (Float("optimizer.learning_rate", 1e-3, 1e-2, "log"), Choice("schedule", ("one_cycle",)))
LEAKY = part("leaky_relu", negative_slope=0.1)
KEPT = {"dropout": 0.1, "l2": 1e-4, "max_norm": 3.0, "batch_normalization": "before"}
MODEL = part("mlp", hidden=(8,), activation=LEAKY, initializer="glorot_uniform", **KEPT)
MADE = search(space=PARTS, model=MODEL, trials=2, epochs=3, confirmed=1)
PLAIN = search(space=PARTS, trials=2, epochs=3, confirmed=1)


def run(folder, made, **settings):
    output = StringIO()
    execute(Console(file=output, width=200), made, folder / "results.sqlite", Settings(**settings))
    return output.getvalue()


def recorded(folder):
    """The saved file, its trial's spec and its trial's scores."""
    row = read(folder).query("SELECT file, spec, trials.scores FROM models JOIN trials USING (key)").iloc[0]
    return folder / row.file, json.loads(row.spec), json.loads(row.scores)


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """The folder of a search whose network holds parts of many kinds."""
    folder = tmp_path_factory.mktemp("saved")
    assert "could not be saved" not in run(folder, MADE)
    return folder


@whole
def test_the_code_on_the_page_loads_a_network_that_scores_what_was_recorded(saved):
    file, spec, scores = recorded(saved)
    rows = prepare(part("wine"), spec["replicate"]).rows.test
    table = load(part("wine"))
    np.savez(saved / "test.npz", x=table.x[rows], y=table.y[rows])
    report.write(saved)
    page = saved / "small.html"
    assert file.name in Page(page).links
    code = report.build(saved)["searches"][0]["model"]["code"]
    code = (
        "import sys, numpy\nx, y = numpy.load('test.npz').values()\n"
        + code.replace("model.predict(x)", "print((model.predict(x, verbose=0).argmax(1) == y).mean())")
        + "assert not [name for name in sys.modules if name.startswith('experiments')]"
    )
    paths = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", code]
    ran = subprocess.run(command, cwd=saved, env=paths, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert float(ran.stdout) == pytest.approx(scores["test"]["accuracy"], abs=1e-3)
    assert "as its record says" in page.read_text()


@whole
@pytest.mark.parametrize("engine", tried(["auto", "fit"], ["auto"]))
def test_a_quantity_comes_out_in_its_own_unit(engine, tmp_path):
    run(tmp_path, replace(PLAIN, data=part("diabetes")), engine=engine)
    file, spec, scores = recorded(tmp_path)
    rows, table = prepare(part("diabetes"), spec["replicate"]).rows.test, load(part("diabetes"))
    predicted = keras.saving.load_model(file).predict(table.x[rows], verbose=0)
    assert np.abs(predicted - table.y[rows]).mean() == pytest.approx(scores["test"]["mae"], rel=1e-3)


@whole
def test_what_stands_there_is_not_trained_again_and_what_is_gone_is(saved, monkeypatch):
    trained, calls = network.trained, []
    monkeypatch.setattr(network, "trained", lambda *given: calls.append(1) or trained(*given))
    run(saved, MADE)
    assert not calls
    recorded(saved)[0].unlink()
    run(saved, MADE)
    assert len(calls) == 1 and recorded(saved)[0].is_file()


@whole
def test_a_network_that_cannot_be_saved_spoils_nothing(tmp_path, monkeypatch):
    def broken(*_):
        raise TypeError("a layer without a config")

    monkeypatch.setattr(network, "carrying", broken)
    output = run(tmp_path, PLAIN)
    assert "could not be saved" in output and "a layer without a config" in output and "on test data" in output
    assert [path.name for path in tmp_path.glob("*.keras")] == []
    assert report.build(tmp_path)["searches"][0]["model"] is None


def test_the_typical_training_is_the_median_one():
    question = Question(0, "0", {}, {"optimizer.learning_rate": 0.1}, 6)
    answer = Answer(0, 0, question, (), (), 0.9, 0.0)
    even = (0.9, 0.7, 0.8, 0.6)
    for scores, direction, replicate in (
        ((0.9, 0.8, 0.7), "max", 2),
        (even, "max", 2),
        (even, "min", 3),
        ((0.9,), "max", 1),
    ):
        replicates = tuple(range(1, len(scores) + 1))
        records = tuple(Record(str(replicate), "ok") for replicate in replicates)
        chosen = typical(MADE, Finalist(answer, replicates, records, scores, True), direction)
        assert chosen and (chosen[0].replicate, chosen[1].key) == (replicate, str(replicate))
