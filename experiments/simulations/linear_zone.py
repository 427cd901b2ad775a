"""How many inputs of a normalised sigmoid lie in its linear zone, with γ and β fixed or learnt (claim B7)."""

import numpy as np
from scipy.special import expit

from experiments.data import Data
from experiments.record import Outcome
from experiments.simulations.tools import normalised_network, numpy_models
from experiments.threads import one_thread


@one_thread()
def linear_zone(
    seed: int,
    data: Data,
    learning_rate: float = 0.5,
    gamma: str = "fixed",
    hidden: int = 32,
    epochs: int = 30,
    batch_size: int = 32,
    most_rows: int = 2000,
) -> Outcome:
    """A network of one sigmoid layer, its inputs z batch-normalised, with γ = 1 and β = 0 fixed or learnt by SGD.

    Values: `share` of the test rows' z in (−1, 1), where the sigmoid is nearly linear; `bent`, the share of the
    outputs' variance that a straight line through each unit's (z, σ(z)) leaves over, mean over units; `mean_gamma`
    (mean |γ|), `validation_score` and `test_score`. With normal z and γ = 1 the share is 0.683.
    Curve: the share after each epoch.

    Args:
        seed: of weights and batches, the same in both cases.
        data: the replicate.
        learning_rate: of every weight.
        gamma: `fixed` or `learnt`; β goes with it.
        hidden, epochs, batch_size: of the network and its training.
        most_rows: a larger training set is cut to so many random rows.
    """
    random, table = np.random.default_rng(seed), data.table
    train = numpy_models.sample(data, numpy_models.subset(data.rows.train, most_rows, random))
    test = numpy_models.sample(data, numpy_models.subset(data.rows.test, most_rows, random))
    validation = numpy_models.sample(data, data.rows.validation)
    weights = normalised_network.start(random, (train.x.shape[1], hidden, table.outputs))
    moved = {0, 3, 4} if gamma == "fixed" else set(range(5))
    curve = []
    with np.errstate(all="ignore"):  # a divergence is a result
        for _ in range(epochs):
            order = random.permutation(len(train.x))
            for first in range(0, len(order) - 1, batch_size):
                batch = order[first : first + batch_size]
                slopes = normalised_network.gradients(
                    weights, train.x[batch], train.t[batch], np.arange(len(batch)), "sigmoid", table
                )
                for i in moved:
                    weights[i] = weights[i] - learning_rate * slopes[i]
            curve.append(share(normalised_network.predict(weights, test.x, train.x, "sigmoid")[1][0]))
        z, (sums,) = normalised_network.predict(weights, test.x, train.x, "sigmoid")
        validated, _ = normalised_network.predict(weights, validation.x, train.x, "sigmoid")
    return Outcome(
        values={
            "share": share(sums),
            "bent": bent(sums),
            "mean_gamma": float(np.abs(weights[1]).mean()),
            "validation_score": numpy_models.score(validated, validation.y, table),
            "test_score": numpy_models.score(z, test.y, table),
        },
        curves={"epoch": [float(epoch) for epoch in range(1, epochs + 1)], "share": curve},
    )


def share(z: np.ndarray) -> float:
    """The share of entries in (−1, 1)."""
    return float((np.abs(z) < 1).mean())


def bent(z: np.ndarray) -> float:
    """1 − the squared correlation of z and σ(z), mean over units that vary."""
    z = z[:, z.std(0) > 0]
    h = expit(z)
    products = ((z - z.mean(0)) * (h - h.mean(0))).mean(0)
    return float((1 - products**2 / (z.var(0) * h.var(0))).mean()) if z.size else 0.0
