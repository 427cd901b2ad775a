"""Callbacks in training: what they decide, what they record, and that they change nothing else."""

import keras
import numpy as np
import pytest
from keras import ops

from custom_layers import callbacks, layers
from custom_layers.callbacks.measures import activation_statistics, drift

CALLBACKS = [
    callbacks.EarlyStopping,
    callbacks.LayerStatistics,
    callbacks.LearningRateRangeTest,
    callbacks.ReduceOnPlateau,
]
RNG = np.random.default_rng(0)
X = RNG.normal(size=(48, 5)).astype("float32")
Y = (X @ RNG.normal(size=(5, 1))).astype("float32")


# a few steps take less time than tracing one
EAGERLY = keras.backend.backend() == "tensorflow"


def network(optimizer=None, run_eagerly=EAGERLY):
    keras.utils.set_random_seed(1)
    hidden = keras.layers.Dense(8, "relu", name="hidden")
    model = keras.Sequential(
        [keras.Input((5,)), hidden, layers.Dropout(0.1, seed=1, name="drop"), keras.layers.Dense(1, name="last")]
    )
    model.compile(optimizer or keras.optimizers.Adam(0.01), "mse", run_eagerly=run_eagerly)
    return model


class Walk(keras.Model):
    """Weights that count the epochs; nothing is trained."""

    def __init__(self):
        super().__init__()
        self.age = self.add_weight(shape=(), initializer="zeros", trainable=False)
        self.optimizer = keras.optimizers.SGD(0.8)


def walk(callback, losses):
    """Drives a callback as `fit` would, with given validation losses: the epochs run and each epoch's rate."""
    model, rates = Walk(), []
    model.stop_training = False
    callback.set_model(model)
    callback.on_train_begin()
    for epoch, loss in enumerate(losses):
        rates.append(float(ops.convert_to_numpy(model.optimizer.learning_rate)))
        model.age.assign(epoch)
        callback.on_epoch_end(epoch, {"val_loss": loss})
        if model.stop_training:
            break
    callback.on_train_end()
    return epoch + 1, rates, float(ops.convert_to_numpy(model.age))


CURVES = [
    [1.0, 0.9, 0.95, 0.96, 0.8, 0.7, 0.75, 0.71, 0.7, 0.72],
    [1.0, 0.9, 0.8, 0.7],
    [2.0, np.nan, 1.0, 1.0, 1.0, 1.0],
    list(np.random.default_rng(3).random(30)),
]


@pytest.mark.parametrize("losses", CURVES)
@pytest.mark.parametrize(("patience", "min_delta"), [(1, 0.0), (3, 0.0), (3, 0.15)])
def test_early_stopping_equals_keras_and_restores_the_best(losses, patience, min_delta):
    ours = callbacks.EarlyStopping(patience=patience, min_delta=min_delta)
    theirs = keras.callbacks.EarlyStopping(
        patience=patience, min_delta=min_delta, mode="min", restore_best_weights=True, start_from_epoch=0
    )
    stopped, _, age = walk(ours, losses)
    # Keras counts a wait of 0 epochs as one
    assert (stopped, age) == walk(theirs, losses)[::2]
    assert (ours.losses, age) == (losses[:stopped], ours.best_epoch) or np.isnan(losses).any()
    assert ours.stopped_epoch == (stopped - 1 if stopped < len(losses) else ours.stopped_epoch)
    assert walk(callbacks.EarlyStopping("val_loss", patience, min_delta, False), losses)[2] == stopped - 1


@pytest.mark.parametrize("losses", CURVES)
@pytest.mark.parametrize("patience", [1, 2, 3])
def test_reduce_on_plateau_equals_keras(losses, patience):
    options = {"factor": 0.5, "patience": patience, "min_delta": 0.01}
    ours = walk(callbacks.ReduceOnPlateau(**options, min_learning_rate=0.1), losses)[1]
    theirs = walk(keras.callbacks.ReduceLROnPlateau(**options, min_lr=0.1, mode="min"), losses)[1]
    np.testing.assert_allclose(ours, theirs, rtol=1e-6)


def test_early_stopping_in_fit():
    model, stopping = network(keras.optimizers.SGD(0.1)), callbacks.EarlyStopping(patience=2, min_delta=0.5)
    history = model.fit(X, Y, validation_data=(X, Y), epochs=30, verbose=0, callbacks=[stopping]).history
    np.testing.assert_allclose(stopping.losses, history["val_loss"])
    assert stopping.stopped_epoch == len(history["val_loss"]) - 1 == stopping.best_epoch + 2
    assert model.evaluate(X, Y, verbose=0) == pytest.approx(stopping.losses[stopping.best_epoch], rel=1e-4)


def test_range_test_finds_a_rate_that_trains_and_puts_everything_back():
    model = network(keras.optimizers.SGD(0.125, momentum=0.9), run_eagerly=False)
    model.fit(X, Y, batch_size=8, verbose=0)
    before = [np.array(v.numpy()) for v in (*model.variables, *model.optimizer.variables)]
    test = callbacks.LearningRateRangeTest(1e-4, 1e4, steps=80, beta=0.8)
    model.fit(X, Y, batch_size=8, epochs=1000, verbose=0, callbacks=[test])
    for variable, value in zip((*model.variables, *model.optimizer.variables), before, strict=True):
        np.testing.assert_array_equal(variable.numpy(), value, err_msg=variable.path)
    # stopped by the blow-up, on the way
    assert len(test.rates) == len(test.losses) == len(test.smoothed) < 80
    np.testing.assert_allclose(np.diff(np.log(test.rates)), np.log(1e8) / 79, rtol=1e-6)
    assert not test.smoothed[-1] <= 4 * min(test.smoothed[8:])
    expected, mean = [], 0.0
    for count, loss in enumerate(test.losses, start=1):
        mean = 0.8 * mean + 0.2 * loss
        expected.append(mean / (1 - 0.8**count))
    np.testing.assert_allclose(test.smoothed, expected)
    assert test.suggestion() == test.rates[8 + int(np.argmin(test.smoothed[8:]))] / 10
    assert 1e-4 < test.suggestion() < 0.1


