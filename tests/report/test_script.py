"""The winner's script runs and trains, whatever a search varied, and is not offered for what it cannot write."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from experiments.report.script import script
from experiments.spec import Trial, canonical, part
from tests.report.factory import FACTS, HOUSES

MLP = part("mlp", hidden=(16, 8), activation=part("leaky_relu", negative_slope=0.1), batch_normalization="before",
           dropout=0.1, l2=1e-4, max_norm=3.0)  # fmt: skip
CNN = part("cnn", filters=(4, 8), pooling="average", batch_normalization="after", dropout=0.1)
RATE = part("momentum", learning_rate=0.1, momentum=0.9)
CYCLE = part("one_cycle")


def spec(**changes) -> dict:
    """A trial as stored."""
    base = {"data": part("digits"), "model": MLP, "optimizer": RATE, "schedule": CYCLE, "epochs": 2, "batch_size": 32}
    return json.loads(json.dumps(canonical(Trial(**(base | changes)))))


@pytest.mark.parametrize("model", [MLP, CNN], ids=lambda model: model.name)
def test_the_script_trains(model):
    data = part("digits", train_rows=800, scaling="min_max")
    stop = part("early_stopping", patience=3)
    code = script(spec(model=model, data=data, stopping=stop), FACTS)
    checks = "\n".join([
        "losses = model.history.history['loss']",
        "assert len(x) == 800 and len(losses) == 2 and losses[1] < losses[0]",
        "assert model.optimizer.learning_rate is not None and best.patience == 3",
    ])  # fmt: skip
    where = Path(__file__).parents[2]
    ran = subprocess.run([sys.executable, "-c", f"{code}\n{checks}"], capture_output=True, text=True, cwd=where,
                         check=False, timeout=180)  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert len(code.splitlines()) < 50


@pytest.mark.parametrize("changes", [
    {"schedule": None}, {"data": part("digits", scaling="none")}, {"model": part("mlp")}, {"model": part("cnn")},
    {"data": part("mine")}, {"optimizer": part("adam", learning_rate=0.01), "schedule": part("one_cycle", tail=0.2)},
])  # fmt: skip
def test_what_it_writes_compiles(changes):
    compile(script(spec(**changes), FACTS), "script", "exec")


def test_it_imports_what_it_uses_alone():
    assert "OneCycle" not in (script(spec(schedule=None), FACTS) or "OneCycle")
    assert "OneCycle(0.1, total_steps=steps)" in (script(spec(), FACTS) or "")


def test_a_quantity_is_standardised_by_training_rows():
    code = script(spec(data=part("california_housing")), HOUSES)
    compile(code, "script", "exec")
    assert code.index("train_test_split(x") < code.index("y.std()") and "stratify" not in code


@pytest.mark.parametrize("changes", [
    {"schedule": part("plateau")}, {"model": part("rnn")}, {"model": MLP.but(dropout_kind="alpha_dropout")},
    {"data": part("digits", label_noise=0.1)}, {"optimizer": part("mine")}, {"stopping": part("patience", epochs=3)},
])  # fmt: skip
def test_what_it_cannot_write_it_does_not_offer(changes):
    assert script(spec(**changes), FACTS) is None
