"""Rectifier units that gave 0 for every training row, and whether they ever come back (claim A4)."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from keras import ops

from experiments import build
from experiments.data import Data
from experiments.engines.backends import backend
from experiments.engines.update import started, updated
from experiments.record import Outcome
from experiments.simulations.tools import networks
from experiments.spec import Part, part

ADAM, RELU, HE = part("adam"), part("relu"), part("he_normal")
CHUNK = 30  # steps between two looks


def revival(
    seed: int,
    data: Data,
    learning_rate: float = 0.1,
    optimizer: Part = ADAM,
    activation: Part = RELU,
    initializer: Part = HE,
    hidden: tuple[int, ...] = (64, 64, 64),
    batch_size: int = 32,
    steps: int = 900,
    layers: str = "all",
) -> Outcome:
    """Trains a dense network and looks every 30 steps which hidden units are dead: 0 for every training row.

    A dead unit has no gradient. Above the first layer the layer below may still change what reaches it; and an
    optimizer that remembers gradients moves its weights on for a while.

    Args:
        hidden: layers of one width.
        steps: a multiple of 30.
        layers: which units count: of `all` hidden layers, of the `first`, whose inputs stay as they are, or of those
            `above` it.

    Values: `dead_share`, of the units those dead at the end; `died_share`, those ever found dead;
    `revived_share`, of those ever found dead the ones alive at the end; not there where none died.
    Curves: shares of units `dead` now, and `died` so far, at each `step`.
    """
    counted = {"all": slice(None), "first": slice(1), "above": slice(1, None)}[layers]
    rng = np.random.default_rng(seed)
    train = program(optimizer, activation, hidden[0], data.table.task)
    look = networks.programs(activation, hidden[0], None, data.table.task).trace
    weights = networks.drawn(seed, data.table, hidden, initializer, False)
    state = start(optimizer, weights)
    rows, size = networks.rows_of(data, data.rows.train)[0], min(batch_size, len(data.rows.train))
    looks = [dead(look, weights, rows)]
    for first in range(0, steps, CHUNK):
        chosen = np.array([rng.choice(data.rows.train, size, replace=False) for _ in range(CHUNK)])
        x, y = (values.reshape(CHUNK, size, *values.shape[1:]) for values in networks.rows_of(data, chosen.ravel()))
        state = networks.numpy(train(*state, x, y, np.float64(learning_rate), np.float64(first)))
        if not all(np.isfinite(weight).all() for weight in state[0]):
            break  # what has diverged is neither dead nor alive: the looks before count
        looks.append(dead(look, nested(state[0]), rows))
    now = np.array(looks)[:, counted]  # (looks, layers, units)
    died = np.maximum.accumulate(now)
    count = died[-1].sum()
    values = {
        "dead_share": float(now[-1].mean()),
        "died_share": float(died[-1].mean()),
    }
    if count:
        values["revived_share"] = float((died[-1] & ~now[-1]).sum() / count)
    curves = {
        "step": [float(CHUNK * look) for look in range(len(looks))],
        "dead": now.mean((1, 2)).tolist(),
        "died": died.mean((1, 2)).tolist(),
    }
    return Outcome(values, curves)


def start(optimizer: Part, layers: networks.Parameters) -> tuple[list, list]:
    """Weights as a flat list, kernel and bias of each layer in turn, and the optimizer's slots."""
    flat = [layer[name] for layer in layers for name in ("kernel", "bias")]
    rule, hyper = build.optimizer_class(optimizer), build.hyperparameters(optimizer)
    return flat, [networks.numpy(started(rule, backend.put(weight), hyper)) for weight in flat]


def nested(flat: list) -> networks.Parameters:
    """The flat list as layers."""
    return [{"kernel": kernel, "bias": bias} for kernel, bias in zip(flat[::2], flat[1::2], strict=True)]


@lru_cache(maxsize=16)
def program(optimizer: Part, activation: Part, units: int, task: str) -> Callable:
    """The compiled steps: (weights, slots, x, y, rate, steps before) -> weights and slots."""
    rule, settings = build.optimizer_class(optimizer), build.hyperparameters(optimizer)
    layer = networks.activation_layer(activation, units, backend.put(np.zeros(1)))

    def train(flat, slots, x, y, rate, before):
        hyper = {**settings, "learning_rate": rate}

        def step(index, carry):
            flat, slots = carry

            def objective(flat):
                return networks.mean_loss(task, y[index], networks.forward(nested(flat), x[index], layer)[0]), 0

            _, _, slopes = backend.gradients(objective, flat)
            return updated(rule, slopes, flat, slots, before + ops.cast(index + 1, rate.dtype), hyper)

        return backend.loop(x.shape[0], step, (flat, slots))

    return backend.compiled(train)


def dead(look: Callable, layers: networks.Parameters, x: np.ndarray) -> np.ndarray:
    """Which units give 0 for every row: (layers, units)."""
    outputs = networks.numpy(look(layers, backend.put(x))).outputs
    return np.array([(np.abs(layer) == 0).all(0) for layer in outputs])
