"""Abilities: what of a network of the user's own can be other, found out by making it so; studies asked about it."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from custom_layers import initializers
from experiments import build, names
from experiments.data import load
from experiments.engines.tryout import check
from experiments.errors import UserError
from experiments.own import is_file, parameters
from experiments.own_networks import anatomy
from experiments.own_networks.alteration import alterable
from experiments.own_networks.convention import argument, in_words
from experiments.own_networks.ports import columns, opened, remarks
from experiments.report.wording import listing
from experiments.spec import Part, Trial, dumps, part
from experiments.study import Study
from experiments.substitution import NAMES, Abilities, substituted

SAMPLES = {  # a value of each option that differs from what most networks have, and one that most have
    "activation": (part("softplus"), part("relu")),
    "initializer": (part("glorot_uniform"), part("he_normal")),
    "batch_normalization": ("before", "none"),
    "dropout": (0.5, 0.0),
}
ROWS = 64  # of random numbers, on which initial weights are scaled
FIRST: dict[tuple[Any, ...], Part] = {}  # shape of rows and outputs -> the first data that had it


@lru_cache(maxsize=64)
def abilities(network: Part, data: Part) -> Abilities:
    """What of a network can be other, for a data set.

    Raises:
        PartError: the network cannot be made.
    """
    table = load(data)
    made = build.model(network, table, 0)
    model = opened(made)
    takes = {} if is_file(network) else parameters(build.resolve("model", names.MODELS, network.name))
    possible, ways, idle = alterable(model), {}, {}
    for option, samples in SAMPLES.items():
        name = argument(option, takes)
        by_name = name and all(in_words(option, value)[1] for value in samples)
        if differs(network, data, option):
            ways[option] = f"{NAMES[option]} by the argument `{name}`" if by_name else possible[option]
        elif by_name:
            idle[option] = name
    kinds = starts(made, table.x.shape[1:])
    return Abilities(network, tuple(ways.items()), tuple(idle.items()), usual(model, takes), kinds, remarks(made))


def differs(network: Part, data: Part, option: str) -> bool:
    """Whether two values of an option make two networks; `False` where one of them makes none."""
    try:
        first, second = (described(network.but(**{option: value}), data) for value in SAMPLES[option])
    except UserError:
        return False
    return first != second


def described(network: Part, data: Part) -> str:
    """The layers of a network, in the order in which Keras knows them, without their names and seeds.

    They are the same for all data whose rows and outputs have one shape, and made for the first of these alone.
    """
    table = load(data)
    named = tuple((name, tuple(features)) for name, features in columns(table).items())
    return layers(network, FIRST.setdefault((table.x.shape[1:], table.outputs, named), data))


@lru_cache(maxsize=1024)
def layers(network: Part, data: Part) -> str:
    """As `described`, made for these data."""
    model = build.model(network, load(data), 0)
    every = model._flatten_layers(include_self=False)  # Keras has no public way to layers within layers
    return dumps([(type(layer).__name__, unnamed(settings(layer))) for layer in every])


def settings(layer: Any) -> dict[str, Any]:
    """A layer's configuration; of one that has none, and of a network within the network, nothing."""
    try:
        return {} if hasattr(layer, "layers") else layer.get_config()
    except Exception:
        return {}


def unnamed(config: Any) -> Any:
    """A configuration as plain data, without names and seeds."""
    if isinstance(config, dict):
        return {
            str(key): unnamed(value) for key, value in config.items() if key not in ("name", "seed", "seed_generator")
        }
    if isinstance(config, list | tuple):
        return [unnamed(value) for value in config]
    return config if isinstance(config, bool | int | float | str | None) else type(config).__name__


def usual(model: Any, takes: Any) -> str:
    """The activation of a network's hidden layers; of one whose layers Keras does not know, its argument's default."""
    if anatomy.is_open(model):
        return anatomy.usual(model)[0]
    default = takes["activation"].default if "activation" in takes else "linear"
    return default if isinstance(default, str) else "linear"


def starts(model: Any, shape: tuple[int, ...]) -> tuple[str, ...]:
    """The kinds of initial weights that a network can have: those that one try with random rows gives it."""
    try:
        rows = np.random.default_rng(0).normal(size=(ROWS, *shape)).astype(np.float32)
        initializers.lsuv(model, rows, seed=1)
    except Exception:
        return ()
    return ("lsuv",)


def asked(study: Study, network: Part, data: Part, own_data: bool) -> tuple[Study | None, list[str]]:
    """The study about the user's network, checked on a few rows; None and a sentence where it cannot be asked.

    Args:
        study: a study on the data that it is asked on.
        network: the user's.
        data: the user's.
        own_data: whether the study is asked on data of its own.

    Raises:
        PartError: the network cannot be made, or does not fit the data.
    """
    able = abilities(network, data)
    substitute, notes = substituted(study, able, own_data)
    if substitute is None:
        return None, notes
    assert study.base
    each = [study.base, *(trial for _, trial in trials(study))]
    check(replace(trial, model=network, diagnostics=None, evaluation=None) for trial in each)
    wrong = unmade(substitute)
    wrong |= alike(substitute, set(wrong))
    left = substitute.only(tuple(method for method in substitute.methods if method.label not in wrong))
    for reason in dict.fromkeys(wrong.values()):
        notes.append(f"without {listing([label for label, why in wrong.items() if why == reason])}: {reason}")
    if len(left.methods) < 2 or (substitute.claims and not left.claims):
        return None, [f"left out: {listing(list(dict.fromkeys(wrong.values())))}"]
    return left, [*notes, *used(left, able)]


def trials(study: Study) -> Iterator[tuple[str, Trial]]:
    """Label and one trial of each method that trains."""
    for method in study.methods:
        if not method.simulation:
            trial = study.trial(method, study.grid(method)[0], 0)
            assert isinstance(trial, Trial)
            yield method.label, trial


def unmade(study: Study) -> dict[str, str]:
    """Label of a method -> why its network cannot be made, or does not go with what is evaluated."""
    wrong: dict[str, str] = {}
    for label, trial in trials(study):
        try:
            check([trial])
        except UserError as error:
            reason = str(error).partition(" Received:")[0].removesuffix(".")
            wrong[label] = reason[0].lower() + reason[1:]
    return wrong


def alike(study: Study, failed: set[str]) -> dict[str, str]:
    """Label of a method -> that the user's function makes the same network for it as for an earlier one.

    Those that `failed` are left out.
    """
    seen: dict[str, tuple[str, Part]] = {}
    same: dict[str, str] = {}
    for label, trial in trials(study):
        if label in failed:
            continue
        rest = replace(trial, model=Part("any"))
        key = f"{dumps(rest)} {described(trial.model, trial.data)}"
        other, spec = seen.setdefault(key, (label, trial.model))
        if spec != trial.model:
            same[label] = f"your function makes the same network for it as for {other}"
    return same


def used(study: Study, able: Abilities) -> list[str]:
    """How what the study varies becomes other in the network, in a sentence."""
    specs = [trial.model for _, trial in trials(study)]
    varied = {name for spec in specs for name, _ in spec.options} - {name for name, _ in able.network.options}
    return [way for option, way in able.ways if option in varied]
