"""A loss of the user's own: an object of a class, or a function."""

import inspect
from collections.abc import Callable
from typing import Any

import keras

from experiments.own import PartError, check_factory, made, parameters, required
from experiments.spec import Part


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


def own_loss(spec: Part, factory: Any) -> Any:
    """A loss of the user's own: an object of a class of losses, or a function of targets and predictions.

    Raises:
        PartError: it cannot be made, or a function does not take targets and predictions first.
    """
    check_factory("loss", spec, factory)
    open_arguments = [name for name in required(factory) if name not in dict(spec.options)]
    if inspect.isclass(factory) or not open_arguments:
        return made("loss", spec, factory, keras.losses.Loss, {})
    takes = parameters(factory)
    unknown = [name for name, _ in spec.options if name not in list(takes)[2:]]
    if len(open_arguments) != 2 or open_arguments != list(takes)[:2] or unknown:
        raise PartError(
            f"The loss {spec.name} must take targets and predictions, and then its options: "
            f"{spec.name.partition(':')[2]}(y_true, y_pred, ...). Received: {', '.join(takes)}, with the options "
            f"{', '.join(name for name, _ in spec.options) or 'none'}"
        )
    return RowLoss(factory, dict(spec.options))
