"""Early scores: the steps of the first epochs after which validation rows are scored, beside the ends of epochs."""

from itertools import pairwise

import numpy as np

from experiments.spec import Trial

SHARES = 2 ** np.arange(-3, 1.1, 0.5)  # of an epoch: from an eighth, by factors of √2, to two epochs


def early_steps(trial: Trial, steps: int) -> list[int]:
    """Steps after which a trial is scored within its epochs, if it asks for that.

    They are 0, which is before training, and the steps nearest to 1/8, 0.18, 1/4, 0.35, 1/2, 0.71 and 1.41 epochs; ends
    of epochs, where every trial is scored, are left out. Epochs after the second follow each other as closely.

    Args:
        trial: what is trained.
        steps: optimizer steps an epoch.
    """
    if not trial.early:
        return []
    nearest = np.unique(np.rint(SHARES * steps).astype(int)).tolist()
    return [0, *(step for step in nearest if step % steps)]


def spans(scored: list[int], epoch: int, steps: int) -> list[tuple[int, int]]:
    """An epoch's steps in parts that end where the trial is scored: (first, end), counted within the epoch."""
    within = [step - epoch * steps for step in scored]
    return list(pairwise([0, *(step for step in within if 0 < step < steps), steps]))
