"""The pictures, and the trial that all studies of them start from."""

from dataclasses import replace

import numpy as np

from experiments.data import Table, load
from experiments.spec import Trial, part

TRAIN, REST, WHITE = 55_000, 60_000, 255


def pictures() -> Table:
    """Fashion-MNIST with pixels from 0 to 1, the last 5,000 training pictures kept for validation."""
    table = load(part("fashion_mnist"))
    return replace(table, x=table.x / np.float32(WHITE), validation=np.arange(TRAIN, REST))


BASE = Trial(
    data=part("experiments.verification.fashion_mnist:pictures", scaling="none"),
    model=part(
        "experiments.verification.fashion_mnist.networks:network",
        hidden=(100, 100, 100),
        activation=part("relu"),
        initializer=part("he_normal"),
    ),
    optimizer=part("sgd"),
    batch_size=32,
    epochs=10,
)
