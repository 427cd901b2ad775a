"""What makes a search sound, said before anything is trained."""

import re
from collections.abc import Iterator
from itertools import combinations

from experiments.errors import UserError, guess
from experiments.tuning.assembly import FIELDS, PARTS
from tuner_configs.search import ORACLES, Choice, Float, Int, Parameter, Search

SCALES = ("linear", "log", "reverse_log")
CHOOSE = ("kept", "last", "best")


def check(search: Search, source: str) -> None:
    """Raises `UserError` for a search that could not be run."""
    for message in faults(search):
        raise UserError(f"{source} is not a sound search: {message}.")


def faults(search: Search) -> Iterator[str]:
    """Everything that is wrong with a search, as the end of a sentence."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", search.name):
        yield f"its name must be made of a-z, 0-9 and _: {search.name!r}"
    if search.oracle not in ORACLES:
        yield f"the oracle is one of {', '.join(ORACLES)}. Received: {search.oracle!r}.{guess(search.oracle, ORACLES)}"
    if search.choose not in CHOOSE:
        yield f"`choose` is one of {', '.join(CHOOSE)}. Received: {search.choose!r}"
    budget = search.budget
    if min(budget.trials, budget.epochs, budget.replicates) < 1 or search.at_once < 1:
        yield f"its budget must be at least one trial, epoch and replicate, and its batch 1. Received: {budget}"
    if min(budget.confirmed, budget.confirmations, search.nested) < 0 or search.factor < 2:
        yield "`confirmed`, `confirmations` and `nested` must be 0 or more, `factor` at least 2"
    if not search.space:
        yield "it must have at least one parameter"
    yield from duplicates(search)
    for place, one in enumerate(search.space):
        yield from faults_of(one, search.space[:place], search)


def duplicates(search: Search) -> Iterator[str]:
    """A name may occur twice only if its parameters are never active together."""
    for one, other in combinations(search.space, 2):
        if one.name != other.name:
            continue
        a, b = one.when, other.when
        if a is None or b is None or a.parameter != b.parameter or set(a.values) & set(b.values):
            yield f"{one.name} is there twice, under conditions that may hold together"


def faults_of(one: Parameter, before: tuple[Parameter, ...], search: Search) -> Iterator[str]:
    """What is wrong with one parameter."""
    field, _, option = one.name.partition(".")
    made = (search.layers.depth, search.layers.width) if search.layers else ()
    if one.name not in made and (field not in (PARTS if option else FIELDS)):
        known = ", ".join((*FIELDS, *made))
        yield f"{one.name} has no place in a trial.{guess(field, FIELDS)} A name begins with one of {known}"
    if one.when and one.when.parameter not in [other.name for other in before]:
        yield f"{one.name} depends on {one.when.parameter}, which must come before it"
    elif one.when:
        parents = [other for other in before if other.name == one.when.parameter]
        known = [value for parent in parents if isinstance(parent, Choice) for value in parent.values]
        if not all(isinstance(parent, Choice) for parent in parents) or not set(one.when.values) <= set(known):
            yield f"{one.name} depends on values of {one.when.parameter} that are none of its choices"
    if isinstance(one, Choice):
        if not one.values or len(set(map(str, one.values))) < len(one.values):
            yield f"{one.name} must have values, each once. Received: {one.values}"
        return
    yield from faults_of_number(one)


def faults_of_number(one: Float | Int) -> Iterator[str]:
    """What is wrong with a range."""
    if one.scale not in SCALES:
        yield f"the scale of {one.name} is one of {', '.join(SCALES)}. Received: {one.scale!r}"
    if not one.low < one.high or (one.scale != "linear" and one.low <= 0):
        yield f"{one.name} must go from a lower to a higher value, above 0 unless it is linear"
    if one.step is not None and one.step <= (0 if one.scale == "linear" else 1):
        yield f"the step of {one.name} must be above {0 if one.scale == 'linear' else '1, a ratio'}"
    if one.points < 2:
        yield f"a grid needs at least 2 points of {one.name}. Received: {one.points}"
