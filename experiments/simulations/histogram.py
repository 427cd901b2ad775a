"""What the activations of a hidden layer are fed, with and without batch normalisation (the figure to claim B7)."""

import numpy as np

from experiments.data import Data
from experiments.engines.backends import backend
from experiments.record import Outcome
from experiments.simulations.tools import networks
from experiments.spec import Part, part

SIGMOID, GLOROT = part("sigmoid"), part("glorot_normal")
CHUNK = 50  # steps in one call
EDGES = np.linspace(-6, 6, 62)


def histogram(
    seed: int,
    data: Data,
    learning_rate: float = 0.3,
    batch_normalization: str | None = None,
    frozen: bool = False,
    activation: Part = SIGMOID,
    initializer: Part = GLOROT,
    hidden: tuple[int, ...] = (32, 32, 32),
    layer: int = 2,
    batch_size: int = 64,
    steps: int = 300,
    rows: int = 256,
) -> Outcome:
    """Trains a dense network by SGD and compares what enters one layer's activation before and after.

    Args:
        batch_normalization: `before` or `after` the activation; None for none.
        frozen: whether γ and β stay 1 and 0.
        layer: which hidden layer, from 1; all are of one width.
        steps: a multiple of 50.
        rows: training rows that are looked at, at most.

    Values: `linear_share`, of the trained layer's inputs to the activation those with |z| < 1, where sigmoid and tanh
    are nearly straight; `linear_share_at_start`, before training; `linear_share_normalized`, of the trained layer's
    sums once they are standardised by unit; `std`, standard deviation of the trained layer's inputs to the activation;
    `loss`, the mean over the last tenth of the batches.
    Curves: shares of the inputs to the activation in each `bin` (its middle) at the `start`, when `trained`, and of the
    trained layer's `sums`, before normalisation; what lies beyond ±6 counts in the outermost bins.
    """
    rng = np.random.default_rng(seed)
    programs = networks.programs(activation, hidden[0], batch_normalization, data.table.task, frozen)
    parameters = networks.drawn(seed, data.table, hidden, initializer, batch_normalization is not None)
    probe, _ = networks.rows_of(data, rng.permutation(data.rows.train)[:rows])
    start = networks.numpy(programs.trace(parameters, probe)).seen[layer - 1]
    losses: list[float] = []
    for _ in range(steps // CHUNK):
        parameters, more = networks.trained(programs, parameters, data, rng, batch_size, CHUNK, learning_rate)
        losses += more
    trace = networks.numpy(programs.trace(parameters, probe))
    trained, sums = trace.seen[layer - 1], trace.sums[layer - 1]
    values = {
        "linear_share": linear(trained),
        "linear_share_at_start": linear(start),
        "linear_share_normalized": linear(networks.numpy(networks.standardized(backend.put(sums)))),
        "std": float(trained.std()),
        "loss": float(np.mean(losses[-max(1, steps // 10) :])),
    }
    middles = ((EDGES[1:] + EDGES[:-1]) / 2).tolist()
    return Outcome(values, {"bin": middles, "start": shares(start), "trained": shares(trained), "sums": shares(sums)})


def linear(values: np.ndarray) -> float:
    """Share of values between −1 and 1."""
    return float((np.abs(values) < 1).mean())


def shares(values: np.ndarray) -> list[float]:
    """Share of the values in each bin."""
    counts, _ = np.histogram(np.clip(values, EDGES[0], EDGES[-1]), EDGES)
    return (counts / values.size).tolist()
