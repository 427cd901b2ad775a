"""A grid: every combination of every parameter's values, in the order of the space."""

from collections.abc import Iterator
from typing import Any

import keras_tuner
from keras_tuner.engine import hyperparameters as kinds

from experiments.tuning.space import active, label, labels, tuner_name
from tuner_configs.search import Choice, Float, Int, Parameter


def points(parameter: Parameter) -> list[Any]:
    """What a grid tries of one parameter: its choices, the multiples of its step, or equal distances on its scale."""
    if isinstance(parameter, Choice):
        return labels(parameter.values)
    if parameter.step is not None or (
        isinstance(parameter, Int) and parameter.scale == "linear" and parameter.high - parameter.low < parameter.points
    ):
        return stepped(parameter)
    scale = kinds.Float(parameter.name, parameter.low, parameter.high, sampling=parameter.scale)
    values = [scale.prob_to_value(index / (parameter.points - 1)) for index in range(parameter.points)]
    return list(dict.fromkeys(round(value) for value in values)) if isinstance(parameter, Int) else values


def stepped(parameter: Float | Int) -> list[Any]:
    """The values that a step allows."""
    kind = kinds.Int if isinstance(parameter, Int) else kinds.Float
    made = kind(parameter.name, parameter.low, parameter.high, step=parameter.step, sampling=parameter.scale)
    return [int(value) if isinstance(parameter, Int) else value for value in made.values]


def product(space: tuple[Parameter, ...], chosen: dict[str, Any] | None = None, index: int = 0) -> Iterator[dict]:
    """Every combination, by labels; a parameter is left out where its condition does not hold."""
    chosen = chosen or {}
    if index == len(space):
        yield chosen
    elif not active(space[index], space, chosen):
        yield from product(space, chosen, index + 1)
    else:
        for value in points(space[index]):
            yield from product(space, {**chosen, tuner_name(space[index], space): label(value)}, index + 1)


class GridOracle(keras_tuner.Oracle):
    """Keras Tuner's bookkeeping around our product; it stops when all combinations are asked for.

    (Keras Tuner's own grid fills a space with ten values of each real number, whatever its scale is for.)
    """

    def __init__(self, space: tuple[Parameter, ...], **options: Any):
        super().__init__(**options)
        self.left = product(space)

    def populate_space(self, trial_id: str) -> dict[str, Any]:
        """The values of the next trial, in Keras Tuner's form."""
        values = next(self.left, None)
        return {"status": "STOPPED"} if values is None else {"status": "RUNNING", "values": values}
