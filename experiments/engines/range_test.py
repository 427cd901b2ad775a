"""The learning-rate range test with all rates at once: each rate trains a network of its own in one stack."""

from dataclasses import dataclass, replace

import numpy as np

from experiments.data import load
from experiments.engines import stacked
from experiments.engines.program import Program
from experiments.spec import Trial


@dataclass(frozen=True)
class RangeTest:
    """What became of each rate.

    Attributes:
        rates: ascending.
        losses: (rates, replicates), the mean training loss of the last epoch; infinite where it diverged.
    """

    rates: np.ndarray
    losses: np.ndarray

    @property
    def suggestion(self) -> float:
        """The rate whose median loss over the replicates is lowest: the one that got furthest in the time given.

        Raises:
            ValueError: every rate diverged.
        """
        middle = np.median(self.losses, axis=1)
        if not np.isfinite(middle).any():
            raise ValueError(f"Every learning rate diverged; try smaller ones. Received: {self.rates}")
        return float(self.rates[middle.argmin()])


def range_test(
    trial: Trial, smallest: float = 1e-5, largest: float = 10.0, count: int = 25, epochs: int = 1, replicates: int = 3
) -> RangeTest:
    """Trains the trial at `count` rates, evenly apart on a logarithmic scale, for a few epochs.

    The published test raises the rate during one training (`custom_layers.callbacks.LearningRateRangeTest`), so that
    what is seen at one rate depends on the smaller ones before it. Here every rate starts from the same weights and
    meets the same batches, at little more cost than one training.

    Args:
        trial: what to train; its own learning rate, epochs, replicate and schedule do not matter.
        smallest, largest, count: the rates.
        epochs: how long each trains.
        replicates: how many networks each rate trains.

    Reference: Smith 2017, "Cyclical Learning Rates for Training Neural Networks", section 3.3, arXiv:1506.01186.
    """
    rates = np.geomspace(smallest, largest, count)
    plain = replace(trial, epochs=epochs, schedule=None, stopping=None, diagnostics=None, evaluation=None)
    trials = [
        replace(plain, optimizer=trial.optimizer.but(learning_rate=float(rate)), replicate=replicate)
        for rate in rates
        for replicate in range(replicates)
    ]
    records = stacked.run(trials, Program(trials[0], load(trial.data)))
    last = [record.curves["train"]["loss"][-1] if record.status == "ok" else np.inf for record in records]
    return RangeTest(rates, np.array(last).reshape(count, replicates))
