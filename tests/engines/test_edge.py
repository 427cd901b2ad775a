"""At the edge of stability round-off grows and curves part; what the engines find stays the same in distribution."""

import numpy as np
from scipy.stats import ks_2samp

from benchmarks.agreement import compared
from tests.marks import whole


@whole
def test_engines_agree_to_the_digit_where_training_is_stable_and_in_distribution_where_it_is_not():
    stable, same = compared(0.01, replicates=2, epochs=3)
    np.testing.assert_allclose(stable, same, atol=1e-4)
    edge, stacked = compared(0.1, replicates=6, epochs=6)
    assert np.abs(edge - stacked).max() > 1e-4
    assert ks_2samp(edge[:, -1], stacked[:, -1]).pvalue > 0.2
