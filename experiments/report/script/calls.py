"""Parts of a spec as Python text: calls of constructors, and the imports that they need."""

from typing import Any

StoredPart = dict[str, Any]  # a part as stored: its name, and its options if it has any


def options(part: StoredPart) -> dict[str, Any]:
    """A part's options."""
    return dict(part.get("options", {}))


def call(part: StoredPart, kind: dict[str, str], *first: str) -> str:
    """A part as a constructor call, with `first` before its options."""
    name = kind[part["name"]].partition(":")[2]
    return f"{name}({', '.join([*first, *keywords(options(part))])})"


def keywords(given: dict[str, Any]) -> list[str]:
    """Keyword arguments."""
    return [f"{name}={value!r}" for name, value in given.items()]


def imports(paths: list[str]) -> list[str]:
    """Import lines of `module:attribute` paths, sorted."""
    pairs = sorted({tuple(path.split(":")) for path in paths})
    return [f"from {module} import {name}" for module, name in pairs]
