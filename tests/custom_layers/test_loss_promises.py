"""Every loss beside Keras's own, for targets of any rank and type, weighted, masked, in `fit` and by hand."""

import keras
import numpy as np
import pytest
from keras import ops

from custom_layers import losses
from experiments.engines.measures import per_row
from tests.custom_layers.cases.losses import LOGIT, LOSSES
from tests.marks import tried

N, CLASSES = 6, 3
RNG = np.random.default_rng(3)
NATS = {"base": np.e}
SPARSE = keras.losses.SparseCategoricalCrossentropy
# ours, Keras's own, the range of predictions
VALUES = [
    (losses.MeanSquaredError(), keras.losses.MeanSquaredError(), (-3, 3)),
    (losses.MeanAbsoluteError(), keras.losses.MeanAbsoluteError(), (-3, 3)),
    (losses.Huber(delta=0.7), keras.losses.Huber(delta=0.7), (-3, 3)),
    (losses.BinaryCrossEntropy(), keras.losses.BinaryCrossentropy(), (0.1, 0.9)),
    (losses.BinaryCrossEntropy(**LOGIT), keras.losses.BinaryCrossentropy(**LOGIT), (-3, 3)),
    (losses.CrossEntropy(), keras.losses.CategoricalCrossentropy(), (0.1, 0.9)),
    (losses.CrossEntropy(**LOGIT), keras.losses.CategoricalCrossentropy(**LOGIT), (-3, 3)),
    (losses.KLDivergence(**NATS), keras.losses.KLDivergence(), (0.1, 0.9)),
]
LABELS = [
    (losses.NegativeLogLikelihood(**NATS), SPARSE(), (0.1, 0.9)),
    (losses.NegativeLogLikelihood(**NATS, **LOGIT), SPARSE(**LOGIT), (-3, 3)),
    (losses.SmoothedCrossEntropy(0.0), SPARSE(), (0.1, 0.9)),
    (losses.SmoothedCrossEntropy(0.0, **LOGIT), SPARSE(**LOGIT), (-3, 3)),
    (losses.SoftmaxSquaredError(), None, (-3, 3)),
]
# shapes of targets and of predictions that belong together
PAIRS = [((N,), (N, 1)), ((N, 1), (N,)), ((N, 1), (N, 1)), ((N, 4), (N, 4)), ((N, 4, 2), (N, 4, 2))]
PAIRS += [((N, 4), (N, 4, 1)), ((N, 4, 1), (N, 4))]
TYPES = ["float32", "float64", "int32", "bool"]


def name(value):
    return f"{type(value).__name__}{'z' if getattr(value, 'from_logits', False) else ''}"


def drawn(shape, low, high):
    """Predictions; where they are probabilities, those of one row add up to 1."""
    values = RNG.uniform(low, high, shape).astype("float32")
    return values / values.sum(-1, keepdims=True) if low > 0 and len(shape) > 1 else values


def number(tensor):
    return float(ops.convert_to_numpy(tensor))


def one_hot_table(y, z):
    """The squared error of probabilities, which Keras has no name for."""
    chances = np.exp(z) / np.exp(z).sum(-1, keepdims=True)
    return ((chances - np.eye(z.shape[-1])[np.int64(y)]) ** 2).mean(-1)


def test_the_table_is_complete():
    rows = {type(ours) for ours, _, _ in [*VALUES, *LABELS]} | {losses.Prediction}  # which reads no target
    assert rows == {case.loss for case in LOSSES}


@pytest.mark.filterwarnings("ignore:In loss categorical_crossentropy")  # a single class
@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize(("ours", "theirs", "bounds"), VALUES, ids=name)
def test_targets_of_any_rank_and_type_meet_their_own_predictions(ours, theirs, bounds, dtype):
    for true, predicted in PAIRS:
        if isinstance(ours, losses.CrossEntropy) and predicted[-1:] != true[-1:]:
            continue  # Keras brings rows to the sum 1 first: these rows are none
        y, p = RNG.integers(0, 2, true).astype(dtype), drawn(predicted, *bounds)
        assert number(ours(y, p)) == pytest.approx(number(theirs(y, p)), rel=1e-5, abs=1e-6)
        # as the engines ask: no wrapper, a type of its own
        rows = ops.convert_to_numpy(ours.call(ops.convert_to_tensor(y), ops.convert_to_tensor(p)))
        wide = theirs.call(*(ops.convert_to_tensor(v.astype("float32")) for v in (y, p)))
        np.testing.assert_allclose(rows, ops.convert_to_numpy(wide), rtol=1e-5, atol=1e-6)
        weights = RNG.uniform(size=rows.shape or (N,)).astype("float32")
        if rows.shape:
            got, want = (number(loss(y, p, sample_weight=weights)) for loss in (ours, theirs))
            assert got == pytest.approx(want, rel=1e-5, abs=1e-6)


