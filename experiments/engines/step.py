"""One step of training, to see that a trial can be trained: nothing of it is kept."""

import math
from dataclasses import dataclass

from experiments import build
from experiments.data import prepare
from experiments.engines.ensemble import network
from experiments.engines.group import Group
from experiments.errors import UserError
from experiments.own import shortened
from experiments.spec import Trial

ROWS = 8  # of a batch, at most


@dataclass(frozen=True)
class Step:
    """What a network is, and what one step made of it.

    Attributes:
        trial: its trial.
        form: how it would be trained: `vectorized`, `looped` or `fit`.
        parameters: weights that are trained.
        outputs: the shape of its outputs for the rows of the batch.
        loss: of the batch, before the step.
    """

    trial: Trial
    form: str
    parameters: int
    outputs: tuple[int, ...]
    loss: float


def step(group: Group) -> Step:
    """One step of a group's first trial, on a few training rows.

    Raises:
        UserError: it fails.
    """
    trial = group.trials[0]
    assert isinstance(trial, Trial)
    data = prepare(trial.data, trial.replicate)
    rows = data.rows.train[: min(trial.batch_size, ROWS)]
    x, y = data.inputs(rows), data.y[rows]
    whole = network(trial, data.table)
    try:
        whole.compile(
            optimizer=build.optimizer(trial.optimizer, trial.optimizer.get("learning_rate")),
            loss=build.loss(trial.loss or build.LOSS_OF_TASK[data.table.task]),
            run_eagerly=True,  # one step repays no compilation
        )
        outputs = tuple(whole(x, training=False).shape)
        loss = float(whole.train_on_batch(x, y)) / (trial.ensemble or 1)
    except Exception as error:
        raise UserError(
            f"{trial.model.name} with {trial.optimizer.name} fails in its first step of training. "
            f"Received: {shortened(error)}"
        ) from error
    form = group.form if group.engine == "stacked" else group.engine
    parameters = sum(math.prod(variable.shape) for variable in whole.trainable_variables)
    return Step(trial, form, parameters, outputs, loss)
