"""Options of data that are unknown or make no sense are refused before anything is trained."""

import pytest

from experiments.data import DataError, load, prepare
from experiments.spec import part


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (part("wine", scalling="none"), "Did you mean scaling"),
        (part("wine", steps=9), "wine has none of its own"),
        (part("adding", step=9), "Did you mean steps"),
        (
            part("wine", scaling="big"),
            "or min_max or symmetric or centred or quantile. Received: 'big'",
        ),
        (part("wine", imputation="guess"), "mean or median or drop or median_indicator"),
        (part("wine", label_noise=1.5), "a share from 0 to below 1. Received: 1.5"),
        (part("wine", leak=True), "a share from 0 to below 1. Received: True"),
        (part("wine", train_rows=0.5), "a whole number of at least 1"),
        (part("wine", spare="test"), "goes with train_rows"),
        (part("wine", train_rows=50, spare="train"), "must be test"),
        (part("wine", train_rows=500), "at most 106, the number of training rows of wine. Received: 500"),
        (part("wine", labelled=500), "labelled may be at most 106"),
        (part("wine", stretch=0), "a number above 0"),
        (part("wine", offset=float("inf")), "a number. Received: inf"),
        (part("wine", classes=3), "a tuple of class numbers"),
        (part("wine", classes=(0, 3)), "numbers from 0 to 2. Received: (0, 3)"),
        (part("wine", classes=(1, 1)), "two or more different"),
        (part("diabetes", classes=(0, 1)), "which has none"),
        (part("wine", missing_features=2), "goes with missing"),
        (part("wine", missing_reason="value"), "missing_reason goes with missing"),
        (part("wine", missing=0.6, missing_reason="value"), "at most 0.5. Received: 0.6"),
        (part("wine", missing=0.1, missing_reason="moon"), "must be value. Received: 'moon'"),
        (part("wine", target_outliers=0.1), "needs a quantity to predict"),
        (part("diabetes", cleaning="agreement"), "cleaning needs classes"),
        (part("adding", imputation="median_indicator"), "rows of plain features"),
        (part("wine", missing=0.9, imputation="drop"), "each of the 106 training rows has a gap"),
        (part("adding", steps=1), "steps of adding must be a whole number of at least 2. Received: 1"),
        (part("series", features="smooth"), "raw or resampled or detrended"),
        (part("nominal", encoding="binary"), "one_hot or ordinal"),
        (part("wines"), "Did you mean wine"),
    ],
    ids=str,
)
def test_a_wrong_option_is_named_with_what_is_allowed(data, words):
    with pytest.raises(DataError) as caught:
        prepare(data, 0)
    assert words in str(caught.value)


def test_loading_alone_refuses_an_unknown_option():
    with pytest.raises(DataError, match="Known: score, classes, missing"):
        load(part("wine", colour="red"))
