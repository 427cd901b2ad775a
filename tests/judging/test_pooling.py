"""The mean over data sets: against a published meta-analysis, and by simulation."""

import numpy as np
import pytest

from experiments.judging.pooling import pooled

# Log relative risks of tuberculosis in 13 trials of a vaccine, and their standard errors: Colditz and others 1994, JAMA
# 271: 698-702, as analysed in Viechtbauer 2010, Journal of Statistical Software 36(3), table 1.
EFFECTS = (
    -0.8893,
    -1.5854,
    -1.3481,
    -1.4416,
    -0.2175,
    -0.7861,
    -1.6209,
    0.0120,
    -0.4694,
    -1.3713,
    -0.3394,
    0.4459,
    -0.0173,
)
ERRORS = (0.5706, 0.4411, 0.6445, 0.1415, 0.2263, 0.0831, 0.4722, 0.0629, 0.2376, 0.2702, 0.1114, 0.7297, 0.2672)


def test_a_published_meta_analysis_is_met():
    """Paule and Mandel's estimate with Hartung and Knapp's interval, as statsmodels 0.14 and metafor give them."""
    mean = pooled(EFFECTS, ERRORS)
    assert mean is not None and mean.n == 13
    assert (mean.centre, mean.low, mean.high) == pytest.approx((-0.7150, -1.1091, -0.3208), abs=2e-4)
    assert mean.between**2 == pytest.approx(0.3181, abs=2e-4)


def test_effects_that_agree_have_no_spread_between_data_sets_and_no_narrower_interval_than_their_errors_allow():
    mean = pooled([1.0, 1.0, 1.0, 1.0], [0.2] * 4)
    assert mean is not None and (mean.centre, mean.between) == (pytest.approx(1.0), 0.0)
    assert mean.high - mean.centre == pytest.approx(3.1824 * 0.1, abs=1e-4)


@pytest.mark.parametrize(("effects", "errors"), [([1.0, 2.0], [0.1, 0.1]), ([1.0, 2.0, 3.0], [0.1, 0.0, 0.1]),
                                                 ([1.0, np.nan, 3.0], [0.1] * 3)])  # fmt: skip
def test_too_few_effects_or_effects_without_an_error_have_no_mean(effects, errors):
    assert pooled(effects, errors) is None


@pytest.mark.parametrize("between", [0.0, 0.3, 2.0])
@pytest.mark.parametrize("count", [3, 6])
def test_the_interval_covers_the_true_mean(count, between):
    generator, tries = np.random.default_rng(3), 600
    errors = generator.uniform(0.1, 0.6, (tries, count))
    effects = 1.0 + generator.normal(0, between, (tries, count)) + generator.normal(0, 1, (tries, count)) * errors
    means = [pooled(*row) for row in zip(effects, errors, strict=True)]
    covered = np.mean([mean is not None and mean.low <= 1.0 <= mean.high for mean in means])
    assert covered >= 0.95 - 2 * np.sqrt(0.95 * 0.05 / tries)
