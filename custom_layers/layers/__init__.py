"""Layers: the same results as Keras's where Keras has one, in a form that trains many models at once."""

from custom_layers.layers.alpha_dropout import AlphaDropout, alpha_dropout
from custom_layers.layers.average_pooling2d import AveragePooling2D
from custom_layers.layers.batch_normalization import BatchNormalization
from custom_layers.layers.conv2d import Conv2D
from custom_layers.layers.dense import Dense
from custom_layers.layers.dropout import Dropout, dropout
from custom_layers.layers.feature_dense import FeatureDense
from custom_layers.layers.gru import GRU
from custom_layers.layers.landscape import Landscape
from custom_layers.layers.lstm import LSTM
from custom_layers.layers.max_pooling2d import MaxPooling2D
from custom_layers.layers.monte_carlo_dropout import MonteCarloDropout
from custom_layers.layers.perceptron import perceptron
from custom_layers.layers.perceptron_rule import perceptron_rule
from custom_layers.layers.periodic_encoding import PeriodicEncoding
from custom_layers.layers.piecewise_linear_encoding import PiecewiseLinearEncoding
from custom_layers.layers.predict_distribution import predict_distribution
from custom_layers.layers.quantile_normalization import QuantileNormalization
from custom_layers.layers.simple_rnn import SimpleRNN
from custom_layers.layers.spatial_dropout import SpatialDropout
from custom_layers.layers.threshold_unit import ThresholdUnit

__all__ = [
    "GRU",
    "LSTM",
    "AlphaDropout",
    "AveragePooling2D",
    "BatchNormalization",
    "Conv2D",
    "Dense",
    "Dropout",
    "FeatureDense",
    "Landscape",
    "MaxPooling2D",
    "MonteCarloDropout",
    "PeriodicEncoding",
    "PiecewiseLinearEncoding",
    "QuantileNormalization",
    "SimpleRNN",
    "SpatialDropout",
    "ThresholdUnit",
    "alpha_dropout",
    "dropout",
    "perceptron",
    "perceptron_rule",
    "predict_distribution",
]
