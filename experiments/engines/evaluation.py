"""Evaluation: what a trial measures at the end beyond what training measures; the same arithmetic for both engines."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import keras
import numpy as np

from experiments.calibration import calibration, log_softmax, reliability
from experiments.data import Data
from experiments.engines.awake import awake
from experiments.engines.order import chunks
from experiments.engines.scoring import Scoring, probabilities
from experiments.engines.thinned import DRAWS, thinned
from experiments.errors import UserError, guess
from experiments.spec import Part, Trial

SPLITS = ("validation", "test")
ROWS = 256  # at once: the same in both engines, so that both draw the same masks
TASKS = {
    "calibration": ("classification",),
    "monte_carlo": ("classification",),
    "noise": ("classification", "regression"),
    "predictions": ("classification", "regression"),
    "removal": ("classification", "regression"),
}
DIGITS = 5  # of a stored prediction: probabilities, or values in standard deviations
# row numbers (trials, rows) and what to add to the inputs (trials, rows, ...), or None -> outputs (trials, rows, units)
Predict = Callable[[np.ndarray, np.ndarray | None], np.ndarray]


@dataclass(frozen=True)
class Findings:
    """What was found.

    Attributes:
        scores: split -> metric -> (trials,).
        curves: of the test rows, name -> (trials, points).
        gaps: of each trial, (split, metric) -> why it is NaN without a fault of the network.
    """

    scores: dict[str, dict[str, np.ndarray]]
    curves: dict[str, np.ndarray] = field(default_factory=dict[str, np.ndarray])
    gaps: tuple[dict[tuple[str, str], str], ...] = ()


def evaluated_network(spec: Part, model: keras.Model, task: str) -> keras.Model:
    """The network whose predictions are evaluated.

    Raises:
        UserError: an unknown evaluation, or one that does not fit the task or the network.
    """
    if spec.name not in TASKS:
        raise UserError(f"Unknown evaluation: {spec.name!r}.{guess(spec.name, TASKS)} Known: {', '.join(TASKS)}.")
    if task not in TASKS[spec.name]:
        raise UserError(f"The evaluation {spec.name} is for {' and '.join(TASKS[spec.name])}. Received: {task}.")
    return {"monte_carlo": awake, "removal": partial(thinned, spec)}.get(spec.name, lambda model: model)(model)


def evaluate(trials: list[Trial], data: list[Data], predict: Predict, loss: Any) -> Findings | None:
    """Measures what the data are scored by, and what the trials ask for; None where that is nothing.

    A score of the data's own is measured on training, validation and test rows, all else on the last two.
    `calibration` adds `nll`, `brier` and `ece`, and the reliability curve. `monte_carlo(samples=50)` does so for the
    mean probabilities of as many passes with dropout in force, and replaces `accuracy`. `noise(size=0.5)` adds
    `noise_accuracy` (or `noise_r2`, or the data's own score): the score on inputs with normal noise of that standard
    deviation added, in scaled units, the same noise for all techniques of a replicate. `removal(share=0.2, draws=10)`
    adds `removal_accuracy` (or `removal_r2`, or the data's own score): the mean score of the network without that share
    of the hidden units of each layer, over as many draws. `predictions` stores what is
    predicted for each row, and the truth.

    Args:
        trials: all with the same evaluation, but for the size of the noise, and with the same score.
        data: of each.
        predict: predictions of the network that `network` gives.
        loss: theirs; it says what outputs stand for.
    """
    scoring, asked = Scoring(data, loss), trials[0].evaluation is not None
    if not scoring.metric and not asked:
        return None
    findings = Findings({split: {} for split in (*SPLITS, *(("train",) if scoring.metric else ()))}, {}, scoring.gaps)
    for split, scores in findings.scores.items():
        if asked and split in SPLITS:
            evaluated(trials, data, predict, split, scoring, findings)
        if scoring.metric and scoring.metric.score.name not in scores:
            scores |= scoring(predictions(trials, data, predict, split), split)
    return findings


def evaluated(
    trials: list[Trial], data: list[Data], predict: Predict, split: str, scoring: Scoring, findings: Findings
) -> None:
    """Adds what the trials' evaluation finds on one split."""
    spec, rows = trials[0].evaluation or Part("calibration"), [getattr(trial_data.rows, split) for trial_data in data]
    noisy = spec.name == "noise"
    outputs = predictions(trials, data, predict, split, noisy)
    pairs = [(output, trial_data.y[part]) for output, trial_data, part in zip(outputs, data, rows, strict=True)]
    if noisy:
        variances = [trial_data.variance(part) for trial_data, part in zip(data, rows, strict=True)]
        findings.scores[split] |= scores(pairs, variances, "noise_") | scoring(outputs, split, "noise_")
        return
    if spec.name == "removal":
        variances = [trial_data.variance(part) for trial_data, part in zip(data, rows, strict=True)]
        draws = np.split(outputs, spec.get("draws", DRAWS), axis=-1)
        by_draw = [
            scores(list(zip(draw, [y for _, y in pairs], strict=True)), variances, "removal_")
            | scoring(draw, split, "removal_")
            for draw in draws
        ]
        findings.scores[split] |= {name: np.mean([scores[name] for scores in by_draw], axis=0) for name in by_draw[0]}
        return
    if spec.name == "predictions":
        findings.curves.update(answers(split, pairs, data, rows, scoring.logits))
        findings.scores[split] |= scoring(outputs, split)
        return
    findings.scores[split] |= by_name([calibration(*pair) for pair in pairs])
    if spec.name == "monte_carlo":
        findings.scores[split]["accuracy"] = np.array([accuracy(*pair) for pair in pairs])
    findings.scores[split] |= scoring(outputs, split)
    if split == "test":
        findings.curves.update(by_name([reliability(np.exp(log_softmax(scores)), y) for scores, y in pairs]))


def answers(
    split: str, pairs: list[tuple[np.ndarray, np.ndarray]], data: list[Data], rows: list[np.ndarray], logits: bool
) -> dict[str, np.ndarray]:
    """What is predicted for the rows of a split, a column a unit: `validation_0`; and the truth, `validation_truth`.

    Probabilities of classes, or values in units of `y` with the known part of the quantity (`Table.base`). `logits`
    says whether networks end in class scores or in probabilities.
    """
    columns: dict[str, list[np.ndarray]] = {}
    for (outputs, y), trial_data, part in zip(pairs, data, rows, strict=True):
        if trial_data.table.classes:
            truth, values = y, probabilities(outputs, logits)
        else:
            base = (
                0.0
                if trial_data.table.base is None
                else trial_data.table.base[part].astype(np.float64) / trial_data.spread
            )
            truth, values = (y + base)[:, 0], outputs + base
        columns.setdefault(f"{split}_truth", []).append(truth)
        for unit in range(values.shape[-1]):
            columns.setdefault(f"{split}_{unit}", []).append(values[:, unit].round(DIGITS))
    return {name: np.stack(values).astype(np.float64) for name, values in columns.items()}


def predictions(trials: list[Trial], data: list[Data], predict: Predict, split: str, noisy: bool = False) -> np.ndarray:
    """Outputs (trials, rows, units) for one part of the data, 0 where they are not finite."""
    specs = [trial.evaluation for trial in trials]
    size = min(ROWS, len(data[0].rows.validation))
    parts = np.stack([chunks(getattr(trial_data.rows, split), size)[0] for trial_data in data], axis=1)
    outputs = []
    for number, rows in enumerate(parts):
        if specs[0] and specs[0].name == "monte_carlo":
            samples = range(specs[0].get("samples", 50))
            mean = sum(np.exp(log_softmax(finite_or_zero(predict(rows, None)))) for _ in samples) / len(samples)
            outputs.append(np.log(np.maximum(mean, np.finfo(float).tiny)))
        elif noisy:
            outputs.append(predict(rows, noise(trials, data, (SPLITS.index(split), number), size)))
        else:
            outputs.append(predict(rows, None))
    return finite_or_zero(np.concatenate(outputs, axis=1)[:, : len(getattr(data[0].rows, split))])


def noise(trials: list[Trial], data: list[Data], position: tuple[int, int], rows: int) -> np.ndarray:
    """Normal draws (trials, rows, ...features) of each trial's size; `position` numbers the split and its chunk."""
    drawn: dict[int, np.ndarray] = {}
    seeds = [trial.seed("noise") for trial in trials]  # of the data and the replicate: a stack may hold several data
    for seed, trial_data in zip(seeds, data, strict=True):
        if seed not in drawn:
            generator = np.random.default_rng((seed, *position))
            drawn[seed] = generator.standard_normal((rows, *trial_data.x.shape[1:]), np.float32)
    sizes = [(trial.evaluation or Part("noise")).get("size", 0.5) for trial in trials]
    return np.stack([np.float32(size) * drawn[seed] for size, seed in zip(sizes, seeds, strict=True)])


def scores(pairs: list[tuple[np.ndarray, np.ndarray]], variances: list[float], prefix: str) -> dict[str, np.ndarray]:
    """The score of each trial's outputs; r2 for values, by the variance of what is predicted."""
    if pairs[0][1].ndim == 1:
        return {f"{prefix}accuracy": np.array([accuracy(*pair) for pair in pairs])}
    errors = np.array([((outputs.astype(np.float64) - y) ** 2).mean() for outputs, y in pairs])
    return {f"{prefix}r2": 1 - errors / np.where(np.array(variances) > 0, variances, np.nan)}


def accuracy(outputs: np.ndarray, labels: np.ndarray) -> float:
    """The share of rows whose largest class score is the true class's."""
    return float((outputs.argmax(-1) == labels).mean())


def finite_or_zero(values: np.ndarray) -> np.ndarray:
    """The values, with 0 for those of a diverged network that are not finite: its scores do not count."""
    return np.where(np.isfinite(values), values, 0)


def by_name(results: list[dict]) -> dict[str, np.ndarray]:
    """Name -> values of all trials."""
    return {name: np.stack([result[name] for result in results]) for name in results[0]}
