"""Parts of the user's own: functions and classes that a spec names "module:attribute", called with what they take."""

import inspect
from collections.abc import Callable, Mapping
from typing import Any

from experiments.errors import UserError, guess
from experiments.spec import Part

NAMED = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)


class PartError(UserError):
    """A part of the user's own cannot be made or used; the message says what was received and what is needed."""


def is_own(spec: Part | None) -> bool:
    """Whether a part is named "module:attribute", or is a network's file."""
    return spec is not None and (":" in spec.name or is_file(spec))


def is_file(spec: Part) -> bool:
    """Whether a part is a network that Keras saved."""
    return spec.name.endswith(".keras")


def parameters(function: Any) -> Mapping[str, inspect.Parameter]:
    """What a function or a class takes, by name; anything where that is not known."""
    try:
        return inspect.signature(function).parameters
    except (TypeError, ValueError):
        return {"options": inspect.Parameter("options", inspect.Parameter.VAR_KEYWORD)}


def required(function: Any) -> list[str]:
    """Names of the arguments without a default value."""
    return [
        parameter.name
        for parameter in parameters(function).values()
        if parameter.kind in NAMED and parameter.default is parameter.empty
    ]


def made(kind: str, spec: Part, factory: Any, wanted: type, offered: dict[str, Any]) -> Any:
    """What a factory makes of a part's options, and of those of the offered values that it takes.

    Args:
        kind: what the part is, such as `model`.
        spec: the part.
        factory: a function or a class.
        wanted: what it must make.
        offered: values by the name of the argument. A function with `**options` takes all of them, a class those that
            it names: its other options belong to the class that it inherits from.

    Raises:
        PartError: it is neither, takes other arguments, fails, or makes something else.
    """
    check_factory(kind, spec, factory)
    takes = parameters(factory)
    every = any(parameter.kind is parameter.VAR_KEYWORD for parameter in takes.values())
    free = every and not inspect.isclass(factory)
    options = {name: value for name, value in offered.items() if free or name in takes}
    options |= dict(spec.options)
    if (unknown := [name for name in options if name not in takes]) and not every:
        raise PartError(
            f"The {kind} {spec.name} takes {', '.join(takes) or 'no argument'}.{guess(unknown[0], takes)} "
            f"Received: {', '.join(unknown)}"
        )
    if missing := [name for name in required(factory) if name not in options]:
        raise PartError(
            f"The {kind} {spec.name} needs {', '.join(missing)}: write "
            f"part({spec.name!r}, {', '.join(f'{name}=...' for name in missing)}), or give default values. "
            f"Received: {', '.join(options) or 'no argument'}"
        )
    return expected(kind, spec, wanted, attempted(kind, spec, lambda: factory(**options)))


def check_factory(kind: str, spec: Part, factory: Any) -> None:
    """Raises `PartError` unless `factory` is a function or a class."""
    if not callable(factory) or not (inspect.isclass(factory) or inspect.isroutine(factory)):
        raise PartError(
            f"The {kind} {spec.name} must be a function or a class that makes a new one for each trial. "
            f"Received: an object of {type(factory).__name__}"
        )


def attempted(kind: str, spec: Part, function: Callable[[], Any]) -> Any:
    """What the user's function gives.

    Raises:
        PartError: it fails.
    """
    try:
        return function()
    except UserError:
        raise
    except Exception as error:
        raise PartError(f"The {kind} {spec.name} cannot be made. Received: {shortened(error)}") from error


def expected(kind: str, spec: Part, wanted: type, result: Any) -> Any:
    """What was made, if it is what was wanted."""
    if not isinstance(result, wanted):
        given = "nothing: is `return` missing?" if result is None else f"an object of {type(result).__name__}"
        given = f"the class {result.__name__}, not an object of it" if inspect.isclass(result) else given
        raise PartError(f"The {kind} {spec.name} must give a Keras {wanted.__name__}. Received: {given}")
    return result


def shortened(error: BaseException) -> str:
    """An error in one line: its kind, and what it says first."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    if lines and lines[0].startswith("in user code"):  # TensorFlow's words: the error comes last
        return lines[-1][:300]
    return f"{type(error).__name__}: {' '.join(lines)[:300]}" if lines else type(error).__name__
