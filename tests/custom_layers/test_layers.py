"""Layers against their rules and against Keras's own, in every float type, and through a file."""

import keras
import numpy as np
import pytest
from keras import ops

from custom_layers import layers
from tests.custom_layers.cases.layers import LAYERS
from tests.custom_layers.stacks import alone, arrays
from tests.gradients import differentiated
from tests.marks import whole

# half the spacing of numbers near 1, and as much again for the steps inside
PRECISION = {"float32": 1e-5, "float16": 1e-2, "bfloat16": 8e-2}


def array(tensor):
    return ops.convert_to_numpy(ops.cast(tensor, "float32"))


def named(layer):
    """The float weights by name, in float64."""
    return {v.path.split("/")[-1]: np.float64(array(v)) for v in layer.variables if v.dtype != "int32"}


def pure(layer):
    """The layer as a function of trainable weights, other weights and inputs: outputs and other weights after."""

    def call(trainable, others, x, **how):
        return layer.stateless_call(trainable, others, x, **(how if layer._call_has_training_arg else {}))

    return call


def state(layer):
    parts = layer.trainable_variables, layer.non_trainable_variables
    return [[ops.convert_to_tensor(np.array(array(v)), v.dtype) for v in part] for part in parts]


@pytest.mark.parametrize("case", LAYERS, ids=str)
@pytest.mark.parametrize("training", [False, True], ids=["inference", "training"])
def test_equals_the_rule_in_every_type(case, training):
    built = {dtype: case.built(dtype=dtype) for dtype in PRECISION}
    x = {dtype: ops.cast(case.inputs(), dtype) for dtype in PRECISION}

    def call(states):
        return {dtype: pure(built[dtype])(*given, x[dtype], training=training)[0] for dtype, given in states.items()}

    for dtype, y in alone(call)({dtype: state(layer) for dtype, layer in built.items()}).items():
        assert keras.backend.standardize_dtype(y.dtype) == dtype
        exact = case.reference(np.float64(array(x[dtype])), named(built[dtype]), training, **case.options)
        np.testing.assert_allclose(array(y), exact, rtol=PRECISION[dtype], atol=PRECISION[dtype])


@pytest.mark.parametrize("case", [c for c in LAYERS if c.same and keras.backend.backend() not in c.differs], ids=str)
def test_equals_keras(case):
    ours, theirs, x = case.built(), case.same(**case.options), ops.convert_to_tensor(case.inputs())
    theirs.build(case.shape)
    theirs.set_weights(ours.get_weights())
    assert [w.path.split("/")[-1] for w in theirs.weights] == [w.path.split("/")[-1] for w in ours.weights]
    way = ops.convert_to_tensor(np.random.default_rng(1).normal(size=ours(x).shape).astype("float32"))

    def results(layer):
        trained, others = state(layer)

        def call(trained, others, x):
            def value(given):
                y, after = pure(layer)(given[:-1], others, given[-1], training=True)
                # Keras's recurrent layers keep a seed even where nothing is drawn
                return way * y, (y, after[: len(ours.non_trainable_variables)])

            return pure(layer)(trained, others, x, training=False)[0], differentiated(value, [*trained, x])

        return arrays(alone(call)(trained, others, x))

    for a, b in zip(results(ours), results(theirs), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-4, atol=2e-5)


@pytest.mark.parametrize("case", LAYERS, ids=str)
def test_config_round_trip(case):
    layer = case.layer(**case.options)
    again = keras.layers.deserialize(keras.layers.serialize(layer))
    assert type(again) is case.layer
    assert again.get_config() == layer.get_config()
    for name, value in case.options.items():
        assert np.all(np.array(again.get_config()[name]) == value)


@pytest.mark.parametrize("case", LAYERS, ids=str)
def test_knows_its_shape_without_knowing_the_batch(case):
    layer = case.built()
    exact = case.reference(case.inputs(), named(layer), False, **case.options)
    assert layer(keras.Input(case.shape[1:])).shape == (None, *exact.shape[1:])


def images():
    """A network of every layer for images."""
    return keras.Sequential(
        [
            keras.Input((8, 8, 1)),
            layers.Conv2D(4, 3, padding="same", kernel_regularizer="l2", kernel_constraint="max_norm"),
            layers.BatchNormalization(),
            layers.SpatialDropout(0.1, seed=1),
            layers.MaxPooling2D(),
            layers.Conv2D(4, 3, strides=2),
            layers.AveragePooling2D(2, 1, "same"),
            keras.layers.Flatten(),
            layers.Dropout(0.1, seed=2),
            layers.AlphaDropout(0.1, seed=3),
            layers.MonteCarloDropout(0.1, seed=4),
            layers.Dense(4, l1=1e-4, l2=1e-4, max_norm=2.0),
            keras.layers.Dense(1),
        ]
    )


