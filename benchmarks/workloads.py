"""The workloads of all contenders."""

from dataclasses import replace
from itertools import product

import numpy as np

from experiments.data import Table
from experiments.spec import Part, Trial, part

ACTIVATIONS = ("sigmoid", "tanh", "relu", "leaky_relu", "elu", "selu", "gelu", "silu", "mish")
RATES = (0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3)
SEEDS = 5
EPOCHS = 30
# operations a row: forward, weights' gradient and inputs' gradient, two each; the images need no gradient
WORK = {"wide": 6 * (784 * 300 + 300 * 100 + 100 * 10) - 2 * 784 * 300}


def grid(seeds: int = SEEDS, epochs: int = EPOCHS) -> list[Trial]:
    """9 activations x 7 learning rates x seeds: Adam on a network of three layers of 64, the digits, batches of 32."""
    return [
        Trial(
            data=part("digits", scaling="standard"),
            model=part("mlp", hidden=(64, 64, 64), activation=part(activation), initializer=part("he_normal")),
            optimizer=part("adam", learning_rate=rate),
            epochs=epochs,
            replicate=replicate,
        )
        for activation, rate, replicate in product(ACTIVATIONS, RATES, range(seeds))
    ]


def sample(trials: list[Trial], count: int) -> list[Trial]:
    """Trials at equal distances in the list, for contenders that would take an hour for all."""
    return [trials[round(i)] for i in np.linspace(0, len(trials) - 1, count)]


def images() -> Table:
    """Random data of the size of Fashion-MNIST's images, as images."""
    table = wide()
    return replace(table, name="images", x=table.x[:4096].reshape(-1, 28, 28), y=table.y[:4096])


def sequences() -> Table:
    """Random sequences of 30 steps of 8 numbers, 10 classes."""
    table = wide()
    return replace(
        table, name="sequences", x=np.ascontiguousarray(table.x[:4096, :240]).reshape(-1, 30, 8), y=table.y[:4096]
    )


def small(data: str, model: Part, count: int, epochs: int) -> list[Trial]:
    """Trials of one network with plain gradient descent, batches of 32."""
    return [
        Trial(
            part(f"benchmarks.workloads:{data}", scaling="none"),
            model,
            part("sgd", learning_rate=0.01),
            None,
            32,
            epochs,
            n,
        )
        for n in range(count)
    ]


CNN = part("cnn", filters=(16, 32), activation=part("relu"), initializer=part("he_normal"))
RNN = part("rnn", units=32, cell=part("simple_rnn"))


def wide() -> Table:
    """Random data of the size of Fashion-MNIST's images: 784 features, 10 classes."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=(8192, 784)).astype(np.float32)
    y = rng.integers(0, 10, 8192).astype(np.int32)
    classes = tuple(map(str, range(10)))
    return Table("wide", "random images", "classification", x, y, classes, None, "made here")


def table() -> Table:
    """16,000 random rows of 54 features and 10 classes: a table as practitioners have it."""
    rng = np.random.default_rng(1)
    x, y = rng.normal(size=(16_000, 54)).astype(np.float32), rng.integers(0, 10, 16_000).astype(np.int32)
    return Table("table", "a random table", "classification", x, y, tuple(map(str, range(10))), None, "made here")


def pack(epochs: int = 4) -> list[Trial]:
    """58 networks of 256-256 on one table, each with a learning rate of its own, in batches of 256.

    A pack of networks with other settings each, as TabPack trains it (Yandex Research, 2026); here Adam, and the rate
    alone differs.
    """
    return [
        Trial(
            data=part("benchmarks.workloads:table", scaling="none"),
            model=part("mlp", hidden=(256, 256), activation=part("relu"), initializer=part("he_normal")),
            optimizer=part("adam", learning_rate=float(rate)),
            batch_size=256,
            epochs=epochs,
        )
        for rate in np.geomspace(1e-4, 1e-2, 58)
    ]


def wide_trials(count: int, epochs: int) -> list[Trial]:
    """784-300-100-10 with plain gradient descent, batches of 32."""
    return [
        Trial(
            data=part("benchmarks.workloads:wide", scaling="none"),
            model=part("mlp", hidden=(300, 100), activation=part("relu"), initializer=part("he_normal")),
            optimizer=part("sgd", learning_rate=0.01),
            epochs=epochs,
            replicate=replicate,
        )
        for replicate in range(count)
    ]
