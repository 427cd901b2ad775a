"""Networks that are trained for their weights: a stack at a time, each once."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from threading import Lock

import numpy as np
from keras import ops

from experiments import build
from experiments.data import prepare
from experiments.engines import fit, rehearsal
from experiments.engines.grouping import filled, stack_key, stackable
from experiments.engines.program import Program
from experiments.engines.stacked import Stack
from experiments.engines.weights import Weights, arrays, initial_weights
from experiments.errors import UserError
from experiments.spec import Part, Trial, part

LOCK = Lock()  # held while training, so that a worker that needs the same source waits for it
KEPT = 512  # sources remembered
CACHE: dict[str, Weights] = {}
OPTIONS = {"data", "layers", "epochs", "learning_rate", "batch_size"}


def source(trial: Trial, start: Part, **changes: Part) -> Trial:
    """The trial that trains the source of a trial's weights: Adam, in the same replicate.

    Options of a start: `data` (by default the trial's own), `epochs` (20), `learning_rate` (0.001), `batch_size` (32).

    Raises:
        UserError: an unknown option.
    """
    if unknown := {name for name, _ in start.options} - OPTIONS:
        raise UserError(
            f"A start takes {', '.join(sorted(OPTIONS))}. Received: {', '.join(sorted(unknown))} in {start}."
        )
    plain = replace(trial, schedule=None, stopping=None, diagnostics=None, start=None, evaluation=None, loss=None)
    return replace(
        plain,
        data=start.get("data", trial.data).but(score=None),
        optimizer=part("adam", learning_rate=start.get("learning_rate", 0.001)),
        batch_size=start.get("batch_size", 32),
        epochs=start.get("epochs", 20),
        order=None,
        halt=None,
        **changes,
    )


def trained(sources: list[Trial]) -> list[Weights]:
    """The weights of each source after its last epoch. Equal ones are trained once, and remembered.

    Raises:
        UserError: a source diverged.
    """
    with LOCK:
        missing = {trial.key: trial for trial in sources if trial.key not in CACHE}
        for key, weights in train(missing.values()):
            if not all(np.isfinite(array).all() for array in weights[0]):
                raise UserError(f"The source of the initial weights diverged; lower its learning_rate: {missing[key]}")
            CACHE[key] = weights
        result = [CACHE[trial.key] for trial in sources]
        for key in list(CACHE)[:-KEPT]:
            del CACHE[key]
    return result


def train(sources: Iterable[Trial]) -> Iterable[tuple[str, Weights]]:
    """Key and trained weights of each source."""
    groups: dict[str, list[Trial]] = {}
    for trial in sources:
        groups.setdefault(stack_key(trial) if stackable(trial) else trial.key, []).append(trial)
    for group in groups.values():
        if not stackable(group[0]):
            model = fit.trained(group[0]).model
            yield group[0].key, (arrays(model.trainable_variables), arrays(model.non_trainable_variables))
            continue
        yield from stacks(group)


def stacks(sources: list[Trial]) -> Iterable[tuple[str, Weights]]:
    """Key and trained weights of several sources that share a program."""
    table = prepare(sources[0].data, sources[0].replicate).table
    program = Program(sources[0], table, form=rehearsal.form(sources[0]).name)
    for group, padded in filled(sources):
        stack = Stack(padded, program)
        stack.run(lambda: None)
        trainable, non_trainable = ([ops.convert_to_numpy(array) for array in part] for part in stack.kept_weights)
        for index, trial in enumerate(group):
            yield trial.key, ([array[index] for array in trainable], [array[index] for array in non_trainable])


def copied(trial: Trial, origin: Trial, weights: Weights, layers: int) -> Weights:
    """The initial weights of a trial, its lower hidden layers copied from another network.

    The layers after a kernel are copied with it: a normalisation with its moments, an activation with its slopes.

    Args:
        trial, origin: the trial, and the trial whose network has the weights.
        weights: of the origin's network.
        layers: hidden layers to copy, counted from the inputs.

    Raises:
        UserError: a network has fewer such layers, or of other shapes.
    """
    kinds = ("hidden", "normalization", "activation")
    wanted = {f"{kind}_{depth}" for depth in range(1, layers + 1) for kind in kinds}
    drawn = initial_weights(trial)
    result: list[list[np.ndarray]] = []
    fits = layers > 0
    for own_paths, other_paths, own, others in zip(paths(trial), paths(origin), drawn, weights, strict=True):
        copies = {path: array for path, array in zip(other_paths, others, strict=True) if path.split("/")[0] in wanted}
        pairs = list(zip(own_paths, own, strict=True))
        fits &= all(copies[path].shape == array.shape for path, array in pairs if path in copies)
        result.append([copies.get(path, array) for path, array in pairs])
    kernels = {f"hidden_{depth}/kernel" for depth in range(1, layers + 1)}
    if not fits or not all(kernels <= set(paths(network)[0]) for network in (trial, origin)):
        raise UserError(
            f"The start {trial.start} copies {layers} hidden layers; the networks {origin.model} on {origin.data} and "
            f"{trial.model} on {trial.data} must both have them, of the same shapes."
        )
    return result[0], result[1]


def paths(trial: Trial) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of the trainable and the non-trainable weights of a trial's network, such as `hidden_1/kernel`."""
    return _paths(trial.model, trial.data, trial.replicate)


@lru_cache(maxsize=256)
def _paths(model: Part, data: Part, replicate: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    network = build.model(model, prepare(data, replicate).table, 0)
    kinds = (network.trainable_variables, network.non_trainable_variables)
    return tuple(variable.path for variable in kinds[0]), tuple(variable.path for variable in kinds[1])
