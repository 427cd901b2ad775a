"""What the notebook prints of each method: the last epoch's training loss and validation accuracy."""

from experiments.store import Results
from experiments.verification.check import Check, single_run
from experiments.verification.training import final


def last_epoch(
    results: Results, published: dict[str, tuple[float, float]], epochs: int, prefix: str = ""
) -> list[Check]:
    """Two checks a method.

    Args:
        results: of the study.
        published: method -> training loss, validation accuracy.
        epochs: how many there were, for the checks' names.
        prefix: what the names begin with, before the method.
    """
    losses, accuracies = final(results, "train", "loss"), final(results, "validation", "accuracy")
    return [
        check
        for name, (loss, accuracy) in published.items()
        for check in (
            single_run(f"{prefix}{name}, training loss in epoch {epochs}", loss, losses[name], ".4f"),
            single_run(f"{prefix}{name}, validation accuracy", accuracy, accuracies[name], ".4f"),
        )
    ]
