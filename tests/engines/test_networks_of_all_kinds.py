"""Networks of many kinds: the form in which each stacks, and that its curves are those of plain Keras."""

from dataclasses import dataclass, replace

import keras
import numpy as np
import pytest
from keras import layers, ops

from experiments.engines import fit
from experiments.engines.backends import backend
from experiments.engines.form import LOOPED, VECTORIZED
from experiments.engines.grouping import groups
from experiments.execution.work import Trained, work
from experiments.spec import part
from tests.marks import tried, whole
from tests.samples import trial

DIGITS = part("digits", scaling="standard", train_rows=48)
IMAGE, ROWS = (8, 8, 1), (8, 8)


def network(kind, input_shape, outputs):
    """The network of a row of the table."""
    return NETWORKS[kind].make(input_shape, outputs)


def chain(*makers):
    """A maker of a Sequential network."""
    return lambda shape, outputs: keras.Sequential([keras.Input(shape), *(make() for make in makers), head(outputs)])


def image(*makers):
    """The same for images."""
    return chain(lambda: layers.Reshape(IMAGE), *makers, layers.Flatten)


def sequence(*makers):
    """The same for sequences."""
    return chain(lambda: layers.Reshape(ROWS), *makers)


def head(outputs):
    """The last layer."""
    return layers.Dense(outputs, dtype="float32")


def hidden():
    """A hidden layer."""
    return layers.Dense(4, "tanh")


def functional(build):
    """A maker of a functional network from inputs to what the last layer takes."""

    def make(shape, outputs):
        inputs = keras.Input(shape)
        return keras.Model(inputs, head(outputs)(build(inputs)))

    return make


def branches(x):
    """Two ways, added."""
    return layers.Add()([hidden()(x), layers.Dense(4)(x)])


def halves(x):
    """Two inputs, each with a layer of its own."""
    return layers.Concatenate()([hidden()(x[:, :32]), hidden()(x[:, 32:])])


def by_columns(shape, outputs):
    """Three inputs: one of a column, one of whole rows, one of the columns that are left."""
    widths = {"pixel_0_3": (1,), "all": shape, "rest": (63,)}
    inputs = {name: keras.Input(width, name=name) for name, width in widths.items()}
    return keras.Model(inputs, head(outputs)(layers.Concatenate()([hidden()(part) for part in inputs.values()])))


def two_outputs(shape, outputs):
    """A second output halfway."""
    inputs = keras.Input(shape)
    half = hidden()(inputs)
    return keras.Model(inputs, {"last": head(outputs)(hidden()(half)), "half": head(outputs)(half)})


def shared(x):
    """One layer, twice."""
    layer = layers.Dense(64, "tanh")
    return layer(layer(x))


def nested(x):
    """A network within a network."""
    return keras.Sequential([hidden(), layers.Dropout(0.2, seed=3)])(x)


def attention(x):
    """Attention over the rows of an image."""
    x = layers.Reshape(ROWS)(x)
    return layers.Flatten()(layers.MultiHeadAttention(1, 2)(x, x))


def attention_with_dropout(x):
    """The same with dropout inside."""
    x = layers.Reshape(ROWS)(x)
    return layers.Flatten()(layers.MultiHeadAttention(1, 2, dropout=0.2, seed=3)(x, x))


def embedded(x):
    """Numbers of categories."""
    numbers = ops.cast(ops.clip(ops.abs(x[:, :5]), 0, 3), "int32")
    return layers.Flatten()(layers.Embedding(4, 3)(numbers))


class Subclassed(keras.Model):
    """A network whose layers Keras meets when it is called."""

    def __init__(self, outputs):
        super().__init__()
        self.first, self.silent, self.last = hidden(), layers.Dropout(0.3, seed=2), head(outputs)

    def call(self, x, training=False):
        """Class scores."""
        return self.last(self.silent(self.first(x), training=training))


class ByName(keras.Model):
    """A subclassed network that reads a dict of columns."""

    def __init__(self, outputs):
        super().__init__()
        self.first, self.last = hidden(), head(outputs)

    def call(self, columns, training=False):
        """Class scores."""
        del training
        return self.last(self.first(ops.concatenate([columns["pixel_0_3"], columns["pixel_4_4"]], axis=-1)))


