"""The questions, one file each. The files are the registry: a study is found by its file's name, or by its path."""

import re
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

from experiments.content import beside
from experiments.errors import UserError
from experiments.spec import Part
from experiments.study import BASE, LEARNING_RATE, THEORY, Method, Study


def names() -> list[str]:
    """The names of all studies, in alphabetical order."""
    return sorted(module.name for module in iter_modules(__path__))


def load(name: str) -> Study:
    """The study of that name, or the `STUDY` of a Python file given by its path.

    Raises:
        UserError: the file is missing, fails to run, or holds no sound study.
    """
    if not name.endswith(".py"):
        return import_module(f"{__name__}.{name}").STUDY
    study = getattr(run_file(Path(name)), "STUDY", None)
    if not isinstance(study, Study):
        raise UserError(f"{name} must define STUDY, an experiments.spec.Study. Received: {study!r}")
    check(study, name)
    return study


def run_file(path: Path) -> ModuleType:
    """The module that a user's own file makes; what lies beside it can be imported, as from a script."""
    if not path.is_file():
        raise UserError(f"There is no study file {path}.")
    beside([path])
    spec = spec_from_file_location(f"study_{path.stem}", path)
    assert spec and spec.loader  # a path that ends in .py has a loader
    module = module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise UserError(f"{path} could not be read as a study: {type(error).__name__}: {error}") from error
    return module


def check(study: Study, source: str) -> None:
    """Raises `UserError` for a study that could not be run or reported."""
    from experiments.report.measures import MEASURES

    labels = [method.label for method in study.methods]
    families = {method.family for method in study.methods}
    trained = any(method.simulation is None for method in study.methods)
    named = {claim.measure for claim in study.claims} | {one.saves for one in study.advice if one.saves}
    unknown = sorted(named - set(MEASURES))
    claimed = {label for claim in study.claims for pair in claim.pairs for label in pair}
    advised = {label for one in study.advice for label in (*one.methods, one.baseline)}
    advised |= {label for one in study.factors for pair in one.pairs for label in pair}
    for wrong, message in (
        (not re.fullmatch(r"[a-z][a-z0-9_]*", study.name), f"its name must be made of a-z, 0-9 and _: {study.name!r}"),
        (len(set(labels)) < len(labels) or not labels, f"its methods must have labels of their own: {labels}"),
        (
            claimed - set(labels) - families - {THEORY},
            f"its claims name unknown methods: {sorted(claimed - set(labels) - families - {THEORY})}",
        ),
        (advised - set(labels), f"its advice names unknown methods: {sorted(advised - set(labels))}"),
        (unknown, f"its claims name unknown measures: {unknown}; known are {', '.join(MEASURES)}"),
        (trained and not study.rates, "it must name at least one learning rate"),
        (trained and study.base is None, "it trains networks, so it must have a base"),
        (
            unsettled := [method.label for method in study.methods if trained and not settled(study, method)],
            f"these must tune an option of a part, such as model.l2, and name a learning rate: {unsettled}",
        ),
        (study.tuning < 1 or study.replicates < 1, "it needs at least one tuning and one reporting replicate"),
        (any(claim.margin <= 0 for claim in study.claims), "every margin must be above 0"),
    ):  # fmt: skip
        if wrong:
            raise UserError(f"{source} is not a sound study: {message}.")


def settled(study: Study, method: Method) -> bool:
    """Whether a method of a study tunes an option that there is, and has a learning rate in any case."""
    if method.simulation or method.tunes == LEARNING_RATE or study.base is None:
        return True
    name, _, option = method.tunes.partition(".")
    optimizer = dict(method.changes).get("optimizer", study.base.optimizer)
    rate = study.base.optimizer.get("learning_rate") if optimizer.name == BASE else optimizer.get("learning_rate")
    return bool(option) and isinstance(getattr(study.base, name, None), Part) and bool(rate)
