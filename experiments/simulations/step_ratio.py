"""Step ratio: how much longer a network's step takes than another's, with both taking turns."""

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
    """Wall-clock time of `train_on_batch` and `predict_on_batch` of two networks that take turns at every batch.

    What else the machine does slows both alike, so that the ratio holds where times alone would not; with `model` and
    `reference` alike it is 1 but for noise. Each network is compiled once and goes on from where it was; `seed` only
    draws the rows.

    Values: `extra_time` and `extra_predict_time`, the ratio of the medians over `steps` batches (after five that do not
    count), less 1; `step_ms` and `reference_ms`, the medians in training.
    Curves: milliseconds of `model` and of `reference` at each `step` of training.
    """
    pair = [compiled(one, optimizer, Held(data.table)) for one in (model, reference)]
    rng = np.random.default_rng(seed)
    trained, predicted = [], []
    for _ in range(WARM + steps):
        rows = rng.choice(data.rows.train, batch_size)
        x, y = data.inputs(rows), data.y[rows]
        trained.append([milliseconds(one.train_on_batch, x, y) for one in pair])
        predicted.append([milliseconds(one.predict_on_batch, x) for one in pair])
    own, other = np.median(trained[WARM:], 0)
    own_predict, other_predict = np.median(predicted[WARM:], 0)
    values = {
        "extra_time": own / other - 1,
        "extra_predict_time": own_predict / other_predict - 1,
        "step_ms": own,
        "reference_ms": other,
    }
    lines = zip(("model", "reference"), np.transpose(trained[WARM:]).tolist(), strict=True)
    return Outcome(
        {name: float(value) for name, value in values.items()},
        {"step": [float(k) for k in range(1, steps + 1)], **dict(lines)},
    )


def milliseconds(work: Callable, *given: np.ndarray) -> float:
    """How long some work takes; its result must be there when it returns."""
    begun = time.perf_counter()
    work(*given)
    return 1000 * (time.perf_counter() - begun)
