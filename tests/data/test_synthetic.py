"""Tables that are made: what they promise, against a plain reading of their definition."""

import numpy as np
import pytest
from scipy.stats import norm
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.neighbors import KNeighborsClassifier

from experiments import names
from experiments.data import DataError, load, prepare
from experiments.data.loading import _load
from experiments.data.made.moved_digits import moved
from experiments.data.made.series import AHEAD, LENGTH, observed
from experiments.spec import part

MADE = [name for name, path in names.DATASETS.items() if path.startswith("experiments.")]


@pytest.mark.parametrize("name", MADE)
def test_a_made_table_is_sound_the_same_every_time_and_of_its_task(name):
    table = load(part(name))
    _load.cache_clear()
    again = load(part(name))
    np.testing.assert_array_equal(again.x, table.x)
    np.testing.assert_array_equal(again.y, table.y)
    assert table.name == name and table.task == names.TASKS[name] and not table.faults()
    assert names.DATASETS[name] in table.source or "scikit-learn" in table.source
    assert np.isfinite(prepare(part(name), 0).inputs(np.arange(len(table.x)))).all()


@pytest.mark.parametrize("name", [name for name, task in names.TASKS.items() if "keras" not in names.DATASETS[name]])
def test_tasks_are_those_of_the_tables(name):
    assert load(part(name)).task == names.TASKS[name]


def test_the_adding_problem_adds_marked_numbers():
    table = load(part("adding", steps=21, rows=200))
    for row, total in zip(table.x, table.y[:, 0], strict=True):
        first, second = np.flatnonzero(row[:, 1])
        assert first < 10 <= second
        assert total == pytest.approx(float(row[first, 0] + row[second, 0]))
    assert load(part("adding")).y.var() == pytest.approx(1 / 6, rel=0.05)


def test_recall_shows_its_class_first_and_noise_afterwards():
    table = load(part("recall", steps=9, symbols=3, noise=0.5, rows=900))
    np.testing.assert_array_equal(table.x[:, 0], np.eye(3)[table.y])
    assert table.x[:, 1:].std() == pytest.approx(0.5, rel=0.05)
    later = LogisticRegression(max_iter=500).fit(table.x[:450, 1:].reshape(450, -1), table.y[:450])
    assert later.score(table.x[450:, 1:].reshape(450, -1), table.y[450:]) < 0.42
    assert np.bincount(table.y).tolist() == [300, 300, 300]


def test_the_views_of_a_series_show_the_same_numbers():
    raw, resampled, detrended = (load(part("series", features=view)) for view in ("raw", "resampled", "detrended"))
    times, values, target = observed(24, 2000)
    grid = np.linspace(0, LENGTH, 24)
    for row in (0, 7, 1999):
        np.testing.assert_allclose(raw.x[row], values[row], rtol=1e-6)
        even = np.interp(grid, times[row], values[row])
        np.testing.assert_allclose(resampled.x[row], even, rtol=1e-6)
        line = LinearRegression().fit(grid[:, None], even)
        np.testing.assert_allclose(detrended.x[row], even - line.predict(grid[:, None]), atol=1e-4)
        assert detrended.base[row, 0] == pytest.approx(line.predict([[LENGTH + AHEAD]])[0], abs=1e-4)
    for table in (raw, resampled):
        np.testing.assert_allclose(table.y[:, 0], target, rtol=1e-6)
    np.testing.assert_allclose((detrended.y + detrended.base)[:, 0], target, atol=1e-5)


def test_the_scores_of_the_views_refer_to_the_same_variance():
    variances = []
    for view in ("raw", "resampled", "detrended"):
        data = prepare(part("series", features=view), 0)
        variances.append(data.variance(data.rows.test) * data.spread**2)
    np.testing.assert_allclose(variances, variances[0], rtol=1e-4)


def test_no_straight_line_parts_the_clouds_but_neighbours_do():
    for name, line in (("xor_blobs", 0.65), ("two_moons", 0.92)):
        table = load(part(name))
        x, y = table.x, table.y
        assert LogisticRegression().fit(x[:500], y[:500]).score(x[500:], y[500:]) < line
        assert KNeighborsClassifier(9).fit(x[:500], y[:500]).score(x[500:], y[500:]) > 0.95


def test_no_threshold_on_the_rare_class_does_better_than_its_formula():
    table = load(part("rare", rows=40_000))
    lean = table.x.astype(float).sum(1) / np.sqrt(8) * 2 - 2  # m·x − |m|² / 2
    found = [((lean[table.y == 1] > cut).mean(), (lean[table.y == 0] <= cut).mean()) for cut in (-1, 0, 1)]
    balanced = [np.mean(shares) for shares in found]
    assert (
        table.y.mean() == 0.05 and balanced[1] == pytest.approx(norm.cdf(1), abs=0.01) and balanced[1] == max(balanced)
    )
    with pytest.raises(DataError, match="two rows to each class"):
        load(part("rare", share=0.0001))


