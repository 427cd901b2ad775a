"""History: the curves and statistics that both engines collect while trials train, and the records made of them."""

from collections.abc import Callable
from typing import Any

import numpy as np

from experiments.data import Data
from experiments.engines.distance import ordered, wasserstein
from experiments.engines.early import early_steps
from experiments.engines.evaluation import Findings
from experiments.engines.halted import joined, trial_state
from experiments.engines.layers import SAMPLE
from experiments.engines.reasons import FINE, WORDS, faults, gap_reasons, undefined
from experiments.engines.stopping import Stopping
from experiments.record import Record
from experiments.spec import Trial

Metrics = dict[str, np.ndarray]  # metric -> (trials,)
CURVES = ("train", "validation", "early")


class History:
    """Curves, stops and divergences of trials that train side by side.

    Args:
        trials: the trials.
        data: the data of each.
        steps: optimizer steps an epoch.
    """

    def __init__(self, trials: list[Trial], data: list[Data], steps: int):
        self.trials, self.data, self.steps = trials, data, steps
        self.stopping = Stopping([trial.stopping for trial in trials])
        self.epochs = np.zeros(len(trials), int)  # epochs trained, until a stop
        self.best_epoch = np.zeros(len(trials), int)
        self.fault = np.full(len(trials), FINE)  # what was not finite in the last epoch: see `reasons`
        self.running = np.ones(len(trials), bool)
        self.train: list[np.ndarray] = []
        self.validation: list[Metrics] = []
        self.early: list[Metrics] = []  # scores at the steps of `early_steps`, as far as they were taken
        self.layers: list[dict[str, Metrics]] = []
        self.variances: Metrics = {}  # split -> (trials,)
        self.samples: Metrics = {}  # layer -> `ordered` activations of the last epoch

    def variance(self, split: str) -> np.ndarray:
        """What r2 refers to, (trials,): of each trial's own rows; 0 where all have one value."""
        if split not in self.variances:
            self.variances[split] = np.array([data.variance(getattr(data.rows, split)) for data in self.data])
        return self.variances[split]

    def natural(self, metrics: Metrics, split: str) -> Metrics:
        """Means over rows in the units that people read: absolute errors in the target's units, r2 for squared ones.

        r2 is NaN for a trial whose rows have one value, which leaves nothing to explain.
        """
        result = dict(metrics)
        if "squared" in result:
            variance = self.variance(split)
            result["r2"] = 1 - result.pop("squared") / np.where(variance > 0, variance, np.nan)
            result["mae"] = result["mae"] * np.array([data.spread for data in self.data])
        return result

    def add(self, train_loss: np.ndarray, validation: Metrics, weights_finite: Callable[[], np.ndarray]) -> np.ndarray:
        """Adds one epoch; returns the mask of trials whose weights are to be kept.

        Args:
            train_loss: (trials,).
            validation: means over the validation rows.
            weights_finite: gives for each trial whether its weights are finite; called only if a loss is not finite.
        """
        finite = np.isfinite(train_loss) & np.isfinite(validation["loss"])
        if (self.running & ~finite).any():
            self.fault = np.where(self.running, faults(train_loss, validation["loss"], weights_finite()), self.fault)
        self.epochs += self.running
        self.train.append(train_loss)
        self.validation.append(self.natural(validation, "validation"))
        latest = self.validation[-1]
        score = latest["accuracy"] if "accuracy" in latest else latest["r2"]
        improved, stop = self.stopping.update(
            np.where(finite, validation["loss"], np.inf), np.where(finite, score, -np.inf)
        )
        keep = improved & self.running & finite
        self.best_epoch = np.where(keep, len(self.train), self.best_epoch)
        self.running &= ~(stop | ~finite)
        return keep

    def add_early(self, validation: Metrics) -> None:
        """Adds the means over the validation rows after the next of the steps that are scored within epochs."""
        self.early.append(self.natural(validation, "validation"))

    @property
    def trained(self) -> int:
        """Epochs so far."""
        return len(self.train)

    def state(self, index: int) -> dict[str, Any]:
        """The history of one trial so far, without layer statistics."""
        named = {name: getattr(self, name) for name in ("epochs", "best_epoch", "fault", "running", *CURVES)}
        return trial_state({**named, "best": self.stopping.best, "waited": self.stopping.waited}, index)

    def resume(self, states: list[dict[str, Any]]) -> None:
        """Takes over the state of each trial that halted."""
        values = joined(lengthened(states))
        self.stopping.best, self.stopping.waited = values.pop("best"), values.pop("waited")
        vars(self).update(values)

    def add_statistics(self, layers: dict[str, Metrics]) -> None:
        """Adds the layer statistics of one epoch; samples of activations become their distance from the last."""
        for layer, statistics in layers.items():
            if (sample := statistics.pop(SAMPLE, None)) is not None:
                now = ordered(sample)
                statistics["wasserstein"] = wasserstein(now, self.samples.get(layer, now))
                self.samples[layer] = now
        self.layers.append(layers)

    def records(
        self,
        scores: dict[str, Metrics],
        findings: Findings | None,
        parameters: int,
        rates: list[list[float]],
        **shared: Any,
    ) -> list[Record]:
        """One record a trial.

        Args:
            scores: split -> metric -> values, of the kept weights, as are the findings.
            findings: what an evaluation adds.
            parameters: of one network.
            rates: of each trial the learning rate by epoch; none where it is held constant.
            **shared: fields of the record that all trials share.
        """
        scores = {split: self.natural(metrics, split) for split, metrics in scores.items()}
        for split, metrics in findings.scores.items() if findings else ():
            scores[split] |= metrics
        known = findings or Findings({})
        shared = {"parameters": parameters, **shared}
        return [self._record(i, scores, known, rates[i], shared) for i in range(len(self.trials))]

    def _record(
        self, i: int, scores: dict[str, Metrics], findings: Findings, rates: list[float], shared: dict
    ) -> Record:
        epochs = int(self.epochs[i])
        validation = {
            name: [float(epoch[name][i]) for epoch in self.validation[:epochs]] for name in self.validation[0]
        }
        layers: dict[str, dict[str, list[float]]] = {}
        for epoch in self.layers[: epochs + 1]:
            for layer, statistics in epoch.items():
                for name, values in statistics.items():
                    layers.setdefault(layer, {}).setdefault(name, []).append(float(values[i]))
        finals = {split: {name: float(value[i]) for name, value in m.items()} for split, m in scores.items()}
        reason, diverged = self._reason(i, finals, findings.gaps[i] if findings.gaps else {})
        curves = {"train": {"loss": [float(loss[i]) for loss in self.train[:epochs]]}, "validation": validation}
        if rates:
            curves["train"]["learning_rate"] = rates
        if early := self._early(i):
            curves["early"] = early
        if findings.curves and not diverged:
            split = "prediction" if "test_truth" in findings.curves else "test"
            curves[split] = {name: [float(point) for point in points[i]] for name, points in findings.curves.items()}
        return Record(
            key=self.trials[i].key,
            status="diverged" if diverged else "ok",
            reason=reason,
            epochs=epochs,
            best_epoch=int(self.best_epoch[i]),
            steps=epochs * self.steps,
            scores={} if diverged else finals,
            curves=curves,
            layers=layers,
            **shared,
        )

    def _early(self, i: int) -> dict[str, list[float]]:
        """The curve of the scores within a trial's epochs, until it stopped; `step` counts optimizer steps."""
        scored = early_steps(self.trials[i], self.steps)
        steps = [step for step in scored[: len(self.early)] if step < self.epochs[i] * self.steps]
        points = self.early[: len(steps)]
        curve = {name: [float(point[name][i]) for point in points] for name in (points[0] if points else ())}
        return {"step": [float(step) for step in steps], **curve} if points else {}

    def _reason(
        self, i: int, finals: dict[str, dict[str, float]], gaps: dict[tuple[str, str], str]
    ) -> tuple[str, bool]:
        """The reason in a trial's record, and whether it diverged: an undefined score is no divergence."""
        if fault := int(self.fault[i]):
            return WORDS[fault].format(epoch=int(self.epochs[i])), True
        names, text = undefined(finals, [split for split in finals if not self.variance(split)[i]])
        for split, scores in finals.items():
            for name, value in scores.items():
                if (split, name) not in {*names, *gaps} and not np.isfinite(value):
                    return f"the {split} {name} was not finite with the weights that were scored", True
        return "; ".join([*([text] if text else []), *gap_reasons(gaps, names)]), False


def lengthened(states: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Trials' states with curves of one length, the last value repeated: what has ended gets no further ones."""
    lengths = {name: max(len(state[name]) for state in states) for name in CURVES}
    return [
        state | {name: state[name] + state[name][-1:] * (lengths[name] - len(state[name])) for name in CURVES}
        for state in states
    ]
