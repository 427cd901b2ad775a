"""The request of a call in Python, and the files that it needs of what the call hands over."""

from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from experiments.errors import UserError, guess
from experiments.handover.files import Handed
from experiments.handover.network import network
from experiments.handover.rows import named, rows
from experiments.labels import labels
from experiments.request import VERIFY, Request
from experiments.tuning import configs

ARGUMENTS = ("data", "target", "test", "model")
ELSEWHERE = (*ARGUMENTS, "studies", "dataset", "list", "check", "dry_run", "report_only", "words")
OPTIONS = [each.name for each in fields(Request) if each.name not in ELSEWHERE]


def requested(
    studies: tuple[str, ...], data: Any, target: Any, test: Any, model: Any, options: Mapping[str, Any]
) -> tuple[Request, dict[Path, bytes]]:
    """The request, not checked yet, and the contents of its files.

    Raises:
        UserError: an unknown option, or data or a network of no known kind.
    """
    for option in options:
        if option not in OPTIONS:
            known = [*OPTIONS, *ARGUMENTS]
            raise UserError(
                f"Unknown option.{guess(option, known)} All options: {', '.join(known)}. Received: {option}="
            )
    if VERIFY in studies:
        raise UserError("`verify` is of the command line: python -m experiments.run verify.")
    request = Request(studies=studies, **{name: plain(name, value) for name, value in options.items()})
    names, held, net = named(data), None, None if model is None else network(model)
    if names is None:
        held, target = rows(data, target)
    request = replace(request, dataset=names or (), target=target)
    if isinstance(net, str):
        request, net = replace(request, model=net), None
    title, files = request.name, dict[Path, bytes]()
    request = replace(request, name=title or called(request, held, net))
    if held:
        path = held.path(request.folder, title)
        files[path], request = held.content, replace(request, dataset=(str(path),))
    if net:
        path = net.path(request.folder)
        files[path], request = net.content, replace(request, model=f"{path}:{net.label}" if net.code else str(path))
    if test is not None and named(test) is None:
        path = (apart := rows(test, request.target)[0]).path(request.folder, "test")
        files[path], test = apart.content, path
    return replace(request, test=None if test is None else str(test)), files


def called(request: Request, held: Handed | None, net: Handed | None) -> str | None:
    """What a run is called that somebody gave no name; None where names of files tell it, as on the command line.

    Rows of Python's go by their digest, so that other rows are another run.
    """
    if not held and not net:
        return None
    if held:
        about = f"{held.label}-{held.digest}"
    elif not request.dataset and request.studies and configs.holds_search(request.studies[0]):
        about = configs.load(request.studies[0]).data.name
    else:
        about = "+".join(labels(request.datasets))
    return "+".join([about, *([net.label] if net else request.networks)])


def plain(name: str, value: Any) -> Any:
    """An option as a request holds it: `out` is a path, columns are a tuple, what stands for missing values is text."""
    if name == "out" and isinstance(value, str):
        return Path(value)
    if name in ("features", "drop", "missing"):
        some = value if isinstance(value, list | tuple) else (value,)
        return tuple(str(item) if name == "missing" else item for item in some)
    return value
