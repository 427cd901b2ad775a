"""Losses against their formulas, their gradients, their identities and their extremes."""

import keras
import numpy as np
import pytest
from keras import ops

from custom_layers import losses
from tests.custom_layers.cases.losses import LABELS, LOGITS, LOSSES, PROBABILITIES, SOFT
from tests.gradients import gradient


@pytest.mark.parametrize("case", LOSSES, ids=str)
def test_equals_the_formula(case):
    got = case.loss(**case.options, reduction=None)(case.y_true, np.float32(case.y_pred))
    np.testing.assert_allclose(
        ops.convert_to_numpy(got), case.reference(case.y_true, case.y_pred), rtol=2e-5, atol=1e-6
    )


@pytest.mark.parametrize("case", LOSSES, ids=str)
def test_equals_keras(case):
    ours, theirs = (
        float(loss(case.y_true, np.float32(case.y_pred))) for loss in (case.loss(**case.options), case.same)
    )
    assert ours * case.scale == pytest.approx(theirs, rel=1e-5)


@pytest.mark.parametrize("case", LOSSES, ids=str)
def test_gradient_equals_the_slope_of_the_formula(case):
    loss = case.loss(**case.options, reduction="sum")
    got = gradient(lambda q: loss(case.y_true, q), ops.cast(case.y_pred, "float32"))
    way = np.random.default_rng(1).normal(size=case.y_pred.shape) * case.y_pred
    ahead, behind = (case.reference(case.y_true, case.y_pred + h * way) for h in (1e-6, -1e-6))
    np.testing.assert_allclose((got * way).sum(-1), (ahead - behind) / 2e-6, rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("case", LOSSES, ids=str)
def test_finite_at_extremes(case):
    # probabilities of 0 and 1, or inputs of ±10,000
    worst = np.float32(np.resize([0.0, 1.0, 1.0, 0.0, 0.0], case.y_pred.shape))
    if case.y_pred.min() < 0:
        worst = 2e4 * worst - 1e4
    loss = case.loss(**case.options)
    assert np.isfinite(float(loss(case.y_true, worst)))
    assert np.isfinite(gradient(lambda q: loss(case.y_true, q), ops.convert_to_tensor(worst))).all()


@pytest.mark.parametrize("case", LOSSES, ids=str)
def test_config_round_trip(case):
    loss = case.loss(**case.options)
    again = keras.losses.deserialize(keras.losses.serialize(loss))
    assert type(again) is case.loss
    assert again.get_config() == loss.get_config()
    assert case.options.items() <= again.get_config().items()


def test_negative_log_likelihood_is_cross_entropy_in_other_units():
    one_hot = np.eye(4)[LABELS]
    nats = ops.convert_to_numpy(losses.CrossEntropy(reduction=None)(one_hot, np.float32(PROBABILITIES)))
    bits = losses.NegativeLogLikelihood(reduction=None)(LABELS[:, None], np.float32(PROBABILITIES))
    np.testing.assert_allclose(ops.convert_to_numpy(bits) * np.log(2), nats, rtol=1e-6)


def test_divergence_is_cross_entropy_less_entropy_and_0_only_at_equality():
    def nats(loss, q):
        return ops.convert_to_numpy(loss(reduction=None)(np.float32(SOFT), np.float32(q)))

    extra = nats(lambda **options: losses.KLDivergence(base=np.e, **options), PROBABILITIES)
    entropy = nats(losses.CrossEntropy, SOFT)
    np.testing.assert_allclose(extra, nats(losses.CrossEntropy, PROBABILITIES) - entropy, atol=1e-5)
    assert (extra > 1e-4).all()
    np.testing.assert_allclose(nats(losses.KLDivergence, SOFT), 0, atol=1e-6)


def test_cross_entropy_with_logits_has_the_gradient_q_minus_p():
    loss = losses.CrossEntropy(from_logits=True, reduction="sum")
    got = gradient(lambda z: loss(SOFT, z), ops.cast(LOGITS, "float32"))
    np.testing.assert_allclose(got, PROBABILITIES - SOFT, atol=1e-5)


@pytest.mark.parametrize(
    ("build", "received"),
    [
        (lambda: losses.Huber(0.0), "delta=0.0"),
        (lambda: losses.NegativeLogLikelihood(1.0), "base=1.0"),
        (lambda: losses.KLDivergence(0.5), "base=0.5"),
        (lambda: losses.SmoothedCrossEntropy(1.1), "label_smoothing=1.1"),
    ],
)
def test_refuses_impossible_settings(build, received):
    with pytest.raises(ValueError, match=f"Received: {received}"):
        build()
