"""The wall-clock time of a training step and of a prediction (claims A7, L5)."""

import time
from functools import lru_cache

import keras
import numpy as np
from keras import ops

from experiments import build
from experiments.data import Data, Table
from experiments.record import Outcome
from experiments.spec import Part, part

MLP, ADAM = part("mlp"), part("adam", learning_rate=0.001)
WARM = 5  # first batches, which are not timed


def step_seconds(
    seed: int, data: Data, model: Part = MLP, batch_size: int = 32, optimizer: Part = ADAM, steps: int = 60
) -> Outcome:
    """Wall-clock milliseconds of Keras's own compiled step, in `fit` and in `predict`, from batch begin to batch end.

    They depend on the machine and on what else it does: compare figures of one run only. The network is compiled once
    for each kind and goes on from where it was; `seed` only orders the rows.

    Values: `step_ms` and `predict_ms`, medians over the batches after the first five; `rows_per_second` in training;
    `parameters`, trainable ones.
    Curves: `step_ms` of each timed `step`.
    """
    network = compiled(model, optimizer, Held(data.table))
    order = np.random.default_rng(seed).permutation(data.rows.train)
    rows = np.resize(order, (WARM + steps) * batch_size)
    x, y, timer = data.inputs(rows), data.y[rows], Timer()
    network.fit(x, y, batch_size=batch_size, shuffle=False, verbose=0, callbacks=[timer])
    step_ms = [1000 * seconds for seconds in timer.seconds[WARM:]]
    timer = Timer()
    network.predict(x, batch_size=batch_size, verbose=0, callbacks=[timer])
    median = float(np.median(step_ms))
    values = {
        "step_ms": median,
        "predict_ms": float(1000 * np.median(timer.seconds[WARM:])),
        "rows_per_second": 1000 * batch_size / median,
        "parameters": float(sum(np.prod(variable.shape) for variable in network.trainable_variables)),
    }
    return Outcome(values, {"step": [float(k) for k in range(1, len(step_ms) + 1)], "step_ms": step_ms})


class Held:
    """A table as part of a cache's key: equal to itself alone."""

    def __init__(self, table: Table):
        self.table = table

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Held) and other.table is self.table

    def __hash__(self) -> int:
        return id(self.table)


@lru_cache(maxsize=32)
def compiled(model: Part, optimizer: Part, held: Held) -> keras.Model:
    """The compiled network; the same object for the same arguments."""
    network = build.model(model, held.table, 0)
    rule = build.optimizer_class(optimizer)(**dict(optimizer.options))
    network.compile(optimizer=rule, loss=build.loss(build.LOSS_OF_TASK[held.table.task]))
    return network


class Timer(keras.callbacks.Callback):
    """Seconds of each batch, until its result is there."""

    def __init__(self):
        super().__init__()
        self.seconds: list[float] = []
        self.begun = 0.0

    def on_train_batch_begin(self, batch: int, logs: dict | None = None) -> None:
        """Starts the clock."""
        self.begun = time.perf_counter()

    def on_train_batch_end(self, batch: int, logs: dict | None = None) -> None:
        """Waits for the result and stops the clock."""
        keras.tree.map_structure(ops.convert_to_numpy, logs)
        self.seconds.append(time.perf_counter() - self.begun)

    on_predict_batch_begin = on_train_batch_begin
    on_predict_batch_end = on_train_batch_end
