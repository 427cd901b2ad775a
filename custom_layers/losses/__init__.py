"""Losses: what training makes small; pass an instance to `model.compile(loss=...)`."""

from custom_layers.losses.binary_cross_entropy import BinaryCrossEntropy
from custom_layers.losses.cross_entropy import CrossEntropy
from custom_layers.losses.huber import Huber
from custom_layers.losses.kl_divergence import KLDivergence
from custom_layers.losses.mean_absolute_error import MeanAbsoluteError
from custom_layers.losses.mean_squared_error import MeanSquaredError
from custom_layers.losses.negative_log_likelihood import NegativeLogLikelihood
from custom_layers.losses.prediction import Prediction
from custom_layers.losses.smoothed_cross_entropy import SmoothedCrossEntropy
from custom_layers.losses.softmax_squared_error import SoftmaxSquaredError

__all__ = [
    "BinaryCrossEntropy",
    "CrossEntropy",
    "Huber",
    "KLDivergence",
    "MeanAbsoluteError",
    "MeanSquaredError",
    "NegativeLogLikelihood",
    "Prediction",
    "SmoothedCrossEntropy",
    "SoftmaxSquaredError",
]
