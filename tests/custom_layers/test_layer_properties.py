"""What each layer is known for."""

import keras
import numpy as np
import pytest
from keras import ops

from custom_layers import layers
from custom_layers.activations import selu
from custom_layers.optimizers import SGD
from custom_layers.stacking import stacking
from tests.gradients import gradient

RNG = np.random.default_rng(0)
RATE, COUNT = 0.3, 40_000


def tensor(values):
    return ops.convert_to_tensor(np.array(values, "float32"))


def array(tensor):
    return np.float64(ops.convert_to_numpy(tensor))


@pytest.mark.parametrize("layer", [layers.Dropout, layers.MonteCarloDropout])
def test_dropout_keeps_the_mean_and_silences_its_share(layer):
    y = array(layer(RATE, seed=1)(np.ones((200, 200), "float32"), training=True))
    np.testing.assert_allclose(np.unique(y), [0, 1 / (1 - RATE)], rtol=1e-6)
    # four standard errors of a share of 40,000
    assert abs((y == 0).mean() - RATE) < 4 * np.sqrt(RATE * (1 - RATE) / COUNT)
    assert abs(y.mean() - 1) < 4 * np.sqrt(RATE / (1 - RATE) / COUNT)


def test_dropout_draws_anew_each_step_and_goes_on_after_a_reset():
    layer, x = layers.Dropout(RATE, seed=1), np.ones((100, 100), "float32")
    first, second = (array(layer(x, training=True)) for _ in range(2))
    assert abs(np.corrcoef(first.ravel(), second.ravel())[0, 1]) < 4 / 100
    np.testing.assert_array_equal(array(layers.Dropout(RATE, seed=1)(x, training=True)), first)
    assert not np.array_equal(array(layers.Dropout(RATE, seed=2)(x, training=True)), first)
    layer.draws.step.assign(1)
    np.testing.assert_array_equal(array(layer(x, training=True)), second)


def test_dropout_without_a_seed_draws_from_the_backend_but_by_its_key_in_a_stack():
    layer, x = layers.Dropout(RATE), np.ones((100, 100), "float32")
    first, second = (array(layer(x, training=True)) for _ in range(2))
    assert abs(np.corrcoef(first.ravel(), second.ravel())[0, 1]) < 4 / 100 and array(layer.draws.step) == 0
    assert abs((first == 0).mean() - RATE) < 4 * np.sqrt(RATE * (1 - RATE) / first.size)
    with stacking():
        array(layer(x, training=True))
    assert array(layer.draws.step) == 1


def test_alpha_dropout_keeps_mean_0_and_variance_1_of_selu_where_dropout_does_not():
    z = RNG.normal(size=(200, 200)).astype("float32")
    x = selu(ops.convert_to_tensor(z))
    moments = {
        kind.__name__: [f(array(kind(RATE, seed=1)(x, training=True))) for f in (np.mean, np.var)]
        for kind in (layers.AlphaDropout, layers.Dropout)
    }
    # four standard errors; the fourth moment of the mixture is below 10
    np.testing.assert_allclose(moments["AlphaDropout"], [0, 1], atol=4 * np.sqrt(10 / COUNT))
    assert moments["Dropout"][1] > 1.3


@pytest.mark.parametrize("shape", [(50, 7, 20), (50, 3, 4, 20)])
def test_spatial_dropout_silences_whole_maps(shape):
    y = array(layers.SpatialDropout(RATE, seed=1)(np.ones(shape, "float32"), training=True)).reshape(50, -1, 20)
    assert (y.min(1) == y.max(1)).all()
    assert abs((y[:, 0] == 0).mean() - RATE) < 4 * np.sqrt(RATE * (1 - RATE) / 1000)


