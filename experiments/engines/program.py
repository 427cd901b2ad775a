"""Program: the compiled training of every trial that shares one graph."""

from functools import partial
from inspect import signature

import keras
from keras import ops

from experiments import build
from experiments.data import Table
from experiments.data.weighting import weighted
from experiments.engines.augmentation import changed, mixed
from experiments.engines.backends import backend
from experiments.engines.ensemble import network
from experiments.engines.evaluation import evaluated_network
from experiments.engines.exchange import exchange
from experiments.engines.extent import images, width
from experiments.engines.form import VECTORIZED
from experiments.engines.layers import Probe
from experiments.engines.measures import losses, per_row, reduced
from experiments.engines.order import CHUNK
from experiments.engines.update import settled, started, updated
from experiments.spec import Trial

CACHED = 2**20  # numbers of one trial that pass between layers at once


class Program:
    """Pure functions over stacks of trials, each compiled, or traced where it runs too seldom, once.

    A stack's tensors have the trials along their first axis. `state` holds the trainable weights, the non-trainable
    weights and the optimizer's slots; `scaling` is a trial's scaling of the shared data: `shift` and `factor`.

    Args:
        trial: any trial of the program; what differs within a program is not read from it.
        table: the data set.
        brief: so few steps are trained that XLA's seconds would not be repaid.
        form: `VECTORIZED`, each step for all trials at once, or `LOOPED`, the trials in turn.
    """

    def __init__(self, trial: Trial, table: Table, brief: bool = False, form: str = VECTORIZED):
        self.task, self.form, self.weighted = table.task, form, weighted(trial.data, table)
        self.model, self.members = network(trial, table), trial.ensemble or 1
        self.exchanged = exchange(self.model) if form == VECTORIZED else {}
        self.over_trials = backend.vectorized if form == VECTORIZED else backend.looped
        self.loss = build.loss(trial.loss or build.LOSS_OF_TASK[table.task])
        self.optimizer = build.optimizer_class(trial.optimizer)
        self.structure = {k: v for k, v in build.hyperparameters(trial.optimizer).items() if not build.is_value(v)}
        self.probe = Probe(self.model, self.loss, trial.diagnostics) if trial.diagnostics else None
        # rows scored at once: wide networks leave the cache sooner
        self.chunk = min(CHUNK, max(32, CACHED // width(self.model)))
        self.parameters = sum(int(ops.size(variable)) for variable in self.model.trainable_variables)
        large = images(self.model) or backend.device() != "CPU"
        # a looped program takes any layer, also those that XLA refuses, and XLA's convolutions are slow on CPUs
        compiled = backend.compiled if form == VECTORIZED else backend.traced
        self.train = (backend.traced if brief and not large else compiled)(self._train)
        self.evaluate = (compiled if large else backend.traced)(self._evaluate)
        self.inspect = backend.traced(self._inspect) if trial.diagnostics else None
        self.evaluated = evaluated_network(trial.evaluation, self.model, table.task) if trial.evaluation else self.model
        self.predict = (compiled if trial.evaluation or large else backend.traced)(self._predict)
        self.keep = backend.traced(self._keep)
        self.start = backend.traced(self._start)
        settles = self.optimizer.settles() or self.structure.get("use_ema")
        self.settle = backend.traced(self._settle) if settles else None

    def _start(self, trainable, hyper):
        """The optimizer's slots before the first step: a dict for each parameter."""

        def start_trial(parameters, hyper):
            return [started(self.optimizer, parameter, {**hyper, **self.structure}) for parameter in parameters]

        return self.over_trials(start_trial, trainable, hyper)

    def _settle(self, trainable, slots, hyper):
        """The weights that the trained networks have."""

        def settle_trial(trainable, slots, hyper):
            pairs = zip(trainable, slots, strict=True)
            return [settled(self.optimizer, *pair, {**hyper, **self.structure}) for pair in pairs]

        return self.over_trials(settle_trial, trainable, slots, hyper)

    def _train(self, state, hyper, scaling, x, y, rows_x, rows_y, rates, numbers, start, span):
        """The steps `span`, first and end, of one epoch: one program, whatever part of the epoch it trains.

        `rows_x, rows_y`: (trials, steps, batch); `rates`: (trials, steps); `numbers`: of the augmentation, each
        (trials, steps, ...); `start`: steps before the epoch.

        Returns the new state and each trial's sum of the losses of these steps' batches.
        """
        first, count = span[0], span[1] - span[0]

        def train_step(index, state, hyper, scaling, rows_x, rows_y, rate, numbers):
            number = ops.cast(start + index + 1, "float32")
            settings = {**hyper, "learning_rate": rate}
            inputs = changed(scaled_rows(x, rows_x, scaling), numbers)
            return self._step(state, settings, inputs, self._targets(y, rows_y), numbers, number)

        def step_of_all(number, carry):
            index, (state, total) = first + number, carry
            now = keras.tree.map_structure(lambda values: values[:, index], (rows_x, rows_y, rates, numbers))
            state, loss = backend.vectorized(partial(train_step, index), state, hyper, scaling, *now)
            return state, total + loss

        def train_trial(state, hyper, scaling, rows_x, rows_y, rates, numbers):
            def step(number, carry):
                index, (state, total) = first + number, carry
                now = keras.tree.map_structure(lambda values: values[index], (rows_x, rows_y, rates, numbers))
                state, loss = train_step(index, state, hyper, scaling, *now)
                return state, total + loss

            return backend.loop(count, step, (state, ops.zeros_like(rates[0])))

        if self.form == VECTORIZED:
            return backend.loop(count, step_of_all, (state, ops.zeros_like(rates[:, 0])))
        return backend.looped(train_trial, state, hyper, scaling, rows_x, rows_y, rates, numbers)

    def _targets(self, y, rows):
        """Targets of some rows and their weights; None for these where all rows count alike."""
        taken = backend.take(y, rows)
        if not self.weighted:
            return taken, None
        kept = ops.cast(taken[..., 0], "int32") if self.task == "classification" else taken[..., :1]
        return kept, taken[..., 1]

    def _step(self, state, hyper, inputs, targets, numbers, number):
        """One trial's step on one batch: the new state and the batch's loss, of an ensemble the members' mean."""

        def loss_of(output):
            def loss(y, weights):
                return reduced(self.loss, losses(self.loss, y, output), weights)

            return mixed(loss, numbers, *targets)

        def objective(trainable):
            prediction, non_trainable, penalties = self.model.stateless_call(
                trainable, state["non_trainable"], inputs, return_losses=True, **training_argument(self.model, True)
            )
            outputs = keras.tree.flatten(prediction)  # of a network of the user's own they may be several
            first, *others = map(loss_of, outputs)
            return sum([*penalties, *others], first), non_trainable

        loss, non_trainable, gradients = backend.gradients(objective, state["trainable"])
        trainable, slots = updated(
            self.optimizer, gradients, state["trainable"], state["slots"], number, {**hyper, **self.structure}
        )
        return {
            "trainable": self._constrained(trainable, non_trainable),
            "non_trainable": non_trainable,
            "slots": slots,
        }, loss / self.members

    def _constrained(self, trainable, non_trainable):
        """The weights after their constraints."""
        constraints = [variable.constraint for variable in self.model.trainable_variables]
        if not any(constraints):
            return trainable
        with keras.StatelessScope(state_mapping=zip(self.model.non_trainable_variables, non_trainable, strict=True)):
            return [limit(w) if limit else w for limit, w in zip(constraints, trainable, strict=True)]

    def _evaluate(self, weights, scaling, x, y, rows_x, rows_y, weight):
        """Weighted sums of every metric over one chunk of rows (trials, rows), in inference mode."""

        def evaluate_trial(weights, scaling, rows_x, rows_y):
            inputs = scaled_rows(x, rows_x, scaling)
            prediction, _ = self.model.stateless_call(*weights, inputs, **training_argument(self.model, False))
            metrics = per_row(self.task, self.loss, self._targets(y, rows_y)[0], prediction)
            return {name: ops.sum(value * weight) for name, value in metrics.items()}

        return self.over_trials(evaluate_trial, weights, scaling, rows_x, rows_y)

    def _predict(self, trainable, non_trainable, scaling, x, rows_x, added):
        """Outputs for one chunk of rows (trials, rows) with `added` inputs, and the non-trainable weights."""

        def predict_trial(trainable, non_trainable, scaling, rows_x, added):
            inputs = scaled_rows(x, rows_x, scaling) + added
            return self.evaluated.stateless_call(
                trainable, non_trainable, inputs, **training_argument(self.evaluated, False)
            )

        return self.over_trials(predict_trial, trainable, non_trainable, scaling, rows_x, added)

    def _inspect(self, weights, before, scaling, x, y, rows_x, rows_y):
        """Layer statistics on one batch (trials, rows): layer -> statistic -> (trials,)."""
        probe = self.probe
        assert probe

        def inspect_trial(weights, before, scaling, rows_x, rows_y):
            inputs = scaled_rows(x, rows_x, scaling)
            return probe.statistics(weights, before, inputs, self._targets(y, rows_y)[0])

        return self.over_trials(inspect_trial, weights, before, scaling, rows_x, rows_y)

    def _keep(self, mask, new, old):
        """Trial by trial, the new weights where the mask is true, else the old ones."""

        def keep_trial(mask, new, old):
            return [ops.where(mask, a, b) for a, b in zip(new, old, strict=True)]

        return backend.vectorized(keep_trial, mask, new, old)


def training_argument(model, training):
    """The argument `training` of a network's call, if it has one: not every network of the user's own does."""
    return {"training": training} if "training" in signature(model.call).parameters else {}


def scaled_rows(x, rows, scaling):
    """The inputs of a trial's network: these rows, scaled by its own training rows."""
    return (backend.take(x, rows) - scaling["shift"]) * scaling["factor"]
