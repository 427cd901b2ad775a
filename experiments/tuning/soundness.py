"""What makes a search sound, said before anything is trained."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from experiments.checking.plain import shown
from experiments.checking.spaces import wrong
from experiments.errors import guess, refuse
from experiments.tuning.assembly import FIELDS, PARTS
from tuner_configs.search import Choice, Float, Int, Parameter, Search


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
        said = list(wrong(search.budget))
        yield from (f"its budget: {text}" for text in said)
        if not said and not broken & {"oracle", "factor"}:
            yield from of_hyperband(search)
    if "space" in broken:
        return
    bad = {place: list(wrong(one)) for place, one in enumerate(search.space)}
    for place, said in bad.items():
        yield from (f"{shown(search.space[place].name)}: {text}" for text in said)
    if any(bad.values()) or broken & {"model", "data", "optimizer", "schedule", "stopping", "loss", "layers"}:
        return
    from experiments.quiet import import_keras

    import_keras()  # quietly, before Keras Tuner does
    yield from duplicates(search)
    yield from of_layers(search)
    for place, one in enumerate(search.space):
        yield from faults_of(one, search.space[:place], search)
    if "batch_size" not in broken and "budget" not in broken:
        from experiments.tuning.suitability import of_parts

        yield from of_parts(search)


def of_hyperband(search: Search) -> Iterator[str]:
    """Hyperband trains most settings for less than all epochs, so it needs several."""
    if search.oracle == "hyperband" and search.budget.epochs < search.factor:
        yield (
            f"hyperband needs at least as many epochs as its factor, {search.factor}. Received: "
            f"epochs={search.budget.epochs}. Give it more epochs, or use the oracle random"
        )


def duplicates(search: Search) -> Iterator[str]:
    """A name may occur twice only if its parameters are never active together."""
    for one, other in combinations(search.space, 2):
        if one.name != other.name:
            continue
        a, b = one.when, other.when
        if a is None or b is None or a.parameter != b.parameter or set(a.values) & set(b.values):
            yield f"{one.name} is there twice, under conditions that may hold together"


def of_layers(search: Search) -> Iterator[str]:
    """Depth and width are whole numbers of the space."""
    if search.layers is None:
        return
    for name in (search.layers.depth, search.layers.width):
        found = [one for one in search.space if one.name == name]
        whole = [
            value
            for one in found
            for value in (one.values if isinstance(one, Choice) else (one.low, one.high))
            if isinstance(value, int) and not isinstance(one, Float) and value >= 1
        ]
        if not found or not whole or any(one.when for one in found):
            yield f"`layers` needs the parameter {name} in the space, a whole number of at least 1 without condition"


def faults_of(one: Parameter, before: tuple[Parameter, ...], search: Search) -> Iterator[str]:
    """What is wrong with one parameter."""
    field, _, option = one.name.partition(".")
    made = (search.layers.depth, search.layers.width) if search.layers else ()
    if one.name not in made and (field not in (PARTS if option else FIELDS)):
        known = ", ".join((*FIELDS, *made))
        yield (
            f"{one.name} has no place in a trial.{guess(field, FIELDS)} A name begins with one of {known}; an option "
            "of a part is written as in optimizer.learning_rate"
        )
    if one.when and one.when.parameter not in [other.name for other in before]:
        yield f"{one.name} depends on {one.when.parameter}, which must come before it"
    elif one.when:
        parents = [other for other in before if other.name == one.when.parameter]
        known = [value for parent in parents if isinstance(parent, Choice) for value in parent.values]
        if not all(isinstance(parent, Choice) for parent in parents) or not set(one.when.values) <= set(known):
            allowed = ", ".join(map(shown, known)) or "none: it is no Choice"
            yield (
                f"{one.name} depends on values of {one.when.parameter} that are none of its choices. "
                f"Allowed: {allowed}. Received: {shown(one.when.values)}"
            )
    yield from faults_of_choice(one) if isinstance(one, Choice) else faults_of_number(one)


def faults_of_choice(one: Choice) -> Iterator[str]:
    """Values that cannot be told apart by the names that Keras Tuner and the page have for them."""
    from experiments.tuning.space import labels

    twice = [label for label, count in Counter(map(str, labels(one.values))).items() if count > 1]
    if twice:
        alike = [
            shown(value) for value, label in zip(one.values, labels(one.values), strict=True) if str(label) in twice
        ]
        yield f"{one.name} must have values that read differently. Received: {' and '.join(alike)}"
    if one.default is not None and one.default not in one.values:
        yield f"the default of {one.name} must be one of its values. Received: {shown(one.default)}"


def faults_of_number(one: Float | Int) -> Iterator[str]:
    """What is wrong with a range."""
    if not one.low < one.high or (one.scale != "linear" and one.low <= 0):
        yield (
            f"{one.name} must go from a lower to a higher value, above 0 unless it is linear. "
            f"Received: {one.low} to {one.high}, {one.scale}"
        )
    if one.step is not None and one.scale != "linear" and one.step <= 1:
        yield f"the step of {one.name} must be above 1, a ratio, on the scale {one.scale}. Received: {one.step}"
    if one.default is not None and not one.low <= one.default <= one.high:
        yield f"the default of {one.name} must lie in its range. Received: {one.default}"