class Counting(layers.Layer):
    """A layer with state: its outputs fade with each step."""

    def build(self, shape):
        """Makes the count."""
        self.count = self.add_weight(shape=(), dtype="int32", initializer="zeros", trainable=False)

    def call(self, x, training=False):
        """The inputs, divided."""
        if training:
            self.count.assign(self.count + 1)
        return x / (1 + 0.1 * ops.cast(self.count, x.dtype))


class Paying(layers.Layer):
    """A layer that adds a price to the loss."""

    def call(self, x):
        """The inputs."""
        self.add_loss(0.1 * ops.mean(ops.square(x)))
        return x


class OwnLoss(keras.Model):
    """A network that adds up its loss in its own way."""

    def __init__(self, outputs):
        super().__init__()
        self.last = head(outputs)

    def call(self, x):
        """Class scores."""
        return self.last(x)

    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
        """Twice what Keras computes."""
        return 2 * super().compute_loss(x, y, y_pred, sample_weight, training)


class Squaring(layers.Layer):
    """A function as a layer."""

    def call(self, x):
        """Squares."""
        return ops.square(x)


@dataclass(frozen=True)
class Case:
    """A network, its form on TensorFlow, words of the plan there, and the backends where it draws other numbers."""

    make: object
    form: str = VECTORIZED
    words: str = ""
    drawn: tuple[str, ...] = ()


def exchanged(make, words, drawn=False):
    """A network whose layers are exchanged."""
    words = f"is stacked with {words} of Keras's exchanged"
    return Case(make, VECTORIZED, words, ("tensorflow",) if drawn else ())


def looped(make, words, drawn=()):
    """A network whose trials train one after the other."""
    return Case(make, LOOPED, words, drawn)


FASTER = "convolutions of Keras's on TensorFlow are faster so on a CPU"
REFUSED = "Keras's {}, does not vectorise on TensorFlow"
NETWORKS = {
    "sequential": Case(chain(hidden)),
    "two branches": Case(functional(branches)),
    "two inputs": Case(functional(halves)),
    "inputs by columns": Case(by_columns),
    "two outputs": Case(two_outputs),
    "one layer twice": Case(functional(shared)),
    "nested": exchanged(functional(nested), "1 Dropout", drawn=True),
    "subclassed": exchanged(lambda _, outputs: Subclassed(outputs), "1 Dropout", drawn=True),
    "dict of columns": Case(lambda _, outputs: ByName(outputs)),
    "dropout": exchanged(chain(hidden, lambda: layers.Dropout(0.3, seed=1)), "1 Dropout", drawn=True),
    "alpha dropout": exchanged(chain(hidden, lambda: layers.AlphaDropout(0.2, seed=1)), "1 AlphaDropout", drawn=True),
    "spatial dropout": exchanged(
        sequence(lambda: layers.SpatialDropout1D(0.3, seed=1), layers.Flatten), "1 SpatialDropout1D", drawn=True
    ),
    "dropout of whole rows": looped(
        sequence(lambda: layers.Dropout(0.3, noise_shape=(None, 8, 1), seed=1), layers.Flatten),
        REFUSED.format("Dropout"),
    ),
    "noise": looped(chain(lambda: layers.GaussianNoise(0.1, seed=1)), REFUSED.format("GaussianNoise")),
    "scaled inputs": Case(chain(lambda: layers.Rescaling(0.5), lambda: layers.Normalization(mean=0.1, variance=2.0))),
    "batch normalisation": Case(chain(hidden, layers.BatchNormalization)),
    "layer normalisation": Case(chain(hidden, layers.LayerNormalization)),
    "convolution": looped(image(lambda: layers.Conv2D(2, 3)), FASTER),
    "convolution of a sequence": looped(sequence(lambda: layers.Conv1D(2, 3), layers.Flatten), FASTER),
    "depthwise convolution": Case(image(lambda: layers.DepthwiseConv2D(3))),
    "transposed convolution": looped(image(lambda: layers.Conv2DTranspose(2, 3)), REFUSED.format("Conv2DTranspose")),
    "largest of windows": Case(image(layers.MaxPooling2D)),
    "mean of windows": Case(image(lambda: layers.AveragePooling2D(2))),
    "mean of all": Case(sequence(layers.GlobalAveragePooling1D)),
    "augmentation": looped(image(lambda: layers.RandomFlip(seed=1)), REFUSED.format("RandomFlip")),
    "simple rnn": exchanged(sequence(lambda: layers.SimpleRNN(3)), "1 SimpleRNN"),
    "lstm": exchanged(sequence(lambda: layers.LSTM(3)), "1 LSTM"),
    "gru": exchanged(sequence(lambda: layers.GRU(3, reset_after=False)), "1 GRU"),
    # Keras draws its masks at inference too: where fit scores, its seed goes on
    "gru with dropout": looped(
        sequence(lambda: layers.GRU(3, dropout=0.2, seed=1)), REFUSED.format("GRU"), drawn=("tensorflow", "jax")
    ),
    "bidirectional": exchanged(sequence(lambda: layers.Bidirectional(layers.GRU(2))), "2 GRU"),
    "at each step": Case(sequence(lambda: layers.TimeDistributed(layers.Dense(2)), layers.Flatten)),
    "attention": Case(functional(attention)),
    "attention with dropout": exchanged(functional(attention_with_dropout), "1 Dropout", drawn=True),
    "embedding": Case(functional(embedded)),
    "own function": Case(chain(hidden, Squaring)),
    "own state": Case(chain(hidden, Counting)),
    "own price": Case(chain(hidden, Paying)),
    "mixed precision": Case(chain(lambda: layers.Dense(4, "tanh", dtype="mixed_bfloat16"))),
}


