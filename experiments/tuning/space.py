"""Spaces to Keras Tuner's and back. What a stock tuner sees, and what it chose, keep the names of the search."""

from typing import Any

import keras_tuner
from keras_tuner.engine import hyperparameters as kinds

from experiments.spec import Part
from tuner_configs.search import Choice, Float, Int, Parameter, When

MARK = "@"  # between a parameter's name and its condition


def label(value: Any) -> Any:
    """What stands for a value in Keras Tuner, which knows text, numbers and truth values only."""
    if value is None:
        return "none"
    if isinstance(value, tuple):
        return "-".join(map(str, value)) or "none"
    return str(value) if isinstance(value, Part) else value


def labels(values: tuple[Any, ...]) -> list[Any]:
    """The labels of a choice; as Keras Tuner wants, of one kind."""
    converted = [label(value) for value in values]
    return converted if len(set(map(type, converted))) == 1 else list(map(str, converted))


def tuner_name(parameter: Parameter, space: tuple[Parameter, ...]) -> str:
    """A parameter's name in Keras Tuner; where several share theirs, the condition makes it unique.

    Keras Tuner allows namesakes under different conditions, but its `ensure_active_values` drops the value of the
    active one and draws another, without a seed, when it meets the inactive one.
    """
    if parameter.when is None or sum(namesake.name == parameter.name for namesake in space) == 1:
        return parameter.name
    return parameter.name + MARK + "|".join(str(label(value)) for value in parameter.when.values)


def hyperparameters(space: tuple[Parameter, ...]) -> keras_tuner.HyperParameters:
    """The space as Keras Tuner's `HyperParameters`."""
    declared = keras_tuner.HyperParameters()
    for parameter in space:
        declare(declared, parameter, space)
    return declared


def declare(declared: keras_tuner.HyperParameters, parameter: Parameter, space: tuple[Parameter, ...]) -> Any:
    """Registers one parameter, and gives its value; None where it is not active."""
    if parameter.when is None:
        return _declare(declared, parameter, parameter.name)
    parent = next(other for other in space if other.name == parameter.when.parameter)
    with declared.conditional_scope(parent.name, condition(parameter.when, parent)):
        return _declare(declared, parameter, tuner_name(parameter, space))


def _declare(declared: keras_tuner.HyperParameters, parameter: Parameter, name: str) -> Any:
    if isinstance(parameter, Choice):
        choices = labels(parameter.values)
        default = choices[0] if parameter.default is None else choices[parameter.values.index(parameter.default)]
        return declared.Choice(name, choices, default=default)
    make = declared.Float if isinstance(parameter, Float) else declared.Int
    return make(
        name,
        parameter.low,
        parameter.high,
        step=parameter.step,  # type: ignore[arg-type]
        sampling=parameter.scale,
        default=parameter.default,  # type: ignore[arg-type]
    )


def condition(when: When, parent: Parameter) -> list[Any]:
    """The labels under which a parameter is active."""
    if not isinstance(parent, Choice):
        return list(when.values)
    choices = labels(parent.values)
    return [choices[parent.values.index(value)] for value in when.values]


def space(declared: keras_tuner.HyperParameters) -> tuple[Parameter, ...]:
    """Keras Tuner's `HyperParameters` as parameters of ours; blocks, tuples and None come back as their labels.

    A default that is the first value or the lower bound is none, and neither is a step of 1 between whole numbers.

    Raises:
        ValueError: a parameter depends on several others at once.
    """
    return tuple(parameter(given) for given in declared.space)


def parameter(given: Any) -> Parameter:
    """One of Keras Tuner's hyperparameters as ours."""
    if len(given.conditions) > 1:
        raise ValueError(f"{given.name} depends on several parameters; one condition is allowed. Nest them in a chain.")
    when = When(given.conditions[0].name, tuple(given.conditions[0].values)) if given.conditions else None
    name = given.name.partition(MARK)[0]
    if isinstance(given, kinds.Fixed):
        return Choice(name, (given.value,), when)
    if isinstance(given, kinds.Boolean):
        return Choice(name, (False, True), when, given.default or None)
    if isinstance(given, kinds.Choice):
        default = None if given.default == given.values[0] else given.default
        return Choice(name, tuple(given.values), when, default)
    default = None if given.default == given.min_value else given.default
    if isinstance(given, kinds.Float):
        return Float(
            name,
            given.min_value,
            given.max_value,
            given.sampling,
            given.step,
            when,
            default=default,
        )
    step = None if given.sampling == "linear" and given.step == 1 else given.step
    return Int(name, given.min_value, given.max_value, given.sampling, step, when, default=default)


def values(space: tuple[Parameter, ...], chosen: dict[str, Any]) -> dict[str, Any]:
    """Values that a tuner chose, by their labels, as the space's own; Keras Tuner's notes to itself are left out.

    Numbers have six significant digits: more would change no result, and differ from machine to machine.
    """
    active_values = {}
    for parameter in space:
        if (name := tuner_name(parameter, space)) in chosen and active(parameter, space, chosen):
            active_values[parameter.name] = value(parameter, chosen[name])
    return active_values


def value(parameter: Parameter, chosen: Any) -> Any:
    """The value that a label or a number stands for."""
    if isinstance(parameter, Choice):
        return parameter.values[labels(parameter.values).index(chosen)]
    return int(chosen) if isinstance(parameter, Int) else float(f"{chosen:.6g}")


def active(parameter: Parameter, space: tuple[Parameter, ...], chosen: dict[str, Any]) -> bool:
    """Whether a parameter exists for these values; if its parent does not, neither does it."""
    if parameter.when is None:
        return True
    parents = [candidate for candidate in space if candidate.name == parameter.when.parameter]
    return any(
        active(parent, space, chosen) and chosen.get(parent.name) in condition(parameter.when, parent)
        for parent in parents
    )
