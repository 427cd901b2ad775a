"""Initial weights: drawn once for each network and replicate, shared by every technique; or made by a start."""

from functools import lru_cache
from itertools import chain
from threading import Lock
from typing import Any

import numpy as np
from keras import ops

from experiments import build, names
from experiments.data import load
from experiments.engines.ensemble import seeds
from experiments.engines.redraw import Draw, explanation, initializers
from experiments.spec import Part, Trial

Weights = tuple[list[np.ndarray], list[np.ndarray]]


def starting_weights(trials: list[Trial]) -> list[Weights]:
    """The weights of each trial before its first step: drawn, or made by its start."""
    kinds: dict[str, list[int]] = {}
    for index, trial in enumerate(trials):
        kinds.setdefault(trial.start.name if trial.start else "", []).append(index)
    weights: dict[int, Weights] = {}
    for kind, indices in kinds.items():
        start = build.resolve("start", names.STARTS, kind) if kind else drawn
        weights |= zip(indices, start([trials[index] for index in indices]), strict=True)
    return [weights[index] for index in range(len(trials))]


def drawn(trials: list[Trial]) -> list[Weights]:
    """The drawn weights of each trial."""
    return [initial_weights(trial) for trial in trials]


def initial_weights(trial: Trial) -> Weights:
    """The trainable and the non-trainable weights of a trial's network before its first step, member by member."""
    members = [member_weights(trial.model, trial.data, seed) for seed in seeds(trial)]
    trainable, non_trainable = zip(*members, strict=True)
    return list(chain(*trainable)), list(chain(*non_trainable))


@lru_cache(maxsize=1024)
def member_weights(model: Part, data: Part, seed: int) -> Weights:
    """The drawn weights of one network."""
    return network_weights(model, data)(seed)


class NetworkWeights:
    """The trainable and the non-trainable weights of one network for any seed.

    The first two seeds build it. If each weight of both is then explained, the same in both or drawn by an initializer
    of one of its layers from a seed that moves with the network's, later seeds only draw. Else every seed builds it.

    Args:
        model, data: what the network is, and for which data.
    """

    def __init__(self, model: Part, data: Part):
        self.model, self.data = model, data
        self.built: dict[int, tuple[Weights, list[Any]]] = {}  # by seed: weights, initializers
        self.draws: list[list[Draw]] | None = None
        self.lock = Lock()

    def __call__(self, seed: int) -> Weights:
        """The weights for a seed."""
        with self.lock:
            if self.draws is None:
                return self.build(seed)
        trainable, non_trainable = ([draw(seed) for draw in part] for part in self.draws)
        return trainable, non_trainable

    def build(self, seed: int) -> Weights:
        """The weights for a seed, by building the network."""
        network = build.model(self.model, load(self.data), seed)
        weights = arrays(network.trainable_variables), arrays(network.non_trainable_variables)
        if len(self.built) < 2:  # of different seeds: one seed twice would make all look constant
            self.built[seed] = weights, initializers(network)
            self.draws = self.explained() if len(self.built) == 2 else None
        return weights

    def explained(self) -> list[list[Draw]] | None:
        """How each weight follows from the seed; None if a weight does not."""
        (first, (first_weights, drawn)), (second, (second_weights, _)) = self.built.items()
        result: list[list[Draw]] = []
        for parts in zip(first_weights, second_weights, strict=True):
            draws = [explanation(first, value, second, later, drawn) for value, later in zip(*parts, strict=True)]
            if None in draws:
                return None
            result.append([draw for draw in draws if draw])
        return result


network_weights = lru_cache(maxsize=256)(NetworkWeights)


def arrays(variables: list) -> list[np.ndarray]:
    """Variables as NumPy arrays."""
    return [ops.convert_to_numpy(variable) for variable in variables]
