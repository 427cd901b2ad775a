"""A trial as Keras code to paste: what a reader needs to train the best network found."""

from typing import Any

from experiments import names

LOSSES = {"classification": "cross_entropy", "regression": "squared_error"}
QUOTED = '"accuracy"'
KEYWORDS = {"cross_entropy": {"from_logits": True}}


def recipe(trial: dict[str, Any], facts: dict[str, Any]) -> str | None:
    """The code, or `None` if the trial holds a part that this cannot write."""
    model, data = trial["model"], trial["data"]
    given = set(model.get("options", {}))
    known = model["name"] == "mlp" and {"hidden", "activation"} <= given <= {"hidden", "activation", "initializer"}
    scaling = data.get("options", {}).get("scaling", "none")
    loss = trial.get("loss", {"name": LOSSES[facts["task"]]})
    plain = loss["name"] != "squared_error" or facts["task"] == "regression"
    stops = trial.get("stopping", {}).get("name", "early_stopping") == "early_stopping"
    if (
        not known
        or "schedule" in trial
        or not stops
        or not plain
        or scaling not in ("none", "standard")
        or loss["name"] not in names.LOSSES
    ):
        return None
    options = model["options"]
    layers = network(options, facts, scaling)
    optimizer = call(trial["optimizer"], names.OPTIMIZERS)
    used = [(names.OPTIMIZERS, trial["optimizer"]), (names.ACTIVATIONS, options["activation"])]
    used += [(names.INITIALIZERS, options["initializer"])] if "initializer" in options else []
    if any(part["name"] not in kind for kind, part in used):
        return None
    outside, data_lines = loading(data["name"], facts)
    ours = imports([kind[part["name"]] for kind, part in used])
    lines = ["import keras", *outside, "", *ours, "", *data_lines, *target(facts), *scaled(scaling)]
    lines += ["", "model = keras.Sequential([", *(f"    {layer}," for layer in layers), "])", "model.compile("]
    lines += [f"    optimizer={optimizer},", f"    loss={loss_call(loss)},", *metrics(facts), ")"]
    fit = f"batch_size={trial['batch_size']}, epochs={trial['epochs']}, validation_split=0.2"
    if "stopping" in trial:
        lines, fit = [*lines, f"best = {stopping(trial['stopping'])}"], f"{fit}, callbacks=[best]"
    return "\n".join([*lines, f"model.fit(x, y, {fit})", ""])


def stopping(part: dict[str, Any]) -> str:
    """Early stopping as Keras has it: the weights of the best validation epoch are kept."""
    options = {"patience": 10, **part.get("options", {})}
    given = ", ".join(f"{name}={value!r}" for name, value in options.items())
    return f"keras.callbacks.EarlyStopping({given}, restore_best_weights=True)"


def imports(paths: list[str]) -> list[str]:
    """Import lines of `module:attribute` paths, sorted."""
    pairs = sorted({tuple(path.split(":")) for path in paths})
    return [f"from {module} import {name}" for module, name in pairs]


def loading(name: str, facts: dict[str, Any]) -> tuple[list[str], list[str]]:
    """The import, and the lines that make `x` and `y`."""
    module, _, function = names.DATASETS.get(name, "").partition(":")
    if module.startswith("sklearn"):
        return [f"from {module} import {function}"], [f"x, y = {function}(return_X_y=True)"]
    if module.startswith("keras"):
        flat = ['x = x.reshape(len(x), -1).astype("float32")']
        return [f"from {module} import {function}"], [f"(x, y), _ = {function}()", *flat]
    kind = "classes counted from 0" if facts["task"] == "classification" else "numbers"
    return [], [f"x, y = ...  # your table: {facts['features']} features as float32, and the target ({kind})"]


def target(facts: dict[str, Any]) -> list[str]:
    """A quantity to predict is standardised, as it was in the trials."""
    return ["y = (y - y.mean()) / y.std()"] if facts["task"] == "regression" else []


def scaled(scaling: str) -> list[str]:
    """Standardising as a layer, so that the model carries it along."""
    return ["scale = keras.layers.Normalization()", "scale.adapt(x)"] if scaling == "standard" else []


def network(options: dict[str, Any], facts: dict[str, Any], scaling: str) -> list[str]:
    """The layers: scaling, then Dense and activation for each hidden layer, then the outputs."""
    start = (
        f", kernel_initializer={call(options['initializer'], names.INITIALIZERS)}" if "initializer" in options else ""
    )
    active = call(options["activation"], names.ACTIVATIONS)
    hidden = [layer for units in options["hidden"] for layer in (f"keras.layers.Dense({units}{start})", active)]
    return [
        "keras.Input(x.shape[1:])",
        *(["scale"] if scaling == "standard" else []),
        *hidden,
        f"keras.layers.Dense({facts.get('classes') or 1})",
    ]


def call(part: dict[str, Any], kind: dict[str, str]) -> str:
    """A part as a constructor call."""
    name = kind.get(part["name"], ":").partition(":")[2]
    return f"{name}({', '.join(f'{option}={value!r}' for option, value in part.get('options', {}).items())})"


def loss_call(loss: dict[str, Any]) -> str:
    """The loss as a Keras object on logits."""
    path = names.LOSSES[loss["name"]].replace(":", ".")
    keywords = {**KEYWORDS.get(loss["name"], {}), **loss.get("options", {})}
    return f"{path}({', '.join(f'{name}={value!r}' for name, value in keywords.items())})"


def metrics(facts: dict[str, Any]) -> list[str]:
    """The metric that the score is about."""
    return [f"    metrics=[{'keras.metrics.R2Score()' if facts['score'] == 'r2' else QUOTED}],"]
