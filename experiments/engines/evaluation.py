"""Evaluation: what a trial asks to be measured in the end beyond its scores; the same arithmetic for both engines."""

from collections.abc import Callable
from dataclasses import dataclass

import keras
import numpy as np

from experiments.data import Data
from experiments.engines.awake import awake
from experiments.engines.calibration import calibration, log_softmax, reliability
from experiments.engines.order import chunks
from experiments.errors import UserError, guess
from experiments.spec import Part, Trial

SPLITS = ("validation", "test")
ROWS = 256  # at once: the same in both engines, so that both draw the same masks
TASKS = {
    "calibration": ("classification",),
    "monte_carlo": ("classification",),
    "noise": ("classification", "regression"),
}
# row numbers (trials, rows) and what to add to the inputs (trials, rows, ...), or None -> outputs (trials, rows, units)
Predict = Callable[[np.ndarray, np.ndarray | None], np.ndarray]


@dataclass(frozen=True)
class Findings:
    """Split -> metric -> (trials,), and of the test rows name -> (trials, points)."""

    scores: dict[str, dict[str, np.ndarray]]
    curves: dict[str, np.ndarray]


def network(spec: Part, model: keras.Model, task: str) -> keras.Model:
    """The network whose predictions are evaluated.

    Raises:
        UserError: an unknown evaluation, or one that does not fit the task or the network.
    """
    if spec.name not in TASKS:
        raise UserError(f"Unknown evaluation: {spec.name!r}.{guess(spec.name, TASKS)} Known: {', '.join(TASKS)}.")
    if task not in TASKS[spec.name]:
        raise UserError(f"The evaluation {spec.name} is for {' and '.join(TASKS[spec.name])}. Received: {task}.")
    return awake(model) if spec.name == "monte_carlo" else model


def evaluate(trials: list[Trial], data: list[Data], predict: Predict) -> Findings:
    """Measures what the trials ask for on validation and test rows.

    `calibration` adds `nll`, `brier` and `ece`, and the reliability curve. `monte_carlo(samples=50)` does so for the
    mean probabilities of as many passes with dropout in force, and replaces `accuracy`. `noise(size=0.5)` adds
    `noise_accuracy` (or `noise_r2`): the score on inputs with normal noise of that standard deviation added, in
    scaled units, the same noise for all techniques of a replicate.

    Args:
        trials: all with the same evaluation, but for the size of the noise.
        data: of each.
        predict: predictions of the network that `network` gives.
    """
    spec = trials[0].evaluation or Part("calibration")
    scores: dict[str, dict[str, np.ndarray]] = {}
    curves: dict[str, np.ndarray] = {}
    for split in SPLITS:
        outputs = predictions(trials, data, predict, split)
        labels = [one.y[getattr(one.rows, split)] for one in data]
        pairs = list(zip(outputs, labels, strict=True))
        if spec.name == "noise":
            name = "noise_accuracy" if data[0].table.task == "classification" else "noise_r2"
            scores[split] = {name: np.array([score(*pair) for pair in pairs])}
            continue
        scores[split] = stacked([calibration(*pair) for pair in pairs])
        if spec.name == "monte_carlo":
            scores[split]["accuracy"] = np.array([score(*pair) for pair in pairs])
        if split == "test":
            curves = stacked([reliability(*pair) for pair in pairs])
    return Findings(scores, curves)


def predictions(trials: list[Trial], data: list[Data], predict: Predict, split: str) -> np.ndarray:
    """Outputs (trials, rows, units) for one part of the data, 0 where they are not finite."""
    specs = [trial.evaluation or Part("calibration") for trial in trials]
    size = min(ROWS, len(data[0].rows.validation))
    parts = np.stack([chunks(getattr(one.rows, split), size)[0] for one in data], axis=1)
    found = []
    for number, rows in enumerate(parts):
        if specs[0].name == "monte_carlo":
            samples = range(specs[0].get("samples", 50))
            mean = sum(np.exp(log_softmax(whole(predict(rows, None)))) for _ in samples) / len(samples)
            found.append(np.log(np.maximum(mean, np.finfo(float).tiny)))
        elif specs[0].name == "noise":
            found.append(predict(rows, noise(trials, data, (SPLITS.index(split), number), size)))
        else:
            found.append(predict(rows, None))
    return whole(np.concatenate(found, axis=1)[:, : len(getattr(data[0].rows, split))])


def noise(trials: list[Trial], data: list[Data], place: tuple[int, int], rows: int) -> np.ndarray:
    """Normal draws (trials, rows, ...features) of each trial's size; `place` is the part of the data, and its chunk."""
    drawn: dict[int, np.ndarray] = {}
    for trial, one in zip(trials, data, strict=True):
        if trial.replicate not in drawn:
            generator = np.random.default_rng((trial.seed("noise"), *place))
            drawn[trial.replicate] = generator.standard_normal((rows, *one.x.shape[1:]), np.float32)
    sizes = [(trial.evaluation or Part("noise")).get("size", 0.5) for trial in trials]
    return np.stack([np.float32(size) * drawn[trial.replicate] for size, trial in zip(sizes, trials, strict=True)])


def score(outputs: np.ndarray, y: np.ndarray) -> float:
    """The share of hits for class scores and class numbers; r2 for values."""
    if y.ndim == 1:
        return float((outputs.argmax(-1) == y).mean())
    error, spread = ((outputs.astype(np.float64) - y) ** 2).mean(), y.astype(np.float64).var()
    return float(1 - error / spread) if spread > 0 else np.nan


def whole(values: np.ndarray) -> np.ndarray:
    """The values, 0 where a diverged network gives none: its scores do not count."""
    return np.where(np.isfinite(values), values, 0)


def stacked(one_by_one: list[dict]) -> dict[str, np.ndarray]:
    """Name -> values of each trial."""
    return {name: np.stack([one[name] for one in one_by_one]) for name in one_by_one[0]}
