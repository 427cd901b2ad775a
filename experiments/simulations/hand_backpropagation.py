"""Gradients derived by hand against automatic differentiation and finite differences (claim N2)."""

from itertools import pairwise

import numpy as np
from keras import ops

from custom_layers.activations import relu, tanh
from custom_layers.losses import CrossEntropy
from experiments.record import Outcome
from experiments.simulations.tools.tensors import FLOAT, deviation, slopes
from experiments.threads import one_thread

ACTIVATIONS = {  # name: the tensor's function, the array's, and its derivative from input z and output h
    "tanh": (tanh, np.tanh, lambda z, h: 1 - h**2),
    "relu": (relu, lambda z: np.maximum(z, 0), lambda z, h: (z > 0).astype(float)),
}
STEP = 1e-5  # of the central differences
CLEAR = 1e-3  # no hidden input lies nearer to ReLU's kink, so that no difference steps over it


@one_thread()
def hand_backpropagation(seed: int, rows: int = 12, inputs: int = 5, classes: int = 4) -> Outcome:
    """Gradients of a network of 1 and of 2 hidden layers, tanh or ReLU, softmax and mean cross-entropy.

        δ_out = (softmax(z) − y) / rows;  δ_k = (δ_{k+1} Wᵀ_{k+1}) ∘ f′(z_k);  dW_k = hᵀ_{k−1} δ_k;  db_k = Σ δ_k

    Values: `error` (largest relative deviation of all), and for each activation `<name>_automatic` (from automatic
    differentiation) and `<name>_differences` (from central differences of the loss, off by about 1e-10).

    Args:
        seed: of data and weights.
        rows, inputs, classes: shape of the random table.
    """
    random = np.random.default_rng(seed)
    values = {f"{name}_{way}": 0.0 for name in ACTIVATIONS for way in ("automatic", "differences")}
    for name in ACTIVATIONS:
        for hidden in ((7,), (7, 6)):
            sizes = (inputs, *hidden, classes)
            weights = [random.normal(scale=i**-0.5, size=(i, o)) for i, o in pairwise(sizes)]
            weights += [random.normal(scale=0.1, size=o) for o in sizes[1:]]
            x = random.normal(size=(rows, inputs))
            x = x[np.min([np.abs(z).min(-1) for z, _ in layers(weights, x, name)[1:-1]], axis=0) > CLEAR]
            y = np.eye(classes)[random.integers(0, classes, len(x))]
            by_hand = gradients(weights, x, y, name)
            for way, reference in (
                ("automatic", automatic(weights, x, y, name)),
                ("differences", differences(weights, x, y, name)),
            ):
                pairs = zip(reference, by_hand, strict=True)
                worst = max(deviation(slope / scale(slope), own / scale(slope)) for slope, own in pairs)
                values[f"{name}_{way}"] = max(values[f"{name}_{way}"], worst)
    return Outcome(values={"error": max(values.values()), **values})


def scale(x: np.ndarray) -> float:
    """The largest size of an entry."""
    return float(np.abs(x).max()) or 1.0


def layers(weights: list, x: np.ndarray, name: str) -> list[tuple[np.ndarray, np.ndarray]]:
    """Input z and output h of every layer, from the table itself to the scores; `weights` are all W, then all b."""
    passed, depth = [(x, x)], len(weights) // 2
    for k in range(depth):
        z = passed[-1][1] @ weights[k] + weights[depth + k]
        passed.append((z, ACTIVATIONS[name][1](z) if k < depth - 1 else z))
    return passed


def cost(weights: list, x: np.ndarray, y: np.ndarray, name: str) -> float:
    """The mean cross-entropy."""
    z = layers(weights, x, name)[-1][0]
    return float((np.log(np.exp(z).sum(-1)) - (z * y).sum(-1)).mean())


def gradients(weights: list, x: np.ndarray, y: np.ndarray, name: str) -> list[np.ndarray]:
    """By hand."""
    passed, depth = layers(weights, x, name), len(weights) // 2
    powers = np.exp(passed[-1][0])
    delta, kernels, biases = (powers / powers.sum(-1, keepdims=True) - y) / len(x), [], []
    for k in reversed(range(depth)):
        z, h = passed[k]
        kernels.insert(0, h.T @ delta)
        biases.insert(0, delta.sum(0))
        delta = (delta @ weights[k].T) * ACTIVATIONS[name][2](z, h)
    return kernels + biases


def automatic(weights: list, x: np.ndarray, y: np.ndarray, name: str) -> list[np.ndarray]:
    """By automatic differentiation."""
    loss, depth = CrossEntropy(from_logits=True, dtype=FLOAT), len(weights) // 2

    def total(*tensors):
        signal = ops.convert_to_tensor(x.astype(FLOAT))
        for k in range(depth):
            signal = ops.matmul(signal, tensors[k]) + tensors[depth + k]
            signal = ACTIVATIONS[name][0](signal) if k < depth - 1 else signal
        return loss(y, signal)

    return slopes(total, *weights)


def differences(weights: list, x: np.ndarray, y: np.ndarray, name: str) -> list[np.ndarray]:
    """By central differences, one weight at a time."""
    slopes = [np.zeros_like(weight) for weight in weights]
    for weight, slope in zip(weights, slopes, strict=True):
        for index in np.ndindex(weight.shape):
            value = weight[index]
            costs = []
            for moved in (value + STEP, value - STEP):
                weight[index] = moved
                costs.append(cost(weights, x, y, name))
            weight[index] = value
            slope[index] = (costs[0] - costs[1]) / (2 * STEP)
    return slopes
