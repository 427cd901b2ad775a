"""A network whose hidden error is computed with the old or with the updated output weights (claim N10)."""

import numpy as np

from experiments.data import Data
from experiments.record import Outcome
from experiments.simulations.tools import numpy_models
from experiments.threads import one_thread


@one_thread()
def output_first(
    seed: int,
    data: Data,
    learning_rate: float = 0.1,
    order: str = "usual",
    hidden: int = 32,
    epochs: int = 15,
    batch_size: int = 32,
    most_rows: int = 4000,
) -> Outcome:
    """A network of one tanh layer, softmax (or a linear output) and minibatch SGD, in float32.

        usual:         δ_h = (δ V ᵀ) ∘ (1 − h²)          V before this step's update
        output first:  δ_h = (δ V′ᵀ) ∘ (1 − h²)          V′ = V − η hᵀδ

    Values: `test_score`, `validation_score` and `train_loss` at the end; a network that diverged scores as a constant
    guess does and has an infinite loss. Curve: validation score after each epoch.

    Args:
        seed: of weights and batches, the same for both orders.
        data: the replicate.
        learning_rate: η.
        order: `usual` or `output_first`.
        hidden: units.
        epochs, batch_size: of training.
        most_rows: a larger training set is cut to so many random rows.
    """
    random, table = np.random.default_rng(seed), data.table
    train = numpy_models.sample(data, numpy_models.subset(data.rows.train, most_rows, random), np.float32)
    validation, test = (numpy_models.sample(data, rows, np.float32) for rows in (data.rows.validation, data.rows.test))
    weights = start(random, train.x.shape[1], hidden, table.outputs)
    curve = []
    with np.errstate(all="ignore"):  # a divergence is a result
        for _ in range(epochs):
            order_of_rows = random.permutation(len(train.x))
            for first in range(0, len(order_of_rows), batch_size):
                rows = order_of_rows[first : first + batch_size]
                weights = step(weights, train.x[rows], train.t[rows], learning_rate, order == "output_first", table)
            curve.append(numpy_models.score(outputs(weights, validation.x), validation.y, table))
        tested, validated = (numpy_models.score(outputs(weights, rows.x), rows.y, table) for rows in (test, validation))
        train_loss = numpy_models.loss(outputs(weights, train.x), train.t, table)
        return numpy_models.outcome(table, curve, tested, validated, train_loss)


def start(random: np.random.Generator, inputs: int, hidden: int, outputs: int) -> list[np.ndarray]:
    """Glorot's normal weights and biases of 0: hidden kernel and bias, output kernel and bias."""

    def kernel(fan_in, fan_out):
        return random.normal(scale=(2 / (fan_in + fan_out)) ** 0.5, size=(fan_in, fan_out)).astype(np.float32)

    biases = np.zeros(hidden, np.float32), np.zeros(outputs, np.float32)
    return [kernel(inputs, hidden), biases[0], kernel(hidden, outputs), biases[1]]


def outputs(weights: list[np.ndarray], x: np.ndarray) -> np.ndarray:
    """The network's linear outputs."""
    w, b, v, c = weights
    return np.tanh(x @ w + b) @ v + c


def step(weights: list[np.ndarray], x: np.ndarray, t: np.ndarray, rate: float, first: bool, table) -> list[np.ndarray]:
    """The weights after one update; `first` computes the hidden error with the new output weights."""
    w, b, v, c = weights
    h = np.tanh(x @ w + b)
    delta = (numpy_models.answers(h @ v + c, table) - t) / np.float32(len(x))
    new = v - rate * (h.T @ delta)
    back = (delta @ (new if first else v).T) * (1 - h * h)
    return [w - rate * (x.T @ back), b - rate * back.sum(0), new, c - rate * delta.sum(0)]
