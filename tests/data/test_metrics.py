"""Scores by name, each against scikit-learn's function, and what is known_facts of those that cannot be had."""

import sys

import numpy as np
import pytest

from experiments.data import DataError, Table, facts, load
from experiments.data.metrics import metric
from experiments.errors import UserError
from experiments.scores import OTHER_NAMES, SCORES, known, named
from experiments.spec import part
from tests.scores import DIRECT, IDS

TWO, THREE, VALUE = load(part("breast_cancer")), load(part("wine")), load(part("diabetes"))


def drawn(table: Table) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A truth of 60 rows with every class, a prediction that is right more often than not, and weights."""
    rng = np.random.default_rng(7)
    weights = rng.uniform(0.5, 2, 60)
    if not table.classes:
        truth = rng.uniform(1, 9, 60)
        return truth, np.abs(truth + rng.normal(size=60)) + 0.1, weights
    truth = np.resize(np.arange(table.outputs), 60)
    shares = rng.dirichlet(np.ones(table.outputs), 60) + 0.4 * np.eye(table.outputs)[truth]
    return truth, shares / shares.sum(1, keepdims=True), weights


def test_every_score_is_held_to_scikit_learn():
    assert {name for _, name in DIRECT} == set(SCORES)


@pytest.mark.parametrize(("data", "name"), DIRECT, ids=IDS)
def test_a_score_is_scikit_learns_function_with_and_without_weights(data, name):
    table = load(part(data))
    truth, prediction, weights = drawn(table)
    chosen = metric(name, table)
    assert chosen(truth, prediction) == pytest.approx(DIRECT[data, name](truth, prediction), rel=1e-12)
    assert chosen(truth, prediction, weights) == pytest.approx(
        DIRECT[data, name](truth, prediction, weights), rel=1e-12
    )


@pytest.mark.parametrize("name", SCORES)
def test_every_score_prefers_the_truth_to_a_guess_in_its_direction(name):
    score = known(name)
    table = VALUE if score.task == "regression" else TWO
    truth, prediction, _ = drawn(table)
    right = np.eye(table.outputs)[truth] if table.classes else truth
    chosen, worse = metric(name, table), prediction[::-1] if not table.classes else np.roll(prediction, 1, 0)
    assert score.sign * chosen(truth, right) > score.sign * chosen(truth, worse)
    assert score.low <= chosen(truth, worse) <= score.high
    known_facts = facts(part(table.name, score=name))
    assert score.sign * known_facts["chance"] <= score.sign * known_facts["perfect"] and known_facts["score"] == name


def test_a_score_has_the_names_that_scikit_learn_gives_it():
    assert set(OTHER_NAMES.values()) <= set(SCORES)
    asked = ("neg_root_mean_squared_error", "neg_log_loss", "rmse", "mcc", "f1_macro", "neg_brier_score")
    assert [named(name).name for name in asked] == [
        "rmse", "log_loss", "rmse", "matthews_corrcoef", "f1_macro", "brier_score"
    ]  # fmt: skip
    with pytest.raises(UserError, match="Did you mean roc_auc"):
        named("roc_auk")


@pytest.mark.parametrize(
    ("name", "table", "words"),
    [
        ("root_mean_square_error", TWO, "Did you mean root_mean_squared_error"),
        ("rmse", TWO, "rmse is for regression"),
        ("f1_macro", VALUE, "f1_macro is for classification"),
        ("f1", THREE, "use f1_macro"),
        ("roc_auc", THREE, "use roc_auc_ovr or roc_auc_ovo"),
        (part("no_such_module:function"), TWO, "could not be imported"),
        (part("math:pi"), TWO, "must be a function"),
        (part("math:sqrt"), TWO, "cannot be had"),
    ],
)
def test_a_score_that_cannot_be_had_is_refused_in_words(name, table, words):
    with pytest.raises(DataError, match=words) as caught:
        metric(name, table)
    assert "Received: " in str(caught.value)


@pytest.mark.parametrize(
    ("name", "table", "rows", "words"),
    [
        ("roc_auc", TWO, [1] * 8, "one class"),
        ("roc_auc_ovr", THREE, [0, 2] * 4, "2 of 3 classes"),
        ("average_precision", TWO, [0] * 8, "none of the second class"),
        ("d2_log_loss_score", TWO, [1] * 8, "one class"),
        ("r2", VALUE, [3.0] * 8, "one value"),
    ],
)
def test_a_score_that_rows_do_not_have_is_told(name, table, rows, words):
    truth = np.array(rows)
    prediction = np.full((8, table.outputs), 1 / table.outputs) if table.classes else np.arange(8.0)
    value, reason = metric(name, table).with_reason(truth, prediction)
    assert np.isnan(value) and words in reason


@pytest.mark.parametrize("name", ["balanced_accuracy", "f1_macro", "log_loss", "brier_score", "matthews_corrcoef"])
def test_a_score_that_rows_of_one_class_have_is_given_without_a_warning(name):
    shares = np.tile([0.2, 0.8], (8, 1))
    assert np.isfinite(metric(name, TWO)(np.zeros(8, int), shares))


def test_a_function_of_the_users_own_is_a_score_if_higher_is_better(tmp_path, monkeypatch):
    (tmp_path / "profit_of_mine.py").write_text(
        "def profit(truth, p):\n    return 5 * ((p[:, 1] > 0.5) & (truth == 1)).mean()\n\n"
        "def cost(truth, p):\n    return (p.argmax(1) != truth).mean()\n\n"
        "def hits(truth, p):\n    return (p.argmax(1) == truth).sum()\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    truth, prediction, _ = drawn(TWO)
    own = part("profit_of_mine:profit")
    chosen = metric(own, TWO)
    assert chosen(truth, prediction) == 5 * ((prediction[:, 1] > 0.5) & (truth == 1)).mean()
    assert chosen.score.title == "profit" and load(part("breast_cancer", score=own)).score == "profit()"
    with pytest.raises(DataError, match="turn its sign"):
        metric(part("profit_of_mine:cost"), TWO)
    with pytest.raises(DataError, match="give a mean, not a sum"):
        metric(part("profit_of_mine:hits"), TWO)
    sys.modules.pop("profit_of_mine")


def test_a_score_is_a_part_of_what_a_trial_is_but_of_none_that_are_stored():
    plain = part("breast_cancer")
    assert load(plain).score == load(plain).curve == "accuracy" and "perfect" not in facts(plain)
    assert facts(part("breast_cancer", score="log_loss"))["curve_chance"] == facts(plain)["chance"]


def test_a_class_of_keras_metrics_is_a_score():
    own = part("keras.metrics:SparseCategoricalAccuracy")
    chosen = metric(own, THREE)
    truth, p = np.array([0, 1, 2]), np.eye(3)[[0, 0, 2]]
    assert chosen(truth, p) == pytest.approx(2 / 3) and chosen.score.name == "SparseCategoricalAccuracy()"


def test_a_class_that_is_no_metric_is_no_score():
    with pytest.raises(DataError, match="a class of Keras metrics"):
        metric(part("keras.layers:Dense"), TWO)
