"""Scores by name, each against scikit-learn's function, and what is said of those that cannot be had."""

import sys

import numpy as np
import pytest
from sklearn import metrics as sk

from experiments.data import DataError, Table, load
from experiments.data.metrics import NAMES, SHORT, chance, score, title
from experiments.spec import part

RNG = np.random.default_rng(7)
TWO, THREE, VALUE = load(part("breast_cancer")), load(part("wine")), load(part("diabetes"))


def drawn(table: Table) -> tuple[np.ndarray, np.ndarray]:
    """A truth of 60 rows with every class, and a prediction that is right more often than not."""
    if not table.classes:
        truth = RNG.uniform(1, 9, 60)
        return truth, np.abs(truth + RNG.normal(size=60)) + 0.1
    truth = np.resize(np.arange(table.outputs), 60)
    shares = RNG.dirichlet(np.ones(table.outputs), 60) + 0.4 * np.eye(table.outputs)[truth]
    return truth, shares / shares.sum(1, keepdims=True)


def label(function, **options):
    return lambda truth, shares: function(truth, shares.argmax(1), **options)


def negative(function, **options):
    return lambda *pair: -function(*pair, **options)


DIRECT = {  # scikit-learn's functions, called by hand
    "accuracy": (THREE, label(sk.accuracy_score)),
    "balanced_accuracy": (THREE, label(sk.balanced_accuracy_score)),
    "f1_macro": (THREE, label(sk.f1_score, average="macro")),
    "f1_weighted": (THREE, label(sk.f1_score, average="weighted")),
    "f1": (TWO, label(sk.f1_score)),
    "precision": (TWO, label(sk.precision_score)),
    "recall_macro": (THREE, label(sk.recall_score, average="macro")),
    "matthews_corrcoef": (THREE, label(sk.matthews_corrcoef)),
    "quadratic_kappa": (THREE, label(sk.cohen_kappa_score, weights="quadratic")),
    "roc_auc": (TWO, lambda truth, shares: sk.roc_auc_score(truth, shares[:, 1])),
    "average_precision": (TWO, lambda truth, shares: sk.average_precision_score(truth, shares[:, 1])),
    "roc_auc_ovr": (THREE, lambda truth, shares: sk.roc_auc_score(truth, shares, multi_class="ovr")),
    "neg_log_loss": (THREE, negative(sk.log_loss)),
    "r2": (VALUE, sk.r2_score),
    "explained_variance": (VALUE, sk.explained_variance_score),
    "rmse": (VALUE, negative(sk.root_mean_squared_error)),
    "mae": (VALUE, negative(sk.mean_absolute_error)),
    "mape": (VALUE, negative(sk.mean_absolute_percentage_error)),
    "neg_median_absolute_error": (VALUE, negative(sk.median_absolute_error)),
    "neg_mean_poisson_deviance": (VALUE, negative(sk.mean_poisson_deviance)),
}


@pytest.mark.parametrize("name", DIRECT)
def test_a_score_is_scikit_learns_function(name):
    table, function = DIRECT[name]
    truth, prediction = drawn(table)
    assert score(name, table)(truth, prediction) == pytest.approx(function(truth, prediction), rel=1e-12)


@pytest.mark.parametrize(("task", "name"), [(task, name) for task, names in NAMES.items() for name in names])
def test_every_score_prefers_the_truth_to_a_guess(task, name):
    table = VALUE if task == "regression" else TWO
    truth, prediction = drawn(table)
    right = np.eye(table.outputs)[truth] if table.classes else truth
    function = score(name, table)
    worse = prediction[::-1] if not table.classes else np.roll(prediction, 1, 0)
    assert function(truth, right) > function(truth, worse)
    assert chance(name, table) <= function(truth, right)


def test_short_names_stand_for_names_that_are_there():
    assert set(SHORT.values()) <= {name for names in NAMES.values() for name in names}


@pytest.mark.parametrize(
    ("name", "table", "words"),
    [
        ("roc_auk", TWO, "Did you mean roc_auc"),
        ("rmse", TWO, "It is for regression"),
        ("f1_macro", VALUE, "It is for classification"),
        ("f1", THREE, "3 classes"),
        ("roc_auc", THREE, "3 classes"),
        ("no_such_module:function", TWO, "could not be imported"),
        ("math:pi", TWO, "must be a function"),
        ("math:sqrt", TWO, "cannot be had"),
    ],
)
def test_a_score_that_cannot_be_had_is_refused_in_words(name, table, words):
    with pytest.raises(DataError, match=words) as caught:
        score(name, table)
    assert f"Received: {name!r}" in str(caught.value) or "Received: an object" in str(caught.value)


def test_a_function_of_the_users_own_is_a_score(tmp_path, monkeypatch):
    (tmp_path / "profit_of_mine.py").write_text(
        "def profit(truth, p):\n    return 5 * ((p[:, 1] > 0.5) & (truth == 1)).sum()\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    truth, prediction = drawn(TWO)
    assert score("profit_of_mine:profit", TWO)(truth, prediction) == 5 * ((prediction[:, 1] > 0.5) & (truth == 1)).sum()
    assert title("profit_of_mine:profit") == "profit"
    sys.modules.pop("profit_of_mine")


def test_titles_are_words():
    assert [title(name) for name in ("rmse", "roc_auc", "f1_macro", "r2")] == [
        "negative root mean squared error", "ROC AUC", "F1 macro", "R²"
    ]  # fmt: skip
