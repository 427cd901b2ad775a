"""Combination: one method with what several others change in a study's baseline."""

from dataclasses import replace
from typing import Any

from experiments.spec import Part
from experiments.study import Method, Study

JOINT = " + "


def combined_label(labels: tuple[str, ...]) -> str:
    """The label of a combination."""
    return JOINT.join(labels)


def combined(study: Study, labels: tuple[str, ...]) -> Method:
    """The method that changes all that some methods of a recipe change.

    Of a part that several of them change, each sets the options in which it differs from the baseline; one that takes
    another part of that kind, such as another optimizer, takes it first. Its rates are those of the first method that
    has some of its own.

    Args:
        study: with a recipe.
        labels: of methods, each of another technique.
    """
    assert study.recipe and study.base
    known = {method.label: method for method in study.methods}
    before = dict(known[study.recipe.baseline].changes)
    changed: dict[str, list[Any]] = {}
    for label in labels:
        for name, value in known[label].changes:
            if value != before.get(name):
                changed.setdefault(name, []).append(study.part(name, value))
    plain = {name: study.part(name, before.get(name, getattr(study.base, name))) for name in changed}
    changes = {**before, **{name: merged(plain[name], values) for name, values in changed.items()}}
    rates = next((known[label].rates for label in labels if known[label].rates), None)
    return replace(
        known[study.recipe.baseline], label=combined_label(labels), changes=tuple(sorted(changes.items())), rates=rates
    )


def merged(plain: Any, values: list[Any]) -> Any:
    """What several changes make of one field; of what is no part, or was none before, the last."""
    if not isinstance(plain, Part):
        return values[-1]
    others = [value for value in values if value.name != plain.name]
    alike = [value for value in values if value.name == plain.name]
    options = {name: value for part in alike for name, value in part.options if value != plain.get(name)}
    return (others[-1] if others else plain).but(**options)
