"""Two schedules of plain SGD over 25 epochs: 1cycle, and a rate that halves on a plateau."""

from dataclasses import replace

from experiments.spec import part
from experiments.store import Results
from experiments.study import Study, method
from experiments.verification.check import Check
from experiments.verification.fashion_mnist.data import BASE
from experiments.verification.fashion_mnist.printed import last_epoch

SEEDS = 5
# final training loss, validation accuracy
PUBLISHED = {"1cycle": (0.1967, 0.8920), "Plateau": (0.2276, 0.8868)}
STUDY = Study(
    name="fashion_mnist_schedules",
    title="Schedules on Fashion-MNIST",
    question="Could the printed runs be ours?",
    notes="1cycle up to a rate of 0.1 in batches of 128; half the rate after five epochs without a better loss.",
    doubt="A single run says nothing of its spread.",
    base=replace(BASE, epochs=25),
    methods=(
        method("1cycle", (0.1,), schedule=part("one_cycle"), batch_size=128),
        method("Plateau", (0.01,), schedule=part("plateau", factor=0.5, patience=5)),
    ),
    claims=(),
    tuning=0,
    replicates=SEEDS,
)


def checks(results: Results) -> list[Check]:
    """Each schedule's last training loss and validation accuracy."""
    return last_epoch(results, PUBLISHED, 25)
