"""Studies: every fault of one, in words, before anything is trained."""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from experiments.advice import Technique
from experiments.checking.claims import advice_faults, chart_faults, claim_faults, hero_faults, recipe_faults
from experiments.checking.fields import FIELDS, refused, unplain, wrong
from experiments.checking.parts import faults as faults_of_part
from experiments.checking.plain import shown
from experiments.checking.rules import number
from experiments.errors import guess, refuse
from experiments.quiet import import_keras
from experiments.spec import Part, Trial
from experiments.study import BASE, LEARNING_RATE, SCALES, THEORY, Method, Study

FIELDS_OF_METHODS = tuple(field.name for field in fields(Trial) if field.name not in ("replicate", "halt"))
PARTS = (
    "data",
    "model",
    "optimizer",
    "loss",
    "schedule",
    "stopping",
    "start",
    "evaluation",
    "augmentation",
    "callback",
)
OTHER_AT_A_SCALE = ("epochs", "data", "thin", "simulations", "rates", "tuning", "replicates", "target")
NAME = (r"[a-z][a-z0-9_]{0,59}", "made of a-z, 0-9 and _, begin with a letter, and have at most 60 characters")


def check(study: Study, source: str) -> None:
    """Raises `UserError` with every fault of a study, if it has any."""
    refuse(source, "study", list(dict.fromkeys(faults(study))))


def faults(study: Study) -> Iterator[str]:
    """Everything that is wrong with a study, as sentences without their full stop."""
    if not (isinstance(study.name, str) and re.fullmatch(NAME[0], study.name)):
        yield f"its name must be {NAME[1]}. Received: {shown(study.name)}"
    own = list(wrong(study))
    yield from own
    broken = {text.partition("`")[2].partition("`")[0] for text in own}
    base = study.base if isinstance(study.base, Trial) else None
    if base:
        yield from base_faults(base)
    if "methods" in broken:
        return
    yield from label_faults(study.methods)
    for method in study.methods:
        yield from (f"the method {shown(method.label)}: {text}" for text in method_faults(method, base))
    if "rates" not in broken and "base" not in broken:
        yield from training_faults(study)
    if "scales" not in broken:
        yield from scale_faults(study)
    checks = {"claims": claim_faults, "charts": chart_faults, "advice": advice_faults}
    for name, faults_of in checks.items():
        for item in getattr(study, name) if name not in broken else ():
            title = next(
                (f" {shown(getattr(item, field))}" for field in ("id", "title", "name") if hasattr(item, field)), ""
            )
            texts = list(wrong(item)) or list(faults_of(study, item))
            yield from (f"the {name.removesuffix('s')}{title}: {text}" for text in texts)
    if "charts" not in broken and "hero" not in broken:
        yield from hero_faults(study)
    if study.recipe and "recipe" not in broken:
        parts = [study.recipe, *(each for each in study.recipe.techniques if isinstance(each, Technique))]
        texts = [text for item in parts for text in wrong(item)] or list(recipe_faults(study, study.recipe))
        yield from (f"the recipe: {text}" for text in texts)


def base_faults(base: Trial) -> Iterator[str]:
    """The trial from which methods differ."""
    yield from (f"its base: {text}" for text in wrong(base))
    for name in PARTS:
        value = getattr(base, name)
        if isinstance(value, Part) and not list(unplain(name, value)):
            yield from (f"its base: {text}" for text in options(name, value))


def options(kind: str, part: Part) -> tuple[str, ...]:
    """What is wrong with a part that is plain data."""
    if "keras" not in sys.modules:
        import_keras()
    return faults_of_part(kind, part)


def label_faults(methods: tuple[Method, ...]) -> Iterator[str]:
    """Labels are distinct, and none is a word with another meaning."""
    labels = [method.label for method in methods if isinstance(method.label, str)]
    twice = [label for label, count in Counter(labels).items() if count > 1]
    alike = Counter(label.lower() for label in dict.fromkeys(labels))
    if near := [label for label in dict.fromkeys(labels) if alike[label.lower()] > 1]:
        yield f"labels must differ in more than capital letters. Received: {', '.join(map(shown, near))}"
    if twice:
        yield f"its methods must have labels of their own. Received more than once: {', '.join(map(shown, twice))}"
    if THEORY in labels:
        yield f"no method may be called {THEORY!r}, which stands for the theory in exact claims"
    for family in sorted({method.family for method in methods if isinstance(method.family, str)} & {*labels, THEORY}):
        yield f"a family must have a name that no method has. Received: {family!r}"


