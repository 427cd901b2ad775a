"""The winner of a search as a Keras script to paste, with all that searches vary: data, network, schedule."""

from math import isqrt
from typing import Any

from experiments import names
from experiments.report.recipe import LOSSES, call, imports, loading, loss_call, metrics, stopping

LAYERS = "custom_layers.layers:"
MODELS = {
    "mlp": {"hidden", "l1", "l2", "max_norm"},
    "cnn": {"filters", "kernel_size", "pooling"},
}
SHARED = {"activation", "initializer", "batch_normalization", "dropout", "dropout_kind"}
SCALERS = {"standard": "StandardScaler", "min_max": "MinMaxScaler", "robust": "RobustScaler"}
SPLIT = "from sklearn.model_selection import train_test_split"
RELU, HE = {"name": "relu"}, {"name": "he_normal"}


def script(trial: dict[str, Any], facts: dict[str, Any]) -> str | None:
    """The code, or `None` if the trial holds a part that this cannot write.

    It splits, scales and trains as the search did, with another split and other weights, and prints the validation
    score. A fifth of the rows validates; the search kept as many for a test.
    """
    model, data = trial["model"], trial["data"]
    known = model["name"] in MODELS and set(model.get("options", {})) <= MODELS[model["name"]] | SHARED
    asked = data.get("options", {})
    loss = trial.get("loss", {"name": LOSSES[facts["task"]]})
    scaling, schedule = asked.get("scaling", "standard"), trial.get("schedule", {"name": "one_cycle"})
    writable = (
        known
        and set(asked) <= {"scaling", "train_rows"}
        and scaling in (*SCALERS, "none")
        and schedule["name"] == "one_cycle"
        and loss["name"] in names.LOSSES
        and trial.get("stopping", {"name": "early_stopping"})["name"] == "early_stopping"
        and not {"start", "evaluation"} & set(trial)
        and trial["optimizer"]["name"] in names.OPTIMIZERS
    )
    layers, used = network(model, facts) if writable else (None, [])
    if layers is None:
        return None
    optimizer, lines = trained(trial)
    used += [names.OPTIMIZERS[trial["optimizer"]["name"]]] + (
        [names.SCHEDULES["one_cycle"]] if "schedule" in trial else []
    )
    used += [names.LOSSES[loss["name"]]] if names.LOSSES[loss["name"]].startswith("custom_layers") else []
    outside, rows = loading(data["name"], facts)
    scaler = [f"from sklearn.preprocessing import {SCALERS[scaling]}"] if scaling in SCALERS else []
    heads = ["import keras", *sorted([*outside, SPLIT, *scaler]), "", *imports(used), ""]
    body = [*heads, "keras.utils.set_random_seed(1)", *rows, *split(facts, asked, scaling)]
    body += ["model = keras.Sequential([", *(f"    {layer}," for layer in layers), "])", *lines]
    called = loss_call(loss) if not names.LOSSES[loss["name"]].startswith("custom_layers") else call(loss, names.LOSSES)
    body += ["model.compile(", f"    optimizer={optimizer},", f"    loss={called},", *metrics(facts), ")"]
    fit = "x, y, validation_data=(x_val, y_val), batch_size=batch_size, epochs=epochs"
    if "stopping" in trial:
        body, fit = [*body, f"best = {stopping(trial['stopping'])}"], f"{fit}, callbacks=[best]"
    return "\n".join([*body, f"model.fit({fit})", "print(model.evaluate(x_val, y_val, return_dict=True))", ""])


def split(facts: dict[str, Any], asked: dict[str, Any], scaling: str) -> list[str]:
    """The lines that set validation rows aside, and scale by the training rows alone."""
    counted = f", train_size={asked['train_rows']}" if "train_rows" in asked else ""
    even = ", stratify=y" if facts["task"] == "classification" else ""
    lines = [f"x, x_val, y, y_val = train_test_split(x, y, test_size=0.2{counted}, random_state=1{even})"]
    if scaling in SCALERS:
        lines += [f"scaler = {SCALERS[scaling]}().fit(x)", "x, x_val = scaler.transform(x), scaler.transform(x_val)"]
    if facts["task"] == "regression":
        lines += ["mean, deviation = y.mean(), y.std()"]
        lines += ["y, y_val = (y - mean) / deviation, (y_val - mean) / deviation"]
        lines += ["y, y_val = y.reshape(-1, 1), y_val.reshape(-1, 1)"]
    return [*lines, ""]


