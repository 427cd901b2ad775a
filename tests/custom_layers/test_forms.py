"""Layers that have one form for a stack of models and one for a single model: both give the same."""

from contextlib import nullcontext

import numpy as np
import pytest
from keras import ops

from custom_layers import layers
from custom_layers.stacking import is_stacking, stacking
from tests.custom_layers.cases.layers import LAYERS, POOLS
from tests.custom_layers.stacks import alone, arrays
from tests.custom_layers.test_layers import pure, state
from tests.gradients import differentiated

RECURRENT = (layers.SimpleRNN, layers.LSTM, layers.GRU)
TWO_FORMS = (layers.Conv2D, layers.MaxPooling2D, layers.AveragePooling2D, *RECURRENT)


def both_forms(layer, x, way):
    """Outputs and slopes, first as a single model, then as one of a stack."""
    trained, untrained = state(layer)

    def call(trained, untrained, x, context):
        def value(values):
            with context():
                y = pure(layer)(values[:-1], untrained, values[-1], training=True)[0]
            return y * way, y

        return differentiated(value, [*trained, x])

    return [
        arrays(alone(lambda *arguments, context=context: call(*arguments, context))(trained, untrained, x))
        for context in (nullcontext, stacking)
    ]


@pytest.mark.parametrize("case", [case for case in LAYERS if case.layer in TWO_FORMS], ids=str)
def test_both_forms_are_equal(case):
    layer, x = case.built(), ops.convert_to_tensor(case.inputs())
    way = ops.convert_to_tensor(np.random.default_rng(1).normal(size=layer(x).shape).astype("float32"))
    for single, stacked in zip(*both_forms(layer, x, way), strict=True):
        np.testing.assert_allclose(single, stacked, rtol=1e-4, atol=2e-5)


@pytest.mark.parametrize("options", [*POOLS, {"pool_size": 2}, {"pool_size": (3, 2), "strides": (1, 2)}], ids=str)
def test_of_equal_pixels_the_first_takes_the_gradient_in_both_forms(options):
    layer = layers.MaxPooling2D(**options)
    x = np.float32(np.random.default_rng(0).integers(0, 3, (4, 9, 8, 3)))
    way = np.float32(np.random.default_rng(1).integers(1, 9, layer(x).shape))
    single, stacked = both_forms(layer, ops.convert_to_tensor(x), ops.convert_to_tensor(way))
    for a, b in zip(single, stacked, strict=True):
        np.testing.assert_array_equal(a, b)


def test_the_largest_pixel_is_none_where_one_is_no_number():
    x = np.zeros((1, 4, 4, 1), "float32")
    x[0, [0, 0, 3, 3], [0, 3, 0, 3]] = np.nan
    with stacking():
        assert np.isnan(ops.convert_to_numpy(layers.MaxPooling2D(2)(x))).all()


def test_stacking_ends_with_its_context():
    with pytest.raises(ArithmeticError), stacking():
        assert is_stacking()
        raise ArithmeticError
    assert not is_stacking()
