"""The network of a trial: trained once more, because records hold no weights, and made to take rows as they are."""

import time

import keras
import numpy as np

from experiments import build
from experiments.data import Data, load, prepare
from experiments.engines import fit, stacked
from experiments.engines.program import Program
from experiments.engines.weights import arrays
from experiments.record import Record
from experiments.spec import Trial


def trained(trial: Trial, engine: str) -> tuple[keras.Model, Record]:
    """The trial's network with the weights that are scored, and the record of this training.

    Args:
        trial: what is trained.
        engine: `stacked` or `fit`. The same engine reaches the same weights, but for round-off: a stack of one trial
            adds up in another order than a stack of many.
    """
    if engine == "fit":
        started = time.perf_counter()
        observer = fit.trained(trial)
        return observer.model, fit.recorded(observer, started)
    table = load(trial.data)
    stack = stacked.Stack([trial], Program(trial, table))
    record = stack.run(lambda: None)[0]
    model = build.model(trial.model, table, trial.seed("weights"))
    for variables, values in zip((model.trainable_variables, model.non_trainable_variables), stack.kept, strict=True):
        for variable, value in zip(variables, arrays(values), strict=True):
            variable.assign(value[0])
    return model, record


def carrying(model: keras.Model, trial: Trial) -> keras.Model:
    """The network with its trial's scaling inside: rows as loaded go in, and a quantity comes out in its own unit.

    Class scores come out as ever, before softmax.
    """
    data = prepare(trial.data, trial.replicate)
    inputs = keras.Input(data.x.shape[1:])
    axes = tuple(range(1, data.x.ndim))
    scaled = keras.layers.Normalization(axes, mean=data.shift, variance=data.factor.astype(np.float64) ** -2.0)
    outputs = model(scaled(inputs))
    if not data.table.classes:
        outputs = keras.layers.Rescaling(data.spread, offset=level(data))(outputs)
    return keras.Model(inputs, outputs)


def level(data: Data) -> float:
    """What 0 of a scaled target stands for, in the target's own unit: told by the validation rows."""
    rows = data.rows.validation
    return float((data.table.y[rows].astype(np.float64) - data.y[rows].astype(np.float64) * data.spread).mean())
