"""What makes a search sound; checked before anything is trained."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from experiments.checking.plain import shown
from experiments.checking.spaces import wrong
from experiments.errors import guess, refuse
from experiments.tuning.assembly import FIELDS, PARTS
from tuner_configs.search import Choice, Float, Int, Parameter, Search

BLOCKS = {
    "model",
    "data",
    "optimizer",
    "schedule",
    "stopping",
    "loss",
    "layers",
}  # nothing else is judged without


def check(search: Search, source: str) -> None:
    """Raises `UserError` with every fault of a search, if it has any."""
    refuse(source, "search", list(dict.fromkeys(faults(search))))


def faults(search: Search) -> Iterator[str]:
    """Everything that is wrong with a search, as sentences without their full stop."""
    if not (isinstance(search.name, str) and re.fullmatch(r"[a-z][a-z0-9_]{0,59}", search.name)):
        yield f"its name must be made of a-z, 0-9 and _, and begin with a letter. Received: {shown(search.name)}"
    own = list(wrong(search))
    yield from own
    broken = {text.partition("`")[2].partition("`")[0].partition(".")[0] for text in own}
    if "budget" not in broken:
        wrong_budget = list(wrong(search.budget))
        yield from (f"its budget: {text}" for text in wrong_budget)
        if not wrong_budget and not broken & {"oracle", "factor"}:
            yield from hyperband_faults(search)
    if "space" in broken:
        return
    bad = [(parameter, list(wrong(parameter))) for parameter in search.space]
    for parameter, texts in bad:
        yield from (f"{shown(parameter.name)}: {text}" for text in texts)
    if any(texts for _, texts in bad) or broken & BLOCKS:
        return
    from experiments.quiet import import_keras

    import_keras()  # quietly, before Keras Tuner does
    yield from duplicate_faults(search)
    yield from layers_faults(search)
    for index, parameter in enumerate(search.space):
        yield from parameter_faults(parameter, search.space[:index], search)
    if "batch_size" not in broken and "budget" not in broken:
        from experiments.tuning.suitability import block_faults

        yield from block_faults(search)


def hyperband_faults(search: Search) -> Iterator[str]:
    """Hyperband trains most settings for less than all epochs, so it needs several."""
    if search.oracle == "hyperband" and search.budget.epochs < search.factor:
        yield (
            f"hyperband needs at least as many epochs as its factor, {search.factor}. Received: "
            f"epochs={search.budget.epochs}. Give it more epochs, or use the oracle random"
        )


def duplicate_faults(search: Search) -> Iterator[str]:
    """A name may occur twice only if its parameters are never active together."""
    for parameter, namesake in combinations(search.space, 2):
        if parameter.name != namesake.name:
            continue
        a, b = parameter.when, namesake.when
        if a is None or b is None or a.parameter != b.parameter or set(a.values) & set(b.values):
            yield f"{parameter.name} is there twice, under conditions that may hold together"


def layers_faults(search: Search) -> Iterator[str]:
    """Depth and width are whole numbers of the space."""
    if search.layers is None:
        return
    for name in (search.layers.depth, search.layers.width):
        named = [parameter for parameter in search.space if parameter.name == name]
        sizes = [
            value
            for parameter in named
            for value in (parameter.values if isinstance(parameter, Choice) else (parameter.low, parameter.high))
            if isinstance(value, int) and not isinstance(parameter, Float) and value >= 1
        ]
        if not named or not sizes or any(parameter.when for parameter in named):
            yield f"`layers` needs the parameter {name} in the space, a whole number of at least 1 without condition"


def parameter_faults(parameter: Parameter, before: tuple[Parameter, ...], search: Search) -> Iterator[str]:
    """What is wrong with one parameter."""
    field, _, option = parameter.name.partition(".")
    made = (search.layers.depth, search.layers.width) if search.layers else ()
    if parameter.name not in made and (field not in (PARTS if option else FIELDS)):
        fields = ", ".join((*FIELDS, *made))
        yield (
            f"{parameter.name} has no place in a trial.{guess(field, FIELDS)} A name begins with one of {fields}; "
            "an option of a part is written as in optimizer.learning_rate"
        )
    if parameter.when and parameter.when.parameter not in [earlier.name for earlier in before]:
        yield f"{parameter.name} depends on {parameter.when.parameter}, which must come before it"
    elif parameter.when:
        parents = [earlier for earlier in before if earlier.name == parameter.when.parameter]
        choices = [value for parent in parents if isinstance(parent, Choice) for value in parent.values]
        if not all(isinstance(parent, Choice) for parent in parents) or not set(parameter.when.values) <= set(choices):
            allowed = ", ".join(map(shown, choices)) or "none: it is no Choice"
            yield (
                f"{parameter.name} depends on values of {parameter.when.parameter} that are none of its choices. "
                f"Allowed: {allowed}. Received: {shown(parameter.when.values)}"
            )
    yield from choice_faults(parameter) if isinstance(parameter, Choice) else number_faults(parameter)


def choice_faults(choice: Choice) -> Iterator[str]:
    """Values that share a label in Keras Tuner and on the page, and a default that is none of them."""
    from experiments.tuning.space import labels

    twice = [label for label, count in Counter(map(str, labels(choice.values))).items() if count > 1]
    if twice:
        alike = [
            shown(value)
            for value, label in zip(choice.values, labels(choice.values), strict=True)
            if str(label) in twice
        ]
        yield f"{choice.name} must have values that read differently. Received: {' and '.join(alike)}"
    if choice.default is not None and choice.default not in choice.values:
        yield f"the default of {choice.name} must be one of its values. Received: {shown(choice.default)}"


def number_faults(number: Float | Int) -> Iterator[str]:
    """What is wrong with a range."""
    if not number.low < number.high or (number.scale != "linear" and number.low <= 0):
        yield (
            f"{number.name} must go from a lower to a higher value, above 0 unless it is linear. "
            f"Received: {number.low} to {number.high}, {number.scale}"
        )
    if number.step is not None and number.scale != "linear" and number.step <= 1:
        yield (
            f"the step of {number.name} must be above 1, a ratio, on the scale {number.scale}. Received: {number.step}"
        )
    if number.default is not None and not number.low <= number.default <= number.high:
        yield f"the default of {number.name} must lie in its range. Received: {number.default}"
