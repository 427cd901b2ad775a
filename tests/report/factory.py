"""Stores with invented trials whose true effects are known."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from math import log10
from pathlib import Path
from typing import Any

import numpy as np

from experiments.record import Record
from experiments.spec import Trial, part, seed
from experiments.store import Store
from experiments.study import Claim, Planned, Study, method

FACTS = {
    "name": "digits", "title": "Handwritten digits", "task": "classification", "rows": 1797, "features": 64,
    "classes": 10, "train": 1077, "validation": 360, "test": 360, "score": "accuracy", "chance": 0.1, "target": None,
    "checksum": "0123456789abcdef", "source": "scikit-learn",
}  # fmt: skip
HOUSES = {
    **FACTS, "name": "california_housing", "title": "Californian house prices", "task": "regression", "rows": 20640,
    "features": 8, "classes": None, "score": "r2", "chance": 0.0, "target": "median value", "deviation": 2.0,
}  # fmt: skip
PLACE = {
    "backend": "tensorflow", "device": "cpu", "machine": "x86_64", "system": "Linux", "cores": 2, "memory_bytes": 2**33,
    "python": "3.12.3", "versions": {"keras": "3.15.1", "tensorflow": "2.21.0"}, "commit": "0123abc",
}  # fmt: skip


@dataclass(frozen=True)
class Truth:
    """What is true of a method: its score at its best rate, its speed, the rate beyond which it diverges."""

    score: float = 0.95
    tau: float = 3.0  # epochs in which the distance to the final score falls to 1/e
    best: float = 0.01
    limit: float = 10.0
    dead: float = 0.0
    decay: float = 0.0  # powers of ten lost from the last hidden layer to the first
    loss: float = 0.05


@dataclass
class World:
    """Truths by method; noise within a replicate and shared by it."""

    truths: dict[str, Truth] = field(default_factory=dict)
    noise: float = 0.002
    shared: float = 0.01
    facts: dict[str, Any] = field(default_factory=lambda: FACTS)

    def record(self, planned: Planned) -> Record:
        """The record of one trial, the same every time."""
        truth, trial = self.truths.get(planned.method, Truth()), planned.trial
        if planned.setting > truth.limit:
            curve = {"train": {"loss": [2.3, float("nan")]}, "validation": {self.facts["score"]: [0.1, float("nan")]}}
            return Record(trial.key, "diverged", "the loss became NaN in epoch 2", 2, 2, 70, 9000, {}, curve,
                          self.layers(trial, truth, 2), 0.01, 0.04, 2**28, "stacked")  # fmt: skip
        mine = np.random.default_rng(int(trial.key[:12], 16))
        common = np.random.default_rng(seed("world", trial.data, trial.replicate)).normal(0, self.shared)
        score = truth.score - 0.02 * log10(planned.setting / truth.best) ** 2 + common
        chance, epochs = self.facts["chance"], np.arange(1, trial.epochs + 1)
        scores = [min(1.0, score + noise) for noise in mine.normal(0, self.noise, 3)]
        curve = chance + (scores[1] - chance) * (1 - np.exp(-epochs / truth.tau))
        falling = truth.loss + 2 * np.exp(-epochs / truth.tau)
        score_name = self.facts["score"]
        splits = zip(("train", "validation", "test"), (min(1.0, scores[0] + 0.01), scores[1], scores[2]), strict=True)
        ends = {split: {"loss": truth.loss * (1 + 0.1 * mine.random()), score_name: value} for split, value in splits}
        return Record(
            trial.key, "ok", "", trial.epochs, trial.epochs, trial.epochs * 34, 9000 + len(planned.method), ends,
            {"train": {"loss": falling.tolist()}, "validation": {"loss": falling.tolist(), score_name: curve.tolist()}},
            self.layers(trial, truth, trial.epochs), 0.01, 0.05, 2**28, "stacked",
        )  # fmt: skip

    def layers(self, trial, truth: Truth, epochs: int) -> dict[str, dict[str, list[float]]]:
        """Layer statistics, if the trial asks for them."""
        if trial.diagnostics is None:
            return {}
        depth = len(trial.model.get("hidden"))
        mine = np.random.default_rng(int(trial.key[12:24], 16))
        statistics = {}
        for index in range(1, depth + 1):
            norm = 10 ** (-truth.decay * (depth - index) / max(depth - 1, 1) + mine.normal(0, 0.05))
            dead = max(0.0, truth.dead + mine.normal(0, 0.005)) if truth.dead else 0.0
            statistics[f"hidden_{index}"] = {
                "gradient_norm": [norm * 0.9**epoch for epoch in range(epochs + 1)],
                "activation_mean": [0.1] * (epochs + 1), "activation_std": [1.0] * (epochs + 1),
                "dead_share": [dead * epoch / epochs for epoch in range(epochs + 1)],
            }  # fmt: skip
        statistics["output"] = {"gradient_norm": [1.5 * 0.9**epoch for epoch in range(epochs + 1)]}
        return statistics


def fill(
    path: Path, studies: list[Study], world: World, keep: Callable[[Planned], bool] = lambda planned: True
) -> Path:
    """A results file with the trials of some studies for which `keep` holds.

    A study that does not say at which settings methods are reported has all of them reported.
    """
    studies = [study if study.reported else replace(study, reported=everywhere(study)) for study in studies]
    store = Store(path)
    run = store.begin("python -m experiments.run --data digits", PLACE)
    store.plan([(study, world.facts) for study in studies])
    for study in studies:
        done = {planned.trial.key: planned for planned in study.trials() if keep(planned)}
        store.add(run, [row.trial for row in done.values()], [world.record(row) for row in done.values()], PLACE)
    store.end(run)
    store.close()
    return path


def everywhere(study: Study) -> tuple[tuple[str, float | None, int], ...]:
    """Every setting of every method, with the study's replicates."""
    cells = ((method.label, setting) for method in study.methods for setting in study.grid(method))
    return tuple((*cell, study.replicates) for cell in cells)


