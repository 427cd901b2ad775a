"""Fashion-MNIST as printed: a single run each, which should look like one of ours.

Reference: Géron 2022, "Hands-On Machine Learning with Scikit-Learn, Keras, and TensorFlow", 3rd edition, chapter 11
and its notebook. There the last batch of an epoch is smaller; here its rows wait for another epoch.
"""

from pathlib import Path

from rich.console import Console

from experiments.verification.check import Check
from experiments.verification.fashion_mnist import deep, dropout, optimizers, schedules
from experiments.verification.fashion_mnist.data import pictures
from experiments.verification.training import trained

__all__ = ["deep", "dropout", "optimizers", "pictures", "rows", "schedules"]


def rows(console: Console, folder: Path | None = None) -> list[Check]:
    """Trains what is missing and checks it, what takes longest last."""
    checks: list[Check] = []
    for part in (optimizers, schedules, dropout, deep):
        with trained(part.STUDY, console, folder) as results:
            checks += part.checks(results)
    return checks
