"""How much longer a network's step takes than another's, with both taking turns (claim B9)."""

import time
from collections.abc import Callable

import numpy as np

from experiments.data import Data
from experiments.record import Outcome
from experiments.simulations.step_seconds import ADAM, MLP, WARM, Held, compiled
from experiments.spec import Part


def step_ratio(
    seed: int,
    data: Data,
    model: Part = MLP,
    reference: Part = MLP,
    batch_size: int = 128,
    optimizer: Part = ADAM,
    steps: int = 100,
) -> Outcome:
    """Wall-clock time of `train_on_batch` of two networks that take turns at every batch.

    What else the machine does slows both alike, and can only add to a step's time, so the quickest tenth of the steps
    is compared; with `model` and `reference` alike the ratio is 1 but for noise. Each network is compiled
    once and goes on from where it was; `seed` only draws the rows.

    Values: `step_ms` and `reference_ms`, the first decile over `steps` batches (after five that do not count), and
    `extra_time`, their ratio less 1. Curves: milliseconds of `model` and of `reference` at each `step`.
    """
    networks = [compiled(network, optimizer, Held(data.table)) for network in (model, reference)]
    rng = np.random.default_rng(seed)
    taken = []
    for _ in range(WARM + steps):
        rows = rng.choice(data.rows.train, batch_size)
        x, y = data.inputs(rows), data.y[rows]
        taken.append([milliseconds(network.train_on_batch, x, y) for network in networks])
    model_ms, reference_ms = map(float, np.quantile(taken[WARM:], 0.1, axis=0))
    series = dict(zip(("model", "reference"), np.transpose(taken[WARM:]).tolist(), strict=True))
    return Outcome(
        {"extra_time": model_ms / reference_ms - 1, "step_ms": model_ms, "reference_ms": reference_ms},
        {"step": [float(k) for k in range(1, steps + 1)], **series},
    )


def milliseconds(work: Callable, *arguments: np.ndarray) -> float:
    """How long some work takes; its result must be there when it returns."""
    begun = time.perf_counter()
    work(*arguments)
    return 1000 * (time.perf_counter() - begun)
