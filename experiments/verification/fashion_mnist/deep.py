"""A hundred hidden layers of 100 units, five epochs: SELU with LeCun's weights, ReLU with He's."""

from dataclasses import replace
from pathlib import Path

from rich.console import Console

from experiments.spec import part
from experiments.store import Results
from experiments.study import BASE as SAME
from experiments.study import Study, method
from experiments.verification.check import Check, one_of_ours
from experiments.verification.fashion_mnist.data import BASE
from experiments.verification.training import final, trained

SEEDS, LAYERS, UNITS = 3, 100, 100
# final training loss, validation accuracy
PUBLISHED = {"SELU": (0.5401, 0.8046), "ReLU": (0.7892, 0.7054)}
STUDY = Study(
    name="fashion_mnist_deep",
    title="A hundred layers on Fashion-MNIST",
    question="Could the printed runs be ours?",
    notes="Plain SGD at a rate of 0.001 on inputs of mean 0 and standard deviation 1.",
    doubt="A single run says nothing of its spread.",
    base=replace(
        BASE, data=BASE.data.but(scaling="standard"), model=BASE.model.but(hidden=(UNITS,) * LAYERS), epochs=5
    ),
    methods=(
        method("SELU", model=part(SAME, activation=part("selu"), initializer=part("lecun_normal"))),
        method("ReLU"),
    ),
    rates=(0.001,),
    claims=(),
    tuning=0,
    replicates=SEEDS,
)


def rows(console: Console, folder: Path | None = None) -> list[Check]:
    """Trains what is missing and checks it."""
    with trained(STUDY, console, folder) as results:
        return checks(results)


def checks(results: Results) -> list[Check]:
    """The last training loss and validation accuracy of each activation."""
    losses, accuracies = final(results, "train", "loss"), final(results, "validation", "accuracy")
    return [
        check
        for name, (loss, accuracy) in PUBLISHED.items()
        for check in (
            one_of_ours(f"100 layers of {name}, training loss in epoch 5", loss, losses[name], ".4f"),
            one_of_ours(f"100 layers of {name}, validation accuracy", accuracy, accuracies[name], ".4f"),
        )
    ]
