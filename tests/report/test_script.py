"""The script of a trial runs, trains and scores as the trial did, and is not offered for what it cannot write."""

import ast
import inspect
import json
import subprocess
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import numpy as np
import pytest

from experiments import names
from experiments.data import facts
from experiments.engines.fit import run
from experiments.models.cnn import cnn
from experiments.models.mlp import mlp
from experiments.report.script import script
from experiments.report.script.layers import FILTERS, HE, HIDDEN, RELU, WIDTH
from experiments.spec import Trial, canonical, part
from tests.marks import crossed, tried, whole
from tests.report.factory import FACTS, HOUSES

MLP = part("mlp", hidden=(16, 8), activation=part("leaky_relu", negative_slope=0.1), batch_normalization="before",
           dropout=0.1, l2=1e-4, max_norm=3.0)  # fmt: skip
CNN = part("cnn", filters=(4, 8), pooling="average", batch_normalization="after", dropout=0.1)
RATE = part("momentum", learning_rate=0.1, momentum=0.9)
CYCLE = part("one_cycle")
SCHEDULES = {
    "constant": {},
    "step": {"decay_share": 0.3, "decay_rate": 0.5},
    "exponential": {"decay_share": 1.0},
    "power": {"decay_share": 0.1},
    "piecewise_constant": {"boundary_shares": (0.4, 0.8), "factors": (1.0, 0.1, 0.01)},
}


def trial(**changes) -> Trial:
    """A short training."""
    base = {"data": part("digits"), "model": MLP, "optimizer": RATE, "schedule": CYCLE, "epochs": 2, "batch_size": 32}
    return Trial(**(base | changes))


def stored(sample: Trial) -> dict:
    """A trial as a store holds it."""
    return json.loads(json.dumps(canonical(sample)))


def script_of(sample: Trial, about: dict = FACTS) -> str:
    """The script of a trial that can be written."""
    code = script(stored(sample), about)
    assert code is not None
    return code


def ran(code: str) -> str:
    """What the code prints, run here: a process of its own would first import Keras again."""
    with redirect_stdout(StringIO()) as printed:
        exec(compile(code, "script", "exec"), {"__name__": "__main__"})
    return printed.getvalue()


def ran_apart(code: str) -> str:
    """What the code prints as a script of its own; it must end well."""
    where = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=where,
                          check=False, timeout=180)  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.mark.parametrize("model", tried([MLP, CNN], [MLP]), ids=lambda model: model.name)
def test_the_script_trains(model):
    data = part("digits", train_rows=800, scaling="min_max")
    stop = part("early_stopping", patience=3)
    code = script_of(trial(model=model, data=data, stopping=stop))
    checks = "\n".join([
        "losses = model.history.history['loss']",
        "assert len(x) == 800 and len(losses) == 2 and losses[1] < losses[0]",
        "assert model.optimizer.learning_rate is not None and best.patience == 3 and best.restore_best_weights",
    ])  # fmt: skip
    ran(f"{code}\n{checks}")
    assert len(code.splitlines()) < 50


@whole
def test_the_script_scores_as_the_trial_did_though_rows_are_sorted_by_class():
    sample = trial(
        data=part("wine"), model=part("mlp", hidden=(16,), activation=part("tanh")), schedule=None, epochs=15
    )
    reported = run(sample).scores["validation"]["accuracy"]
    printed = ran_apart(script_of(sample, facts(sample.data)))
    assert reported > 0.9 and abs(ast.literal_eval(printed.splitlines()[-1])["accuracy"] - reported) < 0.1


@whole
def test_the_script_embeds_numbers_as_the_trial_did():
    network = part("mlp", hidden=(16,), embedding=part("piecewise_linear", bins=8), embedding_width=4)
    one = trial(data=part("diabetes", scaling="quantile"), model=network, schedule=None, epochs=10,
                optimizer=part("adam", learning_rate=0.01))  # fmt: skip
    reported = run(one).scores["validation"]["r2"]
    printed = ran_apart(script_of(one, facts(one.data)))
    assert reported > 0.3 and abs(ast.literal_eval(printed.splitlines()[-1])["r2_score"] - reported) < 0.2


@whole
@pytest.mark.parametrize(("target", "metric"), [("price", "r2_score"), ("sold", "accuracy")])
def test_the_script_reads_a_file_of_the_users_own(target, metric, tmp_path):
    rng, rows = np.random.default_rng(1), ["size;city;sold;price"]
    for size in rng.uniform(30, 200, 300):
        city, gap = rng.choice(["Köln", "Bonn", ""]), rng.random() < 0.1
        rows.append(f"{'' if gap else round(size, 1)};{city};{'yes' if size > 100 else 'no'};{1000 * size:.0f}")
    rows[1] = "-1;Bonn;perhaps;90000"  # a class of one row, which no split can share out
    (tmp_path / "flats.csv").write_text("\n".join(rows), encoding="utf-16-le")
    read = {"characters": "utf-16-le", "separator": ";", "missing_values": ("-1",), "drop": ("city",)}
    data = part(str(tmp_path / "flats.csv"), target=target, **read)
    calm = part("adam", learning_rate=0.01)  # the class of one row is an outlier
    sample = trial(data=data, model=part("mlp", hidden=(16,)), optimizer=calm, schedule=None, epochs=15)
    reported = run(sample).scores["validation"][metric.partition("_")[0]]
    printed = ast.literal_eval(ran(script_of(sample, facts(data))).splitlines()[-1])[metric]
    assert reported > 0.6 and abs(printed - reported) < 0.2