def trained(trial: dict[str, Any]) -> tuple[str, list[str]]:
    """The optimizer as a call, and the lines before it: sizes, and the schedule over all steps."""
    lines = [f"batch_size, epochs = {trial['batch_size']}, {trial['epochs']}"]
    part = trial["optimizer"]
    if "schedule" not in trial:
        return call(part, names.OPTIMIZERS), lines
    rate = part["options"]["learning_rate"]
    options = {**trial["schedule"].get("options", {})}
    inner = "".join(f", {name}={value!r}" for name, value in options.items())
    lines += ["steps = -(-len(x) // batch_size) * epochs", f"rate = OneCycle({rate!r}, total_steps=steps{inner})"]
    plain = {**part, "options": {name: one for name, one in part["options"].items() if name != "learning_rate"}}
    rest = call(plain, names.OPTIMIZERS).partition("(")
    after = "" if rest[2] == ")" else ", "
    return f"{rest[0]}(learning_rate=rate{after}{rest[2]}", lines


def network(model: dict[str, Any], facts: dict[str, Any]) -> tuple[list[str] | None, list[str]]:
    """The layers as calls, and what they import; no layers if a name is not known."""
    options = model.get("options", {})
    active, drawn = options.get("activation", RELU), options.get("initializer", HE)
    normal, dropout = options.get("batch_normalization"), options.get("dropout")
    if active["name"] not in names.ACTIVATIONS or drawn["name"] not in names.INITIALIZERS:
        return None, []
    if normal not in (None, "before", "after", "input", "both") or options.get("dropout_kind", "dropout") != "dropout":
        return None, []
    start = f"kernel_initializer={call(drawn, names.INITIALIZERS)}"
    follow = [
        *(["BatchNormalization()"] if normal in ("before", "both") else []),
        call(active, names.ACTIVATIONS),
        *(["BatchNormalization()"] if normal == "after" else []),
        *([f"Dropout({dropout!r})"] if dropout is not None else []),
    ]
    layers = ["BatchNormalization()"] if normal in ("input", "both") else []
    kernels, used = (dense if model["name"] == "mlp" else convolutions)(options, start)
    shaped = image(facts) if model["name"] == "cnn" else []
    if shaped is None:
        return None, []
    for kernel, after in kernels:
        layers += [kernel, *follow, *after]
    outputs = facts.get("classes") or 1
    limits = penalties(options, ("l1", "l2"))
    last = [*(["keras.layers.Flatten()"] if shaped else []), f"{'Dense' if limits else 'keras.layers.Dense'}"
            f"({outputs}, {start}{limits})"]  # fmt: skip
    used += [LAYERS + "BatchNormalization"] * (normal is not None) + [LAYERS + "Dropout"] * (dropout is not None)
    used += [names.ACTIVATIONS[active["name"]], names.INITIALIZERS[drawn["name"]]]
    return ["keras.Input(x.shape[1:])", *shaped, *layers, *last], used


def dense(options: dict[str, Any], start: str) -> tuple[list[tuple[str, list[str]]], list[str]]:
    """Dense kernels, with their limits if they have any; what they import."""
    limits = penalties(options, ("l1", "l2", "max_norm"))
    kind = "Dense" if limits else "keras.layers.Dense"
    kernels = [(f"{kind}({units}, {start}{limits})", []) for units in options.get("hidden", (64, 64, 64))]
    return kernels, [LAYERS + "Dense"] if limits else []


def penalties(options: dict[str, Any], kinds: tuple[str, ...]) -> str:
    """Limits of a kernel as arguments."""
    return "".join(f", {name}={options[name]!r}" for name in kinds if options.get(name) is not None)


def convolutions(options: dict[str, Any], start: str) -> tuple[list[tuple[str, list[str]]], list[str]]:
    """Convolutions, each with its pooling; what they import."""
    pool = {"max": "MaxPooling2D", "average": "AveragePooling2D", "none": None}[options.get("pooling", "max")]
    size, after = options.get("kernel_size", 3), [f"{pool}(2)"] if pool else []
    filters = options.get("filters", (16, 32))
    kernels = [(f'Conv2D({maps}, {size}, padding="same", {start})', after) for maps in filters]
    return kernels, [LAYERS + "Conv2D", *([LAYERS + pool] if pool else [])]


def image(facts: dict[str, Any]) -> list[str] | None:
    """The layer that makes images of rows; None if the features are none."""
    shape = tuple(facts.get("shape") or (facts["features"],))
    side = isqrt(facts["features"])
    if len(shape) == 1:
        shape = (side, side) if side * side == facts["features"] else ()
    return [f"keras.layers.Reshape({(*shape, 1)[:3]})"] if shape else None