def sequences():
    """A network of every layer for sequences."""
    return keras.Sequential(
        [
            keras.Input((5, 4)),
            layers.SimpleRNN(4, return_sequences=True),
            layers.LSTM(4, return_sequences=True),
            layers.GRU(4),
            keras.layers.Dense(1),
        ]
    )


@whole
@pytest.mark.parametrize(("network", "shape"), [(images, (24, 8, 8, 1)), (sequences, (24, 5, 4))])
def test_trains_in_a_model_and_goes_on_from_a_file(network, shape, tmp_path):
    keras.utils.set_random_seed(0)
    model, x = network(), np.random.default_rng(0).normal(size=shape).astype("float32")
    y = x.reshape(24, -1)[:, :8].mean(1, keepdims=True)
    model.compile(keras.optimizers.SGD(0.002), "mse")
    losses = model.fit(x, y, epochs=10, batch_size=8, verbose=0).history["loss"]
    assert losses[-1] < losses[0]
    model.save(tmp_path / "model.keras")
    again = keras.saving.load_model(tmp_path / "model.keras")
    # the one compiled, the other step by step (JAX would compile each step): the same draws, the same weights
    again.run_eagerly = keras.backend.backend() != "jax"
    for trained in (model, again):
        trained.fit(x, y, batch_size=8, shuffle=False, verbose=0)
    for ours, theirs in zip(model.weights, again.weights, strict=True):
        np.testing.assert_allclose(ours.numpy(), theirs.numpy(), rtol=1e-4, atol=1e-5, err_msg=ours.path)


@pytest.mark.parametrize(
    ("build", "received"),
    [
        *((lambda each=each: each(1.0), "rate=1.0") for each in
          (layers.Dropout, layers.SpatialDropout, layers.AlphaDropout, layers.MonteCarloDropout)),
        (lambda: layers.Dropout(0.5, seed=-1), "seed=-1"),
        (lambda: layers.BatchNormalization(momentum=1.0), "momentum=1.0"),
        (lambda: layers.BatchNormalization(epsilon=0.0), "momentum=0.99, epsilon=0.0"),
        (lambda: layers.Dense(3, l2=-1.0), "l2=-1.0"),
        (lambda: layers.Conv2D(0, 3), "filters=0"),
        (lambda: layers.Conv2D(4, (3, 3, 3)), "kernel_size=.3, 3, 3."),
        (lambda: layers.Conv2D(4, 3, padding="full"), "padding=full"),
        (lambda: layers.Conv2D(4, 3).build((None, None, 8, 1)), "input_shape=.None, None, 8, 1."),
        (lambda: layers.Conv2D(4, 3)(np.ones((1, 2, 8, 1))), "size=2, window=3"),
        (lambda: layers.MaxPooling2D(0), "pool_size=0"),
        (lambda: layers.AveragePooling2D(2, strides=-1), "strides=-1"),
        *((lambda each=each: each(0), "units=0") for each in
          (layers.SimpleRNN, layers.LSTM, layers.GRU, layers.ThresholdUnit)),
        (lambda: layers.LSTM(4).build((None, None, 3)), "input_shape=.None, None, 3."),
        (lambda: layers.GRU(4, unroll=False).build((None, 3)), "input_shape=.None, 3."),
        (lambda: layers.PeriodicEncoding(0), "frequencies=0, scale=0.1"),
        (lambda: layers.PeriodicEncoding(scale=0.0), "frequencies=16, scale=0.0"),
        (lambda: layers.PiecewiseLinearEncoding(1), "bins=1"),
        (lambda: layers.FeatureDense(0), "units=0"),
        (lambda: layers.QuantileNormalization([[1.0], [0.0]]), "quantiles=..1.0., .0.0.."),
        (lambda: layers.QuantileNormalization()(np.ones((1, 2))), "None"),
        (lambda: layers.Landscape("rosenbroc"), "function=rosenbroc"),
        (lambda: layers.Landscape("beale", (1, 2, 3)), "function=beale, start=.1, 2, 3."),
        (lambda: layers.Landscape("plateau", (1, 2), (1, 2)), "function=plateau, start=.1, 2., curvatures=.1, 2."),
        (lambda: layers.perceptron(layers.ThresholdUnit(), [[1.0]], [2]), "kinds=.2.."),
        (lambda: layers.predict_distribution(None, [], outputs="odds"), "outputs=odds, samples=100"),
    ],
)  # fmt: skip
def test_refuses_impossible_settings(build, received):
    with pytest.raises(ValueError, match=f"Received: {received}"):
        build()