def test_batch_normalization_gives_mean_0_and_variance_1_a_feature_map():
    x = (RNG.normal(size=(50, 6, 7, 3)) * [1, 10, 0.1] + [5, -50, 0]).astype("float32")
    layer = layers.BatchNormalization(epsilon=1e-7, momentum=0.5)
    y = array(layer(x, training=True))
    np.testing.assert_allclose(y.mean((0, 1, 2)), 0, atol=1e-5)
    np.testing.assert_allclose(y.var((0, 1, 2)), 1, rtol=1e-4)
    assert [tuple(v.shape) for v in layer.weights] == [(3,)] * 4
    # the stored moments tend to the population's, and serve at inference
    for _ in range(30):
        layer(x, training=True)
    np.testing.assert_allclose(layer.moving_mean.numpy(), x.mean((0, 1, 2)), rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(layer.moving_variance.numpy(), x.var((0, 1, 2)), rtol=1e-4)
    np.testing.assert_allclose(array(layer(x[:1])), y[:1], atol=1e-3)


def test_batch_normalization_forgets_scale_and_shift_of_its_inputs():
    x = RNG.normal(size=(30, 4)).astype("float32")
    plain, moved = (array(layers.BatchNormalization(epsilon=1e-7)(v, training=True)) for v in (x, 8 * x - 3))
    np.testing.assert_allclose(plain, moved, atol=1e-5)


def test_frozen_batch_normalization_learns_nothing_but_moments():
    layer = layers.BatchNormalization(frozen=True)
    layer.build((None, 3))
    assert not layer.trainable_variables
    assert len(layer.non_trainable_variables) == 4


def test_dense_pays_for_its_weights_in_training_and_keeps_to_its_bound():
    layer = layers.Dense(3, l1=0.1, l2=0.2, max_norm=0.5)
    x = np.random.default_rng(0).normal(size=(6, 5)).astype("float32")
    layer(x, training=False)
    assert layer.losses == []
    layer(x, training=True)
    w = np.float64(ops.convert_to_numpy(layer.kernel))
    price = 0.1 * np.abs(w).sum() + 0.2 * (w**2).sum()
    assert sum(float(ops.convert_to_numpy(loss)) for loss in layer.losses) == pytest.approx(price, rel=1e-5)
    model = keras.Sequential([keras.Input((5,)), layer])
    model.compile(SGD(1.0), "mse")
    model.fit(x, 10 * x[:, :3], verbose=0)
    lengths = np.linalg.norm(ops.convert_to_numpy(layer.kernel), axis=0)
    np.testing.assert_allclose(lengths, 0.5, rtol=1e-5)


def test_convolution_moves_with_the_image():
    layer = layers.Conv2D(4, 3, padding="same")
    x = np.zeros((1, 12, 12, 2), "float32")
    x[:, 3:6, 3:6] = RNG.normal(size=(1, 3, 3, 2))
    moved = np.roll(x, (2, 4), (1, 2))
    np.testing.assert_allclose(array(layer(moved)), np.roll(array(layer(x)), (2, 4), (1, 2)), atol=1e-6)


def network(rate):
    hidden, drops = keras.layers.Dense(50, "relu"), layers.MonteCarloDropout(rate, seed=3)
    return keras.Sequential([keras.Input((3,)), hidden, drops, keras.layers.Dense(4)])


def test_monte_carlo_dropout_varies_at_inference_and_its_spread_measures_doubt():
    x = RNG.normal(size=(7, 3)).astype("float32")
    model, sure = network(0.5), network(0.0)
    sure.set_weights(model.get_weights())
    assert not np.array_equal(model.predict_on_batch(x), model.predict_on_batch(x))
    got = layers.predict_distribution(model, x, samples=200, batch_size=4)
    assert got.keys() == {"mean", "std"}
    # the output is linear in the mask: its mean is that of the whole network
    error = np.abs(got["mean"] - sure.predict_on_batch(x)) / (got["std"] / np.sqrt(200))
    assert error.max() < 5
    assert layers.predict_distribution(sure, x, samples=3)["std"].max() == 0


def test_predictive_entropy():
    x = RNG.normal(size=(5, 3)).astype("float32")
    model = network(0.5)
    got = layers.predict_distribution(model, x, samples=20, outputs="logits")
    np.testing.assert_allclose(got["mean"].sum(-1), 1, rtol=1e-6)
    np.testing.assert_allclose(got["entropy"], [-sum(p * np.log(p) for p in row) for row in got["mean"]], rtol=1e-6)
    softmax = keras.Sequential([keras.Input((3,)), keras.layers.Softmax()])
    flat = layers.predict_distribution(softmax, np.float32([[0, 0, 0], [0, 0, 500]]), 2, "probabilities")
    np.testing.assert_allclose(flat["entropy"], [np.log(3), 0], atol=1e-6)
    coin = keras.Sequential([keras.Input((1,)), keras.layers.Activation("linear")])
    for kind, value in (("logits", 0.0), ("probabilities", 0.5)):
        even = layers.predict_distribution(coin, np.float32([[value]]), 1, kind)
        np.testing.assert_allclose(even["entropy"], np.log(2), rtol=1e-6)


def test_a_new_lstm_remembers():
    layer = layers.LSTM(3)
    layer.build((None, 5, 2))
    np.testing.assert_array_equal(array(layer.bias), [0] * 3 + [1] * 3 + [0] * 6)


def test_recurrent_weights_start_orthogonal():
    layer = layers.SimpleRNN(6)
    layer.build((None, 5, 2))
    kernel = array(layer.recurrent_kernel)
    np.testing.assert_allclose(kernel.T @ kernel, np.eye(6), atol=1e-5)


def separable(count=60, seed=0):
    """Points of two kinds on either side of the line 3 x + 4 y = 1."""
    x = np.random.default_rng(seed).uniform(-1, 1, (count, 2))
    value = x @ [3, 4] - 1
    return x[np.abs(value) > 0.5], (value > 0)[np.abs(value) > 0.5]


@pytest.mark.parametrize("seed", range(5))
def test_perceptron_makes_no_more_mistakes_than_novikoff_allows(seed):
    x, y = separable(seed=seed)
    unit = layers.ThresholdUnit()
    mistakes = layers.perceptron(unit, x, y, epochs=1000)
    assert mistakes[-1] == 0
    np.testing.assert_array_equal(array(unit(np.float32(x)))[:, 0], y)
    margin = np.abs(x @ [3, 4] - 1).min()
    assert 0 < sum(mistakes) <= ((x**2).sum(1).max() + 1) * (3**2 + 4**2 + 1**2) / margin**2


def test_perceptron_learns_and_but_never_xor():
    corners = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    assert layers.perceptron(layers.ThresholdUnit(), corners, [0, 0, 0, 1])[-1] == 0
    assert 0 not in layers.perceptron(layers.ThresholdUnit(), corners, [0, 1, 1, 0], epochs=200)


def test_perceptron_rule_moves_by_the_sample():
    kernel, bias, wrong = layers.perceptron_rule(np.zeros((2, 2)), np.zeros(2), np.array([3.0, -1.0]), [0, 1], 0.5)
    np.testing.assert_array_equal(kernel, [[-1.5, 0], [0.5, 0]])
    np.testing.assert_array_equal(bias, [-0.5, 0])
    np.testing.assert_array_equal(wrong, [True, False])


LOWEST = [
    ("rosenbrock", (1, 1), 0),
    ("beale", (3, 0.5), 0),
    ("himmelblau", (3, 2), 0),
    ("rastrigin", (0, 0), 0),
    ("styblinski_tang", (-2.903534, -2.903534), 2 * -39.16617),
    ("plateau", (0, 0), 0),
    ("saddle", (0, -1), -0.25),
    ("quadratic", (0, 0), 0),
]
# by hand
KNOWN = [
    ("rosenbrock", (-1, 2), 104),
    ("beale", (1, 2), 2.5**2 + 5.25**2 + 9.625**2),
    ("himmelblau", (0, 0), 170),
    ("rastrigin", (0.5, 1), 21.25),
    ("styblinski_tang", (1, 2), -24),
    ("saddle", (2, 2), 4),
    ("monkey_saddle", (2, 1), 2),
    ("monkey_saddle", (0, 0), 0),
    ("plateau", (1, 1), 1 - np.exp(-1)),
    ("quadratic", (3, 4), 12.5),
]


@pytest.mark.parametrize(("function", "start", "height"), LOWEST + KNOWN)
def test_landscapes_have_their_known_heights(function, start, height):
    y = array(layers.Landscape(function, start)(np.zeros((2, 5))))
    assert y.shape == (2, 1)
    np.testing.assert_allclose(y, height, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize(
    ("function", "point"),
    [(name, point) for name, point, _ in LOWEST] + [("saddle", (0, 0)), ("monkey_saddle", (0, 0))],
)
def test_landscapes_are_level_where_they_are_known_to_be(function, point):
    layer = layers.Landscape(function, point)
    layer.build((1, 1))
    slope = gradient(lambda x: layer.stateless_call([x], [np.ones(2, "float32")], np.zeros((1, 1)))[0], tensor(point))
    np.testing.assert_allclose(slope, 0, atol=2e-4)


def test_a_quadratic_diverges_at_rates_above_2_over_its_curvature():
    ends = {}
    for rate in (0.39, 0.41):
        model = keras.Sequential([keras.Input((1,)), layers.Landscape("quadratic", (1.0, 1.0), (5.0, 1.0))])
        model.compile(keras.optimizers.SGD(rate), lambda _, height: height)
        model.fit(np.zeros((20, 1)), np.zeros((20, 1)), batch_size=1, verbose=0)
        ends[rate] = model.layers[0].position.numpy()
    # each step multiplies by 1 − rate · curvature
    for rate, end in ends.items():
        np.testing.assert_allclose(end, (1 - rate * np.array([5, 1])) ** 20, rtol=1e-3, atol=1e-6)
