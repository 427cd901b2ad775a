"""The layers of a script: a network as the calls that make it."""

from math import isqrt
from typing import Any

from experiments import names
from experiments.models.widths import fitted
from experiments.report.script.calls import StoredPart, call, options

LAYERS = "custom_layers.layers:"
MODELS = {
    "mlp": {"hidden", "parameters", "moving", "l1", "l2", "max_norm", "embedding", "embedding_width"},
    "cnn": {"filters", "kernel_size", "moving", "pooling"},
}
SHARED = {"activation", "initializer", "batch_normalization", "dropout", "dropout_kind"}
NORMALIZATIONS = (None, "before", "after", "input", "both", "frozen", "layer")
DROPOUTS = {"dropout": "Dropout", "alpha_dropout": "AlphaDropout"}
POOLINGS = {"max": "MaxPooling2D", "average": "AveragePooling2D", "none": None}
OURS = ("Dense", "FeatureDense", "Conv2D", "BatchNormalization", *DROPOUTS.values(), *filter(None, POOLINGS.values()))
RELU, HE, HIDDEN, FILTERS = {"name": "relu"}, {"name": "he_normal"}, (64, 64, 64), (16, 32)
WIDTH = 16  # of an embedding

Calls = tuple[list[str], list[str]]


def layers(model: StoredPart, facts: dict[str, Any]) -> Calls | None:
    """What the layers import, and their calls; None if the network has a part that is not known."""
    given = options(model)
    activation, initializer = given.get("activation", RELU), given.get("initializer", HE)
    code = given.get("embedding")
    reshape = reshape_layer(facts) if model["name"] == "cnn" else []
    supported = (
        model["name"] in MODELS
        and set(given) <= MODELS[model["name"]] | SHARED
        and activation["name"] in names.ACTIVATIONS
        and initializer["name"] in names.INITIALIZERS
        and (code is None or code["name"] in names.EMBEDDINGS)
        and given.get("batch_normalization") in NORMALIZATIONS
        and given.get("dropout_kind", "dropout") in DROPOUTS
        and reshape is not None
    )
    if not supported:
        return None
    start = f"kernel_initializer={call(initializer, names.INITIALIZERS)}"
    entrance, following = surrounding_layers(given, call(activation, names.ACTIVATIONS))
    kernels = dense_kernels(given, start, facts) if model["name"] == "mlp" else convolution_kernels(given, start)
    calls = ["keras.Input(x.shape[1:])", *(reshape or []), *entrance]
    if code:
        width, active = given.get("embedding_width", WIDTH), call(activation, names.ACTIVATIONS)
        calls += [call(code, names.EMBEDDINGS), f"FeatureDense({width}, {start})", active, "keras.layers.Flatten()"]
    for kernel, after in kernels:
        calls += [kernel, *following, *after]
    limits = penalties(given, ("l1", "l2"))
    calls += [*(["keras.layers.Flatten()"] if reshape else []), dense_layer(facts.get("classes") or 1, start, limits)]
    paths = [LAYERS + name for name in OURS if any(line.startswith(f"{name}(") for line in calls)]
    paths += [names.ACTIVATIONS[activation["name"]]] if kernels or code else []
    paths += [names.EMBEDDINGS[code["name"]]] if code else []
    return [*paths, names.INITIALIZERS[initializer["name"]]], calls


def surrounding_layers(given: dict[str, Any], activation: str) -> Calls:
    """What comes before all kernels, and what follows each but the last."""
    kind, moving, share = given.get("batch_normalization"), given.get("moving"), given.get("dropout")
    settings = [repr(moving)] if moving is not None else []
    normal = f"BatchNormalization({', '.join([*settings, *(['frozen=True'] if kind == 'frozen' else [])])})"
    normal = "keras.layers.LayerNormalization()" if kind == "layer" else normal
    dropout = DROPOUTS[given.get("dropout_kind", "dropout")]
    follow = [
        *([normal] if kind in ("before", "both", "frozen", "layer") else []),
        activation,
        *([normal] if kind == "after" else []),
        *([f"{dropout}({share!r})"] if share is not None else []),
    ]
    return [normal] if kind in ("input", "both") else [], follow


def dense_kernels(given: dict[str, Any], start: str, facts: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """Dense kernels, with their limits if they have any."""
    hidden, limits = tuple(given.get("hidden", HIDDEN)), penalties(given, ("l1", "l2", "max_norm"))
    if given.get("parameters") is not None:
        width = given.get("embedding_width", WIDTH) if given.get("embedding") else 1
        hidden = fitted(hidden, facts["features"] * width, facts.get("classes") or 1, given["parameters"])
    return [(dense_layer(units, start, limits), []) for units in hidden]


def dense_layer(units: int, start: str, limits: str) -> str:
    """A dense layer: Keras's, or this project's where its weights are limited."""
    return f"{'Dense' if limits else 'keras.layers.Dense'}({units}, {start}{limits})"


def penalties(given: dict[str, Any], kinds: tuple[str, ...]) -> str:
    """Limits of a kernel as arguments."""
    return "".join(f", {name}={given[name]!r}" for name in kinds if given.get(name) is not None)


def convolution_kernels(given: dict[str, Any], start: str) -> list[tuple[str, list[str]]]:
    """Convolutions, each with its pooling."""
    pool, size = POOLINGS[given.get("pooling", "max")], given.get("kernel_size", 3)
    after = [f"{pool}(2)"] if pool else []
    return [(f'Conv2D({maps}, {size}, padding="same", {start})', after) for maps in given.get("filters", FILTERS)]


def reshape_layer(facts: dict[str, Any]) -> list[str] | None:
    """The layer that makes images of rows; None if the features are none."""
    shape = tuple(facts.get("shape") or (facts["features"],))
    side = isqrt(facts["features"])
    if len(shape) == 1:
        shape = (side, side) if side * side == facts["features"] else ()
    return [f"keras.layers.Reshape({(*shape, 1)[:3]})"] if shape else None
