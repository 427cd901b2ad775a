"""A loss that is a function of the user's own."""

from collections.abc import Callable
from typing import Any

import keras


class RowLoss(keras.losses.Loss):
    """The mean over rows of a function's values.

    Args:
        function: `function(y_true, y_pred, **options)`, one value a row, (rows,).
        options: of the function.
    """

    def __init__(self, function: Callable, options: dict[str, Any]):
        super().__init__(name=getattr(function, "__name__", "loss"))
        self.function, self.options = function, options

    def call(self, y_true: Any, y_pred: Any) -> Any:
        """The function's values."""
        return self.function(y_true, y_pred, **self.options)
