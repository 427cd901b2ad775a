"""The classes of a table of the user's own: numbers, words or truth values, one a row."""

from typing import Any

import numpy as np
import pandas as pd

from experiments.data.table import DataError


def labels(given: Any, names: Any) -> tuple[np.ndarray, tuple[str, ...]]:
    """Class numbers, int32 (rows,), and the names of the classes.

    Words are looked up among the names. Without names, the different values in ascending order are the classes.

    Raises:
        DataError: there is more than one label a row, a label is missing, or it is none of the classes.
    """
    y = flat("y", given)
    missing = pd.isna(y)
    if missing.any():
        raise DataError(f"y is missing in row {int(missing.argmax())} (counted from 0). Leave such rows out.")
    classes = None if names is None else class_names(names)
    words = y.dtype.kind not in "fiub"
    if not words and y.dtype.kind == "f" and (y % 1 != 0).any():
        raise DataError(
            f"y must be class numbers. Received: {y[y % 1 != 0][0]:g}. For a quantity say task='regression', "
            "classes=None."
        )
    if classes is None or words:
        text = y.astype(str) if words else y.astype(np.int64)
        order = np.unique(text) if classes is None else np.array(classes)
        if classes is not None and (strange := sorted(set(text.tolist()) - set(classes))):
            raise DataError(f"y holds {strange[0]!r}, which is none of the classes: {', '.join(classes)}.")
        if classes is None and len(order) < 2:
            raise DataError(f"y must hold at least two classes. Received: {order[0]!s} in every row.")
        if classes is None and 2 * len(order) > len(y):
            raise DataError(
                f"y has {len(order)} different values in {len(y)} rows, too many for classes. For a quantity say "
                "task='regression'."
            )
        number_of = {name: number for number, name in enumerate(order.tolist())}
        shown = y.dtype.kind == "b"
        shown_names = tuple(str(bool(name)) if shown else str(name) for name in order.tolist())
        return np.array([number_of[label] for label in text.tolist()], np.int32), shown_names
    if len(classes) < 2:
        raise DataError(f"classes must be at least two names. Received: {names!r}.")
    numbers = y.astype(np.int64)
    if numbers.min() < 0 or numbers.max() >= len(classes):
        seen = ", ".join(map(str, np.unique(numbers)[:8].tolist()))
        raise DataError(
            f"y must be class numbers from 0 to {len(classes) - 1}, since classes has {len(classes)} names. "
            f"Received: {seen}. "
            "With classes=None the different values are the classes."
        )
    return numbers.astype(np.int32), classes


def flat(field: str, given: Any) -> np.ndarray:
    """One label a row; `field` is what messages call them."""
    if hasattr(given, "toarray"):
        raise DataError(
            f"{field} is a sparse matrix. Give {field}.toarray().ravel(). Received: {type(given).__name__}."
        )
    if isinstance(given, np.ma.MaskedArray):
        given = np.ma.filled(given.astype(object), None)
    try:
        y = np.asarray(given)
    except Exception as error:
        raise DataError(f"{field} must be an array of labels. Received: {error}.") from error
    if y.ndim == 2 and y.shape[1] == 1:
        y = y[:, 0]
    if y.ndim != 1 or not y.size:
        raise DataError(
            f"{field} must be one class a row, of shape (rows,). Received: {y.shape}. If each row marks its class "
            "with a 1, give "
            "y.argmax(1); several targets a row are not supported."
        )
    if y.dtype.kind in "mMcV" or (y.dtype.kind == "O" and any(isinstance(label, list | tuple | dict) for label in y)):
        raise DataError(f"{field} must be class numbers or names. Received: {y.dtype}, such as {y[0]!r}.")
    return y


def class_names(given: Any) -> tuple[str, ...]:
    """The names as text, each different."""
    if isinstance(given, str) or not hasattr(given, "__iter__"):
        raise DataError(f"classes must be names in the order of their numbers, or None. Received: {given!r}.")
    classes = tuple(str(label) for label in given)
    if len(set(classes)) < len(classes):
        raise DataError(f"classes must be different names. Received: {', '.join(classes)}.")
    return classes
