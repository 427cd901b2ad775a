"""The words for what went wrong in a training, the same in both engines."""

from collections.abc import Iterable

import numpy as np

FINE, TRAINING, WEIGHTS, VALIDATION = range(4)
WORDS = {
    TRAINING: "the training loss was not finite in epoch {epoch}",
    WEIGHTS: "a weight was not finite after epoch {epoch}",
    VALIDATION: "the validation loss was not finite in epoch {epoch}",
}


def faults(train_loss: np.ndarray, validation_loss: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """What of each trial first left the finite numbers in an epoch, as a key of `WORDS`; `FINE` if nothing did.

    The training loss is the mean over the epoch's batches, each before its step; the weights and the validation loss
    are those after the last step.

    Args:
        train_loss, validation_loss: (trials,).
        whole: (trials,), whether all weights are finite.
    """
    seen = (~np.isfinite(train_loss), ~whole & ~np.isfinite(validation_loss), ~np.isfinite(validation_loss))
    return np.select(seen, (TRAINING, WEIGHTS, VALIDATION), FINE)


def finite(arrays: Iterable[np.ndarray], count: int) -> np.ndarray:
    """Whether all weights of each trial are finite, (trials,); the arrays have the trials along their first axis."""
    return np.all([np.isfinite(each).reshape(count, -1).all(1) for each in arrays], axis=0)


def undefined(scores: dict[str, dict[str, float]], flat: Iterable[str]) -> tuple[set[tuple[str, str]], str]:
    """The (split, score) that no network could have, and why: r2 of rows whose targets are all the same.

    Args:
        scores: split -> metric -> value.
        flat: the splits whose rows have one value.
    """
    splits = [split for split in scores if split in set(flat)]
    none = [(split, name) for split in splits for name in scores[split] if name.endswith("r2")]
    if not none:
        return set(), ""
    names = list(dict.fromkeys(name for _, name in none))
    first, last = splits[:-1], splits[-1].replace("train", "training")
    parts = f"{', '.join(first).replace('train', 'training')} and {last}" if first else last
    said = f"the score {names[0]} is" if len(names) == 1 else f"the scores {' and '.join(names)} are"
    return set(none), f"{said} undefined: the {parts} rows have one value"


def gapped(gaps: dict[tuple[str, str], str], known: set[tuple[str, str]]) -> list[str]:
    """What is said of scores that are NaN through their rows, without those that are known: by score and reason."""
    together: dict[tuple[str, str], list[str]] = {}
    for (split, name), reason in gaps.items():
        if (split, name) not in known:
            together.setdefault((name, reason), []).append(split.replace("train", "training"))
    return [
        f"the score {name} is undefined on {' and '.join(splits)} rows: {reason}"
        for (name, reason), splits in together.items()
    ]
