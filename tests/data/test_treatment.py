"""Corruption, imputation, repair and scaling, each against a second, plain way to the same numbers."""

from statistics import NormalDist

import numpy as np
import pandas as pd
import pytest
from sklearn.impute import SimpleImputer
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import MinMaxScaler, QuantileTransformer, RobustScaler, StandardScaler

from experiments.data import prepare
from experiments.data.treatment.scaling import normal_scores, quantiles
from experiments.spec import part
from tests.data.cases import gappy, named


@pytest.mark.parametrize("share", [0.1, 0.25, 0.5])
def test_label_noise_changes_its_share_of_the_training_labels_and_no_other(share):
    data = prepare(part("digits", label_noise=share), 0)
    changed = np.flatnonzero(data.y != data.table.y)
    assert len(changed) == round(share * len(data.rows.train)) and set(changed) <= set(data.rows.train)
    assert set(np.unique(data.y)) == set(range(10))


def test_every_other_class_is_equally_likely_in_place_of_the_true_one():
    shifts = []
    for replicate in range(10):
        data = prepare(part("digits", label_noise=0.5), replicate)
        moved = (data.y - data.table.y)[data.rows.train] % 10
        shifts += list(moved[moved > 0])
    assert np.abs(np.bincount(shifts, minlength=10)[1:] / len(shifts) - 1 / 9).max() < 0.02


def test_for_a_quantity_label_noise_permutes():
    plain, noisy = (prepare(named("regression", label_noise=share), 0) for share in (0.0, 0.5))
    train = plain.rows.train
    np.testing.assert_allclose(np.sort(noisy.y[train, 0]), np.sort(plain.y[train, 0]), atol=1e-6)
    assert (np.abs(noisy.y - plain.y) > 1e-6).sum() == round(0.5 * len(train))


@pytest.mark.parametrize("option", ["label_noise", "outliers", "duplicates", "leak"])
def test_a_smaller_share_lies_within_a_larger_one(option):
    plain = prepare(part("wine"), 0)
    touched = []
    for share in (0.1, 0.3):
        data = prepare(part("wine", **{option: share}), 0)
        if option in ("label_noise", "outliers"):
            same = (data.x == plain.x).all(1) & (data.y == plain.y)
            touched.append(set(np.flatnonzero(~same)))
        elif option == "duplicates":
            distinct, times = np.unique(data.rows.train, return_counts=True)
            touched.append(set(distinct[times > 1]))
        else:
            touched.append(set(np.flatnonzero(data.rows.test != plain.rows.test)))
    assert touched[0] and touched[0] < touched[1]


def test_an_outlier_is_one_feature_ten_deviations_off():
    plain, spoiled = (prepare(named("classification", **options), 0) for options in ({}, {"outliers": 0.2}))
    train, values = plain.rows.train, plain.table.x[plain.rows.train].astype(np.float64)
    rows, features = np.nonzero(spoiled.x != plain.x)
    gross = np.abs(spoiled.x - np.nanmean(values, 0))[:, :4] / np.nanstd(values, 0)[:4]
    assert (gross > 9).sum() == round(0.2 * len(train))
    np.testing.assert_allclose(gross[gross > 9], 10, rtol=1e-4)
    assert set(rows[gross[rows, np.minimum(features, 3)] > 9]) <= set(train)
    assert (spoiled.x[:, 4] == 0).all()  # a feature that never varies has no scale for an error


def test_outlier_cells_are_a_share_of_the_training_rows_values():
    plain, few, many = (
        prepare(named("classification", **o), 0) for o in ({}, {"outlier_cells": 0.05}, {"outlier_cells": 0.3})
    )
    train, values = plain.rows.train, plain.table.x[plain.rows.train].astype(np.float64)
    gross = np.abs(many.x - np.nanmean(values, 0))[:, :4] / np.nanstd(values, 0)[:4]
    wrong = gross > 9
    np.testing.assert_allclose(gross[wrong], 10, rtol=1e-4)
    assert wrong[train].mean() == pytest.approx(0.3, abs=0.1) and not np.delete(wrong, train, 0).any()
    assert (many.x[:, 4] == 0).all()
    few = (np.abs(few.x - np.nanmean(values, 0))[:, :4] / np.nanstd(values, 0)[:4]) > 9
    assert few.any() and not (few & ~wrong).any()


