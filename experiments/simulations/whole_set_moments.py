"""Batch normalisation in training with the moments of a mini-batch or of the whole set (claim B11)."""

import numpy as np

from experiments.data import Data
from experiments.record import Outcome
from experiments.simulations.tools import normalised_network, numpy_models
from experiments.threads import one_thread


@one_thread()
def whole_set_moments(
    seed: int,
    data: Data,
    learning_rate: float = 0.1,
    moments: str = "mini-batch",
    rows: int = 256,
    hidden: tuple[int, ...] = (32, 32),
    epochs: int = 30,
    batch_size: int = 32,
) -> Outcome:
    """A ReLU network with batch normalisation before each activation, trained by minibatch SGD on a few rows.

    The loss of a step is that of its mini-batch in both cases. Its layers are normalised by the moments of the
    mini-batch, or by those of all `rows`, recomputed at each step; either way the gradient flows through the moments,
    so that in the second case it reaches rows outside the mini-batch. Predictions use the moments of all `rows`.

    Values: `test_score`, `validation_score` and `train_loss` (over all `rows`) at the end; a network that diverged
    scores as a constant guess does and has an infinite loss. Curve: validation score after each epoch.

    Args:
        seed: of the rows, weights and batches, the same in both cases.
        data: the replicate.
        learning_rate: of every weight.
        moments: `mini-batch` or `whole set`.
        rows: random training rows that are used; at most as many as there are.
        hidden: units of each hidden layer.
        epochs, batch_size: of training; a last batch of one row, which has no variance, is left out.
    """
    random, table = np.random.default_rng(seed), data.table
    train = numpy_models.sample(data, numpy_models.subset(data.rows.train, rows, random))
    validation, test = (numpy_models.sample(data, rows) for rows in (data.rows.validation, data.rows.test))
    weights = normalised_network.start(random, (train.x.shape[1], *hidden, table.outputs))
    curve = []

    def score(rows):
        return numpy_models.score(normalised_network.predict(weights, rows.x, train.x, "relu")[0], rows.y, table)

    with np.errstate(all="ignore"):  # a divergence is a result
        for _ in range(epochs):
            order = random.permutation(len(train.x))
            for first in range(0, len(order) - 1, batch_size):
                batch = order[first : first + batch_size]
                all_rows = moments == "whole set"
                x, counted = (train.x, batch) if all_rows else (train.x[batch], np.arange(len(batch)))
                slopes = normalised_network.gradients(weights, x, train.t[batch], counted, "relu", table)
                weights = [weight - learning_rate * slope for weight, slope in zip(weights, slopes, strict=True)]
            curve.append(score(validation))
        final = numpy_models.loss(normalised_network.predict(weights, train.x, train.x, "relu")[0], train.t, table)
        return numpy_models.outcome(table, curve, score(test), score(validation), final)
