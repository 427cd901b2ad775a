"""Recurrent layers go where Keras's own go: masks, both directions, states in and out, loops and unrolled."""

import keras
import numpy as np
import pytest
from keras import ops

from custom_layers import layers
from custom_layers.stacking import stacking
from tests.marks import tried, whole

RNG = np.random.default_rng(0)
X = RNG.normal(size=(3, 5, 2)).astype("float32")
MASK = np.array([[1, 1, 1, 0, 0], [0, 1, 0, 1, 1], [0, 0, 0, 0, 0]], bool)
PAIRS = [(layers.SimpleRNN, keras.layers.SimpleRNN), (layers.LSTM, keras.layers.LSTM), (layers.GRU, keras.layers.GRU)]
each_layer = pytest.mark.parametrize(("ours", "theirs"), PAIRS, ids=lambda kind: kind.__name__)


def equal(got, want):
    got, want = (keras.tree.flatten(tree) for tree in (got, want))
    assert len(got) == len(want)
    for a, b in zip(got, want, strict=True):
        np.testing.assert_allclose(ops.convert_to_numpy(a), ops.convert_to_numpy(b), rtol=1e-4, atol=1e-6)


def twins(ours, theirs, unroll=True, **options):
    """One of each with the same weights."""
    made = ours(3, unroll=unroll, **options), theirs(3, unroll=unroll, **options)
    for layer in made:
        layer.build(X.shape)
    made[1].set_weights(made[0].get_weights())
    return made


SETTINGS = [
    {},
    {"return_sequences": True},
    {"go_backwards": True, "return_sequences": True},
    {"go_backwards": True, "return_state": True},
    {"return_sequences": True, "return_state": True},
]

# loops take longest: the core tries one forwards and one backwards
WAYS = [(unroll, options) for unroll in (True, False) for options in SETTINGS]


@each_layer
@pytest.mark.parametrize("way", tried(WAYS, [*WAYS[:5], *WAYS[8:]]), ids=str)
def test_equals_keras_masked_or_not_from_any_state(ours, theirs, way):
    unroll, options = way
    mine, other = twins(ours, theirs, unroll, **options)
    states = [RNG.normal(size=(3, 3)).astype("float32") for _ in range(2 if ours is layers.LSTM else 1)]
    for mask in (None, MASK):
        for state in (None, states):
            if mask is not None and (state or unroll) and keras.backend.backend() != "tensorflow":
                continue  # Keras 3.15 gives another output on JAX, and fails on PyTorch
            equal(mine(X, initial_state=state, mask=mask), other(X, initial_state=state, mask=mask))
    with stacking():
        equal(mine(X), other(X))
    spec = mine.compute_output_shape((None, 5, 2))
    assert spec == other.compute_output_shape((None, 5, 2))


@each_layer
@pytest.mark.parametrize("unroll", [True, False])
def test_behind_an_embedding_that_masks(ours, theirs, unroll):
    ids = np.array([[1, 2, 3, 0, 0], [4, 0, 5, 0, 0], [0, 0, 0, 0, 0]])
    networks = []
    for kind in (ours, theirs):
        first = kind(3, return_sequences=True, unroll=unroll)
        network = [keras.Input((5,)), keras.layers.Embedding(9, 4, mask_zero=True), first, kind(2, unroll=unroll)]
        networks.append(keras.Sequential(network))
    networks[1].set_weights(networks[0].get_weights())
    equal(*(network(ids) for network in networks))


BOTH = [("concat", SETTINGS[4]), ("sum", SETTINGS[1]), (None, SETTINGS[4]), ("concat", SETTINGS[0])]


@each_layer
@pytest.mark.parametrize("both", tried(BOTH, BOTH[:1]), ids=str)
def test_inside_bidirectional(ours, theirs, both):
    merge_mode, options = both
    # unrolled, Keras 3.15 silences the steps of the mask that was not turned around
    kinds = (ours(3, unroll=True, **options), theirs(3, **options))
    made = [keras.layers.Bidirectional(kind, merge_mode) for kind in kinds]
    for layer in made:
        layer.build(X.shape)
    made[1].set_weights(made[0].get_weights())
    for mask in (None, MASK):
        equal(*(layer(X, mask=mask) for layer in made))


@whole
@each_layer
def test_both_directions_train_in_a_model_and_come_back_from_a_file(ours, theirs, tmp_path):
    keras.utils.set_random_seed(0)
    inside = keras.layers.Bidirectional(ours(3, return_sequences=True))
    network = [keras.Input((5, 2)), keras.layers.Masking(), inside, ours(2), keras.layers.Dense(1)]
    model = keras.Sequential(network)
    model.compile(keras.optimizers.SGD(0.1), "mse", jit_compile=False)
    assert np.isfinite(model.train_on_batch(X, X[:, 0, :1]))
    model.save(tmp_path / "model.keras")
    equal(keras.saving.load_model(tmp_path / "model.keras")(X), model(X))


@each_layer
def test_an_encoder_hands_its_state_to_a_decoder(ours, theirs):
    def network(kind):
        inputs = keras.Input((5, 2))
        _, *states = kind(3, return_state=True, unroll=True)(inputs)
        return keras.Model(inputs, kind(3, unroll=True)(inputs, initial_state=states))

    made = [network(kind) for kind in (ours, theirs)]
    made[1].set_weights(made[0].get_weights())
    equal(*(model(X) for model in made))
