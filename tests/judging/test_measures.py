"""Measures are what they say."""

from math import inf, isnan, log, nan

import pandas as pd
import pytest

from experiments.judging.measures import KINDS, MEASURES, Context, depth, first
from experiments.report.wording import UNITS, change, level, number, step

STATUS = ["ok", "diverged", "error", "missing"]
TRIALS = pd.DataFrame(
    {"key": list("abcd"), "status": STATUS, "test_accuracy": [0.9, nan, nan, nan],
     "train_accuracy": [0.99, nan, nan, nan], "validation_accuracy": [0.8, nan, nan, nan],
     "train_loss": [0.1, nan, nan, nan], "test_noise_accuracy": [0.65, nan, nan, nan],
     "test_removal_accuracy": [0.7, nan, nan, nan], "test_nll": [0.3, nan, nan, nan],
     "test_brier": [0.2, nan, nan, nan]}
)  # fmt: skip
FACTS = {"task": "classification", "score": "accuracy", "chance": 0.1, "classes": 5}
LAYERS = pd.DataFrame(
    [("a", "hidden_1", "gradient_norm", 0.001, 1.0), ("a", "hidden_2", "gradient_norm", 0.5, 1.0),
     ("a", "hidden_10", "gradient_norm", 0.1, 1.0), ("a", "output", "gradient_norm", 9.0, 1.0),
     ("a", "hidden_1", "dead_share", 0.0, 0.4), ("a", "hidden_2", "dead_share", 0.0, 0.2),
     ("a", "output", "dead_share", 0.0, 1.0), ("b", "hidden_1", "gradient_norm", 0.0, nan),
     ("b", "hidden_10", "gradient_norm", 1.0, nan)],
    columns=["key", "layer", "statistic", "first", "last"],
)  # fmt: skip


@pytest.fixture
def context() -> Context:
    """One trial of each status."""
    curves = {"a": [0.2, None, 0.7, 0.8], "b": [0.9, None]}
    return Context(TRIALS, FACTS, curves, target=0.7, layers=LAYERS)


@pytest.mark.parametrize(
    ("name", "ok", "diverged"),
    [("test_score", 0.9, 0.1), ("validation_score", 0.8, 0.1), ("train_loss", 0.1, inf), ("gap", 0.09, nan),
     ("epochs_to_target", 3, inf), ("noise_loss", 0.25, nan), ("gradient_decay", -2, -38), ("dead_share", 0.3, nan),
     ("co_adaptation", 0.2, nan), ("nll", 0.3, log(5)), ("brier", 0.2, 0.8), ("failure", 0, 1),
     ("sound_score", 0.9, nan)],
)  # fmt: skip
def test_each_measure_of_a_finished_a_diverged_and_a_failed_trial(context, name, ok, diverged):
    found = MEASURES[name].values(context).tolist()
    assert found[0] == pytest.approx(ok) and found[1] == pytest.approx(diverged, nan_ok=True)
    assert isnan(found[2]) and isnan(found[3])


def test_without_layer_statistics_or_target_nothing_is_measured(context):
    bare = Context(TRIALS, context.facts)
    assert all(
        MEASURES[name].values(bare).isna().all() for name in ("gradient_decay", "dead_share", "epochs_to_target")
    )


def test_the_first_epoch_counts_from_one():
    assert first([0.5, 0.9], 0.5) == 1 and first([0.1, None], 0.5) == inf and first([], 0.5) == inf


def test_layers_sort_by_depth():
    assert sorted(["output", "hidden_10", "hidden_2"], key=depth) == ["hidden_2", "hidden_10", "output"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (level(0.9723, 0.9689, 0.9757, UNITS["accuracy"]), "97.23 % (96.89 to 97.57)"),
        (level(0.97, 0.92, 1.02, UNITS["accuracy"]), "97 % (92 to 102)"),
        (level(inf, 7, inf, UNITS["epochs"]), "never (7 to never)"),
        (level(6.5, 5, 8, UNITS["epochs"]), "6.5 epochs (5.0 to 8.0)"),
        (level(0.5, -inf, inf, UNITS["share"]), "50.0 %"),
        (level(nan, -inf, inf, UNITS["loss"]), "–"),
        (change(-0.001, -0.004, 0.002, UNITS["accuracy"]), "−0.10 points (−0.40 to +0.20)"),
        (change(1, 1, 1, UNITS["epochs"]), "+1 epoch (+1 to +1)"),
        (change(inf, 3, inf, UNITS["epochs"]), "+∞ epochs (+3 to ∞)"),
        (level(9, 8.8, 9.2, UNITS["log steps"]), "512 steps (446 to 588)"),
        (level(0, -inf, inf, UNITS["log steps"]), "1 step"),
        (change(0.85, 0.6, 1.05, UNITS["log steps"]), "1.80 times (1.52 to 2.07)"),
        (change(-1, -1, -1, UNITS["log steps"]), "0.50 times (0.50 to 0.50)"),
        (step(2, UNITS["log steps"].apart, 1), "4.0 times"),
        (level(0.3, 0.04, 0.56, UNITS["share of runs"]), "30 % of runs (4 to 56)"),
        (step(1, UNITS["decades"], 0), "1 power of ten"),
        (number(-0.0004, 2, sign=True), "0.00"),
        (number(12345.6, 0), "12,346"),
    ],
)
def test_numbers_have_the_digits_that_their_interval_justifies(text, expected):
    assert text == expected


def test_values_of_simulations_are_read_with_or_without_their_sign():
    table = TRIALS.assign(simulation_backward_decay=[-2.5, nan, nan, nan], simulation_step_ms=[1.5, nan, nan, nan])
    context = Context(table, {"score": "accuracy", "chance": 0.1})
    assert MEASURES["backward_decay"].values(context)[0] == -2.5
    assert MEASURES["backward_change"].values(context)[0] == 2.5
    assert MEASURES["step_ms"].values(context)[0] == 1.5
    assert MEASURES["backward_decay"].higher_is_better and not MEASURES["backward_change"].higher_is_better


def test_every_measure_has_a_unit_and_no_simulated_one_hides_another():
    assert {one.unit for one in MEASURES.values()} <= {*UNITS, "score", "score difference", "curve"}
    assert len(MEASURES) == sum(map(len, KINDS))
