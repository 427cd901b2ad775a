"""The questions, one file each, in a folder a topic of the ledger.

The files are the registry: a study is found by its file's name alone, or by its path.
"""

from dataclasses import replace
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

from experiments.content import make_importable
from experiments.errors import UserError
from experiments.quiet import silenced
from experiments.study import Study

OWN = "own_"  # before the name of a user's study or search that is called as one of the house's


def names() -> list[str]:
    """The names of all studies, in alphabetical order."""
    return sorted(modules())


@cache
def modules() -> dict[str, str]:
    """Name of a study -> its module."""
    topics = [topic.name for topic in iter_modules(__path__) if topic.ispkg]
    return {
        study.name: f"{__name__}.{topic}.{study.name}"
        for topic in topics
        for study in iter_modules([f"{folder}/{topic}" for folder in __path__])
    }


def load(name: str) -> Study:
    """The study of that name, or the `STUDY` of a Python file given by its path.

    Raises:
        UserError: the file is missing, fails to run, or holds no sound study.
    """
    if not name.endswith(".py"):
        return import_module(modules()[name]).STUDY
    study = getattr(run_file(Path(name)), "STUDY", None)
    if not isinstance(study, Study):
        raise UserError(f"{name} must define STUDY, an experiments.study.Study. Received: {study!r}")
    from experiments.checking.plain import plain
    from experiments.checking.studies import check

    study = plain(study)
    check(study, name)
    return replace(study, name=distinct_name(study.name), file=Path(name).name)


def distinct_name(name: str) -> str:
    """The name of a user's study or search, changed if one of the house's has it: their pages must not mix."""
    import tuner_configs

    house = {*names(), *(module.name for module in iter_modules(tuner_configs.__path__))}
    return OWN + name if name in house else name


def run_file(path: Path) -> ModuleType:
    """The module that a user's own file makes; it may import what lies beside it."""
    if not path.is_file():
        raise UserError(f"There is no study file {path}.")
    make_importable([path])
    seen = path.stat()
    return _run(path, seen.st_mtime_ns, seen.st_size)


@lru_cache
def _run(path: Path, _changed: int, _size: int) -> ModuleType:
    """Runs a file once as it stands: it is looked at several times, for a search, for a study, for its name."""
    spec = spec_from_file_location(f"study_{path.stem}", path)
    assert spec and spec.loader  # a path that ends in .py has a loader
    module = module_from_spec(spec)
    try:
        with silenced():  # it may import Keras
            spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:
        raise UserError(f"{path} could not be read as a study: {type(error).__name__}: {error}") from error
    return module
