"""The training of a script: sizes, schedule, optimizer, loss, metric and callbacks."""

from typing import Any

from experiments import names
from experiments.report.script.calls import StoredPart, call, keywords, options

LOSSES = {  # the first is the task's own
    "classification": ("cross_entropy", "smoothed_cross_entropy", "negative_log_likelihood", "softmax_squared_error"),
    "regression": ("squared_error", "absolute_error", "huber"),
}
# are told that the network ends before the softmax
LOGITS = ("cross_entropy", "smoothed_cross_entropy", "negative_log_likelihood")
MONITORED: dict[str, dict[str, dict[str, str]]] = {  # what Keras is told to follow besides the loss, by task
    "early_stopping": {"classification": {}, "regression": {}},
    "early_stopping_on_score": {
        "classification": {"monitor": "val_accuracy", "mode": "max"},
        "regression": {"monitor": "val_r2_score", "mode": "max"},
    },
}
PLATEAU = "custom_layers.callbacks:ReduceOnPlateau"


def training(trial: dict[str, Any], facts: dict[str, Any]) -> tuple[list[str], list[str]] | None:
    """What it imports, and the lines that compile and fit `model`; None if a part is not known."""
    loss = trial.get("loss", {"name": LOSSES[facts["task"]][0]})
    schedule, stopping, optimizer = trial.get("schedule"), trial.get("stopping"), trial["optimizer"]
    supported = (
        loss["name"] in LOSSES[facts["task"]]
        and optimizer["name"] in names.OPTIMIZERS
        and (schedule is None or schedule["name"] in names.SCHEDULES)
        and (stopping is None or stopping["name"] in MONITORED)
    )
    if not supported:
        return None
    rate = options(optimizer)["learning_rate"]
    rest = {"name": optimizer["name"], "options": options(optimizer)}
    del rest["options"]["learning_rate"]
    halt = trial.get("halt", trial["epochs"])  # Hyperband's short trials end before their schedule does
    lines = [f"batch_size, epochs = {trial['batch_size']}, {halt}"]
    paths, callbacks, rate_text = [names.OPTIMIZERS[optimizer["name"]]], [], repr(rate)
    if schedule and schedule["name"] == "plateau":
        paths, callbacks = [*paths, PLATEAU], [call(schedule, {"plateau": PLATEAU})]
    elif schedule:
        paths, rate_text = [*paths, names.SCHEDULES[schedule["name"]]], "rate"
        steps_epochs = "epochs" if halt == trial["epochs"] else trial["epochs"]
        lines += [f"steps = -(-len(x) // batch_size) * {steps_epochs}", f"rate = {schedule_call(schedule, rate)}"]
    path = names.LOSSES[loss["name"]]
    paths += [path] if path.startswith("custom_layers") else []
    score = "keras.metrics.R2Score()" if facts["task"] == "regression" else '"accuracy"'
    lines += [
        "model.compile(",
        f"    optimizer={call(rest, names.OPTIMIZERS, f'learning_rate={rate_text}')},",
        f"    loss={loss_call(loss, path)},",
        f"    metrics=[{score}],",
        ")",
    ]
    if stopping:
        watched = MONITORED[stopping["name"]][facts["task"]]
        patience = ", ".join(keywords({"patience": 10, **options(stopping), **watched}))
        lines += [f"best = keras.callbacks.EarlyStopping({patience}, restore_best_weights=True)"]
        callbacks += ["best"]
    fit = "x, y, validation_data=(x_val, y_val), batch_size=batch_size, epochs=epochs"
    fit += f", callbacks=[{', '.join(callbacks)}]" if callbacks else ""
    return paths, [*lines, f"model.fit({fit})", "print(model.evaluate(x_val, y_val, return_dict=True))"]


def loss_call(loss: StoredPart, path: str) -> str:
    """The loss as a call, on what comes before the softmax."""
    given = {**({"from_logits": True} if loss["name"] in LOGITS else {}), **options(loss)}
    name = path.partition(":")[2] if path.startswith("custom_layers") else path.replace(":", ".")
    return f"{name}({', '.join(keywords(given))})"


def schedule_call(schedule: StoredPart, rate: float) -> str:
    """A schedule from `rate` as a call; what is a share of the training is so of the `steps`."""
    given = options(schedule)
    factors, shares = given.pop("factors", None), given.pop("boundary_shares", None)
    arguments = (
        [repr(rate)] if factors is None else [f"values=[{', '.join(repr(factor * rate) for factor in factors)}]"]
    )
    if shares is not None:
        arguments += [f"boundaries=[{', '.join(f'{share!r} * steps' for share in shares)}]"]
    if "decay_share" in given:
        arguments += [f"decay_steps={given.pop('decay_share')!r} * steps"]
    if schedule["name"] == "one_cycle":
        arguments += ["total_steps=steps"]
    return call({"name": schedule["name"], "options": given}, names.SCHEDULES, *arguments)
