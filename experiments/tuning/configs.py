"""Searches by name or by path; the files of `tuner_configs` are the registry."""

from dataclasses import replace
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import tuner_configs
from experiments import catalog
from experiments.checking.plain import plain
from experiments.errors import UserError
from experiments.tuning.soundness import check
from tuner_configs.search import Search

PLAIN = "search"  # the file that says what a search is


def names() -> list[str]:
    """The names of all searches, in alphabetical order."""
    return sorted(module.name for module in iter_modules(tuner_configs.__path__) if module.name != PLAIN)


def load(name: str) -> Search:
    """The search of that name, or the `SEARCH` of a Python file given by its path.

    Raises:
        UserError: the file is missing, fails to run, or holds no sound search.
    """
    if not name.endswith(".py"):
        return import_module(f"tuner_configs.{name}").SEARCH
    search = getattr(catalog.run_file(Path(name)), "SEARCH", None)
    if not isinstance(search, Search):
        raise UserError(f"{name} must define SEARCH, a tuner_configs.search.Search. Received: {search!r}")
    search = plain(search)
    check(search, name)
    return replace(search, name=catalog.distinct_name(search.name))


def holds_search(name: str) -> bool:
    """Whether a name of the command line stands for a search and not for a study."""
    return hasattr(catalog.run_file(Path(name)), "SEARCH") if name.endswith(".py") else name in names()


def adapted(search: Search, epochs: int | None, replicates: int | None, **changes) -> Search:
    """The search with another budget, oracle, seed or number of outer splits; None changes nothing."""
    kept = {name: value for name, value in {"epochs": epochs, "replicates": replicates}.items() if value is not None}
    if (trials := changes.pop("trials", None)) is not None:
        kept["trials"] = trials
    if base_seed := changes.pop("seed", None):
        changes |= {"base_seed": base_seed, "seed": search.seed + base_seed}
    changed = {name: value for name, value in changes.items() if value is not None}
    search = replace(search, budget=replace(search.budget, **kept), **changed)
    check(search, search.name)
    return search
