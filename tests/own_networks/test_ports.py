"""Networks of several inputs and outputs: which input takes which columns, which output counts."""

from dataclasses import replace

import keras
import numpy as np
import pytest
from keras import layers, ops

from experiments import build
from experiments.data import load
from experiments.own import PartError
from experiments.own_networks import ports
from experiments.own_networks.ports import SeveralOutputs, columns, fed, remarks, scored
from experiments.spec import part

SPEC = part("wine")
TABLE = replace(load(SPEC), columns=("city", "city", "a/b", *(f"c{number}" for number in range(10))))
ROW = np.arange(13, dtype=np.float32)[None]


def echo(**widths):
    """A network of named inputs that gives all that it takes, in their order."""
    inputs = [keras.Input((width,), name=name) for name, width in widths.items()]
    return keras.Model(inputs, layers.Concatenate()(inputs))


@pytest.mark.parametrize(
    ("widths", "features"),
    [
        ({"city": 2, "left": 11}, [*range(13)]),
        ({"left": 11, "city": 2}, [*range(2, 13), 0, 1]),
        ({"a_b": 1, "city": 2}, [2, 0, 1]),
        ({"c0": 1, "first": 3, "then": 9}, [3, 0, 1, 2, *range(4, 13)]),
        ({"c9": 1, "all": 13}, [12, *range(13)]),
        ({"one": 6, "two": 7}, [*range(13)]),
    ],
    ids=lambda value: "_".join(value) if isinstance(value, dict) else "",
)
def test_an_input_takes_its_column_or_what_is_left(widths, features):
    network = echo(**widths)
    np.testing.assert_array_equal(fed(SPEC, network, TABLE)(ROW)[0], np.array(features, np.float32))


@pytest.mark.parametrize(
    ("widths", "says"),
    [
        ({"city": 1, "left": 12}, "as wide as the column, keras.Input((2,), name='city')"),
        ({"c00": 1, "c1": 1}, "the 12 features that no named input takes"),
        ({"one": 6, "two": 6}, "Received: one of width 6, two of width 6"),
    ],
    ids=["width", "name", "sum"],
)
def test_inputs_that_do_not_fit_are_refused(widths, says):
    with pytest.raises(PartError) as refusal:
        fed(SPEC, echo(**widths), TABLE)
    assert says in str(refusal.value)


class ByName(keras.Model):
    """A network that reads some columns by their names."""

    def __init__(self, *names):
        super().__init__()
        self.names, self.last = names, layers.Dense(3, kernel_initializer="ones")

    def call(self, columns):
        """The sum of what it reads, three times."""
        return self.last(ops.concatenate([columns[name] for name in self.names], axis=-1))


def by_name(columns, names):
    """Such a network; `columns` tells that there are some."""
    assert columns["city"] == 2
    return ByName(*names.split())


class OwnStep(ByName):
    """The same with a step of its own."""

    def train_step(self, *given):
        """As Keras does."""
        return super().train_step(*given)


def own_step(names):
    """Such a network."""
    return OwnStep(*names.split())


def test_a_class_may_read_a_dict_of_columns():
    network = build.model(part(f"{__name__}:by_name", names="c9 city"), TABLE, 0)
    np.testing.assert_array_equal(network(ROW), [[12 + 0 + 1] * 3])
    assert len(network.trainable_variables) == 2
    assert remarks(network) == ("it takes a dict of all columns by their names",)


@pytest.mark.parametrize(
    ("factory", "names", "says"),
    [
        ("by_name", "c9 citty", "must read columns of .*city.*Received: 'citty'"),
        ("own_step", "c9", "train_step of its own, which would be lost"),
    ],
)
def test_a_dict_of_columns_that_cannot_be_is_refused(factory, names, says):
    with pytest.raises(PartError, match=says):
        build.model(part(f"{__name__}:{factory}", names=names), TABLE, 0)


def test_columns_without_names_are_numbered_and_images_have_none():
    assert list(columns(replace(TABLE, columns=())))[:2] == ["x0", "x1"]
    assert columns(replace(TABLE, x=TABLE.x[:, None])) == {}


def by_names(outputs, columns):
    """A network with an input a column."""
    inputs = {name: keras.Input((width,), name=name) for name, width in columns.items()}
    hidden = layers.Dense(4, "relu")(layers.Concatenate()(list(inputs.values())))
    return keras.Model(inputs, {"last": layers.Dense(outputs)(hidden), "first": layers.Dense(outputs)(hidden)})


def test_the_first_output_counts_and_its_network_can_be_saved(tmp_path):
    network = build.model(part(f"{__name__}:by_names"), load(SPEC), seed=1)
    assert isinstance(network, SeveralOutputs)
    alone, trained = network(ROW), network(ROW, training=True)
    assert [len(trained), alone.shape] == [2, (1, 3)]
    np.testing.assert_array_equal(alone, trained[0])
    scored(network).save(tmp_path / "net.keras")
    np.testing.assert_array_equal(keras.saving.load_model(tmp_path / "net.keras")(ROW), alone)
    assert remarks(network)[0].startswith("of its inputs alcohol takes alcohol; ")


def test_layers_within_can_be_exchanged():
    spec = part(f"{__name__}:by_names", activation=part("tanh"), batch_normalization="before")
    layers_within = ports.opened(build.model(spec, load(SPEC), seed=1))._flatten_layers()
    kinds = {type(layer).__name__ for layer in layers_within}
    assert {"Tanh", "BatchNormalization"} <= kinds


def test_a_saved_network_of_several_inputs_takes_rows(tmp_path):
    path = tmp_path / "net.keras"
    by_names(3, {"one": 6, "two": 7}).save(path)
    assert build.model(part(str(path)), load(SPEC), seed=1)(ROW).shape == (1, 3)
