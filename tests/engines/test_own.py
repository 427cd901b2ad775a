"""Networks, losses and optimizers of the user's own: each trains, stacked where it vectorises, else by plain Keras."""

from dataclasses import replace
from typing import ClassVar

import keras
import numpy as np
import pytest
from keras import layers, ops

from experiments import build
from experiments.data import load
from experiments.engines import fit
from experiments.engines.backends import backend
from experiments.engines.extent import images, width
from experiments.engines.form import LOOPED, VECTORIZED
from experiments.engines.grouping import groups, obstacle
from experiments.engines.program import Program
from experiments.engines.tryout import check
from experiments.errors import UserError
from experiments.execution.work import Trained, work
from experiments.own import PartError
from experiments.spec import part
from tests.marks import tried, whole
from tests.samples import trial

HERE = __name__
DIGITS = part("digits", scaling="standard", train_rows=48)


def sequential(*makers):
    """A factory of Sequential networks."""

    def build(input_shape, outputs, seed):
        keras.utils.set_random_seed(seed)
        return keras.Sequential([keras.Input(input_shape), *[make() for make in makers], layers.Dense(outputs)])

    return build


dense = sequential(lambda: layers.Dense(4, "relu"))
noise = sequential(lambda: layers.GaussianNoise(0.1, seed=1, name="noise"))
convolution = sequential(lambda: layers.Reshape((8, 8, 1)), lambda: layers.Conv2D(2, 3), lambda: layers.Flatten())


def unbuilt(outputs):
    """A network that makes its weights when it is first called, and takes no seed."""
    return keras.Sequential([layers.Dense(4, "tanh"), layers.Dense(outputs)])


def nested(input_shape, outputs):
    """A network within a network."""
    inputs = keras.Input(input_shape)
    return keras.Model(
        inputs, layers.Dense(outputs)(keras.Sequential([layers.Dense(4), layers.Dropout(0.2, seed=3)])(inputs))
    )


class Subclassed(keras.Model):
    """A network whose layers Keras meets when it is called."""

    def __init__(self, outputs, width=4):
        super().__init__()
        self.first, self.last = layers.Dense(width, "tanh"), layers.Dense(outputs)

    def call(self, x):
        """Outputs."""
        return self.last(self.first(x))


class Unkept(layers.Layer):
    """A layer whose random numbers belong to nobody."""

    def call(self, x):
        """The inputs, and noise."""
        return x + keras.random.normal(x.shape[1:])


unkept = sequential(Unkept)


def own(name, **options):
    """A part of this file."""
    return part(f"{HERE}:{name}", **options)


def case(name, **changes):
    """A trial of one epoch of three steps."""
    return trial(**{"data": DIGITS, "model": own(name), "batch_size": 16, "epochs": 1, **changes})


def trained(trials, engine="auto"):
    """The groups, and key -> record."""
    check(trials)
    planned, events = groups(trials, engine), []
    for group in planned:
        work(group, events.append)
    return planned, {record.key: record for event in events if isinstance(event, Trained) for record in event.records}


def agree(record, alone):
    """Two records of one trial."""
    for split in ("train", "validation"):
        np.testing.assert_allclose(record.curves[split]["loss"], alone.curves[split]["loss"], rtol=1e-4)
    assert record.scores["test"] == pytest.approx(alone.scores["test"], rel=1e-4, abs=1e-5)
    assert record.parameters == alone.parameters


@pytest.mark.skipif(backend.NAME != "tensorflow", reason="JAX refuses such a layer itself, PyTorch has no stacks")
def test_what_draws_from_nobodys_generator_is_left_to_fit():
    sample = case("unkept")
    keras.random.normal((1,))  # there is a global generator now
    (group,), records = trained([sample])
    assert (group.engine, records[sample.key].engine, records[sample.key].status) == ("fit", "fit", "ok")
    assert "unkept is trained by fit: " in group.note
    with pytest.raises(UserError) as refused:
        groups([sample], "stacked")
    assert str(refused.value) == f"{group.note} Use --engine auto or fit. Received: --engine stacked"