def test_range_test_sees_each_batch_alone():
    model, test = network(keras.optimizers.SGD(0.1)), callbacks.LearningRateRangeTest(1e-9, 1e-8, steps=4)
    model.layers[1].rate = 0.0
    model.fit(X, Y, batch_size=16, epochs=9, shuffle=False, verbose=0, callbacks=[test])
    # at rates of nearly 0 the model stays as it is: the fourth step sees the first batch again
    exact = [float(((model.predict_on_batch(X[i : i + 16]) - Y[i : i + 16]) ** 2).mean()) for i in (0, 16, 32, 0)]
    np.testing.assert_allclose(test.losses, exact, rtol=1e-4)


def test_statistics_by_a_second_way_of_counting():
    y = np.maximum(RNG.normal(size=(20, 6)) - 0.5, 0) * [1, 1, 1, 0, 1, 1]
    y[:, 5] = 3 + 1e-4 * RNG.normal(size=20)
    units = [[float(row[j]) for row in y] for j in range(6)]
    values = [v for unit in units for v in unit]
    mean = sum(values) / len(values)
    spread = (sum((v - mean) ** 2 for v in values) / len(values)) ** 0.5
    got = activation_statistics(y)
    assert got == pytest.approx(
        {"activation_mean": mean, "activation_std": spread, "dead_share": 1 / 6, "saturated_share": 1 / 6}
    )
    assert drift(y, y) == 0
    # moved by one standard deviation of all features alike
    z = RNG.normal(size=(500, 3))
    z = (z - z.mean(0)) / z.std(0)
    assert drift(z, z + 1) == pytest.approx(1)
    assert drift(2 * z, 5 * z) == pytest.approx(1.5)


def test_statistics_of_a_training_that_they_do_not_change():
    plain, watched = network(keras.optimizers.SGD(0.1)), network(keras.optimizers.SGD(0.1))
    probe = callbacks.LayerStatistics(X[:16], Y[:16], "full")
    start = [np.array(v.numpy()) for v in watched.weights]
    how = {"batch_size": 48, "epochs": 2, "verbose": 0, "shuffle": False}
    plain.fit(X, Y, **how)
    watched.fit(X, Y, **how, callbacks=[probe])
    for a, b in zip(plain.weights, watched.weights, strict=True):
        np.testing.assert_array_equal(a.numpy(), b.numpy())
    assert len(probe.history) == 2
    last = probe.history[-1]
    assert list(last) == ["hidden", "drop", "last"]
    np.testing.assert_allclose(last["last"]["activation_mean"], watched.predict_on_batch(X[:16]).mean(), rtol=1e-4)
    assert set(last["drop"]) == {"activation_mean", "activation_std", "dead_share", "saturated_share"}
    for name in ("hidden", "last"):
        assert last[name]["update_ratio"] > 0
    assert last["hidden"]["input_drift"] == 0 < last["last"]["input_drift"]
    # the gradient of the output weights before the first update, by hand: the same draws as the first batch's
    kernel, bias, *_, out, last_bias = start
    layer = layers.Dropout(0.1, seed=1)
    h = np.float64(ops.convert_to_numpy(layer(np.maximum(X[:16] @ kernel + bias, 0), training=True)))
    gradient = 2 / 16 * h.T @ (h @ out + last_bias - Y[:16])
    assert probe.history[0]["last"]["gradient_norm"] == pytest.approx(np.sqrt((gradient**2).mean()), rel=1e-4)


@pytest.mark.parametrize(("level", "count"), [("off", 0), ("light", 1)])
def test_lower_levels_measure_less(level, count):
    model, probe = network(), callbacks.LayerStatistics(X, level=level)
    model.fit(X, Y, verbose=0, callbacks=[probe])
    assert len(probe.history) == count
    assert not any("gradient_norm" in statistics for epoch in probe.history for statistics in epoch.values())


RANGE = callbacks.LearningRateRangeTest()


@pytest.mark.parametrize(
    ("build", "received"),
    [
        (lambda: callbacks.EarlyStopping(patience=0), "patience=0"),
        (lambda: callbacks.ReduceOnPlateau(factor=2), "initial_learning_rate=0.0, factor=2"),
        (lambda: callbacks.LearningRateRangeTest(1.0, 0.1), "min_learning_rate=1.0, max_learning_rate=0.1"),
        (lambda: network().fit(X, 0 * Y + np.inf, verbose=0, callbacks=[RANGE]) and RANGE.suggestion(), "losses=.inf"),
        (lambda: callbacks.LayerStatistics(X, level="most"), "level=most"),
        (lambda: callbacks.LayerStatistics(X, level="full"), "level=full, y=None"),
        (lambda: walk(callbacks.EarlyStopping("loss"), [1.0]), "monitor=loss"),
        (lambda: walk(callbacks.ReduceOnPlateau("loss"), [1.0]), "monitor=loss"),
    ],
)
def test_refuses_impossible_settings(build, received):
    with pytest.raises(ValueError, match=f"Received: {received}"):
        build()
