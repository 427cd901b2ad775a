"""Which trials can train together."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from experiments import build, names
from experiments.data import load, sizes
from experiments.data.weighting import weighted
from experiments.engines import rehearsal
from experiments.engines.backends import backend
from experiments.engines.cost import stack_size
from experiments.engines.form import VECTORIZED
from experiments.engines.group import Group
from experiments.errors import UserError
from experiments.own import is_own
from experiments.spec import Part, Simulation, Trial, dumps

STORED = "predictions"  # the evaluation that needs no program of its own


def obstacle(trial: Trial) -> str:
    """Why a trial cannot be stacked, as a sentence; empty if it can."""
    optimizer = build.optimizer_class(trial.optimizer)  # first, so that an unknown name is reported
    if not backend.STACKS:
        return f"All is trained by fit: the stacked engine runs on TensorFlow and JAX, not on {backend.TITLE}."
    if not hasattr(optimizer, "rule"):
        return f"{trial.optimizer.name} is trained by fit: an optimizer without a pure rule does not stack."
    if setting := build.beyond_the_rule(trial.optimizer):
        return f"{trial.optimizer.name} is trained by fit: of its settings {setting} does not stack."
    if trial.callback:
        return f"{trial.callback.name} is trained by fit: a callback acts between the steps of one network."
    form = rehearsal.form(trial)
    return "" if form.name else form.sentence(rehearsal.label(trial))


def stackable(trial: Trial) -> bool:
    """Whether the stacked engine can train a trial."""
    return not obstacle(trial)


def structure(spec: Part) -> Part:
    """A part, and the parts within it, with only the presence of options that differ in value alone."""
    free = build.drawn_or_set(spec) if is_own(spec) else names.VALUES.get(spec.name, ())
    masked = ((name, "any" if name in free else value) for name, value in spec.options)
    return replace(spec, options=tuple((k, structure(v) if isinstance(v, Part) else v) for k, v in masked))


def shape(trial: Trial) -> tuple:
    """The properties of a trial's data that its stack depends on: numbers of rows, shape, task, and how rows count."""
    table = load(trial.data)
    count = (table.scored, weighted(trial.data, table))
    return sizes(trial.data, trial.replicate), table.x.shape[1:], table.outputs, table.task, *count


def program_key(trial: Trial) -> str:
    """Trials with equal keys share a compiled program."""
    settings = build.hyperparameters(trial.optimizer)
    choices = tuple(sorted((k, v if not build.is_value(v) else "number") for k, v in settings.items()))
    fields = (
        shape(trial),
        structure(trial.model),
        trial.optimizer.name,
        choices,
        trial.loss,
        trial.augmentation and trial.augmentation.name,
        trial.ensemble,
        trial.batch_size,
        trial.diagnostics,
        structure(trial.evaluation) if trial.evaluation and trial.evaluation.name != STORED else None,
    )
    return dumps(fields)


def stack_key(trial: Trial) -> str:
    """Trials with equal keys can train side by side: they share a program, and train equally long."""
    return dumps(
        (program_key(trial), trial.epochs, trial.halt, trial.early, trial.evaluation and trial.evaluation.name)
    )


def groups(trials: Iterable[Trial | Simulation], engine: str) -> list[Group]:
    """Trials grouped by program and simulations by function, in the order of their first appearance.

    Args:
        trials: distinct trials and simulations.
        engine: `auto`, `stacked` or `fit`; `auto` stacks what can be stacked.

    Raises:
        UserError: `stacked` was asked for and a trial cannot be stacked.
    """
    grouped: dict[tuple[str, str, str, str], list] = {}
    for trial in trials:
        if isinstance(trial, Simulation):
            build.simulation(trial.function)  # so that an unknown name is reported
            grouped.setdefault(("simulation", trial.function.name, "", ""), []).append(trial)
            continue
        if engine == "fit":
            build.optimizer_class(trial.optimizer)
        note = "" if engine == "fit" else obstacle(trial)
        if engine == "stacked" and note:
            raise UserError(f"{note} Use --engine auto or fit. Received: --engine stacked")
        if engine == "fit" or note:
            grouped.setdefault(("fit", "fit", note, ""), []).append(trial)
            continue
        form = rehearsal.form(trial)
        key = ("stacked", stack_key(trial), form.sentence(rehearsal.label(trial)), form.name)
        grouped.setdefault(key, []).append(trial)
    return [
        Group(chosen, tuple(group), stack_size(group) if chosen == "stacked" else 1, note, form or VECTORIZED)
        for (chosen, _, note, form), group in grouped.items()
    ]


def filled(trials: list[Trial]) -> Iterator[tuple[list[Trial], list[Trial]]]:
    """Each stack as its trials, and as its trials filled up with copies of the last: then all stacks have one size.

    Stacks of one size are compiled once.
    """
    count = stack_size(trials)
    for first in range(0, len(trials), count):
        stack = trials[first : first + count]
        yield stack, stack + stack[-1:] * (count - len(stack))
