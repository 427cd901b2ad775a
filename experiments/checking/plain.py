"""Plain data: what a spec may consist of, so that it can be hashed, stored as JSON and read again."""

from dataclasses import fields, is_dataclass, replace
from math import isfinite
from typing import Any

from experiments.spec import Part, part

PLAIN = "numbers, text, truth values, None, part(...), or tuples of these"
LONGEST = 100  # characters of a value that a message shows


def plain(value: Any) -> Any:
    """The value with lists as tuples and NumPy's numbers and arrays as Python's, through frozen data."""
    if isinstance(value, list | tuple):
        return tuple(plain(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        values = {field.name: getattr(value, field.name) for field in fields(value) if field.init}
        made = replace(value, **{name: plain(item) for name, item in values.items()})
        if isinstance(made, Part) and well_formed(made):
            return part(made.name, **dict(made.options))  # in canonical order
        return made
    if hasattr(value, "dtype") and (listed := getattr(value, "tolist", None)):
        return plain(listed())
    return value


def well_formed(value: Part) -> bool:
    """Whether a part that was made by hand has a name and named options."""
    return isinstance(value.options, tuple) and all(
        isinstance(item, tuple) and len(item) == 2 and isinstance(item[0], str) for item in value.options
    )


def is_plain(value: Any) -> bool:
    """Whether a value may stand in a spec."""
    if isinstance(value, tuple):
        return all(map(is_plain, value))
    if isinstance(value, float):
        return isfinite(value)
    return value is None or isinstance(value, bool | int | str | Part)


def shown(value: Any) -> str:
    """A value for a message, cut where it is long."""
    text = repr(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def advice(value: Any) -> str:
    """What to write instead of a value that is not plain data."""
    if isinstance(value, dict):
        return " Write the entries as options of a part: part(name, option=value)."
    if callable(value):
        return ' Name it as text, "module:attribute", so that every process can import it.'
    return ""


def unmade(kind: str, part: Any, error: Exception) -> str:
    """The sentence on a part that cannot be made, with the first line of the error."""
    first = (str(error).strip().splitlines() or [""])[0]
    return f"the {kind} {part} cannot be made. {type(error).__name__}: {first}"
