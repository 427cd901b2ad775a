"""Networks by name: what their options do, and the published quadratic's check digits."""

from types import SimpleNamespace

import numpy as np
import pytest
from keras import ops

from experiments import build
from experiments.data import Table, load
from experiments.engines import fit
from experiments.engines.backends import backend
from experiments.errors import UserError
from experiments.models.quadratic import hessian
from experiments.models.widths import count, fitted
from experiments.spec import part
from tests.samples import SMALL, WINE, trial

DIGITS = part("digits", scaling="standard")


def noisy():
    """The published samples: 1000 to train on, and 896 to test on."""
    samples = [np.random.RandomState(seed).normal(0, 0.6, (1000, 100)) for seed in (42, 43)]
    x = np.concatenate([samples[0], samples[1][:896]]).astype("float32")
    return Table("noisy", "noisy", "regression", x, np.arange(1896, dtype="float32")[:, None], None, 1000, "numpy")


NOISY = part(f"{__name__}:noisy", scaling="none")


def test_the_quadratic_is_the_published_one():
    h = hessian(100)
    assert (h[0, 0], h[0, 1], np.trace(h)) == pytest.approx((6.2214294433, 1.1270198982, 477.6122795950), abs=1e-9)
    assert np.linalg.eigvalsh(h)[-1] == pytest.approx(53.129015, abs=1e-6)
    table = load(NOISY)
    model, loss = build.model(part("quadratic"), table, 0), build.loss(part("prediction"))
    heights = loss.call(None, model(table.x[1000:]))
    assert float(np.mean(ops.convert_to_numpy(heights).astype(float))) == pytest.approx(353.446764, rel=1e-6)


@pytest.mark.skipif(not backend.STACKS, reason="no stacked engine on this backend")
def test_the_quadratic_trains_the_same_in_both_engines():
    from experiments.engines import stacked
    from experiments.engines.program import Program

    sample = trial(
        data=NOISY,
        model=part("quadratic"),
        loss=part("prediction"),
        optimizer=part("momentum", learning_rate=0.00251189, momentum=0.99),
        batch_size=128,
        order="fixed",
    )
    record, same = fit.run(sample), stacked.run([sample], Program(sample, load(NOISY)))[0]
    assert record.status == same.status == "ok"
    np.testing.assert_allclose(record.curves["validation"]["loss"], same.curves["validation"]["loss"], rtol=1e-4)
    assert record.parameters == 100


def names(model, table=WINE):
    return [layer.name for layer in build.model(model, load(table), 0).layers]


def test_where_normalisation_stands():
    small = SMALL.but(hidden=(4,))
    hidden = {
        "before": ["hidden_1", "normalization_1", "activation_1"],
        "frozen": ["hidden_1", "normalization_1", "activation_1"],
        "after": ["hidden_1", "activation_1", "normalization_1"],
        "input": ["normalization_0", "hidden_1", "activation_1"],
        "both": ["normalization_0", "hidden_1", "normalization_1", "activation_1"],
    }
    for kind, order in hidden.items():
        assert names(small.but(batch_normalization=kind))[1:] == [*order, "output"]
    free, frozen = (
        len(build.model(small.but(batch_normalization=kind), load(WINE), 0).trainable_variables)
        for kind in ("before", "frozen")
    )
    assert (free, frozen) == (6, 4)


def test_an_option_that_is_not_asked_for_adds_nothing():
    plain = build.model(SMALL, load(WINE), 0)
    assert type(plain.get_layer("hidden_1")).__module__.startswith("keras")
    assert len(plain.non_trainable_variables) == 0
    limited = build.model(SMALL.but(l2=0.1, max_norm=1.0), load(WINE), 0)
    assert limited.get_layer("output").max_norm is None
    for variable, same in zip(plain.trainable_variables, limited.trainable_variables, strict=True):
        np.testing.assert_array_equal(np.array(variable), np.array(same))


def test_pooling_and_pyramids():
    sizes = {
        kind: build.model(part("cnn", filters=(3,), pooling=kind), load(DIGITS), 0).get_layer("output").kernel.shape[0]
        for kind in ("max", "average", "none")
    }
    assert sizes == {"max": 48, "average": 48, "none": 192}
    pyramid = build.model(part("mlp", hidden=(32, 16, 8)), load(DIGITS), 0)
    assert [pyramid.get_layer(f"hidden_{depth}").units for depth in (1, 2, 3)] == [32, 16, 8]


