"""Stacks of linear layers beside the one linear map that they multiply to (claim A1)."""

from itertools import pairwise

import numpy as np
from keras import ops

from custom_layers.activations import linear, relu
from experiments.record import Outcome
from experiments.simulations.tools.tensors import array, deviation, tensor


def linear_stack(seed: int, deepest: int = 20, rows: int = 200, inputs: int = 12, outputs: int = 5) -> Outcome:
    """Random stacks of 1 to `deepest` dense layers, and the one map x A + c that their weights multiply to.

        A = W₁ W₂ … Wₙ,  c = (…(b₁ W₂ + b₂) W₃ + …) + bₙ,  rank A = the narrowest width

    Values: `error` (largest relative deviation of a stack from its map), `rank_error` (largest |rank A − narrowest
    width|), `relu_residual` (mean share of a ReLU stack's variance, same weights, that the best linear map leaves over;
    0 for linear stacks). Curves: error and that residual over the depth.

    Args:
        seed: of widths, weights and inputs.
        deepest: layers of the deepest stack.
        rows, inputs, outputs: shape of the random table and of the map.
    """
    random = np.random.default_rng(seed)
    x = random.normal(size=(rows, inputs))
    errors, ranks, residuals = [], [], []
    for depth in range(1, deepest + 1):
        widths = [inputs, *random.integers(4, 16, size=depth - 1).tolist(), outputs]
        weights = [random.normal(scale=i**-0.5, size=(i, o)) for i, o in pairwise(widths)]
        biases = [random.normal(scale=0.1, size=o) for o in widths[1:]]
        a, c = weights[0], biases[0]
        for weight, bias in zip(weights[1:], biases[1:], strict=True):
            a, c = a @ weight, c @ weight + bias
        mapped = x @ a + c
        largest = np.abs(mapped).max()
        errors.append(deviation(stacked(x, weights, biases, linear) / largest, mapped / largest))
        ranks.append(abs(int(np.linalg.matrix_rank(a)) - min(widths)))
        residuals.append(residual(x, stacked(x, weights, biases, relu)))
    return Outcome(
        values={
            "error": max(errors),
            "rank_error": float(max(ranks)),
            "relu_residual": float(np.mean(residuals[1:])),
        },
        curves={
            "layers": [float(depth) for depth in range(1, deepest + 1)],
            "deviation from one map": errors,
            "residual with ReLU": residuals,
        },
    )


def stacked(x: np.ndarray, weights: list, biases: list, activation) -> np.ndarray:
    """What dense layers with these weights make of x; the last one is linear."""
    signal = tensor(x)
    for depth, (weight, bias) in enumerate(zip(weights, biases, strict=True), start=1):
        used = activation if depth < len(weights) else linear
        signal = used(ops.matmul(signal, tensor(weight)) + tensor(bias))
    return array(signal)


def residual(x: np.ndarray, y: np.ndarray) -> float:
    """The share of y's variance that the best linear map of x leaves over; 0 where y does not vary."""
    design = np.column_stack([x, np.ones(len(x))])
    left = y - design @ np.linalg.lstsq(design, y, rcond=None)[0]
    spread = ((y - y.mean(0)) ** 2).sum()
    return float((left**2).sum() / spread) if spread > 0 else 0.0
