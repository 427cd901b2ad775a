"""A row an activation: its options, its formula in float64 NumPy, and Keras's own."""

from dataclasses import dataclass, field
from typing import Any

import keras
import numpy as np

from custom_layers import activations


@dataclass(frozen=True)
class ActivationCase:
    """One activation: its layer with options, the same by the formula in float64, and Keras's own."""

    layer: Any
    reference: Any
    same: Any = None
    options: dict = field(default_factory=dict)

    def __str__(self):
        return "-".join([self.layer.__name__, *(f"{key}={value}" for key, value in self.options.items())])


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def tanh(x):
    return (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x))


def relu(x):
    return np.where(x > 0, x, 0.0)


def leaky_relu(x, negative_slope):
    return np.where(x > 0, x, negative_slope * x)


def elu(x, alpha):
    return np.where(x > 0, x, alpha * (np.exp(x) - 1))


def selu(x):
    return 1.0507009873554805 * elu(x, 1.6732632423543772)


def gelu(x, approximate=False):
    # Φ by summing the normal density over a fine grid: no error function
    if approximate:
        return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))
    grid = np.linspace(-12, 12, 240_001)
    density = np.exp(-(grid**2) / 2) / np.sqrt(2 * np.pi)
    steps = (density[1:] + density[:-1]) / 2 * np.diff(grid)
    return x * np.interp(x, grid, np.concatenate([[0.0], np.cumsum(steps)]))


def silu(x):
    return x / (1 + np.exp(-x))


def mish(x):
    return x * np.tanh(np.log(1 + np.exp(x)))


def _leaky(slope):
    return lambda x: leaky_relu(x, slope)


ACTIVATIONS = [
    ActivationCase(activations.Sigmoid, sigmoid, keras.activations.sigmoid),
    ActivationCase(activations.Tanh, tanh, keras.activations.tanh),
    ActivationCase(activations.ReLU, relu, keras.activations.relu),
    ActivationCase(
        activations.LeakyReLU,
        _leaky(0.2),
        keras.layers.LeakyReLU(negative_slope=0.2),
        {"negative_slope": 0.2},
    ),
    ActivationCase(
        activations.PReLU,
        _leaky(0.25),
        keras.layers.PReLU(alpha_initializer=keras.initializers.Constant(0.25)),
    ),
    ActivationCase(
        activations.ELU,
        lambda x: elu(x, 0.7),
        keras.layers.ELU(alpha=0.7),
        {"alpha": 0.7},
    ),
    ActivationCase(activations.SELU, selu, keras.activations.selu),
    ActivationCase(activations.GELU, gelu, lambda x: keras.activations.gelu(x, False)),
    ActivationCase(
        activations.GELU,
        lambda x: gelu(x, approximate=True),
        lambda x: keras.activations.gelu(x, True),
        {"approximate": True},
    ),
    ActivationCase(activations.SiLU, silu, keras.activations.silu),
    ActivationCase(activations.Mish, mish, keras.activations.mish),
    ActivationCase(activations.Step, lambda x: np.where(x < 0, 0.0, 1.0)),
    ActivationCase(activations.Linear, lambda x: x, keras.activations.linear),
    ActivationCase(activations.Softplus, lambda x: np.log(1 + np.exp(x)), keras.activations.softplus),
    ActivationCase(
        activations.Softmax, lambda x: np.exp(x) / np.exp(x).sum(-1, keepdims=True), keras.activations.softmax
    ),
    # at inference
    ActivationCase(
        activations.RReLU,
        _leaky(0.2),
        keras.layers.LeakyReLU(negative_slope=0.2),
        {"lower": 0.1, "upper": 0.3, "seed": 3},
    ),
]