@pytest.mark.parametrize("dtype", [*TYPES[:3], "int64", "uint8"])
@pytest.mark.parametrize("positions", [(N,), (N, 1), (N, 4), (N, 4, 2)])
@pytest.mark.parametrize(("ours", "theirs", "bounds"), LABELS, ids=name)
def test_class_numbers_at_every_place(ours, theirs, bounds, positions, dtype):
    y, p = RNG.integers(0, CLASSES, positions).astype(dtype), drawn((*positions, CLASSES), *bounds)
    exact = one_hot_table(y, np.float64(p)).mean() if theirs is None else number(theirs(y, p))
    assert number(ours(y, p)) == pytest.approx(exact, rel=1e-5)
    assert number(ours(y[..., None], p)) == pytest.approx(exact, rel=1e-5)
    rows = ops.convert_to_numpy(ours.call(ops.convert_to_tensor(y), ops.convert_to_tensor(p)))
    assert rows.shape == positions and rows.mean() == pytest.approx(exact, rel=1e-5)


BAD_LABELS = {"above": [0, 3], "below": [-1, 2], "between": [0.0, 1.9], "missing": [np.nan, 1.0]}
if keras.backend.backend() != "jax":  # which cuts integers to 32 bits before anyone sees them
    BAD_LABELS["far"] = [2**32, 1]


@pytest.mark.parametrize("labels", BAD_LABELS.values(), ids=BAD_LABELS)
@pytest.mark.parametrize(("loss", "_", "bounds"), LABELS, ids=name)
def test_a_label_that_is_no_class_never_counts_as_0(loss, _, bounds, labels):
    p = drawn((2, CLASSES), *bounds)
    for ask in (loss, loss.call):
        with pytest.raises(ValueError, match=r"whole numbers from 0 to 2.*Received: "):
            ask(ops.convert_to_tensor(np.array(labels)), ops.convert_to_tensor(p))


@pytest.mark.skipif(keras.backend.backend() == "torch", reason="nothing is compiled there")
@pytest.mark.parametrize("jit_compile", [False, True])
@pytest.mark.parametrize(("loss", "_", "bounds"), LABELS, ids=name)
def test_a_compiled_program_raises_or_loses_its_loss(loss, _, bounds, jit_compile):
    model = keras.Sequential([keras.Input((CLASSES,)), keras.layers.Activation("linear")])
    model.compile(loss=loss, jit_compile=jit_compile)
    x = drawn((2, CLASSES), *bounds)
    assert np.isfinite(model.test_on_batch(x, np.array([0, 2])))
    for labels in ([0, 3], [-1, 2], [0.0, 1.9]):
        try:
            assert np.isnan(model.test_on_batch(x, np.array(labels)))
        except Exception as error:  # TensorFlow's, of a look-up out of range; on JAX without XLA ours
            assert "is not in [0, 3)" in str(error) or "whole numbers from 0 to 2" in str(error)


@pytest.mark.parametrize(
    ("loss", "true", "predicted"),
    [
        *((ours, (N,), (N, 3)) for ours, _, _ in VALUES),
        *((ours, (3,), (N, 3)) for ours, _, _ in VALUES),
        *((ours, (N, 3), (N, 1)) for ours, _, _ in VALUES),
        *((ours, (N, 3), (N, 3)) for ours, _, _ in LABELS),
        *((ours, (N, 2), (N, 3)) for ours, _, _ in LABELS),
        *((ours, (N,), (N, 4, 3)) for ours, _, _ in LABELS),
    ],
    ids=lambda value: value.name if hasattr(value, "name") else str(value),
)
def test_refuses_shapes_that_fit_by_chance(loss, true, predicted):
    with pytest.raises(ValueError, match=r"Received: y_true.shape="):
        loss(np.zeros(true, "float32"), np.full(predicted, 0.5, "float32"))


def test_refuses_more_classes_than_the_type_of_the_labels_tells_apart():
    with pytest.raises(ValueError, match=r"bfloat16 tells 256 class numbers.*Received: classes=300"):
        losses.NegativeLogLikelihood(dtype="bfloat16")(np.array([299]), np.full((1, 300), 1 / 300, "float32"))