@pytest.mark.skipif(not backend.STACKS, reason="no stacked engine on this backend")
@pytest.mark.parametrize("form", tried([VECTORIZED, LOOPED], [VECTORIZED]))
def test_what_fails_for_its_form_is_trained_by_fit(form, monkeypatch):
    def broken(*_):
        raise TypeError("no such form")

    sample = case("dense")
    (group,) = groups([sample, replace(sample, replicate=1)], "auto")
    monkeypatch.setattr(Program, "_step", broken)
    work(replace(group, form=form), (events := []).append)
    records = [record for event in events if isinstance(event, Trained) for record in event.records]
    assert [(record.engine, record.status) for record in records] == [("fit", "ok")] * 2
    suite = trial(data=DIGITS, batch_size=16, epochs=1)  # a fault of the suite's own is said
    work(groups([suite], "auto")[0], (events := []).append)
    assert events[-1].records[0].reason == "TypeError: no such form"


def squares(y_true, y_pred, weight=1.0):
    """Squared errors of class scores, one number a row."""
    return weight * ops.sum(ops.square(ops.one_hot(ops.cast(y_true, "int32"), y_pred.shape[-1]) - y_pred), -1)


def of_every_unit(y_true, y_pred):
    """Squared errors of class scores, one number a unit."""
    return ops.square(ops.one_hot(ops.cast(y_true, "int32"), y_pred.shape[-1]) - y_pred)


def factory(weight=2.0):
    """A loss made by a function."""
    return Weighted((weight,) * 10)


@keras.saving.register_keras_serializable("tests.own")
class Weighted(keras.losses.Loss):
    """Cross-entropy with a weight for each class."""

    def __init__(self, weights, **kwargs):
        super().__init__(**kwargs)
        self.weights = weights

    def call(self, y_true, y_pred):
        """One number a row."""
        y = ops.cast(y_true, "int32")
        weights = ops.take(ops.convert_to_tensor(self.weights, "float32"), y)
        return weights * keras.losses.sparse_categorical_crossentropy(y, y_pred, from_logits=True)


LOSSES = {
    "a function": own("squares"),
    "a function with an option": own("squares", weight=3.0),
    "one number a unit": own("of_every_unit"),
    "a class with a weight for each class": own("Weighted", weights=tuple(range(1, 11))),
    "a function that makes one": own("factory", weight=4.0),
    "a function of Keras": part("keras.losses:sparse_categorical_crossentropy", from_logits=True),
    "a class of Keras": part("keras.losses:SparseCategoricalCrossentropy", from_logits=True),
}


# a class with options has the test below
@pytest.mark.parametrize("name", tried(LOSSES, ["one number a unit"]))
def test_a_loss_of_the_users_own_trains_the_same_in_both_engines(name):
    sample = case("dense", loss=LOSSES[name])
    (group,), records = trained([sample, replace(sample, replicate=1)])
    assert (group.engine == "stacked") == backend.STACKS and records[sample.key].status == "ok"
    agree(records[sample.key], fit.run(sample))


@whole
def test_the_weights_of_classes_count():
    sample, equal = case("dense", loss=own("Weighted", weights=(2.0,) * 10)), case("dense")
    _, records = trained([sample, equal])
    optimizer = part("sgd", learning_rate=0.1)  # twice the loss is twice the rate
    _, same = trained([replace(equal, optimizer=optimizer)])
    loss, expected = (record.scores["test"]["loss"] for record in (records[sample.key], *same.values()))
    assert loss == pytest.approx(2 * expected, rel=1e-4)


def slower(learning_rate, factor=0.5):
    """An optimizer made by a function."""
    return keras.optimizers.SGD(factor * learning_rate)


