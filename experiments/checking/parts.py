"""Parts: whether each names something that is there, with options that it takes and values that it accepts."""

import inspect
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

from experiments import build, names
from experiments.checking.plain import shown, unmade
from experiments.checking.rules import number
from experiments.data.loading import parameters
from experiments.data.options import check as check_data
from experiments.errors import UserError, guess
from experiments.own import is_file, is_own
from experiments.own_networks.convention import ARGUMENTS
from experiments.spec import Part

RATE, STEPS = 0.01, 1000  # of the objects that are made to see whether they can be
STOPPING = dict.fromkeys(("early_stopping", "early_stopping_on_score"), ("patience", "min_delta"))
SOURCES = ("data", "layers", "epochs", "learning_rate", "batch_size")
STARTS = {"lsuv": ("rows",), "transfer": SOURCES, "autoencoder": SOURCES}
EVALUATIONS = {
    "calibration": (),
    "monte_carlo": ("samples",),
    "noise": ("size",),
    "removal": ("share", "draws"),
    "predictions": (),
}
AUGMENTATIONS = {"mixup": ("alpha",), "cut_out": ("side",)}
RANGE_TEST = {"range_test": ("min_learning_rate", "max_learning_rate", "steps", "beta", "blow_up")}
SHARES = ("decay_share", "boundary_shares", "factors")  # see `build.schedule`
GIVEN = {"model": ("input_shape", "outputs", "seed", "columns"), "simulation": ("seed", "data", "spec", "replicate")}
NESTED = {
    "activation": names.ACTIVATIONS,
    "initializer": names.INITIALIZERS,
    "recurrent_initializer": names.INITIALIZERS,
    "cell": names.CELLS,
    "embedding": names.EMBEDDINGS,
}
TABLES = {
    "model": names.MODELS,
    "optimizer": names.OPTIMIZERS,
    "loss": names.LOSSES,
    "schedule": names.SCHEDULES,
    "callback": {},
    "simulation": names.SIMULATIONS,
    **NESTED,
}
LISTED = {"stopping": STOPPING, "start": STARTS, "evaluation": EVALUATIONS, "augmentation": AUGMENTATIONS}
MAKERS: dict[str, Callable[[Part], Any]] = {
    "optimizer": lambda part: build.optimizer(part, RATE),
    "loss": build.loss,
    "schedule": lambda part: build.schedule(part, RATE, STEPS),
    "callback": build.callback,
    "augmentation": build.augmentation,
    "activation": lambda part: build.activation(part, 0),
    "initializer": lambda part: build.initializer(part, 0),
    "recurrent_initializer": lambda part: build.initializer(part, 0),
    "embedding": lambda part: build.embedding(part, 0),
}


@lru_cache(maxsize=1024)
def faults(kind: str, part: Part) -> tuple[str, ...]:
    """Everything that is wrong with a part.

    Args:
        kind: a field of a trial that holds a part, `simulation`, or what a network is made of, such as `activation`.
        part: a part of plain data.
    """
    if kind == "data":
        return tuple(data_faults(part))
    if kind in LISTED:
        return tuple(listed_faults(kind, part, LISTED[kind]))
    if kind == "schedule" and part.name in RANGE_TEST:
        return tuple(listed_faults(kind, part, RANGE_TEST))
    if kind == "model" and is_file(part):
        return tuple(unknown(part, ("weights", *ARGUMENTS)))
    try:
        factory = build.resolve(kind, TABLES[kind], part.name)
    except UserError as error:
        return (str(error).removesuffix("."),)
    return tuple(factory_faults(kind, part, factory))


def data_faults(part: Part) -> Iterator[str]:
    """Options of data; whether the data are there is seen when they are loaded."""
    try:
        check_data(part, parameters(part.name))
    except UserError as error:
        yield str(error).removesuffix(".")


