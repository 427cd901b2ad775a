"""The code under "Use this" runs, and is not offered for what it cannot write."""

import json
import subprocess
import sys

import pytest

from experiments import names
from experiments.report.recipe import recipe
from experiments.spec import Trial, canonical, part
from tests.report.factory import FACTS, HOUSES, MODEL

SHORTENED = """
import keras
fit = keras.Model.fit
keras.Model.fit = lambda self, x, y, **rest: fit(self, x[:200], y[:200], **{**rest, "epochs": 1, "verbose": 0})
"""


def spec(**changes) -> dict:
    """A trial as stored."""
    base = {"data": part("digits", scaling="standard"), "model": MODEL, "optimizer": part("adam", learning_rate=0.003)}
    return json.loads(json.dumps(canonical(Trial(**(base | changes)))))


def test_the_code_trains_a_network():
    trial = spec(stopping=part("early_stopping", patience=3))
    checks = (
        "assert best.restore_best_weights and best.patience == 3",
        "assert model.output_shape == (None, 10) and model.count_params() == 3595",
    )
    code = "\n".join([SHORTENED, recipe(trial, FACTS), *checks])
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stderr[-2000:]


@pytest.mark.parametrize("activation", sorted(names.ACTIVATIONS))
@pytest.mark.parametrize("optimizer", sorted(names.OPTIMIZERS))
def test_every_known_part_gives_code_that_compiles(optimizer, activation):
    code = recipe(
        spec(optimizer=part(optimizer, learning_rate=0.1), model=MODEL.but(activation=part(activation))), FACTS
    )
    compile(code, "recipe", "exec")
    assert names.OPTIMIZERS[optimizer].partition(":")[2] + "(learning_rate=0.1)" in code


def test_regression_and_unknown_data():
    code = recipe(spec(data=part("mine")), {**HOUSES, "name": "mine"})
    assert "keras.losses.MeanSquaredError()" in code and "keras.layers.Dense(1)," in code and "your table" in code
    assert "y = (y - y.mean()) / y.std()" in code
    compile(code, "recipe", "exec")


@pytest.mark.parametrize(
    "changes",
    [{"schedule": part("one_cycle")}, {"stopping": part("patience", epochs=3)}, {"model": part("cnn")},
     {"model": part("mlp", hidden=(8,))},
     {"loss": part("squared_error")}, {"data": part("digits", scaling="robust")}, {"optimizer": part("mine")}],
)  # fmt: skip
def test_what_it_cannot_write_it_does_not_offer(changes):
    assert recipe(spec(**changes), FACTS) is None
