"""Convention: the options by which the suite asks a network of the user's own for other techniques.

A function that takes one of them by its name builds accordingly:

    build(input_shape, outputs, activation="relu", initializer="he_normal", normalization=None, dropout=0.0)

Any of them may be missing. What a function does not take, or what Keras has no name for, is done to the finished
network: see `experiments.own_networks.alteration`.
"""

import inspect
from collections.abc import Mapping
from typing import Any

from experiments.own import PartError
from experiments.spec import Part

NONE = "none"  # no normalisation, also where the network has some of its own
# of normalisation, as in `models.blocks`
PLACES = (NONE, "before", "after", "input", "both", "frozen", "layer", "group")
ARGUMENTS = {  # option -> the argument of a function that it is
    "activation": "activation",
    "initializer": "initializer",
    "batch_normalization": "normalization",
    "moving": "moving",
    "dropout": "dropout",
}
COMPANIONS = {"initializer": "activation", "moving": "batch_normalization"}  # option -> what it suits
ACTIVATIONS = ("relu", "tanh", "sigmoid", "elu", "selu", "gelu", "silu", "mish", "softplus", "linear")
INITIALIZERS = ("glorot_uniform", "glorot_normal", "he_uniform", "he_normal", "lecun_normal")
WORDS = {"activation": ACTIVATIONS, "initializer": INITIALIZERS}  # what Keras calls by the same names


def in_words(option: str, value: Any) -> tuple[Any, bool]:
    """An option's value in the words of a function's argument, and whether it can be told so.

    An activation and an initializer are told by Keras's names, normalisation as `None`, `"before"` or `"after"` the
    activation, dropout as a share. What is none of these is the user's own matter, and told as it is.
    """
    if option == "batch_normalization" and value in PLACES:
        return (None if value == NONE else value), value in (NONE, "before", "after")
    if option in WORDS and isinstance(value, Part):
        return value.name, value.name in WORDS[option] and not value.options
    return value, True


def shared(spec: Part, takes: Mapping[str, inspect.Parameter]) -> tuple[dict[str, Any], dict[str, Any]]:
    """A part's options: what its function is called with, and what is done to the finished network.

    Args:
        spec: a network of the user's own.
        takes: what its function takes.

    Raises:
        PartError: a value that no such option has.
    """
    given: dict[str, Any] = {}
    altered: dict[str, Any] = {}
    for option, value in spec.options:
        words, possible = in_words(option, value)
        name = argument(option, takes)
        if name and possible:
            given[name] = words
        elif option in ARGUMENTS:
            check(spec, option, value)
            altered[option] = value
        else:
            given[option] = value
    return given, altered


def argument(option: str, takes: Mapping[str, inspect.Parameter]) -> str | None:
    """The name by which a function takes an option; None if it does not."""
    names = [name for name in (ARGUMENTS.get(option), option) if name]
    every = any(parameter.kind is parameter.VAR_KEYWORD for parameter in takes.values())
    return next((name for name in names if name in takes), names[0] if every else None)


def check(spec: Part, option: str, value: Any) -> None:
    """Raises `PartError` for a value that an option of a finished network cannot have."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    allowed = {
        "activation": (isinstance(value, Part), 'a part, such as part("relu")'),
        "initializer": (isinstance(value, Part), 'a part, such as part("he_normal")'),
        "batch_normalization": (value in PLACES, f"one of {', '.join(PLACES)}"),
        "moving": (number and 0 <= value < 1, "a share from 0 up to but not 1"),
        "dropout": (number and 0 <= value < 1, "a share from 0 up to but not 1"),
    }
    holds, words = allowed[option]
    if not holds:
        raise PartError(f"The model {spec.name}: `{option}` must be {words}. Received: {value!r}")
