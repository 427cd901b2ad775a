"""Signal and gradient of a network at its initial weights (claims A2, A3, A8, B5, I2, I3, I4, I5)."""

from collections.abc import Callable

import keras
import numpy as np

from custom_layers.layers.alpha_dropout import alpha_dropout
from custom_layers.layers.dropout import dropout as plain_dropout
from custom_layers.random import uniform
from experiments.data import Data
from experiments.engines.backends import backend
from experiments.errors import UserError
from experiments.record import Outcome
from experiments.simulations.tools import networks
from experiments.spec import Part, part

LEAST = 1e-300  # stands for no signal at all in logarithms
DROPOUTS = {"dropout": plain_dropout, "alpha_dropout": alpha_dropout}
SATURATED = {
    "tanh": lambda outputs: np.abs(outputs) > 0.99,
    "sigmoid": lambda outputs: np.abs(outputs - 0.5) > 0.49,
}
TANH, GLOROT = part("tanh"), part("glorot_normal")


def signal(
    seed: int,
    data: Data,
    activation: Part = TANH,
    initializer: Part = GLOROT,
    depth: int = 20,
    width: int = 64,
    batch_normalization: str | None = None,
    dropout: str | None = None,
    rate: float = 0.1,
    rows: int = 128,
) -> Outcome:
    """One forward and one backward pass over training rows, with the weights of `experiments.models.mlp` for `seed`.

    Gradients are those of the mean loss for the sums that enter a hidden layer's normalisation or activation, root mean
    square over rows and units. A unit is saturated where tanh lies beyond ±0.99, or sigmoid outside (0.01, 0.99);
    other activations have no saturated units here. No signal at all counts as 1e-300.

    Args:
        dropout: `dropout` or `alpha_dropout`, of `rate`, as in training; None for none.
        rows: how many training rows, at most.

    Values: `forward_decay`, log10 of the last over the first hidden layer's standard deviation; `backward_decay`, log10
    of the first over the last one's gradient, and `kernel_decay`, the same for gradients of kernels; `saturated_share`
    and `positive_share` (outputs above 0), means over hidden layers; `mean_drift` and `std_error`, |mean| and
    |standard deviation − 1| of the last hidden layer's outputs.
    Curves: `activation_mean`, `activation_std`, `sum_std`, `saturated_share`, `gradient_norm`, `kernel_gradient` at
    each `depth`.
    """
    chosen = np.random.default_rng(seed).permutation(data.rows.train)[:rows]
    x, y = networks.rows_of(data, chosen)
    drawn = networks.drawn(seed, data.table, (width,) * depth, initializer, batch_normalization is not None)
    parameters = keras.tree.map_structure(backend.put, drawn)
    layer = networks.activation_layer(activation, width, backend.put(x))
    drop = masks(dropout, rate, seed)

    def objective(offsets):
        scores, trace = networks.forward(parameters, backend.put(x), layer, batch_normalization, offsets, drop)
        return networks.mean_loss(data.table.task, y, scores), trace

    zeros = [backend.put(np.zeros((len(x), width))) for _ in range(depth)]
    _, trace, slopes = backend.gradients(objective, zeros)
    return outcome(networks.numpy(trace), networks.numpy(slopes), SATURATED.get(activation.name))


def masks(name: str | None, rate: float, seed: int) -> Callable | None:
    """Dropout with draws of its own for each depth."""
    if name is None:
        return None
    if name not in DROPOUTS:
        raise UserError(f"Dropout is one of {', '.join(DROPOUTS)}, or None. Received: {name!r}")
    return lambda outputs, depth: DROPOUTS[name](outputs, rate, uniform(tuple(outputs.shape), seed + 1000 + depth))


def outcome(trace: networks.Trace, slopes: list[np.ndarray], saturated: Callable | None) -> Outcome:
    """The numbers of one pass; `slopes` are the gradients for the sums of each hidden layer."""
    outputs, depth = trace.outputs, range(len(slopes))
    curves = {
        "depth": [k + 1 for k in depth],
        "activation_mean": [layer.mean() for layer in outputs],
        "activation_std": [layer.std() for layer in outputs],
        "sum_std": [layer.std() for layer in trace.sums],
        "saturated_share": [saturated(layer).mean() if saturated else 0 for layer in outputs],
        "gradient_norm": [size(gradient) for gradient in slopes],
        "kernel_gradient": [size(trace.inputs[k].T @ slopes[k]) for k in depth],
    }
    curves = {name: [float(value) for value in curve] for name, curve in curves.items()}
    values = {
        "forward_decay": decay(curves["activation_std"]),
        "backward_decay": decay(curves["gradient_norm"][::-1]),
        "kernel_decay": decay(curves["kernel_gradient"][::-1]),
        "saturated_share": np.mean(curves["saturated_share"]),
        "positive_share": np.mean([(layer > 0).mean() for layer in outputs]),
        "mean_drift": abs(curves["activation_mean"][-1]),
        "std_error": abs(curves["activation_std"][-1] - 1),
    }
    return Outcome({name: float(value) for name, value in values.items()}, curves)


def decay(series: list[float]) -> float:
    """log10 of the last over the first number."""
    first, last = (max(series[k], LEAST) for k in (0, -1))
    return float(np.log10(last) - np.log10(first))


def size(values: np.ndarray) -> float:
    """Root mean square."""
    return float(np.sqrt((values**2).mean()))
