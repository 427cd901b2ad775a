"""Reference models on data whose best answer is known."""

import numpy as np
import pytest

from experiments.data import prepare
from experiments.simulations.reference_model import reference_model
from experiments.spec import part

XOR, DIGITS, DIABETES = part("xor_blobs", deviation=0.2, rows=600), part("digits"), part("diabetes")
BOUNDS = {  # on test rows, from the lowest to the highest score that the model may have
    "a constant guesses one of ten digits": (DIGITS, "constant", 0.05, 0.15),
    "a constant explains nothing": (DIABETES, "constant", -0.2, 0.0),
    "no straight line separates opposite corners": (XOR, "linear", 0.3, 0.7),
    "trees separate opposite corners": (XOR, "gradient_boosting", 0.97, 1.0),
    "a straight line explains about half of diabetes": (DIABETES, "linear", 0.3, 0.6),
    "digits are nearly linear": (DIGITS, "linear", 0.93, 1.0),
}


@pytest.mark.parametrize("name", BOUNDS)
def test_scores_are_those_that_the_data_allow(name):
    data, model, low, high = BOUNDS[name]
    prepared = prepare(data, 0)
    outcome = reference_model(3, prepared, model)
    assert set(outcome.scores) == {"train", "validation", "test"}
    assert low <= outcome.scores["test"][prepared.table.score] <= high


def test_a_penalty_is_chosen_on_validation_rows_alone():
    data = prepare(DIABETES, 1)
    whole = reference_model(3, data, "linear")
    data.y[data.rows.test] = data.y[data.rows.test][::-1]
    assert reference_model(3, data, "linear").values == whole.values
    prepare.cache_clear()


def test_an_unknown_model_is_named():
    with pytest.raises(ValueError, match=r"constant, linear, gradient_boosting\. Received: 'forest'"):
        reference_model(3, prepare(XOR, 0), "forest")


@pytest.mark.parametrize(("name", "score"), [("breast_cancer", "roc_auc"), ("diabetes", "rmse")])
def test_a_reference_model_has_the_score_of_its_data(name, score):
    data = prepare(part(name, score=score), 0)
    tests = {model: reference_model(1, data, model).scores["test"][score] for model in ("constant", "linear")}
    sign = -1 if score == "rmse" else 1
    assert sign * tests["linear"] > sign * tests["constant"]
    if score == "rmse":
        y = data.table.y[data.rows.test, 0].astype(float)
        level = data.table.y[data.rows.train].mean()
        assert tests["constant"] == pytest.approx(np.sqrt(((y - level) ** 2).mean()), rel=1e-5)
