"""The options of data: which there are, what each may be, and who takes it."""

from collections.abc import Callable, Iterable
from typing import Any

from experiments import names
from experiments.data.table import DataError
from experiments.data.treatment.imputation import IMPUTATIONS
from experiments.data.treatment.scaling import SCALINGS
from experiments.errors import guess
from experiments.spec import Part, draws


def number(value: Any) -> bool:
    """A finite number; truth values are none."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < float("inf")


def share(value: Any) -> bool:
    """From 0 to below 1."""
    return number(value) and 0 <= value < 1


def count(value: Any) -> bool:
    """A whole number of at least 1."""
    return number(value) and isinstance(value, int) and value >= 1


Rule = tuple[Callable[[Any], bool], str]
NATURAL: Rule = (lambda value: number(value) and isinstance(value, int) and value >= 0, "a whole number of at least 0")
SHARE: Rule = (share, "a share from 0 to below 1")
COUNT: Rule = (count, "a whole number of at least 1")


def choice(*allowed: str) -> Rule:
    """One of some names."""
    return lambda value: value in allowed, " or ".join(allowed)


def scores(value: Any) -> bool:
    """A score by name, or the part of a function of the user's own, which knows what the function is."""
    return ":" in value.name if isinstance(value, Part) else isinstance(value, str) and ":" not in value


OPTIONS: dict[str, Rule] = {
    "score": (scores, 'a name such as balanced_accuracy, or part("module:function")'),
    "classes": (
        lambda value: isinstance(value, tuple) and all(number(label) for label in value),
        "a tuple of class numbers",
    ),
    "missing": SHARE,
    "missing_features": COUNT,
    "missing_reason": choice("value"),
    "seed": NATURAL,
    "folds": (lambda value: count(value) and value >= 2, "a whole number of at least 2"),
    "train_rows": COUNT,
    "spare": choice("test"),
    "labelled": COUNT,
    "duplicates": SHARE,
    "leak": SHARE,
    "label_noise": SHARE,
    "outliers": SHARE,
    "outlier_cells": SHARE,
    "target_outliers": SHARE,
    "imputation": choice(*IMPUTATIONS),
    "clip": choice("iqr"),
    "cleaning": choice("agreement"),
    "scaling": choice(*SCALINGS),
    "stretch": (lambda value: number(value) and value > 0, "a number above 0"),
    "offset": (number, "a number"),
    "class_weights": choice(*names.CLASS_WEIGHTS),
}


def check(data: Part, own: Iterable[str]) -> None:
    """Refuses options that nobody takes, and values that make no sense.

    Args:
        data: the data set and its options.
        own: the options of the data set itself.

    Raises:
        DataError: names the option, what was received and what is allowed.
    """
    own = sorted(set(own))
    for option, value in data.options:
        if option not in OPTIONS and option not in own:
            ours = f" Of {data.name} itself: {', '.join(own)}." if own else f" {data.name} has none of its own."
            raise DataError(
                f"Unknown option of data: {option}={value!r}.{guess(option, [*OPTIONS, *own])} "
                f"Known: {', '.join(OPTIONS)}.{ours}"
            )
        if option in OPTIONS and not OPTIONS[option][0](value):
            raise DataError(f"The option {option} of {data.name} must be {OPTIONS[option][1]}. Received: {value!r}.")
    if data.get("seed") is not None and not draws(data):
        raise DataError(
            f"The option seed goes with data that draw numbers: {', '.join(names.DRAWN)}, functions of your own, and "
            f"the option missing. Received: {data}."
        )
    if data.get("spare") and data.get("train_rows") is None:
        raise DataError("The option spare goes with train_rows: it says what becomes of the training rows left over.")
    for option in ("missing_features", "missing_reason"):
        if data.get(option) and data.get("missing") is None:
            raise DataError(f"The option {option} goes with missing, the share of the values to blank.")