def test_nominal_levels_have_effects_of_their_own():
    opened, coded = (load(part("nominal", encoding=encoding)) for encoding in ("one_hot", "ordinal"))
    assert opened.x.shape == (2000, 4 * 12 + 4) and coded.x.shape == (2000, 8)
    np.testing.assert_array_equal(opened.y, coded.y)
    np.testing.assert_array_equal(opened.x[:, :48].reshape(2000, 4, 12).argmax(2), coded.x[:, :4])
    np.testing.assert_array_equal(opened.x[:, 48:], coded.x[:, 4:])


def test_the_published_quadratic_keeps_its_rows_and_their_order():
    for replicate in (0, 5):
        data = prepare(part("quadratic_deep", scaling="none"), replicate)
        train = np.random.RandomState(42).normal(0, 0.6, (1000, 100)).astype(np.float32)
        test = np.random.RandomState(43).normal(0, 0.6, (1000, 100)).astype(np.float32)
        np.testing.assert_array_equal(data.inputs(data.rows.train), train)
        np.testing.assert_array_equal(data.inputs(data.rows.test), test[:896])
        np.testing.assert_array_equal(data.rows.validation, data.rows.test)
        assert not data.y.any()


@pytest.mark.parametrize("name", names.FRESH)
def test_a_table_of_a_replicates_own_says_which_rows_judge(name):
    table = load(part(name))
    data = prepare(part(name), 0)
    assert len(data.rows.test) >= 5000
    sides = [set(rows) for rows in (data.rows.train, data.rows.validation, data.rows.test)]
    assert sorted(row for side in sides for row in side) == list(range(len(table.x)))
    assert "anew for every replicate" in table.source


def test_the_teachers_bayes_error_is_the_share_of_changed_classes():
    clean, changed = (load(part("teacher", error=error, layers=2, seed=5)) for error in (0.0, 0.2))
    np.testing.assert_array_equal(clean.x, changed.x)
    wrong = clean.y != changed.y
    assert wrong.mean() == pytest.approx(0.2, abs=3 * (0.2 * 0.8 / len(clean.y)) ** 0.5)
    # where a class was changed, all others are equally likely, so that nobody can do better than the teacher itself
    steps = np.bincount((changed.y - clean.y)[wrong] % 5, minlength=5)
    assert steps[0] == 0 and np.ptp(steps[1:]) < 6 * (wrong.sum() / 4) ** 0.5
    assert np.bincount(clean.y).min() > 0.05 * len(clean.y)


def test_numbers_of_a_mixed_table_tell_of_each_other_and_of_the_class():
    table = load(part("mixed"))
    shared = np.corrcoef(table.x[:, :8].T)[~np.eye(8, dtype=bool)]
    np.testing.assert_allclose(shared, 0.7, atol=0.05)
    np.testing.assert_array_equal(table.x[:, 8:].reshape(-1, 3, 6).sum(2), 1)
    for columns in (slice(8), slice(8, None)):
        model = LogisticRegression(max_iter=500).fit(table.x[:1500, columns], table.y[:1500])
        assert model.score(table.x[2100:, columns], table.y[2100:]) > 0.6


def test_no_source_image_of_moved_digits_is_on_two_sides():
    table, data = load(part("moved_digits", views=3)), prepare(part("moved_digits", views=3), 0)
    assert table.groups is not None
    sources = [set(table.groups[rows]) for rows in (data.rows.train, data.rows.validation, data.rows.test)]
    assert [len(side) for side in sources] == [1077, 360, 360] and len(set.union(*sources)) == 1797
    assert [len(rows) for rows in (data.rows.train, data.rows.validation, data.rows.test)] == [3231, 360, 5040]


def test_digits_move_by_whole_pixels_and_turn_by_right_angles():
    image = np.arange(64, dtype=float).reshape(1, 8, 8)
    source, still = np.zeros(1, int), np.zeros((2, 1))
    np.testing.assert_allclose(moved(image, source, still, np.zeros(1))[0, 2:10, 2:10], image[0])
    up = moved(image, source, np.array([[-2.0], [1.0]]), np.zeros(1))[0]
    np.testing.assert_allclose(up[:8, 3:11], image[0])
    assert up.sum() == pytest.approx(image.sum())
    turned = moved(image, source, still, np.array([np.pi / 2]))[0, 2:10, 2:10]
    np.testing.assert_allclose(turned, np.rot90(image[0]), atol=1e-9)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (part("teacher", error=0.9), "from 0 to below"),
        (part("teacher", layers=0), "layers of teacher"),
        (part("mixed", training=0), "training of mixed"),
        (part("moved_digits", shift=-1.0), "at least 0"),
    ],
)
def test_what_cannot_be_made_is_said(data, message):
    with pytest.raises(DataError, match=message):
        load(data)