def fitted(loss, policy, x, y, units, activation, compiled=False, **how):
    """The losses of a small model in a compiled call of `fit`, or in two steps of what `fit` calls at every step."""
    keras.utils.set_random_seed(0)
    masked = keras.layers.Masking(dtype=policy)
    model = keras.Sequential([keras.Input(x.shape[1:]), masked, keras.layers.Dense(units, activation, dtype=policy)])
    model.compile(keras.optimizers.SGD(0.1), loss, jit_compile=False, run_eagerly=not compiled)
    if not compiled:
        return [model.train_on_batch(x, y, **how) for _ in range(2)]
    return model.fit(x, y, epochs=2, batch_size=4, shuffle=False, verbose=0, **how).history["loss"]


X = RNG.normal(size=(8, 2)).astype("float32")
STEPS = np.float32([X, 0 * X]).transpose(1, 0, 2)  # the second is masked
Y = np.arange(8) % 2
WEIGHTS = [{"sample_weight": np.linspace(0, 1, 8)}, {"class_weight": {0: 1.0, 1: 3.0}}]
ONE_UNIT = [
    (X, Y, {}),
    (X, Y.astype(bool), {}),
    (X, Y[:, None], WEIGHTS[0]),
    (X, Y, WEIGHTS[1]),
    (STEPS, np.stack([Y, 1 - Y], 1)[..., None], {}),
]
LABEL_FITS = [(X, Y, {}), *((X, Y, how) for how in WEIGHTS), (STEPS, np.stack([Y, 1 - Y], 1), {})]
ONE_HOT = [(x, np.eye(3)[y], how) for x, y, how in LABEL_FITS]
FITS = [(ours, theirs, ONE_UNIT, 1, "sigmoid") for ours, theirs, _ in VALUES[:5]]
FITS += [(ours, theirs, ONE_HOT, 3, "softmax") for ours, theirs, _ in VALUES[5:]]
FITS += [(ours, theirs, LABEL_FITS, 3, "softmax") for ours, theirs, _ in LABELS[:4]]


TWO = (FITS[2], FITS[-2])  # of quantities, of class numbers
STEPPED = [(number, row, "float32") for number, (_, _, rows, _, _) in enumerate(FITS) for row in range(len(rows))]
MASKED = [(number, len(rows) - 1, "float32") for number, (_, _, rows, _, _) in enumerate(FITS)]
MIXED = [(number, row, "mixed_float16") for number, row, _ in MASKED]


@pytest.mark.parametrize(
    "step",
    tried(STEPPED + MIXED, [step for step in STEPPED if FITS[step[0]] in TWO or step in MASKED]),
    ids=lambda step: f"{name(FITS[step[0]][0])}-{step[1]}-{step[2]}",
)
def test_a_step_with_it_is_a_step_with_keras_own(step):
    number, row, policy = step
    ours, theirs, rows, units, end = FITS[number]
    x, y, how = rows[row]
    end = None if getattr(ours, "from_logits", False) else end
    got, want = (fitted(loss, policy, x, y, units, end, **how) for loss in (ours, theirs))
    np.testing.assert_allclose(got, want, rtol=2e-3 if policy == "mixed_float16" else 1e-5)


@pytest.mark.parametrize("row", tried(FITS, TWO), ids=lambda row: name(row[0]))
def test_fit_with_it_is_fit_with_keras_own(row):
    ours, theirs, ((x, y, _), *_), units, end = row
    end = None if getattr(ours, "from_logits", False) else end
    got, want = (fitted(loss, "float32", x, y, units, end, compiled=True) for loss in (ours, theirs))
    np.testing.assert_allclose(got, want, rtol=1e-5)


@pytest.mark.parametrize(("y", "p"), [((N,), (N, 1)), ((N, 1), (N,)), ((N, 1), (N, 1))])
def test_measures_meet_row_by_row(y, p):
    target, prediction = (ops.convert_to_tensor(RNG.normal(size=shape).astype("float32")) for shape in (y, p))
    error = ops.convert_to_numpy(target).ravel() - ops.convert_to_numpy(prediction).ravel()
    metrics = per_row("regression", losses.MeanSquaredError(), target, prediction)
    np.testing.assert_allclose(ops.convert_to_numpy(metrics["mae"]), np.abs(error), rtol=1e-5)
    np.testing.assert_allclose(ops.convert_to_numpy(metrics["squared"]), error**2, rtol=1e-5)
    scores = ops.convert_to_tensor(np.eye(N, dtype="float32"))
    labels = ops.convert_to_tensor(np.arange(N, dtype="int32").reshape(y))
    metrics = per_row("classification", losses.NegativeLogLikelihood(**LOGIT), labels, scores)
    np.testing.assert_array_equal(ops.convert_to_numpy(metrics["accuracy"]), np.ones(N))
