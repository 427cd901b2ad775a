"""The data of the published problem `quadratic_deep`."""

import numpy as np

from experiments.data.table import Table

DIMENSION, TRAIN, TEST = 100, 1000, 896


def quadratic_deep(seed: int = 0) -> Table:
    """Points around which a quadratic loss is centred: N(0, 0.6^2) in 100 dimensions.

    1,000 training rows (seed 42) in the order published, and of the 1,000 test rows (seed 43) the first 896, which are
    7 batches of 128; they are the validation rows too. There is nothing to predict: `y` is 0 everywhere. The published
    runs show the points as they are: `scaling="none"`. Another `seed` draws other points.

    Reference: Schneider, Balles & Hennig 2019, "DeepOBS: A Deep Learning Optimizer Benchmark Suite", arXiv:1903.05499.
    """
    train, test = (np.random.RandomState(2 * seed + first).normal(0, 0.6, (TRAIN, DIMENSION)) for first in (42, 43))
    x = np.concatenate([train, test[:TEST]]).astype(np.float32)
    return Table(
        name="quadratic_deep",
        title="quadratic_deep of DeepOBS",
        task="regression",
        x=x,
        y=np.zeros((len(x), 1), np.float32),
        classes=None,
        test=TRAIN,
        source="made by experiments.data.made.quadratic:quadratic_deep after Schneider, Balles & Hennig 2019",
        validation=np.arange(TRAIN, TRAIN + TEST),
    )
