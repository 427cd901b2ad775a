"""The layers of a script: a network as the calls that make it."""

from math import isqrt
from typing import Any

from experiments import names
from experiments.models.widths import fitted
from experiments.report.script.calls import StoredPart, call, options

LAYERS = "custom_layers.layers:"
MODELS = {
    "mlp": {"hidden", "parameters", "moving", "l1", "l2", "max_norm", "embedding", "embedding_width"},
    "cnn": {"filters", "kernel_size", "pooling"},
}
SHARED = {"activation", "initializer", "batch_normalization", "dropout", "dropout_kind"}
NORMALIZATIONS = (None, "before", "after", "input", "both", "frozen")
DROPOUTS = {"dropout": "Dropout", "alpha_dropout": "AlphaDropout"}
POOLINGS = {"max": "MaxPooling2D", "average": "AveragePooling2D", "none": None}
OURS = ("Dense", "FeatureDense", "Conv2D", "BatchNormalization", *DROPOUTS.values(), *filter(None, POOLINGS.values()))
RELU, HE, HIDDEN, FILTERS = {"name": "relu"}, {"name": "he_normal"}, (64, 64, 64), (16, 32)
WIDTH = 16  # of an embedding

Calls = tuple[list[str], list[str]]


def layers(model: StoredPart, facts: dict[str, Any]) -> Calls | None:
    """What the layers import, and their calls; None if the network has a part that is not known."""
    given = options(model)
    active, drawn, code = given.get("activation", RELU), given.get("initializer", HE), given.get("embedding")
    shaped = image(facts) if model["name"] == "cnn" else []
    known = (
        model["name"] in MODELS
        and set(given) <= MODELS[model["name"]] | SHARED
        and active["name"] in names.ACTIVATIONS
        and drawn["name"] in names.INITIALIZERS
        and (code is None or code["name"] in names.EMBEDDINGS)
        and given.get("batch_normalization") in NORMALIZATIONS
        and given.get("dropout_kind", "dropout") in DROPOUTS
        and shaped is not None
    )
    if not known:
        return None
    start = f"kernel_initializer={call(drawn, names.INITIALIZERS)}"
    entrance, follow = around(given, call(active, names.ACTIVATIONS))
    kernels = dense(given, start, facts) if model["name"] == "mlp" else convolutions(given, start)
    found = ["keras.Input(x.shape[1:])", *(shaped or []), *entrance]
    if code:
        width, active_too = given.get("embedding_width", WIDTH), call(active, names.ACTIVATIONS)
        found += [call(code, names.EMBEDDINGS), f"FeatureDense({width}, {start})", active_too, "keras.layers.Flatten()"]
    for kernel, after in kernels:
        found += [kernel, *follow, *after]
    limits = penalties(given, ("l1", "l2"))
    found += [*(["keras.layers.Flatten()"] if shaped else []), linear(facts.get("classes") or 1, start, limits)]
    used = [LAYERS + name for name in OURS if any(one.startswith(f"{name}(") for one in found)]
    used += [names.ACTIVATIONS[active["name"]]] if kernels or code else []
    used += [names.EMBEDDINGS[code["name"]]] if code else []
    return [*used, names.INITIALIZERS[drawn["name"]]], found


def around(given: dict[str, Any], active: str) -> Calls:
    """What comes before all kernels, and what follows each but the last."""
    kind, moving, share = given.get("batch_normalization"), given.get("moving"), given.get("dropout")
    settings = [repr(moving)] if moving is not None else []
    normal = f"BatchNormalization({', '.join([*settings, *(['frozen=True'] if kind == 'frozen' else [])])})"
    dropout = DROPOUTS[given.get("dropout_kind", "dropout")]
    follow = [
        *([normal] if kind in ("before", "both", "frozen") else []),
        active,
        *([normal] if kind == "after" else []),
        *([f"{dropout}({share!r})"] if share is not None else []),
    ]
    return [normal] if kind in ("input", "both") else [], follow


def dense(given: dict[str, Any], start: str, facts: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """Dense kernels, with their limits if they have any."""
    hidden, limits = tuple(given.get("hidden", HIDDEN)), penalties(given, ("l1", "l2", "max_norm"))
    if given.get("parameters") is not None:
        width = given.get("embedding_width", WIDTH) if given.get("embedding") else 1
        hidden = fitted(hidden, facts["features"] * width, facts.get("classes") or 1, given["parameters"])
    return [(linear(units, start, limits), []) for units in hidden]


def linear(units: int, start: str, limits: str) -> str:
    """A dense layer: Keras's, or this project's where its weights are limited."""
    return f"{'Dense' if limits else 'keras.layers.Dense'}({units}, {start}{limits})"


def penalties(given: dict[str, Any], kinds: tuple[str, ...]) -> str:
    """Limits of a kernel as arguments."""
    return "".join(f", {name}={given[name]!r}" for name in kinds if given.get(name) is not None)


def convolutions(given: dict[str, Any], start: str) -> list[tuple[str, list[str]]]:
    """Convolutions, each with its pooling."""
    pool, size = POOLINGS[given.get("pooling", "max")], given.get("kernel_size", 3)
    after = [f"{pool}(2)"] if pool else []
    return [(f'Conv2D({maps}, {size}, padding="same", {start})', after) for maps in given.get("filters", FILTERS)]


def image(facts: dict[str, Any]) -> list[str] | None:
    """The layer that makes images of rows; None if the features are none."""
    shape = tuple(facts.get("shape") or (facts["features"],))
    side = isqrt(facts["features"])
    if len(shape) == 1:
        shape = (side, side) if side * side == facts["features"] else ()
    return [f"keras.layers.Reshape({(*shape, 1)[:3]})"] if shape else None
