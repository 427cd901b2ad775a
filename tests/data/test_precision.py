"""Large offsets: what float64 holds is not lost in float32, and what needs no care keeps its bits."""

import numpy as np
import pytest

from experiments import names
from experiments.data import Table, load, prepare
from experiments.data.loading import _load
from experiments.data.precision import origins
from experiments.data.preparation import selected, treated
from experiments.data.sources.files import table
from experiments.data.treatment.scaling import SCALINGS
from experiments.spec import part

OFFSETS = (0.0, 1e6, 1.7e9, 1e12, -4e9)
RNG = np.random.default_rng(0)
X = RNG.normal(size=(90, 3)).round(3)
X[RNG.random(X.shape) < 0.1] = np.nan
Y = RNG.normal(size=90).round(3)


def centred(away, task="regression", **options):
    """Data prepared of rows and quantities that far from 0."""
    classes = None if task == "regression" else ("a", "b")
    y = Y + away if classes is None else (Y > 0).astype(int)
    made = Table("far", "far", task, X + away, y, classes, None, "here")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.samples.own", lambda: made, raising=False)
        for cache in (_load, selected, treated, prepare):
            cache.cache_clear()
        data = prepare(part("tests.samples:own", **options), 0)
    for cache in (_load, selected, treated, prepare):
        cache.cache_clear()
    return data


@pytest.mark.parametrize("scaling", sorted(set(SCALINGS) - {"none"}))
@pytest.mark.parametrize("offset", OFFSETS)
def test_inputs_and_targets_keep_their_digits(offset, scaling):
    data, plain = centred(offset, scaling=scaling), centred(0.0, scaling=scaling)
    rows = np.arange(90)
    spacing = np.spacing(abs(offset))  # of float64 there: what the file itself cannot say
    steep = 20 if scaling == "quantile" else 1  # normal scores at the ends
    np.testing.assert_allclose(data.inputs(rows), plain.inputs(rows), atol=2e-6 + 4 * spacing * steep)
    np.testing.assert_allclose(data.y, plain.y, atol=2e-6 + 4 * spacing)
    np.testing.assert_allclose(data.table.raw(rows), X + offset, atol=1e-6 + 2 * spacing)


@pytest.mark.parametrize("options",
[{"clip": "iqr"}, {"outliers": 0.2}, {"imputation": "median"}, {"imputation": "drop"},
                                     {"imputation": "median_indicator"}, {"target_outliers": 0.2}, {"missing": 0.1},
                                     {"stretch": 3.0, "offset": 2.0}], ids=str)  # fmt: skip
def test_every_option_means_the_same_far_from_zero(options):
    data, plain = centred(1.7e9, **options), centred(0.0, **options)
    np.testing.assert_allclose(data.inputs(np.arange(90)), plain.inputs(np.arange(90)), atol=1e-5)
    np.testing.assert_allclose(data.y, plain.y, atol=1e-5)


def test_without_scaling_a_network_sees_the_numbers_as_they_are():
    data = centred(1e6, scaling="none")
    present = ~np.isnan(X)
    np.testing.assert_allclose(data.inputs(np.arange(90))[present], (X + 1e6)[present], rtol=1e-7)


@pytest.mark.parametrize("name", [name for name, path in names.DATASETS.items() if not path.startswith("keras.")])
def test_no_data_set_of_the_suite_is_changed(name):
    made = load(part(name))
    assert made.origin is None and made.level == 0 and not made.notes
    assert origins(made.x) is None


def test_only_what_is_far_is_moved():
    x = np.stack([RNG.normal(size=50), 1e6 + RNG.normal(size=50), np.full(50, 1e9), RNG.integers(0, 256, 50)], 1)
    assert (origins(x) != 0).tolist() == [False, True, False, False]
    assert origins(np.full((20, 2), np.nan)) is None
    mostly = np.full((50, 1), 1.7e9)
    mostly[:3] += [[1], [2], [3]]  # the quartiles are equal
    assert origins(mostly) == pytest.approx(1.7e9)


def test_a_constant_feature_is_not_blown_up_by_round_off():
    for value in (0.1, 1 / 3, 123456.789):
        _, factor = SCALINGS["standard"](np.full((97, 1), value))
        assert factor == 1


def test_a_file_of_timestamps_keeps_its_digits(tmp_path):
    seconds = 1_700_000_000 + np.arange(60) * 7 % 60
    rows = "".join(f"{second},{second / 4:.2f}\n" for second in seconds)
    (tmp_path / "mine.csv").write_text("seconds,when\n" + rows)
    made = table(str(tmp_path / "mine.csv"))
    np.testing.assert_array_equal(made.raw(np.arange(60))[:, 0], seconds)
    np.testing.assert_array_equal(made.y[:, 0].astype(float) + made.level, (seconds / 4).round(2))
