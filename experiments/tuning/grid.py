"""A grid: every combination of every parameter's values, in the order of the space."""

from collections.abc import Iterator
from typing import Any

import keras_tuner
from keras_tuner.engine import hyperparameters as kinds

from experiments.tuning.space import active, label, labels, tuner_name
from tuner_configs.search import Choice, Float, Int, Parameter


def points(one: Parameter) -> list[Any]:
    """What a grid tries of one parameter: its choices, the multiples of its step, or equal distances on its scale."""
    if isinstance(one, Choice):
        return labels(one.values)
    if one.step is not None or (isinstance(one, Int) and one.scale == "linear" and one.high - one.low < one.points):
        return stepped(one)
    scale = kinds.Float(one.name, one.low, one.high, sampling=one.scale)
    found = [scale.prob_to_value(index / (one.points - 1)) for index in range(one.points)]
    return list(dict.fromkeys(round(value) for value in found)) if isinstance(one, Int) else found


def stepped(one: Float | Int) -> list[Any]:
    """The values that a step allows."""
    kind = kinds.Int if isinstance(one, Int) else kinds.Float
    made = kind(one.name, one.low, one.high, step=one.step, sampling=one.scale)
    return [int(value) if isinstance(one, Int) else value for value in made.values]


def product(space: tuple[Parameter, ...], chosen: dict[str, Any] | None = None, place: int = 0) -> Iterator[dict]:
    """Every combination, by labels; a parameter is left out where its condition does not hold."""
    chosen = chosen or {}
    if place == len(space):
        yield chosen
    elif not active(space[place], space, chosen):
        yield from product(space, chosen, place + 1)
    else:
        for value in points(space[place]):
            yield from product(space, {**chosen, tuner_name(space[place], space): label(value)}, place + 1)


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
