"""LSUV: orthogonal weights, scaled on training rows until every layer's output has variance 1."""

from functools import lru_cache

import numpy as np

from custom_layers import initializers
from experiments import build
from experiments.data import prepare
from experiments.engines.weights import Weights, arrays
from experiments.spec import Part, Trial, seed


def lsuv(trials: list[Trial]) -> list[Weights]:
    """The trials' initial weights by `custom_layers.initializers.lsuv`, on `rows` (256) rows of training data."""
    return [
        scaled(trial.model, trial.data, trial.replicate, (trial.start or Part("lsuv")).get("rows", 256))
        for trial in trials
    ]


@lru_cache(maxsize=1024)
def scaled(model: Part, data: Part, replicate: int, rows: int) -> Weights:
    """The weights of a network on the data of one replicate; the rows are drawn at random."""
    prepared = prepare(data, replicate)
    first = seed("weights", data, replicate)
    network = build.model(model, prepared.table, first)
    batch = np.random.default_rng(first).permutation(prepared.rows.train)[:rows]
    initializers.lsuv(network, prepared.inputs(batch), seed=first + 1)  # the layer at depth k draws with seed + k
    return arrays(network.trainable_variables), arrays(network.non_trainable_variables)
