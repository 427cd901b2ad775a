"""A plain dense network whose every inner value can be looked at, with gradients, in float64."""

from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

import keras
import numpy as np
from keras import ops

from experiments import build
from experiments.data import Data, Table
from experiments.engines.backends import backend
from experiments.spec import Part

EPSILON = 1e-3  # of batch normalisation, as in `custom_layers.layers.BatchNormalization`
Parameters = list[dict[str, Any]]  # one dict a layer, the output layer last


class Trace(NamedTuple):
    """What one forward pass met, a list over hidden layers each: all of shape (rows, units), `inputs` one longer.

    `inputs` enter the kernels (the output layer's too), `sums` leave them, `seen` enter the activation (the sums,
    normalised if that is done before it), `outputs` leave it.
    """

    inputs: list
    sums: list
    seen: list
    outputs: list


def drawn(seed: int, table: Table, hidden: tuple[int, ...], initializer: Part, normalized: bool) -> Parameters:
    """The initial weights that `experiments.models.mlp` has for this seed, widened to float64."""
    widths = (int(np.prod(table.x.shape[1:])), *hidden, table.outputs)
    layers = []
    for depth, shape in enumerate(pairwise(widths), start=1):
        own = depth if depth <= len(hidden) else 0  # the output layer's seed is the first
        kernel = ops.convert_to_numpy(build.initializer(initializer, seed + own)(shape)).astype(np.float64)
        layer = {"kernel": kernel, "bias": np.zeros(shape[1])}
        if normalized and own:
            layer |= {"gamma": np.ones(shape[1]), "beta": np.zeros(shape[1])}
        layers.append(layer)
    return layers


def rows_of(data: Data, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Inputs (rows, features) in float64 and targets of these rows."""
    return data.inputs(rows).reshape(len(rows), -1).astype(np.float64), data.y[rows]


def forward(
    parameters: Parameters,
    x: Any,
    activation: Callable,
    normalization: str | None = None,
    offsets: list | None = None,
    drop: Callable | None = None,
) -> tuple[Any, Trace]:
    """Scores (rows, outputs) and the trace, in training mode: moments are those of the rows.

    Args:
        parameters: of every layer.
        x: (rows, features).
        activation: elementwise.
        normalization: `before` or `after` the activation, or None.
        offsets: added to each hidden layer's sums; gradients for zeros there are those for the sums.
        drop: `(outputs, depth)` -> the outputs as the next layer gets them; None passes them on.
    """
    trace = Trace([x], [], [], [])
    for depth, layer in enumerate(parameters[:-1], start=1):
        sums = seen = ops.matmul(trace.inputs[-1], layer["kernel"]) + layer["bias"]
        if offsets is not None:
            sums = seen = sums + offsets[depth - 1]
        if normalization == "before":
            seen = standardized(sums) * layer["gamma"] + layer["beta"]
        outputs = passed = activation(seen)
        if normalization == "after":
            passed = standardized(outputs) * layer["gamma"] + layer["beta"]
        if drop is not None:
            passed = drop(passed, depth)
        for series, value in zip(trace, (passed, sums, seen, outputs), strict=True):
            series.append(value)
    last = parameters[-1]
    return ops.matmul(trace.inputs[-1], last["kernel"]) + last["bias"], trace


def standardized(values: Any) -> Any:
    """Columns with the mean 0 and (but for ε) the variance 1 over the rows."""
    mean = ops.mean(values, 0)
    variance = ops.mean((values - mean) ** 2, 0)
    return (values - mean) / ops.sqrt(variance + EPSILON)


def activation_layer(spec: Part, units: int, like: Any) -> Any:
    """The activation as a built layer that calculates in the type of `like`; random slopes are at their mean."""
    layer = build.activation(spec.but(dtype=keras.backend.standardize_dtype(like.dtype)), seed=0)
    layer.build((None, units))
    return layer


def mean_loss(task: str, y: Any, scores: Any) -> Any:
    """The mean over rows of the loss that the suite uses for a task."""
    return ops.mean(build.loss(build.LOSS_OF_TASK[task]).call(y, scores))


class Programs(NamedTuple):
    """Compiled functions of one kind of network."""

    gradients: Callable  # (parameters, x, y) -> loss and gradients
    each: Callable  # (stacked parameters, x, y) -> stacked gradients, one network after the other
    trace: Callable  # (parameters, x) -> Trace
    train: Callable  # (parameters, (steps, batch, features), (steps, batch, ...), rate) -> parameters, losses


@lru_cache(maxsize=64)
def programs(activation: Part, units: int, normalization: str | None, task: str, frozen: bool = False) -> Programs:
    """The programs of networks with hidden layers of `units`; whatever the depth and the number of rows."""
    like = backend.put(np.zeros(1))
    layer = activation_layer(activation, units, like)

    def gradients(parameters, x, y):
        def objective(parameters):
            scores, _ = forward(parameters, x, layer, normalization)
            return mean_loss(task, y, scores), 0

        loss, _, slopes = backend.gradients(objective, parameters)
        return loss, slopes

    def trace(parameters, x):
        return forward(parameters, x, layer, normalization)[1]

    def each(stack, x, y):
        return backend.vectorized(lambda parameters: gradients(parameters, x, y)[1], stack)

    def train(parameters, x, y, rate):
        def step(index, carry):
            parameters, losses = carry
            loss, slopes = gradients(parameters, x[index], y[index])
            return stepped(parameters, slopes, rate, frozen), ops.slice_update(losses, (index,), loss[None])

        return backend.loop(x.shape[0], step, (parameters, ops.zeros_like(x[:, 0, 0])))

    return Programs(*(backend.compiled(function) for function in (gradients, each, trace, train)))


def trained(
    programs: Programs,
    parameters: Parameters,
    data: Data,
    rng: np.random.Generator,
    batch: int,
    steps: int,
    rate: float,
) -> tuple[Parameters, list[float]]:
    """Parameters after SGD steps on random batches of training rows, and the loss of each batch."""
    size = min(batch, len(data.rows.train))
    drawn = np.array([rng.choice(data.rows.train, size, replace=False) for _ in range(steps)])
    x, y = rows_of(data, drawn.ravel())
    batches = (values.reshape(steps, size, *values.shape[1:]) for values in (x, y))
    parameters, losses = numpy(programs.train(parameters, *batches, np.float64(rate)))
    return parameters, losses.tolist()


def numpy(values: Any) -> Any:
    """Nested tensors as nested NumPy arrays."""
    return keras.tree.map_structure(ops.convert_to_numpy, values)


def stepped(parameters: Parameters, gradients: Parameters, rate: Any, frozen: bool = False) -> Parameters:
    """One step of gradient descent; `frozen` leaves γ and β of the normalisation as they are."""
    constant = ("gamma", "beta") if frozen else ()
    return [
        {name: value if name in constant else value - rate * slope[name] for name, value in layer.items()}
        for layer, slope in zip(parameters, gradients, strict=True)
    ]