@pytest.mark.parametrize(
    ("facts", "shared"), [({}, True), ({"rarest": 1}, False), ({"rarest": 2}, True), ({"rows": 45}, False)]
)
def test_classes_keep_their_shares_where_both_parts_have_room_for_all(facts, shared):
    code = script_of(trial(data=part("digits")), {**FACTS, **facts})
    assert ("stratify=y" in code) == shared


def test_a_halted_trial_ends_before_its_schedule_does():
    code = script_of(trial(halt=1, epochs=9))
    assert "batch_size, epochs = 32, 1\n" in code and "// batch_size) * 9\n" in code


def test_every_schedule_of_the_studies_can_be_made():
    lines = ["batch_size, epochs, steps, rates = 32, 2, 90, []"]
    for name, options in SCHEDULES.items():
        code = script_of(trial(schedule=part(name, **options))).splitlines()
        lines += [line for line in code if line.startswith(("from custom_layers.sched", "rate ="))]
        lines += ["rates.append(float(rate(80)))"]
    late = ast.literal_eval(ran("\n".join([*lines, "print(rates)"])).splitlines()[-1])
    expected = {"constant": 0.1, "step": 0.1 * 0.5**2, "exponential": 0.1 * 0.1 ** (80 / 90),
                "power": 0.1 / (1 + 80 / 9), "piecewise_constant": 0.001}  # fmt: skip
    assert dict(zip(SCHEDULES, late, strict=True)) == {name: pytest.approx(rate) for name, rate in expected.items()}


def test_a_plateau_is_a_callback():
    code = script_of(trial(schedule=part("plateau", patience=1)))
    compile(code, "script", "exec")
    assert "import ReduceOnPlateau\n" in code
    assert "callbacks=[ReduceOnPlateau(patience=1)]" in code and "learning_rate=0.1" in code


@whole
def test_the_script_trains_with_a_callback():
    code = script_of(trial(schedule=part("plateau", patience=1)))
    ran(f"{code}\nassert model.history.history['loss'][1] < model.history.history['loss'][0]")


@pytest.mark.parametrize("changes", [
    {"schedule": None}, {"data": part("digits", scaling="none")}, {"model": part("mlp")}, {"model": part("cnn")},
    {"data": part("mine")}, {"data": part("mine", checksum="1")},
    {"optimizer": part("adam", learning_rate=0.01), "schedule": part("one_cycle", tail=0.2)},
    {"data": part("digits", scaling="symmetric", stretch=1.0)}, {"model": part("mlp", hidden=())},
    {"model": part("mlp", hidden=(2, 1), parameters=3000, batch_normalization="frozen", moving=0.9)},
    {"data": part("digits", scaling="quantile"), "model": part("mlp", embedding=part("periodic", scale=0.2))},
    {"model": part("mlp", hidden=(2,), parameters=3000, embedding=part("piecewise_linear"), embedding_width=4)},
    {"model": MLP.but(dropout_kind="alpha_dropout")}, {"loss": part("negative_log_likelihood")},
    {"loss": part("softmax_squared_error")}, {"loss": part("smoothed_cross_entropy", label_smoothing=0.2)},
    {"optimizer": part("adam", learning_rate=0.01, use_ema=True)},
    {"data": part("digits", outliers=0.0)}, {"evaluation": part("noise")},
])  # fmt: skip
def test_what_it_writes_compiles_and_imports_what_it_names(changes):
    tree = ast.parse(script_of(trial(**changes)))
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert imported == called - {"print", "len", "scaler"}


@pytest.mark.parametrize(("optimizer", "activation"), crossed(sorted(names.OPTIMIZERS), sorted(names.ACTIVATIONS)))
def test_every_known_part_gives_code_that_compiles(optimizer, activation):
    changes = {"optimizer": part(optimizer, learning_rate=0.1), "model": MLP.but(activation=part(activation))}
    code = script_of(trial(schedule=None, **changes))
    compile(code, "script", "exec")
    assert names.OPTIMIZERS[optimizer].partition(":")[2] + "(learning_rate=0.1)" in code


def test_what_a_spec_leaves_out_is_what_networks_have():
    for network, own in ((mlp, {"hidden": HIDDEN}), (cnn, {"filters": FILTERS})):
        asked = {name: argument.default for name, argument in inspect.signature(network).parameters.items()}
        assert canonical(asked["activation"]) == RELU and canonical(asked["initializer"]) == HE
        assert all(asked[name] == default for name, default in own.items())
    assert inspect.signature(mlp).parameters["embedding_width"].default == WIDTH


def test_a_schedule_is_imported_where_there_is_one():
    assert "OneCycle" not in script_of(trial(schedule=None))
    assert "OneCycle(0.1, total_steps=steps)" in script_of(trial())


def test_a_quantity_is_standardised_by_training_rows():
    code = script_of(trial(data=part("california_housing")), HOUSES)
    compile(code, "script", "exec")
    assert code.index("train_test_split(x") < code.index("y.std()") and "stratify" not in code
    assert "keras.losses.MeanSquaredError()" in code and "Dense(1, " in code and "R2Score()" in code


@pytest.mark.parametrize("changes", [
    {"schedule": part("range_test")}, {"model": part("rnn")}, {"model": MLP.but(activation=part("mine"))},
    {"data": part("digits", label_noise=0.1)}, {"data": part("digits", scaling="standard", stretch=100.0)},
    {"data": part("digits", scaling="centred")}, {"data": part("nominal", codes="integers")},
    {"optimizer": part("mine", learning_rate=0.1)}, {"stopping": part("patience", epochs=3)},
    {"start": part("lsuv")}, {"evaluation": part("monte_carlo")}, {"data": part("digits", outliers=0.05)},
    {"loss": part("squared_error")}, {"loss": part("prediction")},
])  # fmt: skip
def test_what_it_cannot_write_it_does_not_offer(changes):
    assert script(stored(trial(**changes)), FACTS) is None