def test_recurrent_weights_are_drawn_as_asked():
    plain, wide = (
        np.array(build.model(model, load(DIGITS), 0).get_layer("recurrent").recurrent_kernel)
        for model in (part("rnn", units=6), part("rnn", units=6, recurrent_initializer=part("constant", value=2.0)))
    )
    np.testing.assert_allclose(plain @ plain.T, np.eye(6), atol=1e-5)
    assert (wide == 2).all()


def test_a_network_that_is_normalised_inside_has_the_plain_ones_weights_and_moments_of_every_step():
    plain, inside = (
        build.model(part("rnn", units=6, batch_normalization=where), load(DIGITS), 0) for where in (None, "inside")
    )
    kernel, recurrent, _ = plain.get_layer("recurrent").get_weights()
    np.testing.assert_array_equal(inside.get_layer("kernel").get_weights()[0], kernel)
    np.testing.assert_array_equal(inside.get_layer("recurrent_kernel").get_weights()[0], recurrent)
    rows, state = np.random.default_rng(0).normal(size=(3, 64)).astype("float32"), np.zeros((3, 6))
    deviations = np.linspace(0.5, 2, 8)
    for step, deviation in enumerate(deviations):
        layer = inside.get_layer(f"normalization_{step}")
        layer.moving_variance.assign(np.full(6, deviation**2 - layer.epsilon))
        state = np.tanh((rows.reshape(3, 8, 8)[:, step] @ kernel + state @ recurrent) / deviation)
    output = inside.get_layer("output").get_weights()
    np.testing.assert_allclose(inside.predict(rows, verbose=0), state @ output[0] + output[1], atol=1e-5)


@pytest.mark.parametrize(
    ("model", "message"),
    [
        (SMALL.but(batch_normalization="under"), "Received: 'under'"),
        (SMALL.but(dropout=0.1, dropout_kind="beta"), "one of dropout, alpha_dropout. Received: 'beta'"),
        (part("cnn", pooling="min"), "one of max, average, none. Received: 'min'"),
        (part("rnn", batch_normalization="before"), "output, inside or None. Received: 'before'"),
        (part("rnn", batch_normalization="inside", cell=part("gru")), "made for simple_rnn. Received: gru"),
    ],
)
def test_unknown_options_are_refused(model, message):
    with pytest.raises(UserError, match=message):
        build.model(model, SimpleNamespace(x=np.zeros((1, 64)), outputs=2), 0)


@pytest.mark.parametrize("shape", [(1,), (1, 1, 1), (4, 2, 1), (2, 1, 1)])
@pytest.mark.parametrize("parameters", [500, 3000, 12000])
def test_widths_follow_the_number_of_parameters(shape, parameters):
    model = build.model(part("mlp", hidden=shape, parameters=parameters), load(DIGITS), 0)
    widths = [model.get_layer(f"hidden_{depth}").units for depth in range(1, len(shape) + 1)]
    unit = widths[-1] / shape[-1]
    assert all(abs(width - factor * unit) <= max(factor, 1) for width, factor in zip(widths, shape, strict=True))
    sizes = [count((64, *(max(1, width + change) for width in widths), 10)) for change in (-1, 0, 1)]
    assert model.count_params() == sizes[1]
    assert abs(sizes[1] - parameters) <= max(sizes[2] - sizes[1], sizes[1] - sizes[0])


def test_widths_are_at_least_one():
    assert fitted((2, 1), 784, 10, 5) == (1, 1)


@pytest.mark.parametrize("kind", ["before", "after", "both", "frozen"])
def test_stored_moments_keep_what_is_asked_for(kind):
    recurrent = (part("rnn", batch_normalization=where, moving=0.5) for where in ("output", "inside"))
    for model in (SMALL.but(batch_normalization=kind, moving=0.5), *recurrent):
        layers = build.model(model, load(DIGITS), 0).layers
        assert {layer.momentum for layer in layers if layer.name.startswith("normalization")} == {0.5}
