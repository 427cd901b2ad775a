"""Searches: whether every parameter has an option to go to, and whether the search suits its data."""

from collections.abc import Iterable, Iterator
from typing import Any

from experiments.checking.fitting import LOSSES, network
from experiments.checking.parts import faults as faults_of_part
from experiments.checking.plain import shown
from experiments.checking.rules import COUNT
from experiments.data import load
from experiments.errors import refuse
from experiments.spec import Part
from experiments.tuning.assembly import PARTS, base, settled
from tuner_configs.search import Choice, Float, Parameter, Search

MEASURED = {"classification": ("score", "loss", "accuracy"), "regression": ("score", "loss", "mae", "r2")}
OPTIONAL = ("schedule", "stopping", "loss", "start", "evaluation")
NUMBERS = ("batch_size", "epochs")


def of_parts(search: Search) -> Iterator[str]:
    """Blocks and parameters that name an option which nothing takes."""
    begun = base(search)
    for field in PARTS:
        whole = getattr(begun, field)
        if isinstance(whole, Part):
            yield from faults_of_part(field, whole)
    for one in search.space:
        field, _, option = one.name.partition(".")
        if field in PARTS and not option:
            yield from of_choice(one, field)
        elif field in PARTS:
            yield from of_option(search, one, field, option)
        elif field in NUMBERS and isinstance(one, Float):
            yield f'{one.name} must be {COUNT[1]}: write Int("{one.name}", ...). Received: {shown(one)}'
        elif field in NUMBERS and (bad := [value for value in values(one) if not COUNT[0](value)]):
            yield f"{one.name} must be {COUNT[1]}. Received: {', '.join(map(shown, bad))}"
    if search.layers:
        field, _, option = search.layers.to.partition(".")
        whole = getattr(begun, field, None)
        if isinstance(whole, Part):
            yield from new_faults(field, whole, whole.but(**{option: (8, 8)}))


def values(one: Parameter) -> tuple[Any, ...]:
    """What a parameter may be: its values, or the ends of its range."""
    return one.values if isinstance(one, Choice) else (one.low, one.high)


def of_choice(one: Parameter, field: str) -> Iterator[str]:
    """A parameter that chooses a whole part."""
    for value in values(one):
        part = settled(field, value)
        if value is None and field in OPTIONAL:
            continue
        if isinstance(part, Part):
            yield from faults_of_part(field, part)
        else:
            yield f'{one.name} chooses among names and part("adam", ...). Received: {shown(value)}'


def of_option(search: Search, one: Parameter, field: str, option: str) -> Iterator[str]:
    """A parameter that is an option of a part: every part that may be there must take each of its values."""
    for part in candidates(search, one, field):
        if part is None:
            yield (
                f"{one.name} has no part to be an option of where `{field}` is None. "
                f'Name the {field}, or add when=When("{field}", (...,))'
            )
            continue
        tried = (part.but(**{option: settled(option, value)}) for value in values(one))
        yield from next((said for each in tried if (said := list(new_faults(field, part, each, one.name)))), [])


def new_faults(field: str, before: Part, after: Part, name: str = "") -> Iterator[str]:
    """What is wrong with a part only since an option was set."""
    known = faults_of_part(field, before)
    yield from (f"{name}: {text}" if name else text for text in faults_of_part(field, after) if text not in known)


def candidates(search: Search, one: Parameter, field: str) -> Iterable[Part | None]:
    """The parts of which a parameter may be an option, in the order of their first mention."""
    chosen = [other for other in search.space if other.name == field and isinstance(other, Choice)]
    if not chosen:
        return [getattr(base(search), field)]
    named = one.when.values if one.when and one.when.parameter == field else None
    found = [settled(field, value) for other in chosen for value in other.values if named is None or value in named]
    return list(dict.fromkeys(part if isinstance(part, Part) else None for part in found))


def suits(search: Search) -> None:
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
    losses = [one.values for one in search.space if isinstance(one, Choice) and one.name == "loss"]
    for loss in [search.loss, *(losses[0] if losses else ())]:
        part = settled("loss", loss)
        if isinstance(part, Part) and LOSSES.get(part.name, task) != task:
            yield f"the loss {part.name} is for {LOSSES[part.name]}. Received: {search.data.name}, for {task}"
    reasons = {
        text.partition(". ")[2] or text: text for model in networks(search) for text in network(model, begun.data)
    }
    yield from reasons.values()


def networks(search: Search) -> Iterator[Part]:
    """The network of the search, and with one of its parameters at each of its values or ends."""
    model = base(search).model
    chosen = [one for one in search.space if one.name == "model" and isinstance(one, Choice)]
    models = [settled("model", value) for one in chosen for value in one.values] or [model]
    yield from models
    for one in search.space:
        field, _, option = one.name.partition(".")
        if field == "model" and option and not chosen:
            for value in values(one):
                yield model.but(**{option: settled(option, value)})
