"""python -m benchmarks.layers: one custom object inside plain model.fit against Keras's own, on this backend.

For each pair two networks that differ in that object alone train at the same time, epoch by epoch by turns, so that
whatever else the machine does slows both. A round is one short epoch of each. The ratio is the median of those of the
rounds, and under "spread" stand their quartiles. "At best" is the ratio of the fastest tenth of each: it says more on a
machine that others use as well, for they can only slow a round down. KERAS_BACKEND chooses the backend.
"""

import argparse
import gc
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from experiments.quiet import import_keras

GOAL = 1.05
WARM, FEWEST, MOST = 2, 12, 1000  # rounds
STEPS, BATCH = 16, 32


def rounds(models: list[Any], budget: float) -> np.ndarray:
    """Milliseconds a step, (rounds, models): as many rounds as `budget` seconds allow; the first are not counted."""
    import keras

    class Turn(keras.callbacks.Callback):
        """Waits for its turn before each epoch, measures it, and hands over."""

        def __init__(self, gate, following):
            super().__init__()
            self.gate, self.following, self.times = gate, following, []

        def on_epoch_begin(self, epoch, logs=None):
            self.gate.acquire()
            if epoch == WARM:
                self.began = time.perf_counter()
            self.started = time.perf_counter()

        def on_epoch_end(self, epoch, logs=None):
            now = time.perf_counter()
            self.times.append(1000 * (now - self.started) / STEPS)
            self.model.stop_training = epoch >= WARM + FEWEST and now - self.began > budget
            self.following.release()

    rng = np.random.default_rng(0)
    x = rng.normal(size=(STEPS * BATCH, *models[0].input_shape[1:])).astype("float32")
    y = rng.integers(0, 10, len(x)).astype("float32" if models[0].output_shape[-1] == 1 else "int32")
    gates = [threading.Semaphore(int(index == 0)) for index in range(len(models))]
    turns = [Turn(gate, following) for gate, following in zip(gates, gates[1:] + gates[:1], strict=True)]

    def train(index: int) -> None:
        try:
            options = {"epochs": MOST, "batch_size": BATCH, "shuffle": False, "verbose": 0}
            models[index].fit(x, y, callbacks=[turns[index]], **options)
        finally:
            turns[index].following.release(MOST)

    with ThreadPoolExecutor(len(models)) as pool:
        list(pool.map(train, range(len(models))))
    count = min(len(turn.times) for turn in turns)
    return np.array([turn.times[WARM:count] for turn in turns]).T


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.layers", description=__doc__)
    parser.add_argument("--seconds", type=float, default=2.5, help="seconds a pair, beside compiling (default: 2.5)")
    parser.add_argument("names", nargs="*", help="objects to measure (default: all)")
    options = parser.parse_args()
    import_keras()
    import keras

    from benchmarks.pairs import pairs

    makers = pairs()
    if unknown := set(options.names) - set(makers):
        parser.error(f"unknown objects: {', '.join(sorted(unknown))}; known are {', '.join(makers)}")
    print(f"Step time inside model.fit on {keras.backend.backend()}; * is above the goal, {GOAL}")
    print(f"{'object':24}{'ours, ms':>10}{'Keras, ms':>11}{'ratio':>8}    {'spread':12}{'at best':>8}{'rounds':>8}")
    for name in options.names or makers:
        times = rounds([make() for make in makers[name]], options.seconds)
        ours, theirs = np.median(times, axis=0)
        low, ratio, high = np.quantile(times[:, 0] / times[:, 1], [0.25, 0.5, 0.75])
        fastest, theirs_fastest = np.quantile(times, 0.1, axis=0)
        mark = " " if ratio <= GOAL else "*"
        spread = f"{low:.2f} - {high:.2f}"
        best = f"{fastest / theirs_fastest:8.2f}{len(times):8}"
        print(f"{name:24}{ours:10.3f}{theirs:11.3f}{ratio:8.2f} {mark}  {spread:12}{best}", flush=True)
        keras.backend.clear_session()
        gc.collect()


if __name__ == "__main__":
    main()
