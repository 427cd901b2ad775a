"""Preprocessing and choosing: ratios that are known, leaks of a known size, no overstatement without a choice."""

from dataclasses import replace

import numpy as np
import pytest
from sklearn.linear_model import Ridge

from experiments.data import DataError
from experiments.simulations.chosen_on_test import chosen_on_test, ridge
from experiments.simulations.duplicate_leak import duplicate_leak
from experiments.simulations.feature_scale import curvature, feature_scale
from experiments.simulations.sign_agreement import sign_agreement
from experiments.simulations.tools import numpy_models
from tests.simulations.tables import replicate

WINE = replicate("wine")


@pytest.mark.parametrize("scale", [2.0, 100.0])
def test_the_first_updates_differ_by_the_scale(scale):
    scaled, plain = (feature_scale(1, WINE, scale=factor).values["first_ratio"] for factor in (scale, 1.0))
    assert scaled / plain == pytest.approx(scale, rel=1e-9)


def test_how_far_the_ratio_of_updates_is_from_that_of_the_features():
    values = feature_scale(1, WINE, scale=100.0).values
    for error, ratio in (("ratio_error", "update_ratio"), ("first_error", "first_ratio")):
        assert 100 * 10 ** values[error] == pytest.approx(max(values[ratio], 100**2 / values[ratio]))


def test_standardising_undoes_the_scale():
    plain, large = (feature_scale(1, WINE, scale=scale, standardise=True) for scale in (1.0, 100.0))
    assert plain.curves["ratio"] == pytest.approx(large.curves["ratio"], rel=1e-6)
    assert 0.2 < plain.values["update_ratio"] < 5


def test_the_rate_is_safe_and_the_other_features_learn_less():
    raw, standard = (feature_scale(1, WINE, standardise=standardise) for standardise in (False, True))
    for outcome in (raw, standard):
        assert outcome.curves["loss"] == sorted(outcome.curves["loss"], reverse=True)
    assert raw.values["other_learning"] < standard.values["other_learning"] / 100


def test_the_curvature_is_that_of_the_squared_error():
    x = np.random.default_rng(0).normal(size=(30, 1)) + 1
    inputs = np.column_stack([x, np.ones(30)])
    assert curvature(x, False) == pytest.approx(np.linalg.norm(inputs, 2) ** 2 / 30)
    assert curvature(x, True) == curvature(x, False) / 2


def test_a_table_with_one_feature_is_refused():
    with pytest.raises(DataError, match=r"Two features.*has 1"):
        feature_scale(0, replace(WINE, x=WINE.x[:, :1], shift=WINE.shift[:1], factor=WINE.factor[:1]))


@pytest.mark.parametrize("name", ["wine", "digits", "plane"])
def test_updates_agree_where_all_inputs_are_positive(name):
    positive, centred = (
        sign_agreement(0, replicate(name), features=features, steps=300) for features in ("[0,1]", "centred")
    )
    assert positive.values["agreement"] == 1
    assert centred.values["agreement"] < 0.5


def test_one_step_makes_no_detour_and_paths_are_never_shorter_than_the_way():
    assert sign_agreement(0, WINE, steps=1).values["detour"] == pytest.approx(1)
    assert min(sign_agreement(0, WINE, steps=200).curves["detour"]) >= 1 - 1e-12


def test_a_divergence_leaves_infinities():
    values = sign_agreement(0, replicate("plane"), learning_rate=1e6).values
    assert values["train_loss"] == np.inf


def test_without_a_choice_nothing_is_overstated():
    assert chosen_on_test(0, WINE, candidates=1).values["overstatement"] == 0


def test_choosing_overstates_more_from_more_candidates():
    data = replicate("noise")
    few, many = (
        np.mean([chosen_on_test(seed, data, candidates=count).values["overstatement"] for seed in range(8)])
        for count in (2, 40)
    )
    assert 0 < few < many


def test_what_is_chosen_is_the_best_measured():
    outcome = chosen_on_test(0, replicate("noise"))
    assert outcome.curves["measured"] == sorted(outcome.curves["measured"])
    assert outcome.values["measured"] == outcome.curves["measured"][-1]
    assert outcome.values["fresh"] == pytest.approx(0.25, abs=0.1)  # four classes that cannot be told apart
    assert outcome.values["gap"] == outcome.values["measured"] - outcome.values["fresh"]


def test_ridge_is_scikit_learns():
    random = np.random.default_rng(0)
    x, t = random.normal(size=(20, 4)), random.normal(size=(20, 2))
    np.testing.assert_allclose(ridge(x, t, 0.7), Ridge(0.7, fit_intercept=False).fit(x, t).coef_.T)


def test_a_leak_inflates_by_what_a_copy_is_worth():
    values = [duplicate_leak(seed, replicate("noise"), share=0.4).values for seed in range(10)]
    leaked, gap = (np.mean([outcome[name] for outcome in values]) for name in ("leaked", "gap"))
    assert 0.3 < leaked < 0.6
    assert gap == pytest.approx(leaked * 0.75, abs=0.05)  # a copy is always right, another row in a quarter of cases
    hidden = np.mean([outcome["hidden_errors"] for outcome in values])
    assert hidden == pytest.approx(-np.log10(1 - leaked), abs=0.05)  # only errors on rows without copies are left


def test_without_duplicates_nothing_leaks():
    values = [duplicate_leak(seed, replicate("noise"), share=0).values for seed in range(10)]
    for name in ("leaked", "gap", "hidden_errors"):  # the same rows are judged by the same model
        assert {outcome[name] for outcome in values} == {0}
    assert numpy_models.chance(replicate("noise").table) == pytest.approx(0.25, abs=0.05)
