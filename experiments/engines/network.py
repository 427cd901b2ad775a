"""The network of a trial: trained once more, because records hold no weights, with its preparation inside."""

import time
from pathlib import Path

import keras
import numpy as np
from keras import ops

from custom_layers.layers import QuantileNormalization
from experiments.data import Data, load, prepare
from experiments.data.precision import LARGEST
from experiments.data.preparation import without
from experiments.engines import fit, rehearsal, stacked
from experiments.engines.cost import brief
from experiments.engines.ensemble import judged, network
from experiments.engines.grouping import groups
from experiments.engines.program import Program
from experiments.engines.weights import arrays
from experiments.record import Record
from experiments.spec import Part, Trial

WIDE = "float32" if keras.backend.backend() == "jax" else "float64"


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
    table, (group,) = load(trial.data), groups([trial], "stacked")
    stack = stacked.Stack([trial], Program(trial, table, brief(group), form=rehearsal.form(trial).name))
    record = stack.run(lambda: None)[0]
    model = network(trial, table)
    for variables, values in zip(
        (model.trainable_variables, model.non_trainable_variables), stack.kept_weights, strict=True
    ):
        for variable, value in zip(variables, arrays(values), strict=True):
            variable.assign(value[0])
    return model, record


def loaded(path: Path) -> keras.Model:
    """A network that was saved, with its weights."""
    from custom_layers import activations, constraints, initializers, layers  # noqa: F401  which Keras then knows

    return keras.saving.load_model(path, safe_mode=True)


def carrying(model: keras.Model, trial: Trial) -> keras.Model:
    """The network with its trial's preparation inside: raw rows go in, a quantity comes out in its own unit.

    A gap (NaN) becomes what it became in training, or the training rows' mean where those had no gaps; then bounds and
    scaling apply. Class scores come out as ever, before softmax.

    Where numbers lie so far from 0 that float32 would lose their digits (`Table.origin`, `Table.level`), inputs and
    outputs are float64, which JAX does not have. Then call `model(x)`: `predict` makes float32 of an array first.
    """
    data = prepare(trial.data, trial.replicate)
    outputs = judged(model, prepared(inputs := raw(data, trial.data), data, trial.data))
    if data.table.level:
        wide = ops.multiply(ops.cast(outputs, WIDE), np.array([data.spread]))  # arrays, because they stay float64
        outputs = ops.add(wide, np.array([level(data)]))
    elif not data.table.classes:
        outputs = keras.layers.Rescaling(data.spread, offset=level(data))(outputs)
    return keras.Model(inputs, outputs)


def raw(data: Data, part: Part) -> keras.KerasTensor:
    """The input of a network for raw rows: without the columns that mark gaps, which the network makes itself."""
    shape = load(without(part, ("imputation",))).x.shape[1:]
    return keras.Input(shape, dtype="float32" if data.table.origin is None else WIDE)


def prepared(rows: keras.KerasTensor, data: Data, part: Part) -> keras.KerasTensor:
    """The inputs of the trial's network for raw rows: `Data.inputs` for rows that are not in the table."""
    table, x = data.table, rows
    if table.origin is not None:
        x = ops.subtract(x, table.origin[: rows.shape[1]])
        x = ops.cast(x, "float32")
    if rows.shape[1:] != table.x.shape[1:]:
        gaps = np.flatnonzero(np.isnan(load(without(part, ("imputation",))).x).any(0))
        marks = ops.cast(ops.take(ops.isnan(x), gaps, axis=1), "float32")
        x = ops.concatenate([x, marks], axis=1)
    fill = data.x[data.rows.train].mean(0, dtype=np.float64) if data.fill is None else data.fill
    x = ops.where(ops.isnan(x), np.float32(fill), x)
    if data.bounds is not None:
        low, high = (np.clip(bound, -LARGEST, LARGEST).astype(np.float32) for bound in data.bounds)
        x = ops.minimum(ops.maximum(x, low), high)
    if data.quantiles is not None:
        x = QuantileNormalization(data.quantiles)(x)
    return ops.multiply(ops.subtract(x, data.shift), data.factor)


def level(data: Data) -> float:
    """The target at a scaled target of 0, in the target's own unit: computed from the validation rows."""
    rows = data.rows.validation
    offset = data.table.y[rows].astype(np.float64) - data.y[rows].astype(np.float64) * data.spread
    return float(offset.mean()) + data.table.level