def test_a_target_outlier_is_ten_deviations_off():
    data = prepare(named("regression", target_outliers=0.1), 0)
    train, y = data.rows.train, data.table.y[data.rows.train].astype(np.float64)
    natural = data.y * data.spread
    natural += float((data.table.y - natural)[data.rows.test].mean())
    errors = np.abs(natural[train] - y.mean()) / y.std()
    assert (errors > 9).sum() == round(0.1 * len(train))
    np.testing.assert_allclose(errors[errors > 9], 10, rtol=1e-3)
    assert data.y[train].std() == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("rule", ["mean", "median"])
def test_imputation_is_scikit_learns(rule):
    data = prepare(named("classification", imputation=rule), 0)
    imputer = SimpleImputer(strategy=rule).fit(data.table.x[data.rows.train])
    np.testing.assert_allclose(data.x, imputer.transform(data.table.x), rtol=1e-5)


def test_indicators_are_scikit_learns_and_widen_the_table():
    data, plain = prepare(named("classification", imputation="median_indicator"), 0), gappy()
    imputer = SimpleImputer(strategy="median", add_indicator=True).fit(plain.x[data.rows.train])
    np.testing.assert_allclose(data.x, imputer.transform(plain.x), rtol=1e-5)
    assert data.table.x.shape[1] == data.x.shape[1] == len(data.shift) == 7


def test_dropping_keeps_complete_rows_alone_and_repeats_them_evenly():
    plain, dropped = (prepare(named("classification", **o), 0) for o in ({}, {"imputation": "drop"}))
    complete = [row for row in plain.rows.train if not np.isnan(plain.table.x[row]).any()]
    distinct, times = np.unique(dropped.rows.train, return_counts=True)
    assert list(distinct) == complete and len(dropped.rows.train) == len(plain.rows.train)
    assert times.max() - times.min() <= 1
    mean = np.nanmean(plain.table.x[dropped.rows.train].astype(np.float64), 0)
    np.testing.assert_allclose(dropped.x, np.where(np.isnan(plain.table.x), mean, plain.table.x), rtol=1e-5)


def test_a_feature_without_a_known_training_value_becomes_zero():
    data = prepare(part("tests.data.test_treatment:late"), 0)
    assert np.isfinite(data.x).all() and (data.x[data.rows.train, 0] == 0).all()


def late():
    """A table with a feature that only the published test rows have."""
    table = gappy()
    x = table.x.copy()
    x[:100, 0] = np.nan
    return type(table)(**{**vars(table), "x": x, "test": 100})


def test_clipping_is_tukeys():
    plain, clipped = (prepare(part("wine", **options), 0) for options in ({}, {"clip": "iqr"}))
    frame = pd.DataFrame(plain.x.astype(np.float64))
    low, high = frame.iloc[plain.rows.train].quantile(0.25), frame.iloc[plain.rows.train].quantile(0.75)
    wanted = frame.clip(low - 1.5 * (high - low), high + 1.5 * (high - low), axis=1)
    np.testing.assert_allclose(clipped.x, wanted, rtol=1e-6)
    assert (clipped.x != plain.x).any()


def test_clipping_leaves_a_feature_whose_quartiles_are_equal():
    """Most pixels at the rim of a digit are 0 in most rows."""
    plain, clipped = (prepare(part("digits", **options), 0) for options in ({}, {"clip": "iqr"}))
    low, high = np.percentile(plain.x[plain.rows.train], (25, 75), axis=0)
    flat = low == high
    assert flat.sum() > 10 and plain.x[:, flat].any()
    np.testing.assert_array_equal(clipped.x[:, flat], plain.x[:, flat])


