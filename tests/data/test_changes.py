"""Changes of the table: some classes only, blanked values."""

import numpy as np
import pytest

from experiments.data import load, prepare
from experiments.data.treatment.changes import ranks
from experiments.spec import part


def test_some_classes_are_numbered_anew_in_the_order_given():
    complete, half = load(part("digits")), load(part("digits", classes=(7, 2)))
    kept = [row for row in range(len(complete.y)) if complete.y[row] in (7, 2)]
    np.testing.assert_array_equal(half.x, complete.x[kept])
    assert half.y.tolist() == [0 if complete.y[row] == 7 else 1 for row in kept]
    assert half.classes == ("7", "2") and half.outputs == 2 and "only classes 7, 2" in half.source


def test_a_published_test_set_stays_one():
    complete, half = (load(part("tests.data.test_changes:published", **o)) for o in ({}, {"classes": (0, 2)}))
    assert complete.test == 120
    assert set(half.x[half.test :, 0]) == set(complete.x[120:, 0][complete.y[120:] != 1])
    assert (
        len(prepare(part("tests.data.test_changes:published", classes=(0, 2)), 0).rows.test) == len(half.x) - half.test
    )


def published():
    """Wine with its last rows, shuffled, as the published test set."""
    table = load(part("wine"))
    order = np.random.default_rng(0).permutation(len(table.x))
    return type(table)(**{**vars(table), "x": table.x[order], "y": table.y[order], "test": 120})


@pytest.mark.parametrize("share", [0.05, 0.4])
def test_values_are_blanked_at_random(share):
    plain, blanked = load(part("digits")), load(part("digits", missing=share))
    gaps = np.isnan(blanked.x)
    assert gaps.mean() == pytest.approx(share, rel=0.05)
    assert np.abs(gaps.mean(0) - share).max() < 0.08
    np.testing.assert_array_equal(blanked.x[~gaps], plain.x[~gaps])


def test_smaller_shares_and_fewer_features_lie_within():
    def gaps(**options):
        return np.isnan(load(part("wine", **options)).x)

    assert not (gaps(missing=0.1) & ~gaps(missing=0.3)).any()
    blanks = gaps(missing=0.3, missing_features=4)
    assert blanks.any(0).sum() == 4 and not (blanks & ~gaps(missing=0.3)).any()
    assert load(part("wine", missing=0.1)) is load(part("wine", missing=0.1, scaling="none"))


def test_gaps_with_a_reason_are_among_large_values_and_never_among_categories():
    plain = load(part("mixed"))
    few, many = (np.isnan(load(part("mixed", missing=share, missing_reason="value")).x) for share in (0.05, 0.4))
    assert not many[:, 8:].any() and not (few & ~many).any()
    for gaps, share in ((few, 0.05), (many, 0.4)):
        np.testing.assert_allclose(gaps[:, :8].mean(0), share, atol=4 * (share / len(plain.x)) ** 0.5)
        large = plain.x[:, :8] > np.median(plain.x[:, :8], 0)
        assert large[gaps[:, :8]].mean() == pytest.approx(0.75, abs=0.02)  # the mean of 2 r over the upper half is 1.5
    assert np.isnan(load(part("mixed", missing=0.2, missing_reason="value", missing_features=4)).x).any(0).sum() == 4


def test_ties_are_as_likely_to_be_gaps_and_nothing_missing_is_a_rank():
    columns = np.array([[1.0, 5.0], [1.0, np.nan], [3.0, 2.0], [1.0, 2.0]])
    np.testing.assert_allclose(ranks(columns), [[3 / 8, 5 / 6], [3 / 8, 0], [7 / 8, 1 / 3], [3 / 8, 1 / 3]])


def test_indicators_mark_blanked_values():
    table = load(part("wine", missing=0.3, missing_features=4, imputation="median_indicator"))
    gaps = np.isnan(table.x[:, :13])
    np.testing.assert_array_equal(table.x[:, 13:], gaps[:, gaps.any(0)])
    assert table.x.shape == (178, 17)
