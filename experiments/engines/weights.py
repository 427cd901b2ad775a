"""Initial weights: drawn once for each network and replicate, shared by every technique; or had from elsewhere."""

from functools import lru_cache

import numpy as np
from keras import ops

from experiments import build, names
from experiments.data import load
from experiments.spec import Part, Trial, seed

Weights = tuple[list[np.ndarray], list[np.ndarray]]


def starting_weights(trials: list[Trial]) -> list[Weights]:
    """The weights of each trial before its first step: drawn, or what its start gives."""
    kinds: dict[str, list[int]] = {}
    for place, trial in enumerate(trials):
        kinds.setdefault(trial.start.name if trial.start else "", []).append(place)
    found: dict[int, Weights] = {}
    for kind, places in kinds.items():
        start = build.resolve("start", names.STARTS, kind) if kind else drawn
        found |= zip(places, start([trials[place] for place in places]), strict=True)
    return [found[place] for place in range(len(trials))]


def drawn(trials: list[Trial]) -> list[Weights]:
    """The drawn weights of each trial."""
    return [initial_weights(trial.model, trial.data, trial.replicate) for trial in trials]


@lru_cache(maxsize=1024)
def initial_weights(model: Part, data: Part, replicate: int) -> Weights:
    """The trainable and the other weights of a network before its first step."""
    network = build.model(model, load(data), seed("weights", data, replicate))
    return arrays(network.trainable_variables), arrays(network.non_trainable_variables)


def arrays(variables: list) -> list[np.ndarray]:
    """Variables as NumPy arrays."""
    return [ops.convert_to_numpy(variable) for variable in variables]
