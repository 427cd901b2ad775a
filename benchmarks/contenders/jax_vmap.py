"""JAX by hand: `vmap` over a stack of trials, all epochs in one compiled program."""

import time
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np

from benchmarks.contenders.arrays import kinds, stacked_arrays, unit
from experiments.spec import Trial

ADAM = 0.9, 0.999, 1e-7


def vmapped(trials: list[Trial]) -> dict[str, Any]:
    """All trials with the same activation at once, in one program an activation; `steady` is without compilation."""
    started, steady, steps, scores = time.perf_counter(), 0.0, 0, {}
    for stack in kinds(trials):
        taken, seconds, accuracies = train_stack(stack)
        steps, steady = steps + taken, steady + seconds
        scores |= {trial.key: accuracy for trial, accuracy in zip(stack, accuracies, strict=True)}
    total = time.perf_counter() - started
    return {"seconds": total, "steady": steady, "steps": steps, "scores": [scores[trial.key] for trial in trials]}


def train_stack(trials: list[Trial]) -> tuple[int, float, list[float]]:
    """Steps of all trials together, the seconds of training, and the last validation accuracy of each."""
    import jax

    data = stacked_arrays(trials)
    sizes = (data.x.shape[-1], *trials[0].model.get("hidden"), 10)
    keys = np.stack([np.asarray(jax.random.PRNGKey(trial.seed("weights") % 2**31)) for trial in trials])
    rates = np.array([trial.optimizer.get("learning_rate") for trial in trials], np.float32)
    per_epoch = data.x.shape[1] // trials[0].batch_size
    settings = trials[0].optimizer.name, trials[0].batch_size, trials[0].epochs
    stacked = jax.jit(jax.vmap(partial(train, sizes, activation(unit(trials[0])), *settings)))
    program = stacked.lower(keys, rates, *data).compile()
    started = time.perf_counter()
    accuracies = np.asarray(program(keys, rates, *data))
    seconds = time.perf_counter() - started
    return per_epoch * trials[0].epochs * len(trials), seconds, accuracies[:, -1].tolist()


def activation(name: str) -> Any:
    """JAX's function of that name."""
    import jax

    return jax.numpy.tanh if name == "tanh" else getattr(jax.nn, name)


def train(
    sizes: tuple[int, ...],
    function: Any,
    optimizer: str,
    batch: int,
    epochs: int,
    key: Any,
    rate: Any,
    x: Any,
    y: Any,
    validation_x: Any,
    validation_y: Any,
) -> Any:
    """Validation accuracy of one trial after every epoch."""
    import jax
    import jax.numpy as jnp

    beta_1, beta_2, epsilon = ADAM

    def initial(key: Any) -> list[Any]:
        keys = jax.random.split(key, len(sizes) - 1)
        shapes = pairwise(sizes)
        return [
            (jax.random.normal(key, shape) * (2 / shape[0]) ** 0.5, jnp.zeros(shape[1]))
            for key, shape in zip(keys, shapes, strict=True)
        ]

    def outputs(weights: list[Any], x: Any) -> Any:
        for kernel, bias in weights[:-1]:
            x = function(x @ kernel + bias)
        kernel, bias = weights[-1]
        return x @ kernel + bias

    def loss(weights: list[Any], x: Any, y: Any) -> Any:
        return -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(outputs(weights, x)), y[:, None], 1))

    def step(state: Any, rows: Any) -> Any:
        weights, first, second, time = state
        slopes = jax.grad(loss)(weights, x[rows], y[rows])
        if optimizer != "adam":
            return (jax.tree.map(lambda w, g: w - rate * g, weights, slopes), first, second, time), None
        time = time + 1
        first = jax.tree.map(lambda m, g: beta_1 * m + (1 - beta_1) * g, first, slopes)
        second = jax.tree.map(lambda v, g: beta_2 * v + (1 - beta_2) * g * g, second, slopes)
        factor = rate * jnp.sqrt(1 - beta_2**time) / (1 - beta_1**time)
        weights = jax.tree.map(lambda w, m, v: w - factor * m / (jnp.sqrt(v) + epsilon), weights, first, second)
        return (weights, first, second, time), None

    def epoch(state: Any, key: Any) -> Any:
        count = len(x) // batch
        order = jax.random.permutation(key, len(x))[: count * batch].reshape(count, batch)
        state, _ = jax.lax.scan(step, state, order)
        return state, jnp.mean(jnp.argmax(outputs(state[0], validation_x), -1) == validation_y)

    weights = initial(key)
    zeros = jax.tree.map(jnp.zeros_like, weights)
    return jax.lax.scan(epoch, (weights, zeros, zeros, 0.0), jax.random.split(key, epochs))[1]