def test_optimizers_without_a_pure_rule_are_trained_by_fit_and_the_plan_says_so():
    trials = [
        case("dense", optimizer=part(name, learning_rate=0.1)) for name in ("keras.optimizers:SGD", f"{HERE}:slower")
    ]
    planned, records = trained(trials)
    assert {group.engine for group in planned} == {"fit"} and {record.status for record in records.values()} == {"ok"}
    if backend.STACKS:
        assert [group.note.split(":")[0] for group in planned] == ["keras.optimizers", HERE]
        assert all("without a pure rule" in group.note for group in planned)
    halved = fit.run(case("dense", optimizer=part("sgd", learning_rate=0.05)))
    assert records[trials[1].key].scores["test"]["loss"] == pytest.approx(halved.scores["test"]["loss"], rel=1e-5)


def test_a_probability_network_trains_under_a_loss_of_probabilities():
    sample = case("probabilities", loss=part("cross_entropy", from_logits=False))
    _, records = trained([sample])
    assert records[sample.key].scores["test"] == pytest.approx(fit.run(case("scores")).scores["test"], rel=1e-4)


def scores(input_shape, outputs, seed):
    """Class scores."""
    keras.utils.set_random_seed(seed)
    return keras.Sequential([keras.Input(input_shape), layers.Dense(outputs)])


def probabilities(input_shape, outputs, seed):
    """The same, as probabilities."""
    model = scores(input_shape, outputs, seed)
    model.add(layers.Softmax())
    return model


def test_a_network_gets_what_its_function_takes():
    table = load(DIGITS)
    assert build.model(own("Subclassed", width=7), table, 0).first.units == 7
    models = [build.model(own("unbuilt"), table, seed) for seed in (0, 1)]
    assert [model.count_params() for model in models] == [310] * 2
    with pytest.raises(PartError, match=r"takes outputs, width.*Received: breadth"):
        build.model(own("Subclassed", breadth=7), table, 0)


def test_the_extent_of_a_network_counts_the_networks_within_it():
    table = load(DIGITS)
    models = {name: build.model(own(name), table, 0) for name in ("nested", "Subclassed", "convolution")}
    assert {name: width(model) for name, model in models.items()} == {
        "nested": 64 + 4 + 4 + 10,
        "Subclassed": 4 + 10,
        "convolution": 64 + 72 + 72 + 10,
    }
    assert {name: images(model) for name, model in models.items()} == {
        "nested": False, "Subclassed": False, "convolution": True
    }  # fmt: skip


def test_the_suites_own_parts_are_not_rehearsed(monkeypatch):
    monkeypatch.setattr("experiments.engines.rehearsal.rehearsed", lambda trial: pytest.fail("rehearsed"))
    assert bool(obstacle(trial())) != backend.STACKS


class Halving(keras.callbacks.Callback):
    """Halves all weights when training ends, and notes what it was told."""

    told: ClassVar[dict] = {}

    def __init__(self, factor=0.5):
        super().__init__()
        self.factor = factor

    def on_epoch_end(self, epoch, logs=None):
        """Notes the scores, and ends the training after the second epoch."""
        Halving.told = dict(logs or {})
        self.model.stop_training = epoch == 1

    def on_train_end(self, logs=None):
        """Halves."""
        for variable in self.model.trainable_variables:
            variable.assign(self.factor * variable)


def test_a_callback_acts_in_fit_and_its_weights_are_scored():
    sample = trial(data=DIGITS, model=part(f"{HERE}:dense"), epochs=4)
    plain, halved = (replace(sample, callback=part(f"{HERE}:Halving", factor=factor)) for factor in (1.0, 0.5))
    assert "is trained by fit: a callback" in obstacle(plain) or not backend.STACKS
    check([plain])
    first, second = fit.run(plain), fit.run(halved)
    assert (first.epochs, first.curves) == (2, second.curves)
    assert Halving.told["val_loss"] == first.curves["validation"]["loss"][-1]
    assert first.scores["validation"]["loss"] != second.scores["validation"]["loss"]
    assert first.scores["validation"]["loss"] == pytest.approx(first.curves["validation"]["loss"][-1])
