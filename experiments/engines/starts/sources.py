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
        missing = {one.key: one for one in sources if one.key not in CACHE}
        for key, weights in train(missing.values()):
            if not all(np.isfinite(array).all() for array in weights[0]):
                raise UserError(f"The source of the initial weights diverged; lower its learning_rate: {missing[key]}")
            CACHE[key] = weights
        found = [CACHE[one.key] for one in sources]
        for key in list(CACHE)[:-KEPT]:
            del CACHE[key]
    return found


def train(sources: Iterable[Trial]) -> Iterable[tuple[str, Weights]]:
    """Key and trained weights of each."""
    groups: dict[str, list[Trial]] = {}
    for one in sources:
        groups.setdefault(stack_key(one) if stackable(one) else one.key, []).append(one)
    for group in groups.values():
        if not stackable(group[0]):
            model = fit.trained(group[0]).model
            yield group[0].key, (arrays(model.trainable_variables), arrays(model.non_trainable_variables))
            continue
        yield from stacks(group)


def stacks(sources: list[Trial]) -> Iterable[tuple[str, Weights]]:
    """Key and trained weights of each of some sources that share a program."""
    table = prepare(sources[0].data, sources[0].replicate).table
    program = Program(sources[0], table, form=rehearsal.form(sources[0]).name)
    for some, whole in filled(sources):
        stack = Stack(whole, program)
        stack.run(lambda: None)
        trainable, other = ([ops.convert_to_numpy(array) for array in part] for part in stack.kept)
        for i, one in enumerate(some):
            yield one.key, ([array[i] for array in trainable], [array[i] for array in other])


def copied(trial: Trial, given: Trial, weights: Weights, layers: int) -> Weights:
    """The initial weights of a trial, with those of its lower hidden layers from another network's.

    What follows a layer's kernel goes with it: a normalisation with its moments, an activation with its slopes.

    Args:
        trial, given: the trial, and the one whose network has the weights.
        weights: of that network.
        layers: hidden layers to copy, counted from the inputs.

    Raises:
        UserError: a network has fewer such layers, or of other shapes.
    """
    kinds = ("hidden", "normalization", "activation")
    wanted = {f"{kind}_{depth}" for depth in range(1, layers + 1) for kind in kinds}
    drawn = initial_weights(trial.model, trial.data, trial.replicate)
    found: list[list[np.ndarray]] = []
    fits = layers > 0
    for part_paths, their_paths, own, theirs in zip(paths(trial), paths(given), drawn, weights, strict=True):
        known = {path: array for path, array in zip(their_paths, theirs, strict=True) if path.split("/")[0] in wanted}
        fits &= all(
            known[path].shape == array.shape for path, array in zip(part_paths, own, strict=True) if path in known
        )
        found.append([known.get(path, array) for path, array in zip(part_paths, own, strict=True)])
    both = [set(paths(one)[0]) for one in (trial, given)]
    if not fits or not all({f"hidden_{depth}/kernel" for depth in range(1, layers + 1)} <= each for each in both):
        raise UserError(
            f"The start {trial.start} copies {layers} hidden layers; the networks {given.model} on {given.data} and "
            f"{trial.model} on {trial.data} must both have them, of the same shapes."
        )
    return found[0], found[1]


def paths(trial: Trial) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of the trainable and the other weights of a trial's network, such as `hidden_1/kernel`."""
    return _paths(trial.model, trial.data, trial.replicate)


@lru_cache(maxsize=256)
def _paths(model: Part, data: Part, replicate: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    network = build.model(model, prepare(data, replicate).table, 0)
    kinds = (network.trainable_variables, network.non_trainable_variables)
    return tuple(variable.path for variable in kinds[0]), tuple(variable.path for variable in kinds[1])
