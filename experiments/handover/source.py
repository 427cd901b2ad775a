"""Source: a function or class of a notebook as a module of its own, with everything of the notebook that it uses."""

import ast
import builtins
import linecache
import symtable
import sys
from collections.abc import Iterator
from inspect import getclosurevars, isclass, isfunction, ismodule
from textwrap import dedent
from typing import Any

from experiments.content import locate
from experiments.errors import UserError

ADVICE = 'Write it into a file, and give its name: model="net.py:build".'
PLAIN = (bool, int, float, complex, str, bytes, type(None))


def importable(value: Any) -> str | None:
    """`module:attribute` of what another process can import; None for what a notebook or a function defines."""
    module, attribute = getattr(value, "__module__", None) or "", getattr(value, "__qualname__", "")
    if module == "__main__" or not attribute.isidentifier():
        return None
    home = sys.modules.get(module)
    known = locate(module) if home is None else callable(getattr(home, attribute, None)) and hasattr(home, "__file__")
    return f"{module}:{attribute}" if known else None


def script(value: Any) -> str | None:
    """`file.py:attribute` of what the running script defines; None for anything else."""
    file = getattr(sys.modules["__main__"], "__file__", None)
    name = getattr(value, "__qualname__", "")
    here = getattr(value, "__module__", None) == "__main__" and getattr(sys.modules["__main__"], name, None) is value
    return f"{file}:{name}" if file and file.endswith(".py") and here else None


def module(value: Any) -> str:
    """The text of a module that defines a function or class, and before it all that it uses.

    What it uses may be modules, what can be imported, other functions and classes of the notebook, and plain values
    (numbers, texts, and tuples, lists and dicts of them), which are written as they are now.

    Raises:
        UserError: its source is not to be had, or it uses something else.
    """
    lines: dict[str, str] = {}
    add(value.__name__, value, lines, value.__name__)
    return "\n".join([*sorted(text for text in lines.values() if imported(text)), "",
                      *(text for text in lines.values() if not imported(text))])  # fmt: skip


def imported(text: str) -> bool:
    """Whether a definition is an import."""
    return text.startswith(("import ", "from "))


def add(name: str, value: Any, lines: dict[str, str], user: str) -> None:
    """Adds what defines a name, after what that uses.

    Args:
        name: as it is used.
        value: what it stands for.
        lines: the definitions so far, by name.
        user: the function that uses it, for messages.
    """
    if name in lines:
        return
    if ismodule(value):
        package = value.__name__
        lines[name] = f"import {package}" if package == name else f"import {package} as {name}"
    elif (isclass(value) or isfunction(value)) and (path := importable(value)):
        package, _, attribute = path.partition(":")
        lines[name] = f"from {package} import {attribute}" + (f" as {name}" if attribute != name else "")
    elif (isclass(value) or isfunction(value)) and value.__name__ == name:
        text = source(value)
        lines[name] = ""  # a function may call itself
        for other, used in uses(value, text):
            add(other, used, lines, name)
        del lines[name]
        lines[name] = f"\n{text}"
    elif plain(value):
        lines[name] = f"{name} = {value!r}"
    else:
        raise UserError(
            f"{user} uses {name}, which no other process can have: only modules, functions, classes and plain values "
            f"go along. Make it inside the function, or give a network: model=build(...). Received: {name}, an object "
            f"of {type(value).__name__}"
        )


def uses(value: Any, text: str) -> Iterator[tuple[str, Any]]:
    """The names that a definition takes from around it, and what they stand for now."""
    around: dict[str, Any] = {}
    for function in functions(value):
        around |= function.__globals__ | dict(getclosurevars(function).nonlocals)
    for name in sorted(outer(symtable.symtable(text, value.__name__, "exec"), value.__name__)):
        if name in around:
            yield name, around[name]
        elif not hasattr(builtins, name):
            raise UserError(f"{value.__name__} uses {name}, which is not defined. Received: {value!r}")


def functions(value: Any) -> list[Any]:
    """A function itself, or those that a class defines."""
    return [value] if isfunction(value) else [member for member in vars(value).values() if isfunction(member)]


def outer(table: symtable.SymbolTable, own: str) -> set[str]:
    """The names that a piece of source reads and does not define."""
    module = table.get_type() == "module"
    names = {
        symbol.get_name()
        for symbol in table.get_symbols()
        if symbol.is_referenced() and (symbol.is_global() or (module and not symbol.is_assigned()))
    }
    return set().union(names, *(outer(child, own) for child in table.get_children())) - {own}


def source(value: Any) -> str:
    """The text of a function or class as it was typed, with its decorators.

    Raises:
        UserError: it was not typed as a definition, or its text is not kept.
    """
    for code in (function.__code__ for function in functions(value)):
        lines = linecache.getlines(code.co_filename)
        for node in definitions("".join(lines), value.__name__):
            first = min(member.lineno for member in (node, *node.decorator_list))
            if first <= code.co_firstlineno <= (node.end_lineno or first):
                return dedent("".join(lines[first - 1 : node.end_lineno])).rstrip("\n") + "\n"
    raise UserError(f"The source of {value.__name__} is not to be had. {ADVICE} Received: {value!r}")


def definitions(text: str, name: str) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """The definitions of a name in a text."""
    try:
        nodes = ast.walk(ast.parse(text))
    except SyntaxError:
        return
    yield from (node for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == name)


def plain(value: Any) -> bool:
    """Whether a value's `repr` is Python that makes it again."""
    if type(value) is dict:
        return all(plain(item) for pair in value.items() for item in pair)
    if isinstance(value, tuple | list):
        return type(value) in (tuple, list) and all(map(plain, value))
    finite = not isinstance(value, float | complex) or abs(value) < float("inf")
    return type(value) in PLAIN and finite
