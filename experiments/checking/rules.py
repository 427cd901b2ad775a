"""Rules: what the fields of frozen data may be, and the words that say so."""

from collections.abc import Callable, Collection
from math import isfinite
from typing import Any

Rule = tuple[Callable[[Any], bool], str]
LABEL = 80  # characters that a figure and a table have room for


def number(value: Any) -> bool:
    """A finite number; truth values are none."""
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def is_whole(value: Any) -> bool:
    """A whole number; truth values are none."""
    return isinstance(value, int) and not isinstance(value, bool)


def label(value: Any) -> bool:
    """One line of printable text."""
    return isinstance(value, str) and value.strip() == value != "" and value.isprintable() and len(value) <= LABEL


TEXT: Rule = (lambda value: isinstance(value, str) and value.strip() != "", "text that is not empty")
ANY_TEXT: Rule = (lambda value: isinstance(value, str), "text")
LABELLED: Rule = (label, f"one line of text of at most {LABEL} characters, without spaces at its ends")
COUNT: Rule = (lambda value: is_whole(value) and value >= 1, "a whole number of at least 1")
NATURAL: Rule = (lambda value: is_whole(value) and value >= 0, "a whole number of at least 0")
NUMBER: Rule = (number, "a number")
POSITIVE: Rule = (lambda value: number(value) and value > 0, "a number above 0")
SHARE: Rule = (lambda value: number(value) and 0 < value <= 1, "a share above 0 and up to 1")
TRUTH: Rule = (lambda value: isinstance(value, bool), "True or False")
UNTOUCHED: Rule = (lambda value: not value, "left out: the suite sets it")
LABELS: Rule = (lambda value: isinstance(value, tuple) and all(map(label, value)), "a tuple of labels")


def maybe(rule: Rule) -> Rule:
    """What the rule allows, or None."""
    return lambda value: value is None or rule[0](value), f"{rule[1]}, or None"


def among(*names: str | None) -> Rule:
    """One of some names."""
    return lambda value: value in names, "one of " + ", ".join(map(str, names))


def made(kind: type | tuple[type, ...], words: str) -> Rule:
    """An object of a class."""
    return lambda value: isinstance(value, kind), words


def many(kind: type | tuple[type, ...], words: str, least: int = 0) -> Rule:
    """A tuple of objects of a class."""
    most = " with at least one" if least else ""
    return (
        lambda value: (
            isinstance(value, tuple) and len(value) >= least and all(isinstance(item, kind) for item in value)
        ),
        f"a tuple of {words}{most}",
    )


def named_pairs(rule: Callable[[Any], bool], words: str) -> Rule:
    """A non-empty tuple of pairs of labels."""
    return (
        lambda value: (
            isinstance(value, tuple)
            and bool(value)
            and all(isinstance(item, tuple) and len(item) == 2 and all(map(rule, item)) for item in value)
        ),
        words,
    )


def distinct(values: Collection[Any]) -> bool:
    """Whether no value is there twice."""
    return len(set(values)) == len(values)
