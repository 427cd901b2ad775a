"""A linear layer on features of which half are much larger than the others (claim P1)."""

import numpy as np

from experiments.data import Data, DataError
from experiments.record import Outcome
from experiments.simulations.tools import numpy_models
from experiments.threads import one_thread


@one_thread()
def feature_scale(
    seed: int, data: Data, scale: float = 100.0, standardise: bool = False, steps: int = 50, most_rows: int = 2000
) -> Outcome:
    """A linear layer with softmax (or a linear output) on standardised features of which half are made `scale` larger.

    Trained by gradient descent on all rows from weights of 0, at the largest rate that is safe, 1 / L, where L is the
    greatest eigenvalue of the inputs' second moments, times 1/2 for softmax (Böhning's bound on the curvature).

    Values: `update_ratio` (mean |update| of the large features' weights over that of the others', median over steps),
    `first_ratio` (of step 1), `ratio_error` and `first_error` (how far they are from `scale`, in powers of ten),
    `other_learning` (how far the output of the ordinary features alone has moved, root mean square), `train_loss`.
    Curves: ratio and loss over the steps.

    Args:
        seed: of which features are large.
        data: the replicate; features that do not vary are left out.
        scale: how many times larger.
        standardise: whether the features are standardised again before training.
        steps: of gradient descent.
        most_rows: a larger training set is cut to so many random rows.
    """
    random, table = np.random.default_rng(seed), data.table
    train = numpy_models.sample(data, numpy_models.subset(data.rows.train, most_rows, random))
    x = standardised(train.x)
    if x.shape[1] < 2:
        raise DataError(
            f"Two features that vary are needed, to make one of them larger. {table.name} has {x.shape[1]}."
        )
    large = random.permutation(x.shape[1]) < x.shape[1] // 2
    x = np.where(large, scale * x, x)
    x = standardised(x) if standardise else x
    kernel, bias = np.zeros((x.shape[1], table.outputs)), np.zeros(table.outputs)
    rate = 1 / curvature(x, bool(table.classes))
    ratios, losses = [], []
    for _ in range(steps):
        z = x @ kernel + bias
        delta = (numpy_models.answers(z, table) - train.t) / len(x)
        update = rate * (x.T @ delta)
        kernel, bias = kernel - update, bias - rate * delta.sum(0)
        losses.append(numpy_models.loss(z, train.t, table))
        ratios.append(float(np.abs(update[large]).mean() / np.abs(update[~large]).mean()))
    return Outcome(
        values={
            "update_ratio": float(np.median(ratios)),
            "first_ratio": ratios[0],
            "ratio_error": float(abs(np.log10(np.median(ratios) / scale))),
            "first_error": float(abs(np.log10(ratios[0] / scale))),
            "other_learning": float(((x[:, ~large] @ kernel[~large]) ** 2).mean() ** 0.5),
            "train_loss": numpy_models.loss(x @ kernel + bias, train.t, table),
        },
        curves={"step": [float(step) for step in range(1, steps + 1)], "ratio": ratios, "loss": losses},
    )


def standardised(x: np.ndarray) -> np.ndarray:
    """Mean 0 and standard deviation 1, without the features that do not vary."""
    spread = x.std(0)
    return (x - x.mean(0))[:, spread > 1e-9] / spread[spread > 1e-9]


def curvature(x: np.ndarray, softmax: bool) -> float:
    """A bound on the second derivative of the mean loss in any direction."""
    inputs = np.column_stack([x, np.ones(len(x))])
    return float(np.linalg.eigvalsh(inputs.T @ inputs / len(x))[-1]) / (2 if softmax else 1)
