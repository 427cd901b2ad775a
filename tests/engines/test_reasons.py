"""A trial's status and reason say what happened, in the same words in both engines."""

import keras
import numpy as np
import pytest
from keras import ops

from experiments.data import Table, load
from experiments.engines import fit
from experiments.engines.backends import backend
from experiments.engines.reasons import FINE, TRAINING, VALIDATION, WEIGHTS, faults, finite
from experiments.spec import part
from tests.marks import tried
from tests.samples import SMALL, trial

X = np.random.default_rng(0).normal(size=(60, 3)).astype("float32")
TRAIN, CHOSEN, TEST = slice(0, 36), slice(36, 48), slice(48, 60)


def table(y, test=48):
    """A table with stated parts."""
    y = y.astype("float32")[:, None]
    return Table("made", "made", "regression", X, y, None, test, "made", validation=np.arange(36, 48))


def plain():
    """Quantities in all parts."""
    return table(X[:, 0])


def large():
    """Quantities whose gradients are well above 1, whatever the weights."""
    return table(100 * X[:, 0])


def far(rows):
    """Quantities whose square is too large for float32, in some rows that do not train."""
    y = X[:, 0].copy()
    y[rows] *= 1e25
    return table(y)


def far_validation():
    """Validation rows beyond float32's squares."""
    return far(CHOSEN)


def far_test():
    """Test rows beyond float32's squares."""
    return far(TEST)


def flat_test():
    """Test rows of one value."""
    y = X[:, 0].copy()
    y[TEST] = 0.1
    return table(y)


@keras.saving.register_keras_serializable("tests")
class FromStep(keras.layers.Layer):
    """Multiplies by 1, and by infinity when it has been called in training more than `steps` times."""

    def __init__(self, steps, **kwargs):
        super().__init__(**kwargs)
        self.steps = steps

    def build(self, shape):
        self.count = self.add_weight(shape=(), initializer="zeros", trainable=False)

    def call(self, inputs, training=False):
        if training:
            self.count.assign(self.count + 1.0)
            return inputs * ops.where(self.count > self.steps, np.inf, 1.0)
        return inputs


def failing(input_shape, outputs, seed, steps):
    """A linear network whose training loss is infinite after some steps."""
    inputs = keras.Input(input_shape)
    drawn = keras.initializers.GlorotNormal(seed)
    return keras.Model(inputs, FromStep(steps)(keras.layers.Dense(outputs, kernel_initializer=drawn)(inputs)))


LINEAR = SMALL.but(hidden=())
CASES = {  # what happens -> (changes of the trial, status, reason)
    "nothing": ({}, "ok", ""),
    "the loss ends in the second epoch": (
        {"model": part(f"{__name__}:failing", steps=3)},
        "diverged",
        "the training loss was not finite in epoch 2",
    ),
    "the loss ends in the last step of the first": (
        {"model": part(f"{__name__}:failing", steps=2)},
        "diverged",
        "the training loss was not finite in epoch 1",
    ),
    "the weights end in the only step of an epoch": (
        {"data": "large", "optimizer": part("sgd", learning_rate=3e38), "batch_size": 36, "epochs": 1},
        "diverged",
        "a weight was not finite after epoch 1",
    ),
    "the validation rows are too far": (
        {"data": "far_validation"},
        "diverged",
        "the validation loss was not finite in epoch 1",
    ),
    "the test rows are too far": (
        {"data": "far_test"},
        "diverged",
        "the test loss was not finite with the weights that were scored",
    ),
    "a score is too large, the loss is not": (
        {"data": "far_test", "loss": part("absolute_error")},
        "diverged",
        "the test r2 was not finite with the weights that were scored",
    ),
    "the test rows have one value": (
        {"data": "flat_test"},
        "ok",
        "the score r2 is undefined: the test rows have one value",
    ),
    "the test rows have one value, and noise is added": (
        {"data": "flat_test", "evaluation": part("noise")},
        "ok",
        "the scores r2 and noise_r2 are undefined: the test rows have one value",
    ),
}


def case(data="plain", **changes):
    """A trial of three steps an epoch."""
    return trial(**{"data": part(f"{__name__}:{data}"), "model": LINEAR, "batch_size": 12, "epochs": 2} | changes)


def trained(sample, engine):
    """The record of one engine."""
    if engine == "fit":
        return fit.run(sample)
    from experiments.engines import stacked
    from experiments.engines.program import Program

    return stacked.run([sample], Program(sample, load(sample.data), brief=True))[0]


ENGINES = ["fit", *(["stacked"] if backend.STACKS else [])]
WAYS = [(engine, name) for engine in ENGINES for name in CASES]
# in stacks: of a step, of the weights, of rows that are not trained on, of a score that has no value
STACKED = ("second epoch", "weights end", "score is too large", "noise is added")


@pytest.mark.parametrize(
    "way",
    tried(WAYS, [way for way in WAYS if way[0] == "fit" or any(words in way[1] for words in STACKED)]),
    ids=" ".join,
)
def test_both_engines_say_what_happened(way):
    engine, name = way
    changes, status, reason = CASES[name]
    record = trained(case(**changes), engine)
    assert (record.status, record.reason) == (status, reason)
    assert bool(record.scores) == (status == "ok")


def test_the_first_to_leave_the_finite_numbers_is_named():
    nan, inf = np.nan, np.inf
    weights_finite = np.array([True, True, False, True, False])
    result = faults(np.array([1.0, nan, 1.0, 1.0, inf]), np.array([1.0, nan, nan, inf, nan]), weights_finite)
    assert result.tolist() == [FINE, TRAINING, WEIGHTS, VALIDATION, TRAINING]
    assert finite([np.array([[1.0, 2.0], [1.0, nan]]), np.array([1, 2])], 2).tolist() == [True, False]
