"""Whether plain data has the shape that a typed dict declares."""

from types import NoneType, UnionType
from typing import Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

from experiments.judging.measures import MEASURES
from experiments.report.shapes.quantities import Quantity
from experiments.report.shapes.studies import MethodRow


def faults(value: Any, shape: Any, path: str = "summary") -> list[str]:
    """How a value differs from its shape: unknown and missing keys, other types; whole numbers may stand for floats."""
    origin = get_origin(shape)
    if shape is Any:
        return []
    if is_typeddict(shape):
        return keyed(value, shape, path)
    if origin in (Union, UnionType):
        options = [faults(value, option, path) for option in get_args(shape)]
        if [] in options:
            return []
        return min(options, key=len) if isinstance(value, dict) else [unlike(value, shape, path)]
    if origin is Literal:
        return [] if value in get_args(shape) else [unlike(value, shape, path)]
    if origin is dict:
        key, entry = get_args(shape)
        if not isinstance(value, dict) or not all(isinstance(name, key) for name in value):
            return [unlike(value, shape, path)]
        return [fault for name, part in value.items() for fault in faults(part, entry, f"{path}.{name}")]
    if origin is not None:  # lists and sequences; a tuple's entries are of one type here
        if not isinstance(value, list):
            return [unlike(value, shape, path)]
        return [
            fault for index, part in enumerate(value) for fault in faults(part, get_args(shape)[0], f"{path}[{index}]")
        ]
    types = {float: (float, int), None: (NoneType,)}.get(shape, (shape,))
    right = isinstance(value, types) and (shape is bool or not isinstance(value, bool))
    return [] if right else [unlike(value, shape, path)]


def keyed(value: Any, shape: Any, path: str) -> list[str]:
    """The faults of a dict. A method's row has more keys: the measures that its study adds."""
    if not isinstance(value, dict):
        return [unlike(value, shape, path)]
    added = {name: Quantity for name in value if shape is MethodRow and name in MEASURES}
    hints = added | get_type_hints(shape, include_extras=True)
    missing = [f"{path} lacks {name}" for name in sorted(shape.__required_keys__ - set(value))]
    unknown = [f"{path} has {name}" for name in value if name not in hints]
    inside = []
    for name in hints.keys() & value.keys():
        hint = hints[name]
        hint = get_args(hint)[0] if get_origin(hint) is NotRequired else hint
        inside += faults(value[name], hint, f"{path}.{name}")
    return [*missing, *unknown, *inside]


def unlike(value: Any, shape: Any, path: str) -> str:
    """What is wrong with a value's type."""
    return f"{path} is {value!r:.60}, not {shape}"
