"""Searches: whether every parameter has an option to go to, and whether the search suits its data."""

from collections.abc import Iterable, Iterator
from typing import Any

from experiments.checking.fitting import LOSSES, network
from experiments.checking.parts import faults as faults_of_part
from experiments.checking.plain import shown
from experiments.checking.rules import COUNT
from experiments.data import load
from experiments.errors import refuse
from experiments.limits import Misfit, check_augmentation
from experiments.spec import Part
from experiments.tuning.assembly import PARTS, base, settled
from tuner_configs.search import Choice, Float, Parameter, Search

MEASURED = {"classification": ("score", "loss", "accuracy"), "regression": ("score", "loss", "mae", "r2")}
OPTIONAL = ("schedule", "stopping", "loss", "start", "evaluation", "augmentation")
NUMBERS = ("batch_size", "epochs")


def block_faults(search: Search) -> Iterator[str]:
    """Blocks and parameters that name an option which nothing takes."""
    begun = base(search)
    for field in PARTS:
        part = getattr(begun, field)
        if isinstance(part, Part):
            yield from faults_of_part(field, part)
    for parameter in search.space:
        field, _, option = parameter.name.partition(".")
        if field in PARTS and not option:
            yield from choice_faults(parameter, field)
        elif field in PARTS:
            yield from option_faults(search, parameter, field, option)
        elif field in NUMBERS and isinstance(parameter, Float):
            name = parameter.name
            yield f'{name} must be {COUNT[1]}: write Int("{name}", ...). Received: {shown(parameter)}'
        elif field in NUMBERS and (bad := [value for value in values(parameter) if not COUNT[0](value)]):
            yield f"{parameter.name} must be {COUNT[1]}. Received: {', '.join(map(shown, bad))}"
    if search.layers:
        field, _, option = search.layers.to.partition(".")
        part = getattr(begun, field, None)
        if isinstance(part, Part):
            yield from new_faults(field, part, part.but(**{option: (8, 8)}))


def values(parameter: Parameter) -> tuple[Any, ...]:
    """What a parameter may be: its values, or the ends of its range."""
    return parameter.values if isinstance(parameter, Choice) else (parameter.low, parameter.high)


def choice_faults(parameter: Parameter, field: str) -> Iterator[str]:
    """A parameter that chooses a whole part."""
    for value in values(parameter):
        part = settled(field, value)
        if value is None and field in OPTIONAL:
            continue
        if isinstance(part, Part):
            yield from faults_of_part(field, part)
        else:
            yield f'{parameter.name} chooses among names and part("adam", ...). Received: {shown(value)}'


def option_faults(search: Search, parameter: Parameter, field: str, option: str) -> Iterator[str]:
    """A parameter that is an option of a part: every part that may be there must take each of its values."""
    for part in candidates(search, parameter, field):
        if part is None:
            yield (
                f"{parameter.name} has no part to be an option of where `{field}` is None. "
                f'Name the {field}, or add when=When("{field}", (...,))'
            )
            continue
        tried = (part.but(**{option: settled(option, value)}) for value in values(parameter))
        yield from next(
            (texts for changed in tried if (texts := list(new_faults(field, part, changed, parameter.name)))), []
        )


def new_faults(field: str, before: Part, after: Part, name: str = "") -> Iterator[str]:
    """What is wrong with a part only since an option was set."""
    previous = faults_of_part(field, before)
    yield from (f"{name}: {text}" if name else text for text in faults_of_part(field, after) if text not in previous)


def candidates(search: Search, parameter: Parameter, field: str) -> Iterable[Part | None]:
    """The parts of which a parameter may be an option, in the order of their first mention."""
    chosen = [choice for choice in search.space if choice.name == field and isinstance(choice, Choice)]
    if not chosen:
        return [getattr(base(search), field)]
    named = parameter.when.values if parameter.when and parameter.when.parameter == field else None
    parts = [settled(field, value) for choice in chosen for value in choice.values if named is None or value in named]
    return list(dict.fromkeys(part if isinstance(part, Part) else None for part in parts))


def check_suitable(search: Search) -> None:
    """Raises `UserError` with every reason why a search cannot be run on its data."""
    refuse(f"{search.name} on {search.data.name}", "search", list(dict.fromkeys(unsuited(search))))


def unsuited(search: Search) -> Iterator[str]:
    """What does not suit the data: the objective, the loss, networks at the ends of their ranges."""
    begun = base(search)
    task = load(begun.data).task
    if search.objective not in MEASURED[task]:
        yield (
            f"the objective of a search on {task} is one of {', '.join(MEASURED[task])}. Received: {search.objective!r}"
        )
    table = load(begun.data)
    if search.objective == "score" and search.choose != "kept" and table.score != table.curve:
        yield f'{table.score} is not measured after each epoch: use choose="kept". Received: choose={search.choose!r}'
    for augmentation in chosen(search, "augmentation"):
        try:
            check_augmentation(augmentation, table)
        except Misfit as misfit:
            yield f"{misfit}. Received: the augmentation {augmentation}"
    for part in [begun.loss, *chosen(search, "loss")]:
        if isinstance(part, Part) and LOSSES.get(part.name, task) != task:
            yield f"the loss {part.name} is for {LOSSES[part.name]}. Received: {search.data.name}, for {task}"
    reasons = {
        text.partition(". ")[2] or text: text for model in networks(search) for text in network(model, begun.data)
    }
    yield from reasons.values()


def chosen(search: Search, field: str) -> list[Part | None]:
    """The parts among which a parameter chooses."""
    parameters = [each for each in search.space if isinstance(each, Choice) and each.name == field]
    return [settled(field, value) for parameter in parameters for value in parameter.values]


def networks(search: Search) -> Iterator[Part]:
    """The network of the search, and with one of its parameters at each of its values or ends."""
    model = base(search).model
    chosen = [parameter for parameter in search.space if parameter.name == "model" and isinstance(parameter, Choice)]
    models = [settled("model", value) for parameter in chosen for value in parameter.values] or [model]
    yield from models
    for parameter in search.space:
        field, _, option = parameter.name.partition(".")
        if field == "model" and option and not chosen:
            for value in values(parameter):
                yield model.but(**{option: settled(option, value)})
