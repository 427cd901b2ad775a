"""Layer statistics: the size of signal and gradient at each depth, on one batch."""

import functools
from typing import Any

import keras
import numpy as np
from keras import ops

from experiments.engines.backends import backend
from experiments.engines.measures import losses
from experiments.errors import UserError

EPSILON = 1e-12
LEVELS = ("light", "full", "weights")
QUANTILES = 20  # equal parts of a kernel's sorted weights, whose ends are recorded
SAMPLE, SAMPLED = "sample", 1024  # the statistic that `History` turns into `wasserstein`, and its rows a layer
PROJECTIONS, TOLERANCE = 4, 1e-6
Weights = tuple[list, list]


class Probe:
    """Statistics of a network's hidden activations and kernels.

    A hidden activation is the output of a layer named `activation_k`; it is reported as `hidden_k`, the name of the
    layer whose kernel feeds it.

    Args:
        model: the network.
        loss: its loss.
        level: `light` for signal and gradient, `full` for the changes since the last epoch as well, `weights` for
            the quantiles of each kernel besides.
    """

    def __init__(self, model: keras.Model, loss: keras.losses.Loss, level: str):
        if level not in LEVELS:
            raise UserError(f"Diagnostics are one of {', '.join(LEVELS)}, or None. Received: {level!r}")
        if not getattr(model, "inputs", None):
            raise UserError(
                "Layer statistics need a functional or a Sequential network, whose layers Keras knows: leave out "
                f"`diagnostics`. Received: {type(model).__name__}, a subclass of keras.Model"
            )
        self.full, self.weights = level != "light", level == "weights"
        hidden = [layer for layer in model.layers if layer.name.startswith("activation_")]
        self.loss = loss
        self.names = [layer.name.replace("activation_", "hidden_") for layer in hidden]
        self.model = keras.Model(model.inputs, [layer.output for layer in hidden] + [model.output])
        indices = {variable.path: index for index, variable in enumerate(model.trainable_variables)}
        self.kernels = {
            layer.name: indices[layer.kernel.path]
            for layer in model.layers
            if getattr(layer, "kernel", None) is not None and layer.kernel.path in indices
        }

    def statistics(self, weights: Weights, before: Weights, inputs: Any, y: Any) -> dict[str, dict[str, Any]]:
        """Layer -> statistic -> value: those of `activation_statistics`, and `gradient_norm`, the root mean square of
        the gradient of the mean loss with respect to the layer's kernel; `full` adds those of `_changes`, `weights`
        besides those of `quantiles`.

        Args:
            weights, before: (trainable, non-trainable) now and at the last epoch.
            inputs, y: one batch.
        """
        trainable, non_trainable = weights

        def objective(trainable: list) -> tuple[Any, list]:
            outputs, _ = self.model.stateless_call(trainable, non_trainable, inputs, training=False)
            return ops.mean(losses(self.loss, y, outputs[-1])), outputs[:-1]

        _, outputs, gradients = backend.gradients(objective, trainable)
        result = {name: activation_statistics(output) for name, output in zip(self.names, outputs, strict=True)}
        for name, index in self.kernels.items():
            result.setdefault(name, {})["gradient_norm"] = size(gradients[index])
        if self.full:
            for name, statistics in self._changes(trainable, before, inputs, outputs).items():
                result[name].update(statistics)
        if self.weights:
            for name, index in self.kernels.items():
                result[name].update(quantiles(trainable[index]))
        return result

    def _changes(self, trainable: list, before: Weights, inputs: Any, outputs: list) -> dict[str, dict[str, Any]]:
        """`update_ratio`: the change of the kernel over its size; `activation_drift`: the change of each unit's mean
        over the rows, in standard deviations of the layer. The drift of a layer is that of the next layer's input.
        Also `unit_correlation`, `distinct_share`, and a sample of activations for `History` to compare.
        """
        old, _ = self.model.stateless_call(*before, inputs, training=False)
        result: dict[str, dict[str, Any]] = {}
        for name, index in self.kernels.items():
            change = size(trainable[index] - before[0][index]) / (size(before[0][index]) + EPSILON)
            result[name] = {"update_ratio": change, "distinct_share": distinct_share(trainable[index])}
        for name, now, then in zip(self.names, outputs, old[:-1], strict=True):
            now, then = (ops.reshape(output, (-1, output.shape[-1])) for output in (now, then))
            drift = ops.mean(ops.abs(ops.mean(now, 0) - ops.mean(then, 0))) / (ops.std(then) + EPSILON)
            statistics = {"activation_drift": drift, "unit_correlation": unit_correlation(now)}
            sample = {SAMPLE: now[:: max(1, now.shape[0] // SAMPLED)]}
            result[name] = {**result.get(name, {}), **statistics, **sample}
        return result


def quantiles(values: Any) -> dict[str, Any]:
    """Quantiles of all values, `weight_000` (the least) to `weight_100` in steps of 5 %: the nearest of the sorted."""
    flat = ops.sort(ops.reshape(values, (-1,)))
    shares = np.linspace(0, 1, QUANTILES + 1)
    return {f"weight_{round(100 * share):03}": flat[round(share * (flat.shape[0] - 1))] for share in shares}


def size(values: Any) -> Any:
    """Root mean square."""
    return ops.sqrt(ops.mean(values * values))


def unit_correlation(flat: Any) -> Any:
    """Of activations (rows, units): the mean absolute correlation over pairs of units that vary; 0 without a pair.

    A unit varies if its standard deviation is above a millionth of the layer's.
    """
    spread = ops.std(flat, 0)
    alive = ops.cast(spread > TOLERANCE * ops.std(flat) + EPSILON, "float32")
    unit = (flat - ops.mean(flat, 0)) * (alive / (spread + EPSILON))
    size = ops.abs(ops.matmul(ops.transpose(unit), unit)) / flat.shape[0]
    size = size * ops.convert_to_tensor(1 - np.eye(flat.shape[1], dtype="float32"))
    count = ops.sum(alive)
    return ops.sum(size) / ops.maximum(count * (count - 1), 1.0)


def distinct_share(kernel: Any) -> Any:
    """Of a kernel (..., units): the share of units whose weights w differ from those of every other unit.

        |w − w'| > 10⁻⁶ max(|w|, |w'|)

    with the difference taken along a few fixed random directions: no pair of vectors is compared entry by entry.
    """
    flat = ops.reshape(kernel, (-1, kernel.shape[-1]))
    units = flat.shape[1]
    directions = np.random.default_rng(0).normal(size=(PROJECTIONS, flat.shape[0], 1)).astype("float32")
    length = ops.sqrt(ops.sum(flat * flat, 0))
    bound = TOLERANCE * ops.maximum(length[:, None], length[None])
    # not one product of matrices: it would round equal columns differently
    projections = [ops.sum(flat * ops.convert_to_tensor(direction), 0) for direction in directions]
    gap = functools.reduce(ops.maximum, [ops.abs(values[:, None] - values[None]) for values in projections])
    differs = ops.cast(gap > bound, "float32") + ops.convert_to_tensor(np.eye(units, dtype="float32"))
    return ops.mean(ops.min(differs, 0))


def activation_statistics(output: Any) -> dict[str, Any]:
    """Of an activation (rows, ..., units): mean, standard deviation, and the shares of dead and saturated units.

    A dead unit gives 0 for every row. A saturated one is not 0 and varies over the rows by less than a hundredth of
    the layer's spread.
    """
    flat = ops.reshape(output, (-1, output.shape[-1]))
    dead = ops.cast(ops.max(ops.abs(flat), 0) <= EPSILON, "float32")
    still = ops.cast(ops.std(flat, 0) < 0.01 * (ops.std(flat) + EPSILON), "float32")
    return {
        "activation_mean": ops.mean(flat),
        "activation_std": ops.std(flat),
        "dead_share": ops.mean(dead),
        "saturated_share": ops.mean(still * (1 - dead)),
    }