def case(name, **changes):
    """A trial of two epochs of three steps."""
    fields = {"data": DIGITS, "model": part(f"{__name__}:network", kind=name), "batch_size": 16, "epochs": 2}
    return trial(**{**fields, **changes})


def stacked(trials):
    """The group, and its records in the order of the trials."""
    (group,), events = groups(trials, "auto"), []
    work(group, events.append)
    records = {record.key: record for event in events if isinstance(event, Trained) for record in event.records}
    return group, [records[trial.key] for trial in trials]


CORE = ("dropout", "convolution", "own state")  # exchanged, looped, as it is


@pytest.mark.skipif(not backend.STACKS, reason="PyTorch has the fit engine alone")
@pytest.mark.parametrize("name", tried(NETWORKS, CORE))
def test_every_network_stacks_and_trains_as_in_fit(name):
    row, sample = NETWORKS[name], case(name)
    group, records = stacked([sample, replace(sample, replicate=1)])
    assert {record.engine for record in records} == {"stacked"}, records[0].reason
    if backend.NAME == "tensorflow":
        assert (group.form, row.words in group.note, bool(group.note)) == (row.form, True, bool(row.words)), group.note
    else:
        assert (group.form, group.note) == (VECTORIZED, "")
    alone = fit.run(sample)
    tolerance = 0.3 if backend.NAME in row.drawn else 3e-3 if name == "mixed precision" else 1e-4
    assert records[0].parameters == alone.parameters
    for split in ("train", "validation"):
        np.testing.assert_allclose(records[0].curves[split]["loss"], alone.curves[split]["loss"], rtol=tolerance)


def own_loss(outputs):
    """A network with a loss of its own."""
    return OwnLoss(outputs)


@pytest.mark.skipif(not backend.STACKS, reason="PyTorch has the fit engine alone")
def test_a_network_that_computes_its_loss_itself_is_trained_by_fit():
    (group,) = groups([case("any", model=part(f"{__name__}:own_loss"))], "auto")
    assert (group.engine, "compute_loss is its own" in group.note) == ("fit", True)


@whole  # in the core, `test_stacked.py` tries networks of the suite
@pytest.mark.skipif(not backend.STACKS, reason="PyTorch has the fit engine alone")
@pytest.mark.parametrize("name", ["noise", "own state"])
def test_a_trial_does_not_depend_on_who_shares_its_stack(name):
    trials = [case(name, replicate=replicate) for replicate in range(3)]
    _, records = stacked(trials)
    _, (alone,) = stacked(trials[1:2])
    np.testing.assert_allclose(records[1].curves["train"]["loss"], alone.curves["train"]["loss"], rtol=1e-5)