def method_faults(method: Method, base: Trial | None) -> Iterator[str]:
    """One method: its fields, the trial fields that it changes, its simulation."""
    own = list(wrong(method))
    yield from own
    if any("`changes`" in text for text in own):
        return
    for name, value in method.changes:
        if name not in FIELDS_OF_METHODS:
            near = guess(name, FIELDS_OF_METHODS)
            yield f"a trial has no field `{name}`.{near} It has {', '.join(FIELDS_OF_METHODS)}"
        elif method.simulation and name != "data":
            yield f"a simulation is not trained, so `{name}` has no effect. Leave it out"
        elif wrong_value := list(refused(name, value, FIELDS[Trial][name])):
            yield from wrong_value
        elif isinstance(value, Part):
            yield from change_faults(name, value, base)
    if isinstance(method.simulation, Part) and not list(unplain("simulation", method.simulation)):
        yield from options("simulation", method.simulation)


def change_faults(name: str, value: Part, base: Trial | None) -> Iterator[str]:
    """A part that a method changes; one named `base` must have a base to stand for."""
    if value.name != BASE:
        yield from options(name, value)
    elif not isinstance(current := getattr(base, name, None), Part):
        yield f"part({BASE!r}) stands for the `{name}` of the study's base, which has none"
    elif not list(unplain(name, current)):
        before = options(name, current)
        yield from (text for text in options(name, current.but(**dict(value.options))) if text not in before)


def training_faults(study: Study) -> Iterator[str]:
    """What a study that trains networks must have, and rates that differ in something."""
    networks = [method for method in study.methods if method.simulation is None]
    if networks and study.base is None:
        yield "it trains networks, so it must have a base: base=Trial(data=..., model=..., optimizer=...)"
    if not study.rates and (left := [shown(method.label) for method in networks if not method.rates]):
        yield f"it must name at least one learning rate, rates=(0.01, 0.1), or each method its own: {', '.join(left)}"
    for method in networks:
        yield from (f"the method {shown(method.label)}: {text}" for text in tuning_faults(study, method))


def tuning_faults(study: Study, method: Method) -> Iterator[str]:
    """A method tunes an option of a part that there is, and has a learning rate in any case."""
    if method.tunes == LEARNING_RATE or not isinstance(method.tunes, str) or study.base is None:
        return
    name, _, option = method.tunes.partition(".")
    current = dict(method.changes).get(name, getattr(study.base, name, None))
    if name not in PARTS or not option or not isinstance(current, Part):
        yield f"`tunes` must name an option of a part, such as model.l2. Received: {shown(method.tunes)}"
        return
    part = getattr(study.base, name).but(**dict(current.options)) if current.name == BASE else current
    rates = method.rates or study.rates
    if rates:
        yield from options(name, part.but(**{option: rates[0]}))
    optimizer = dict(method.changes).get("optimizer", study.base.optimizer)
    rate = study.base.optimizer.get("learning_rate") if optimizer.name == BASE else None
    if not (rate or optimizer.get("learning_rate")):
        yield f"it tunes {method.tunes}, so its optimizer must name a learning rate: part(..., learning_rate=0.01)"


def scale_faults(study: Study) -> Iterator[str]:
    """What is other at a scale."""
    for scale, changes in study.scales:
        if scale not in SCALES:
            yield f"unknown scale {scale!r}.{guess(scale, SCALES)} Known: {', '.join(SCALES)}"
        if not isinstance(changes, tuple) or not all(
            isinstance(change, tuple) and len(change) == 2 for change in changes
        ):
            yield f"`scales` must be (scale, ((field, value), ...)). Received: {shown(changes)}"
            continue
        for name, value in changes:
            if name not in OTHER_AT_A_SCALE:
                allowed = ", ".join(OTHER_AT_A_SCALE)
                yield f"at the scale {scale} it changes `{name}`.{guess(name, OTHER_AT_A_SCALE)} Allowed: {allowed}"
            elif not right_at_a_scale(name, value):
                yield f"at the scale {scale}, `{name}` is not allowed to be {shown(value)}"
    for scale in SCALES:
        if not any(method.scale in SCALES[: SCALES.index(scale) + 1] for method in study.methods):
            yield f"it has no method at the scale {scale}. A method's `scale` is the smallest at which it runs"


def right_at_a_scale(name: str, value: Any) -> bool:
    """Whether a field may have a value at a scale."""
    if name in ("epochs", "thin"):
        return number(value) and isinstance(value, int) and value >= 1
    if name == "simulations":
        return isinstance(value, tuple) and all(isinstance(item, Part) for item in value)
    return FIELDS[Trial if name == "data" else Study][name][0](value)
