"""Optimizers on Fashion-MNIST, as printed: a single run each, which should look like one of ours.

Reference: Géron 2022, "Hands-On Machine Learning with Scikit-Learn, Keras, and TensorFlow", 3rd edition, chapter 11
and its notebook. Its curve of plain SGD is a copy of momentum's and is left out.
"""

from dataclasses import replace
from pathlib import Path

import numpy as np
from rich.console import Console

from experiments.data import Table, load
from experiments.spec import Trial, part
from experiments.study import Study, method
from experiments.verification.check import Check, one_of_ours
from experiments.verification.training import final, trained

SEEDS, TRAIN, REST, WHITE = 5, 55_000, 60_000, 255
# final training loss, validation accuracy
PUBLISHED = {
    "Momentum": (0.3097, 0.8672),
    "Nesterov": (0.3081, 0.8708),
    "AdaGrad": (0.4511, 0.8424),
    "RMSProp": (0.3437, 0.8636),
    "Adam": (0.2428, 0.8696),
    "AdaMax": (0.2542, 0.8780),
    "Nadam": (0.2402, 0.8740),
    "AdamW": (0.2483, 0.8702),
}


def pictures() -> Table:
    """Fashion-MNIST with pixels from 0 to 1, the last 5,000 training pictures kept for validation."""
    found = load(part("fashion_mnist"))
    return replace(found, x=found.x / np.float32(WHITE), validation=np.arange(TRAIN, REST))


BASE = Trial(
    data=part("experiments.verification.fashion_mnist:pictures", scaling="none"),
    model=part("mlp", hidden=(100, 100, 100), activation=part("relu"), initializer=part("he_normal")),
    optimizer=part("sgd"),
    batch_size=32,
    epochs=10,
)
STUDY = Study(
    name="fashion_mnist",
    title="Optimizers on Fashion-MNIST",
    question="Could the printed runs be ours?",
    notes="Eight optimizers at a rate of 0.001, ten epochs.",
    doubt="A single run says nothing of its spread.",
    base=BASE,
    methods=(
        method("Momentum", optimizer=part("momentum", momentum=0.9)),
        method("Nesterov", optimizer=part("nesterov", momentum=0.9)),
        # Keras's own start and place of epsilon
        method("AdaGrad", optimizer=part("adagrad", initial_accumulator_value=0.1, epsilon_inside=True)),
        method("RMSProp", optimizer=part("rmsprop", rho=0.9)),
        method("Adam", optimizer=part("adam")),
        method("AdaMax", optimizer=part("adamax")),
        method("Nadam", optimizer=part("nadam")),
        method("AdamW", optimizer=part("adamw", weight_decay=1e-5)),
    ),
    rates=(0.001,),
    claims=(),
    tuning=0,
    replicates=SEEDS,
)


def rows(console: Console, folder: Path | None = None) -> list[Check]:
    """Each optimizer's last training loss and validation accuracy."""
    with trained(STUDY, console, folder) as results:
        losses, accuracies = final(results, "train", "loss"), final(results, "validation", "accuracy")
    return [
        check
        for name, (loss, accuracy) in PUBLISHED.items()
        for check in (
            one_of_ours(f"{name}, training loss in epoch 10", loss, losses[name], ".4f"),
            one_of_ours(f"{name}, validation accuracy", accuracy, accuracies[name], ".4f"),
        )
    ]
