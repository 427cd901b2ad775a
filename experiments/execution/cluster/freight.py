"""Freight: what nodes need of the user's own: code as files, data as tables that Ray copies once a node."""

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments import content
from experiments.data import load
from experiments.data.loading import provide, source
from experiments.spec import Part, parts

SHIPPED = ("file", "folder", "function", "keras")  # sources of data that a node may not have
NETWORK = ".keras"  # the ending of a network that Keras saved


@dataclass(frozen=True)
class Freight:
    """What tasks take along.

    Attributes:
        tables: data -> what Ray's object store calls their table.
        files: path below the working folder -> bytes.
        code: names of the user's own that stand for files on every node -> digests.
        data: names of the user's own that a table stands for there -> digests.
    """

    tables: dict[Part, Any]
    files: dict[str, bytes]
    code: dict[str, str]
    data: dict[str, str]


def packed(trials: Iterable[Any]) -> Freight:
    """The freight of some trials."""
    import ray

    trials = list(trials)
    sets = {trial.data for trial in trials if trial.data}
    tables = {data: ray.put(load(data)) for data in sets if source(data.name) in SHIPPED}
    digests = {each.name: each.content for trial in trials for each in parts(trial) if each.content}
    whole = {data.name for data in tables}
    inside = {each.name for data in tables for each in parts(data) if ":" not in each.name}
    data = {name: digest for name, digest in digests.items() if name in whole | inside}
    code = {name: digest for name, digest in digests.items() if name not in data}
    return Freight(tables, {path: text for name in code for path, text in files(name)}, code, data)


def unpack(files: dict[str, bytes], digests: dict[str, str], tables: dict[Part, Any]) -> None:
    """Makes this process one in which the user's files lie as they lie in the working folder, and data are loaded."""
    content.SHIPPED.update(digests)
    provide(tables)
    absent = [path for path, text in files.items() if not Path(path).is_file() or Path(path).read_bytes() != text]
    if not absent:
        return
    folder = Path(tempfile.mkdtemp(prefix="keras_experiments_"))
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text)
    os.chdir(folder)
    sys.path.insert(0, str(folder))


def files(name: str) -> Iterator[tuple[str, bytes]]:
    """The files that a name of the user's own stands for, each with its path as a node will look for it.

    None for a file outside the working folder: it must lie there on every node.
    """
    module, attribute = content.separated(name)
    if not attribute:
        if name.endswith(NETWORK) and below(Path(name)):
            yield name, Path(name).read_bytes()
        return
    location = content.locate(module)
    written = module.endswith(content.SOURCE)
    if location is None or (written and not below(Path(module))):
        return
    root, file = location
    base = Path(module).parent if written else Path()
    for path in content.sources(root, file):
        yield (base / path.relative_to(root)).as_posix(), path.read_bytes()


def below(path: Path) -> bool:
    """Whether a path as it is written leads to a file below the working folder."""
    return not path.is_absolute() and ".." not in path.parts
