"""Fitting: whether the networks, losses and measures of a study of the user's own suit the data that it is asked on."""

from collections.abc import Iterator
from functools import lru_cache

from experiments import build
from experiments.checking.plain import shown, unmade
from experiments.data import load
from experiments.errors import UserError, refuse
from experiments.own import is_own
from experiments.spec import Part, Simulation, Trial
from experiments.study import Study

LOSSES = {
    **dict.fromkeys(
        ("cross_entropy", "smoothed_cross_entropy", "softmax_squared_error", "negative_log_likelihood"),
        "classification",
    ),
    **dict.fromkeys(("squared_error", "absolute_error", "huber"), "regression"),
}
EVALUATIONS = {"calibration": "classification", "monte_carlo": "classification"}
SINGLE = ("monte_carlo", "removal")  # evaluations that change layers
MEASURES = {**dict.fromkeys(("nll", "ece", "brier"), "classification"), "mae": "regression"}


def check(studies: list[Study]) -> None:
    """Raises `UserError` with every reason why a user's own study cannot be run on its data."""
    for study in studies:
        if study.file:
            refuse(f"{study.file} on {study.data.name if study.data else 'no data'}", "study", list(faults(study)))


def faults(study: Study) -> Iterator[str]:
    """What does not suit the data, once each."""
    trials = {planned.trial.key: (planned.method, planned.trial) for planned in study.trials()}
    seen: set[str] = set()
    for method, trial in trials.values():
        sentences = [] if isinstance(trial, Simulation) else trial_faults(trial)
        yield from (f"the method {shown(method)}: {text}" for text in sentences if text not in seen)
        seen.update(sentences)
    tasks = {load(trial.data).task for _, trial in trials.values() if isinstance(trial, Trial)}
    for claim in study.claims:
        wanted = MEASURES.get(claim.measure)
        if tasks and wanted and wanted not in tasks:
            yield f"the claim {shown(claim.id)}: {claim.measure} is measured in {wanted}. Received: {', '.join(tasks)}"


def trial_faults(trial: Trial) -> list[str]:
    """What does not suit a trial's data."""
    task = load(trial.data).task
    wrong = []
    for field, tasks in (("loss", LOSSES), ("evaluation", EVALUATIONS)):
        part = getattr(trial, field)
        if part and tasks.get(part.name, task) != task:
            wrong.append(f"the {field} {part.name} is for {tasks[part.name]}. Received: {trial.data.name}, for {task}")
    mixes = trial.augmentation and trial.augmentation.name == "mixup"
    if mixes and trial.loss and trial.loss.name == "prediction":
        wrong.append(f"mixup mixes losses with two targets, and the loss reads none. Received: loss={trial.loss}")
    return [*wrong, *alone(trial), *network(trial.model, trial.data)]


def alone(trial: Trial) -> list[str]:
    """What is asked of an ensemble that only a single network has."""
    asked = {name: getattr(trial, name) for name in ("start", "diagnostics") if getattr(trial, name)}
    if trial.evaluation and trial.evaluation.name in SINGLE:
        asked["evaluation"] = trial.evaluation
    received = ", ".join(f"{name}={value}" for name, value in asked.items())
    return (
        [f"an ensemble has no layers of its own, so that it takes no {' or '.join(asked)}. Received: {received}"]
        if trial.ensemble and asked
        else []
    )


@lru_cache(maxsize=1024)
def network(model: Part, data: Part) -> tuple[str, ...]:
    """Why a network of the suite's cannot be made for some data; empty if it can.

    A network of the user's own is tried on a few rows when the run is planned: see `experiments.engines.tryout`.
    """
    if is_own(model):
        return ()
    table = load(data)
    try:
        made = build.model(model, table, 0)
    except UserError as error:
        return (str(error).removesuffix("."),)
    except Exception as error:
        return (unmade("model", model, error),)
    try:
        outputs = tuple(made.output_shape)
    except (AttributeError, TypeError):  # only networks that Keras knows as graphs have one before they are called
        return ()
    if model.name not in ("autoencoder", "quadratic") and outputs != (None, table.outputs):
        return (f"the model {model} must end in {table.outputs} outputs a row. Received: the shape {outputs}",)
    return ()
