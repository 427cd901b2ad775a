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
    found = [label(value) for value in values]
    return found if len({type(one) for one in found}) == 1 else [str(one) for one in found]


def tuner_name(one: Parameter, space: tuple[Parameter, ...]) -> str:
    """A parameter's name in Keras Tuner; where several share theirs, the condition makes it unique.

    Keras Tuner allows namesakes under different conditions, but its `ensure_active_values` drops the value of the
    active one and draws another, without a seed, when it meets the inactive one.
    """
    if one.when is None or sum(other.name == one.name for other in space) == 1:
        return one.name
    return one.name + MARK + "|".join(str(label(value)) for value in one.when.values)


def hyperparameters(space: tuple[Parameter, ...]) -> keras_tuner.HyperParameters:
    """The space as Keras Tuner's `HyperParameters`."""
    found = keras_tuner.HyperParameters()
    for parameter in space:
        declare(found, parameter, space)
    return found


def declare(found: keras_tuner.HyperParameters, parameter: Parameter, space: tuple[Parameter, ...]) -> Any:
    """Registers one parameter, and gives its value in `found`; None where it is not active."""
    if parameter.when is None:
        return _declare(found, parameter, parameter.name)
    parent = next(one for one in space if one.name == parameter.when.parameter)
    with found.conditional_scope(parent.name, condition(parameter.when, parent)):
        return _declare(found, parameter, tuner_name(parameter, space))


def _declare(found: keras_tuner.HyperParameters, parameter: Parameter, name: str) -> Any:
    if isinstance(parameter, Choice):
        known = labels(parameter.values)
        default = known[0] if parameter.default is None else known[parameter.values.index(parameter.default)]
        return found.Choice(name, known, default=default)
    make = found.Float if isinstance(parameter, Float) else found.Int
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
    known = labels(parent.values)
    return [known[parent.values.index(value)] for value in when.values]


def space(found: keras_tuner.HyperParameters) -> tuple[Parameter, ...]:
    """Keras Tuner's `HyperParameters` as parameters of ours; blocks, tuples and None come back as their labels.

    A default that is the first value or the lower bound is none, and neither is a step of 1 between whole numbers.

    Raises:
        ValueError: a parameter depends on several others at once.
    """
    return tuple(parameter(one) for one in found.space)


def parameter(one: Any) -> Parameter:
    """One of Keras Tuner's hyperparameters as ours."""
    if len(one.conditions) > 1:
        raise ValueError(f"{one.name} depends on several parameters; one condition is allowed. Nest them in a chain.")
    when = When(one.conditions[0].name, tuple(one.conditions[0].values)) if one.conditions else None
    name = one.name.partition(MARK)[0]
    if isinstance(one, kinds.Fixed):
        return Choice(name, (one.value,), when)
    if isinstance(one, kinds.Boolean):
        return Choice(name, (False, True), when, one.default or None)
    if isinstance(one, kinds.Choice):
        default = None if one.default == one.values[0] else one.default
        return Choice(name, tuple(one.values), when, default)
    default = None if one.default == one.min_value else one.default
    if isinstance(one, kinds.Float):
        return Float(name, one.min_value, one.max_value, one.sampling, one.step, when, default=default)
    step = None if one.sampling == "linear" and one.step == 1 else one.step
    return Int(name, one.min_value, one.max_value, one.sampling, step, when, default=default)


def values(space: tuple[Parameter, ...], chosen: dict[str, Any]) -> dict[str, Any]:
    """Values that a tuner chose, by their labels, as the space's own; Keras Tuner's notes to itself are left out.

    Numbers have six significant digits: more would change no result, and differ from machine to machine.
    """
    found = {}
    for one in space:
        if (name := tuner_name(one, space)) in chosen and active(one, space, chosen):
            found[one.name] = value(one, chosen[name])
    return found


def value(one: Parameter, chosen: Any) -> Any:
    """The value that a label or a number stands for."""
    if isinstance(one, Choice):
        return one.values[labels(one.values).index(chosen)]
    return int(chosen) if isinstance(one, Int) else float(f"{chosen:.6g}")


def active(one: Parameter, space: tuple[Parameter, ...], chosen: dict[str, Any]) -> bool:
    """Whether a parameter exists for these values; if its parent does not, neither does it."""
    if one.when is None:
        return True
    parents = [other for other in space if other.name == one.when.parameter]
    return any(
        active(parent, space, chosen) and chosen.get(parent.name) in condition(one.when, parent) for parent in parents
    )
