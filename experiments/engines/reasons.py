"""The reasons in records of trainings that diverged, the same in both engines."""

from collections.abc import Iterable

import numpy as np

FINE, TRAINING, WEIGHTS, VALIDATION = range(4)
WORDS = {
    TRAINING: "the training loss was not finite in epoch {epoch}",
    WEIGHTS: "a weight was not finite after epoch {epoch}",
    VALIDATION: "the validation loss was not finite in epoch {epoch}",
}


def faults(train_loss: np.ndarray, validation_loss: np.ndarray, weights_finite: np.ndarray) -> np.ndarray:
    """Which of each trial's numbers first was not finite in an epoch, as a key of `WORDS`; `FINE` if all were finite.

    The training loss is the mean over the epoch's batches, each before its step; the weights and the validation loss
    are those after the last step.

    Args:
        train_loss, validation_loss: (trials,).
        weights_finite: (trials,), whether all weights are finite.
    """
    conditions = (
        ~np.isfinite(train_loss),
        ~weights_finite & ~np.isfinite(validation_loss),
        ~np.isfinite(validation_loss),
    )
    return np.select(conditions, (TRAINING, WEIGHTS, VALIDATION), FINE)


def finite(arrays: Iterable[np.ndarray], count: int) -> np.ndarray:
    """Whether all weights of each trial are finite, (trials,); the arrays have the trials along their first axis."""
    return np.all([np.isfinite(array).reshape(count, -1).all(1) for array in arrays], axis=0)


def undefined(scores: dict[str, dict[str, float]], flat: Iterable[str]) -> tuple[set[tuple[str, str]], str]:
    """The (split, score) that no network could have, and why: r2 of rows whose targets are all the same.

    Args:
        scores: split -> metric -> value.
        flat: the splits whose rows have one value.
    """
    splits = [split for split in scores if split in set(flat)]
    undefined_scores = [(split, name) for split in splits for name in scores[split] if name.endswith("r2")]
    if not undefined_scores:
        return set(), ""
    names = list(dict.fromkeys(name for _, name in undefined_scores))
    first, last = splits[:-1], splits[-1].replace("train", "training")
    parts = f"{', '.join(first).replace('train', 'training')} and {last}" if first else last
    subject = f"the score {names[0]} is" if len(names) == 1 else f"the scores {' and '.join(names)} are"
    return set(undefined_scores), f"{subject} undefined: the {parts} rows have one value"