def test_cleaning_removes_rows_outvoted_by_their_neighbours():
    noisy = prepare(part("digits", label_noise=0.2), 0)
    cleaned = prepare(part("digits", label_noise=0.2, cleaning="agreement"), 0)
    train = noisy.rows.train
    seen = StandardScaler().fit_transform(noisy.x[train].astype(np.float64))
    model = KNeighborsClassifier(6).fit(seen, noisy.y[train])
    kept = []
    for row, near in zip(train, model.kneighbors(seen, return_distance=False), strict=True):
        others = [noisy.y[train[other]] for other in near if train[other] != row][:5]
        if sum(label != noisy.y[row] for label in others) <= 2:
            kept.append(row)
    assert sorted(set(cleaned.rows.train)) == kept
    assert len(cleaned.rows.train) == len(train)


@pytest.mark.parametrize(
    ("scaling", "reference"),
    [
        ("standard", StandardScaler()),
        ("robust", RobustScaler()),
        ("min_max", MinMaxScaler()),
        ("symmetric", MinMaxScaler((-1, 1))),
    ],
)
def test_scaling_is_scikit_learns(scaling, reference):
    data = prepare(part("breast_cancer", scaling=scaling), 0)
    reference.fit(data.x[data.rows.train].astype(np.float64))
    wanted = reference.transform(data.x.astype(np.float64))
    np.testing.assert_allclose(data.inputs(np.arange(len(data.x))), wanted, rtol=1e-3, atol=1e-4)


def test_quantile_makes_the_training_rows_normal():
    data = prepare(part("breast_cancer", scaling="quantile"), 0)
    x, rows = data.table.x[:, 0], data.rows.train
    ours = QuantileTransformer(n_quantiles=11, output_distribution="normal", subsample=None).fit(x[rows, None])
    wanted = np.clip(ours.transform(x[:, None])[:, 0], -3, 3)
    np.testing.assert_allclose(data.inputs(np.arange(len(x)))[:, 0], wanted, atol=1e-4)
    assert abs(data.inputs(rows).mean(0)).max() < 0.2 and data.quantiles.shape == (11, 30)


@pytest.mark.parametrize("share", [0.2, 0.7])
def test_quantile_keeps_columns_of_two_values_in_bounds(share):
    """A value that many rows share has the mean of their ranks, also at the ends."""
    x = (np.arange(3000) < 3000 * share).astype(np.float32)[:, None]
    found = normal_scores(x, quantiles(x))
    wanted = [NormalDist().inv_cdf(rank) for rank in ((1 - share) / 2, 1 - share / 2)]
    np.testing.assert_allclose(np.unique(found), wanted, atol=0.03)  # 100 quantiles


def test_quantile_makes_a_constant_0_and_clips_what_is_beyond():
    known = quantiles(np.linspace([5, 0], [5, 1], 600).astype(np.float32))
    found = normal_scores(np.float32([[5, -9], [5, 0.5], [5, 9]]), known)
    np.testing.assert_allclose(found, [[0, -3], [0, 0], [0, 3]], atol=1e-6)


def test_centred_is_from_0_to_1_less_its_mean():
    rows = np.arange(len(prepare(part("wine"), 0).x))
    ranged, centred = (prepare(part("wine", scaling=scaling), 0) for scaling in ("min_max", "centred"))
    seen = ranged.inputs(rows).astype(np.float64)
    np.testing.assert_allclose(centred.inputs(rows), seen - seen[ranged.rows.train].mean(0), rtol=1e-3, atol=1e-4)


def test_stretch_and_offset_spoil_a_scaling():
    plain, spoiled = (prepare(part("wine", **options), 0) for options in ({}, {"stretch": 100.0, "offset": 3.0}))
    seen = plain.inputs(plain.rows.test).astype(np.float64)
    seen[:, ::2] *= 100
    np.testing.assert_allclose(spoiled.inputs(plain.rows.test), seen + 3, rtol=1e-4, atol=1e-3)
    assert spoiled.x is plain.x
