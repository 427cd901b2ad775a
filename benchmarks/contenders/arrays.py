"""What loops written by hand begin with: arrays of every trial, and trials that can share a stack."""

from itertools import groupby
from typing import NamedTuple

import numpy as np

from experiments.data import prepare
from experiments.spec import Trial


class Arrays(NamedTuple):
    """Rows of one trial, or of several with a leading axis of trials."""

    x: np.ndarray
    y: np.ndarray
    validation_x: np.ndarray
    validation_y: np.ndarray


def arrays(trial: Trial) -> Arrays:
    """Scaled rows of a trial."""
    data = prepare(trial.data, trial.replicate)
    train, validation = data.rows.train, data.rows.validation
    return Arrays(data.inputs(train), data.y[train], data.inputs(validation), data.y[validation])


def stacked_arrays(trials: list[Trial]) -> Arrays:
    """Rows of several trials, as [trials, rows, features]; each replicate has other rows."""
    prepared = {trial.replicate: trial for trial in trials}
    by_replicate = {replicate: arrays(trial) for replicate, trial in prepared.items()}
    return Arrays(*map(np.stack, zip(*(by_replicate[trial.replicate] for trial in trials), strict=True)))


def kinds(trials: list[Trial]) -> list[list[Trial]]:
    """Trials whose networks differ in numbers alone: one program each."""
    return [list(group) for _, group in groupby(sorted(trials, key=unit), unit)]


def unit(trial: Trial) -> str:
    """The name of the hidden layers' activation."""
    return trial.model.get("activation").name
