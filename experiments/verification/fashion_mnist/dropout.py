"""Dropout of a fifth of the inputs and of both hidden layers, and the mean of 100 predictions with it in force."""

from dataclasses import replace

from experiments.spec import part
from experiments.store import Results
from experiments.study import Study, method
from experiments.verification.check import Check, single_run
from experiments.verification.fashion_mnist.data import BASE
from experiments.verification.training import scored

SEEDS = 5
PUBLISHED = {"Dropout": 0.8700, "Monte Carlo dropout": 0.8717}  # test accuracy
STUDY = Study(
    name="fashion_mnist_dropout",
    title="Dropout on Fashion-MNIST",
    question="Could the printed run be ours?",
    notes="Momentum 0.9 at a rate of 0.01, ten epochs; one network, with dropout off and on when it predicts.",
    doubt="A single run says nothing of its spread.",
    base=replace(BASE, model=BASE.model.but(hidden=(100, 100), dropout=0.2), optimizer=part("momentum", momentum=0.9)),
    methods=(
        method("Dropout"),
        method("Monte Carlo dropout", evaluation=part("monte_carlo", samples=100)),
    ),
    rates=(0.01,),
    claims=(),
    tuning=0,
    replicates=SEEDS,
)


def checks(results: Results) -> list[Check]:
    """The test accuracies."""
    scores = scored(results, "test_accuracy")
    return [single_run(f"{name}, test accuracy", value, scores[name], ".4f") for name, value in PUBLISHED.items()]
