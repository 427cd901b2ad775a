"""Between NumPy and Keras: the most exact numbers that the backend has, and slopes by automatic differentiation."""

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
from keras import ops

from experiments.engines.backends.backend import gradients

# JAX knows no float64 unless told before it starts, and on PyTorch Keras multiplies matrices in float32
FLOAT = "float64" if keras.backend.backend() == "tensorflow" else "float32"


def tensor(x: Any) -> Any:
    """A NumPy array as a tensor."""
    return ops.convert_to_tensor(np.asarray(x, FLOAT))


def array(x: Any) -> np.ndarray:
    """A tensor as an array of float64."""
    return np.asarray(ops.convert_to_numpy(x), np.float64)


def slopes(function: Callable, *arrays: np.ndarray) -> list[np.ndarray]:
    """d sum(function(*arrays)) / d each of the arrays, by automatic differentiation."""
    tensors = [tensor(x) for x in arrays]
    _, _, derivatives = gradients(lambda arguments: (ops.sum(function(*arguments)), ()), tensors)
    return [array(slope) for slope in derivatives]


def deviation(actual: Any, expected: Any) -> float:
    """The largest |actual − expected|, relative to the largest |expected| where that is above 1."""
    actual, expected = np.asarray(actual, np.float64), np.asarray(expected, np.float64)
    return float(np.abs(actual - expected).max() / max(1.0, float(np.abs(expected).max())))