def listed_faults(kind: str, part: Part, allowed: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """A part whose options are listed here."""
    if part.name not in allowed:
        yield f"unknown {kind} {part.name!r}.{guess(part.name, allowed)} Known: {', '.join(allowed)}"
        return
    wrong = list(unknown(part, allowed[part.name]))
    for option, value in part.options:
        if option == "data" and isinstance(value, Part):
            wrong += data_faults(value)
        elif option in allowed[part.name] and not (isinstance(value, int | float) and value >= 0):
            wrong.append(f"{part.name}: `{option}` must be a number of at least 0. Received: {shown(value)}")
    if part.name == "transfer" and part.get("data") is None:
        wrong.append('transfer needs `data`, the source\'s: part("transfer", data=part("digits"))')
    yield from wrong or (made_faults(kind, part) if kind in LISTED else ())


def factory_faults(kind: str, part: Part, factory: Any) -> Iterator[str]:
    """A part that a class or a function makes: options that it does not take, options that it needs, values."""
    taken = takes(factory, kind)
    if kind == "model" and is_own(part) and taken is not None:
        taken = taken | {option: None for option in ARGUMENTS if option not in taken}
    wrong = [*unknown(part, taken), *mistyped(part, taken), *lacking(kind, part, factory)]
    for option, value in part.options:
        if option not in NESTED or part.name not in names.MODELS:
            continue  # a network of the user's own may call anything so
        if isinstance(value, Part):
            wrong += faults(option, value)
        elif value is not None or (taken or {}).get(option, ...) is not None:  # None is the default
            example = "periodic" if option == "embedding" else "relu"
            wrong.append(
                f'{part.name}: `{option}` must be part(name), such as part("{example}"). Received: {shown(value)}'
            )
    yield from wrong or made_faults(kind, part)


def made_faults(kind: str, part: Part) -> Iterator[str]:
    """A part that cannot be made: of kinds that can be made without data."""
    if kind in MAKERS:
        try:
            MAKERS[kind](part)
        except Exception as error:
            yield unmade(kind, part, error)


def unknown(part: Part, allowed: Iterable[str] | None) -> Iterator[str]:
    """Options that nobody takes, with the nearest ones; `allowed` is None for what takes any."""
    for option, value in part.options:
        if allowed is not None and option not in allowed:
            has = f"{guess(option, allowed)} It takes {', '.join(allowed) or 'none'}"
            yield f"{part.name} has no option `{option}`.{has}. Received: {option}={shown(value)}"


def takes(factory: Any, kind: str) -> dict[str, Any] | None:
    """The options that a class or a function takes, with their defaults; None where they cannot be known.

    A class with `**options` hands them to the class above it, so that these count too.
    """
    defaults: dict[str, Any] = {}
    chain = factory.__mro__[:-1] if inspect.isclass(factory) else [factory]
    for owner in chain:
        if inspect.isclass(owner) and "__init__" not in vars(owner):
            continue
        try:
            given = list(
                inspect.signature(vars(owner)["__init__"] if inspect.isclass(owner) else owner).parameters.values()
            )
        except (TypeError, ValueError):
            return None
        given = given[1:] if inspect.isclass(owner) else given
        options = [
            parameter
            for parameter in given
            if parameter.kind in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY)
        ]
        defaults = {**{parameter.name: parameter.default for parameter in options}, **defaults}
        if not any(parameter.kind == parameter.VAR_KEYWORD for parameter in given):
            break
    else:
        if not inspect.isclass(factory):
            return None
    hidden = {*GIVEN.get(kind, ()), "hyperparameters", *(("name", "dtype") if inspect.isclass(factory) else ())}
    added = SHARES if kind == "schedule" else ("learning_rate",) if kind == "optimizer" else ()
    return {**{name: value for name, value in defaults.items() if name not in hidden}, **dict.fromkeys(added)}


def mistyped(part: Part, defaults: dict[str, Any] | None) -> Iterator[str]:
    """Values that are of another type than the number or the truth value that stands there by default."""
    for option, value in part.options:
        usual = (defaults or {}).get(option)
        if isinstance(usual, bool) and not isinstance(value, bool):
            yield f"{part.name}: `{option}` must be True or False. Received: {shown(value)}"
        elif isinstance(usual, int | float) and not isinstance(usual, bool) and not number(value):
            yield f"{part.name}: `{option}` must be a number. Received: {shown(value)}"


def lacking(kind: str, part: Part, factory: Any) -> Iterator[str]:
    """Options that must be given and are not."""
    if kind not in GIVEN:
        return
    needed = [
        parameter.name
        for parameter in inspect.signature(factory).parameters.values()
        if parameter.default is parameter.empty
        and parameter.kind in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY)
    ]
    given = {*GIVEN[kind], *dict(part.options), *(["learning_rate"] if kind == "simulation" else [])}
    if left := [name for name in needed if name not in given]:
        yield f"{part.name} needs {', '.join(left)}. Received: {part}"
