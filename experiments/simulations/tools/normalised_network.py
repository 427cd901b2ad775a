"""A small network with batch normalisation in NumPy, with gradients derived by hand."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.special import expit

from experiments.data.table import Table
from experiments.simulations.tools import numpy_models

EPSILON = 1e-3
ACTIVATIONS = {  # name: the function, and its derivative from its output
    "relu": (lambda a: np.maximum(a, 0), lambda h: (h > 0).astype(h.dtype)),
    "sigmoid": (expit, lambda h: h * (1 - h)),
}


@dataclass(frozen=True)
class Layer:
    """What one hidden layer did: its inputs, the standardised sums ẑ, 1/√(σ² + ε), and its outputs."""

    x: np.ndarray
    standard: np.ndarray
    factor: np.ndarray
    h: np.ndarray


def start(random: np.random.Generator, sizes: tuple[int, ...]) -> list[np.ndarray]:
    """For each hidden layer kernel (He's normal), γ = 1, β = 0; then the output's kernel and bias."""
    weights = []
    for fan_in, units in pairwise(sizes[:-1]):
        weights += [random.normal(scale=(2 / fan_in) ** 0.5, size=(fan_in, units)), np.ones(units), np.zeros(units)]
    return [*weights, random.normal(scale=sizes[-2] ** -0.5, size=sizes[-2:]), np.zeros(sizes[-1])]


def forward(weights: list[np.ndarray], x: np.ndarray, activation: str) -> tuple[list[Layer], np.ndarray]:
    """Every hidden layer, with the moments of exactly these rows, and the linear outputs."""
    layers = []
    for kernel, gamma, beta in hidden(weights):
        z = x @ kernel
        factor = 1 / np.sqrt(z.var(0) + EPSILON)
        standard = (z - z.mean(0)) * factor
        h = ACTIVATIONS[activation][0](gamma * standard + beta)
        layers.append(Layer(x, standard, factor, h))
        x = h
    return layers, x @ weights[-2] + weights[-1]


def predict(
    weights: list[np.ndarray], x: np.ndarray, population: np.ndarray, activation: str
) -> tuple[np.ndarray, list[np.ndarray]]:
    """Linear outputs with the moments that `population`'s rows have, and what enters each activation."""
    sums = []
    for kernel, gamma, beta in hidden(weights):
        z, population_sums = x @ kernel, population @ kernel
        mean, factor = population_sums.mean(0), 1 / np.sqrt(population_sums.var(0) + EPSILON)
        sums.append(gamma * (z - mean) * factor + beta)
        x, population = (
            ACTIVATIONS[activation][0](gamma * (values - mean) * factor + beta) for values in (z, population_sums)
        )
    return x @ weights[-2] + weights[-1], sums


def hidden(weights: list[np.ndarray]) -> list[list[np.ndarray]]:
    """Kernel, γ and β of each hidden layer."""
    return [weights[first : first + 3] for first in range(0, len(weights) - 2, 3)]


def gradients(
    weights: list[np.ndarray], x: np.ndarray, t: np.ndarray, counted: np.ndarray, activation: str, table: Table
) -> list[np.ndarray]:
    """Gradients of the mean loss over the `counted` rows of x, through the moments of all rows of x.

        dL/dz = (g − mean g − ẑ mean(g ẑ)) / √(σ² + ε),  g = γ dL/da, which is 0 in rows that are not counted —
        in the topmost layer; below it every row counts by its share in the moments above.

    Args:
        weights: as `start` gives them.
        x: the rows that make the moments.
        t: targets of the counted rows.
        counted: their positions in x.
        activation: a name of `ACTIVATIONS`.
        table: says which loss.
    """
    layers, z = forward(weights, x, activation)
    delta = np.zeros_like(z)
    delta[counted] = (numpy_models.answers(z[counted], table) - t) / len(counted)
    slopes = [layers[-1].h.T @ delta, delta.sum(0)]
    back = delta @ weights[-2].T
    for layer, (kernel, gamma, _) in zip(reversed(layers), reversed(hidden(weights)), strict=True):
        back = back * ACTIVATIONS[activation][1](layer.h)
        g = back * gamma
        through = (g - g.mean(0) - layer.standard * (g * layer.standard).mean(0)) * layer.factor
        slopes = [layer.x.T @ through, (back * layer.standard).sum(0), back.sum(0), *slopes]
        back = through @ kernel.T
    return slopes
