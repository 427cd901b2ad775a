"""Callbacks that follow an entry of the logs: which way is better, epochs without it, and a rate that may be set."""

import keras
import numpy as np
import pytest

from custom_layers import callbacks, optimizers
from custom_layers.callbacks.following import sign
from custom_layers.schedules import OneCycle

X = np.random.default_rng(0).normal(size=(8, 3)).astype("float32")
Y = X[:, :1]


def network(optimizer=None, **how):
    keras.utils.set_random_seed(0)
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
    model.compile(optimizer or keras.optimizers.SGD(0.1), "mse", **how)
    return model


@keras.saving.register_keras_serializable("tests")
def rate_of_its_own():
    return 0.1


def followed(callback, entries, monitor="val_loss"):
    """The callback after epochs with these entries; `None` is an epoch that was not validated. It changes weights."""
    model = network()
    callback.set_model(model)
    callback.on_train_begin()
    for epoch, value in enumerate(entries):
        model.set_weights([np.full((3, 1), epoch + 1.0), np.zeros(1)])
        logs = {"loss": 1.0, "accuracy": 1.0}
        callback.on_epoch_end(epoch, logs if value is None else {**logs, monitor: value})
        if model.stop_training:
            break
    callback.on_train_end()
    return callback, model


@pytest.mark.parametrize(
    ("monitor", "mode", "expected"),
    [
        ("val_loss", "auto", 1),
        ("loss", "auto", 1),
        ("val_mean_absolute_error", "auto", 1),
        ("val_accuracy", "auto", -1),
        ("sparse_categorical_accuracy", "auto", -1),
        ("val_auc", "auto", -1),
        ("val_anything", "max", -1),
        ("val_accuracy", "min", 1),
    ],
)
def test_knows_which_way_is_better(monitor, mode, expected):
    assert sign(monitor, mode) == expected


@pytest.mark.parametrize("kind", [callbacks.EarlyStopping, callbacks.ReduceOnPlateau])
@pytest.mark.parametrize(("monitor", "mode"), [("val_anything", "auto"), ("val_loss", "up")])
def test_refuses_a_direction_it_does_not_know(kind, monitor, mode):
    with pytest.raises(ValueError, match=f"Received: mode={mode}, monitor={monitor}"):
        kind(monitor=monitor, mode=mode)


def test_early_stopping_goes_back_to_the_highest_accuracy():
    entries = [0.5, 0.8, 0.7, 0.6, 0.9]
    callback, model = followed(callbacks.EarlyStopping("val_accuracy", patience=2), entries, "val_accuracy")
    assert (callback.best, callback.best_epoch, callback.stopped_epoch) == (0.8, 1, 3)
    assert model.get_weights()[0][0] == 2


def test_epochs_without_validation_do_not_count():
    callback, model = followed(callbacks.EarlyStopping(patience=2), [None, 3.0, None, 2.0, None, 2.5, None, 2.5, None])
    assert (callback.losses, callback.best_epoch, callback.stopped_epoch) == ([3.0, 2.0, 2.5, 2.5], 3, 7)
    assert model.get_weights()[0][0] == 4
    _, model = followed(callbacks.ReduceOnPlateau(factor=0.5, patience=1), [3.0, None, 3.0, None])
    assert float(model.optimizer.learning_rate) == pytest.approx(0.05)


def test_a_plateau_of_what_shall_rise():
    entries = [0.5, 0.6, 0.7, 0.7]
    for mode, rate in (("max", 0.05), ("min", 0.1 * 0.5**3)):
        callback = callbacks.ReduceOnPlateau("val_accuracy", 0.5, patience=1, mode=mode)
        assert float(followed(callback, entries, "val_accuracy")[1].optimizer.learning_rate) == pytest.approx(rate)


@pytest.mark.parametrize("kind", [callbacks.EarlyStopping, callbacks.ReduceOnPlateau])
def test_refuses_an_entry_that_never_comes(kind):
    with pytest.raises(ValueError, match="Received: monitor=val_loss"):
        followed(kind(), [None, None])
    with pytest.raises(ValueError, match="Received: monitor=val_lose"):
        followed(kind("val_lose", mode="min"), [None])


def test_nan_from_the_start_brings_back_the_first_weights():
    callback, model = followed(callbacks.EarlyStopping(patience=2), [np.nan] * 4)
    assert callback.best_epoch is None and callback.stopped_epoch == 1
    np.testing.assert_array_equal(model.get_weights()[0], network().get_weights()[0])


def test_a_callback_serves_twice():
    callback = callbacks.EarlyStopping(patience=1)
    assert followed(callback, [2.0, 3.0])[0].best == 2.0
    assert followed(callback, [5.0, 4.0, 6.0])[0].losses == [5.0, 4.0, 6.0]


@pytest.mark.parametrize("kind", [callbacks.ReduceOnPlateau, callbacks.LearningRateRangeTest])
@pytest.mark.parametrize("rate", [OneCycle(0.1, 10), rate_of_its_own], ids=["schedule", "function"])
def test_refuses_a_rate_that_cannot_be_set(kind, rate):
    callback = kind()
    callback.set_model(network(optimizers.Adam(rate)))
    with pytest.raises(ValueError, match=r"give it a number. Received: "):
        callback.on_train_begin()


def test_the_range_test_refuses_several_steps_at_once():
    callback = callbacks.LearningRateRangeTest()
    callback.set_model(network(steps_per_execution=4))
    with pytest.raises(ValueError, match="Received: steps_per_execution=4"):
        callback.on_train_begin()


def test_statistics_refuse_a_model_without_inputs_and_take_one_with_two():
    callback = callbacks.LayerStatistics(X)
    callback.set_model(keras.Sequential([keras.layers.Dense(1)]))
    with pytest.raises(ValueError, match=r"start with `keras.Input\(shape\)`.*Received: Sequential"):
        callback.on_train_begin()
    inputs = [keras.Input((3,)) for _ in range(2)]
    model = keras.Model(inputs, keras.layers.Dense(1)(keras.layers.Concatenate()(inputs)))
    model.compile("sgd", "mse", run_eagerly=keras.backend.backend() != "jax")
    callback = callbacks.LayerStatistics([X, X], Y, "full")
    model.fit([X, X], Y, verbose=0, callbacks=[callback])
    statistics = callback.history[0][model.layers[-1].name]
    assert {"gradient_norm", "input_drift", "activation_std"} <= statistics.keys()
