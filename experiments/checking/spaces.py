"""What each field of a search may be, class by class; faults in words."""

from collections.abc import Iterator
from typing import Any

from experiments.checking import rules
from experiments.checking.fields import PART, refused, unplain
from experiments.checking.plain import PLAIN, advice, is_plain, shown
from experiments.checking.rules import Rule
from experiments.spec import Part
from tuner_configs.search import ORACLES, Budget, Choice, Float, Int, Layers, Search, When

SCALES = ("linear", "log", "reverse_log")
CHOOSE = ("kept", "last", "best")
OBJECTIVES = ("score", "loss", "mae", "accuracy", "r2")
WHEN: Rule = rules.maybe(rules.made(When, "When(parameter, values)"))
WHOLE: Rule = (rules.is_whole, "a whole number")
RANGE: dict[str, Rule] = {
    "name": rules.TEXT,
    "scale": rules.among(*SCALES),
    "step": rules.maybe(rules.POSITIVE),
    "when": WHEN,
    "points": (
        lambda value: rules.is_whole(value) and value >= 2,
        "a whole number of at least 2: the points of a grid",
    ),
}
FIELDS: dict[type, dict[str, Rule]] = {
    Search: {
        "title": rules.LABELLED,
        "question": rules.TEXT,
        "space": rules.many((Float, Int, Choice), "Float(...), Int(...) and Choice(...)", least=1),
        "model": PART,
        "data": PART,
        "optimizer": PART,
        "schedule": rules.maybe(PART),
        "stopping": rules.maybe(PART),
        "loss": rules.maybe(PART),
        "batch_size": rules.COUNT,
        "layers": rules.maybe(rules.made(Layers, "Layers(to, depth, width)")),
        "oracle": rules.among(*ORACLES),
        "budget": rules.made(Budget, "Budget(trials=..., epochs=...)"),
        "objective": rules.among(*OBJECTIVES),
        "choose": rules.among(*CHOOSE),
        "batch": rules.maybe(rules.COUNT),
        "factor": (lambda value: rules.is_whole(value) and value >= 2, "a whole number of at least 2"),
        "nested": rules.NATURAL,
        "seed": rules.NATURAL,
    },
    Budget: {
        "trials": rules.COUNT,
        "epochs": rules.COUNT,
        "replicates": rules.COUNT,
        "confirmed": rules.NATURAL,
        "confirmations": rules.NATURAL,
    },
    Float: {**RANGE, "low": rules.NUMBER, "high": rules.NUMBER, "default": rules.maybe(rules.NUMBER)},
    Int: {**RANGE, "low": WHOLE, "high": WHOLE, "step": rules.maybe(rules.COUNT), "default": rules.maybe(WHOLE)},
    Choice: {
        "name": rules.TEXT,
        "values": (lambda value: isinstance(value, tuple) and bool(value), "a tuple of values with at least one"),
        "when": WHEN,
    },
}


def wrong(thing: Any) -> Iterator[str]:
    """The fields of one object that are not what they must be; parts and values within it must be plain data."""
    for name, rule in FIELDS[type(thing)].items():
        yield from refused(name, getattr(thing, name), rule)
    if isinstance(thing, Choice) and isinstance(thing.values, tuple):
        for value in thing.values:
            if isinstance(value, Part):
                yield from unplain("values", value)
            elif not is_plain(value):
                yield f"`values` must be {PLAIN}. Received: {shown(value)}.{advice(value)}"
    when = getattr(thing, "when", None)
    if isinstance(when, When) and not (isinstance(when.parameter, str) and isinstance(when.values, tuple)):
        yield f'`when` must be When("parameter", (value, ...)). Received: {shown(when)}'