TRUTHS = {
    "SGD": Truth(0.955, tau=6, best=0.1, limit=2), "Momentum": Truth(0.955, limit=0.2),
    "Nesterov": Truth(0.955, limit=0.2),
    "AdaGrad": Truth(0.955, tau=4, limit=2, loss=0.12), "RMSProp": Truth(0.955, limit=0.2, loss=0.03),
    "Adam": Truth(0.96, best=0.001, limit=0.2), "Adam at 0.001": Truth(0.96, best=0.001), "AdaMax": Truth(0.945),
    "Nadam": Truth(0.96, limit=0.2), "AdamW": Truth(0.96, limit=0.2), "sigmoid": Truth(0.5, tau=10, decay=5),
    "tanh": Truth(0.93, tau=4, decay=0.5), "ReLU": Truth(0.96, limit=0.05, dead=0.1, decay=0.3),
    "LeakyReLU": Truth(0.96), "PReLU": Truth(0.96), "ELU": Truth(0.96, tau=6),
    "SELU": Truth(0.96), "GELU": Truth(0.96), "SiLU": Truth(0.96), "Mish": Truth(0.96),
}  # fmt: skip
EXPECTED = {
    "M1": "supported", "M2": "supported", "M3": "supported", "M5": "supported", "M6": "supported", "M7": "contradicted",
    "A2": "supported", "A3": "supported", "A5": "supported", "A7": "contradicted", "A8": "too small to matter",
    "A9": "supported",
}  # fmt: skip


def tiny(name: str = "tiny", **changes: Any) -> Study:
    """Two methods, two rates, all of them reported, one claim of each statistical kind."""
    study = Study(
        name=name, title="Tiny", question="Does it help?", notes="It helps.", doubt="It may not.",
        base=Trial(part("digits"), MODEL, part("sgd"), epochs=12, diagnostics="light"),
        methods=(method("new", optimizer=part("adam")), method("old", optimizer=part("sgd"))), rates=(0.01, 0.1),
        claims=(
            Claim("T1", "The new one is better.", (("new", "old"),), "test_score", 0.005, "half a point"),
            Claim("T2", "The new one is faster.", (("new", "old"),), "epochs_to_target", 1, "an epoch"),
        ),
        tuning=3, replicates=7,
    )  # fmt: skip
    study = replace(study, **changes)
    return study if study.reported else replace(study, reported=everywhere(study))


MODEL = part("mlp", hidden=(32, 32), activation=part("relu"), initializer=part("he_normal"))
