"""A row a layer: its options, the shape of its inputs, its rule in float64 NumPy, and Keras's own."""

from dataclasses import dataclass, field
from typing import Any

import keras
import numpy as np

from custom_layers import layers
from custom_layers.random import key_of
from tests.custom_layers.cases import layer_rules as rules


@dataclass(frozen=True)
class LayerCase:
    """One layer with options on inputs of `shape`; `same` is Keras's with the same options and weights.

    `differs` names the backends on which Keras's own gives something else than on the others, `alone` those on
    which the layer trains one model at a time.
    """

    layer: Any
    shape: tuple
    reference: Any
    same: Any = None
    options: dict = field(default_factory=dict)
    differs: tuple = ()
    alone: tuple = ()

    def __str__(self):
        options = (f"{key}={value}" for key, value in self.options.items() if key != "seed")
        return "-".join([self.layer.__name__, *options]).replace(" ", "")

    def inputs(self, trial=0):
        """Float32 inputs, others for each trial."""
        return np.random.default_rng(trial).normal(size=self.shape).astype("float32")

    def built(self, **options):
        """The layer, with weights that all count."""
        layer = self.layer(**self.options, **options)
        layer.build(self.shape)
        for variable, value in zip(layer.variables, self.state(layer, 0), strict=True):
            variable.assign(value)
        return layer

    def settings(self, trial):
        """What a trial's layer is set to: settings that may differ in a stack, as attributes."""
        settings = {
            name: np.asarray(value) for name, value in self.options.items() if name in VALUES and value is not None
        }
        return {name: (value / (1 + 0.1 * trial)).tolist() for name, value in settings.items()}

    def state(self, layer, trial):
        """Variables of a trial: random weights in place of trained ones, settings and keys of its own."""
        rng = np.random.default_rng(100 + trial)

        def value(variable):
            name, shape = variable.path.split("/")[-1], variable.shape
            for each, number in self.settings(trial).items():
                if each.startswith(name):
                    return np.float32(number)
            if name == "curvature":
                return np.ones(shape, "float32")
            if name == "key":
                return key_of(self.options["seed"] + trial).view(np.int32)
            if name == "step":
                return np.int32(0)
            return np.float32((rng.random(shape) + 0.5) * (1 if "variance" in name else rng.choice([-0.5, 0.5], shape)))

        return [value(variable) for variable in layer.variables]


VALUES = ("rate", "l1", "l2", "max_norm", "curvatures")
MAPS, ROW = (4, 9, 8, 3), (6, 5)
DROP = {"rate": 0.3, "seed": 5}
RELU_CONV = {"filters": 4, "kernel_size": 3, "activation": "relu"}
CONVOLUTIONS = [
    RELU_CONV,
    {"filters": 4, "kernel_size": (3, 2), "strides": 2, "padding": "same"},
    {"filters": 4, "kernel_size": (2, 3), "dilation_rate": (3, 2), "padding": "same", "use_bias": False},
]
POOLS = [{"pool_size": (2, 3)}, {"pool_size": 3, "strides": 2, "padding": "same"}]
QUANTILES = ((-1.5, -1.0), (-0.5, 0.0), (-0.5, 0.0), (0.25, 0.0), (2.0, 0.5))  # of two features, one with many ties

LAYERS = [
    LayerCase(layers.Dropout, ROW, rules.dropout, options=DROP),
    LayerCase(layers.MonteCarloDropout, ROW, rules.monte_carlo_dropout, options=DROP),
    LayerCase(layers.SpatialDropout, (4, 7, 3), rules.spatial_dropout, options=DROP),
    LayerCase(layers.SpatialDropout, MAPS, rules.spatial_dropout, options=DROP),
    LayerCase(layers.AlphaDropout, ROW, rules.alpha_dropout, options=DROP),
    *(
        LayerCase(layers.BatchNormalization, shape, rules.batch_normalization, keras.layers.BatchNormalization, options)
        for shape, options in [
            (ROW, {"momentum": 0.8, "epsilon": 0.05}),
            (MAPS, {}),
            (ROW, {"center": False, "scale": False}),
        ]
    ),
    LayerCase(layers.BatchNormalization, ROW, rules.batch_normalization, options={"frozen": True}),
    LayerCase(layers.Dense, ROW, rules.dense, options={"units": 3, "l1": 0.1, "l2": 0.2, "max_norm": 0.5}),
    *(LayerCase(layers.Conv2D, MAPS, rules.conv2d, keras.layers.Conv2D, options) for options in CONVOLUTIONS),
    *(LayerCase(layers.MaxPooling2D, MAPS, rules.max_pooling, keras.layers.MaxPooling2D, options) for options in POOLS),
    *(
        # on PyTorch Keras's pads with copies of the border
        LayerCase(layers.AveragePooling2D, MAPS, rules.average_pooling, keras.layers.AveragePooling2D, options, differs)
        for options, differs in zip(POOLS, [(), ("torch",)], strict=True)
    ),
    *(
        LayerCase(layer, (5, 3, 2), rule, same, {"units": 3, **options}, alone=alone)
        for layer, rule, same, variants in [
            (layers.SimpleRNN, rules.simple_rnn, keras.layers.SimpleRNN, [{"return_sequences": True}]),
            (layers.LSTM, rules.lstm, keras.layers.LSTM, [{"return_sequences": True}]),
            (layers.GRU, rules.gru, keras.layers.GRU, [{}, {"return_sequences": True, "reset_after": False}]),
        ]
        for options, alone in [
            *((each, ()) for each in variants),
            ({"unroll": False, "use_bias": False}, ("tensorflow",)),
        ]
    ),
    LayerCase(
        layers.PeriodicEncoding, ROW, rules.periodic_encoding, options={"frequencies": 4, "scale": 0.5, "seed": 5}
    ),
    LayerCase(layers.PiecewiseLinearEncoding, ROW, rules.piecewise_linear_encoding, options={"bins": 4}),
    LayerCase(layers.FeatureDense, (4, 3, 5), rules.feature_dense, options={"units": 2}),
    LayerCase(layers.QuantileNormalization, (40, 2), rules.quantile_normalization, options={"quantiles": QUANTILES}),
    LayerCase(layers.ThresholdUnit, ROW, rules.threshold_unit, options={"units": 3}),
    LayerCase(
        layers.Landscape,
        ROW,
        rules.landscape,
        options={"function": "quadratic", "start": (1.0, 2.0, 3.0), "curvatures": (3.0, 1.0, 0.5)},
    ),
    LayerCase(layers.Landscape, ROW, rules.landscape, options={"function": "plateau", "start": (1.0, 2.0)}),
]
