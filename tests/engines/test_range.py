"""The range test with all rates at once."""

import numpy as np
import pytest

from experiments.engines.range_test import RangeTest, range_test
from experiments.spec import part
from tests.samples import SMALL, trial


def test_the_suggestion_lies_between_too_slow_and_too_wild():
    model = SMALL.but(activation=part("relu"), hidden=(8,))
    result = range_test(trial(model=model), 1e-6, 1e6, count=13, epochs=3, replicates=2)
    assert result.losses.shape == (13, 2)
    assert 1e-3 < result.suggestion < 10
    chosen = int(np.argmin(np.abs(result.rates - result.suggestion)))
    assert np.median(result.losses, 1)[chosen] < 0.8 * np.median(result.losses[0])
    assert np.median(result.losses[-1]) > 100 or np.isinf(result.losses[-1]).any()


def test_rates_that_all_diverge_have_no_best():
    with pytest.raises(ValueError, match="Every learning rate diverged"):
        _ = RangeTest(np.array([1.0, 10.0]), np.full((2, 3), np.inf)).suggestion
