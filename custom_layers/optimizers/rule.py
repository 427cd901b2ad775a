"""RuleOptimizer: a Keras optimizer whose arithmetic is one pure function."""

import math
from typing import Any

import keras
import numpy as np
from keras import ops

from custom_layers.eager import is_eager, plain

BELOW_ONE = frozenset({"adam_beta_1", "adam_beta_2", "beta_1", "beta_2", "momentum", "rho"})


class RuleOptimizer(keras.optimizers.Optimizer):
    """A Keras optimizer that delegates its arithmetic to the pure static method `rule`.

    The same function serves `model.fit` (through `update_step`) and a compiled program that trains many
    models at once, where every hyperparameter is a tensor. A subclass gives:

    - `rule(gradient, parameter, slots, step, hyper) -> (parameter, slots)`: one update of one parameter.
      `slots` is a dict of tensors, `step` counts from 1 (a float scalar), `hyper` holds `learning_rate` and
      every entry of `hyperparameters` as scalars. Entries that are `bool`, `str` or `None` choose the graph
      and stay Python values; numbers may be tensors. It writes into nothing.
    - `start(parameter, hyper) -> slots`: the slots before the first step. They follow from the parameter's shape and
      type alone: where training is traced by XLA, its value is not known yet.
    - `settled(parameter, slots, hyper) -> (parameter, slots)`: what the trained model has, if that is not what is
      trained, and the slots from which its training would go on.
    - `rule_in_place(gradient, parameter, slots, step, hyper)`, if it pays: the same update for PyTorch, which runs
      operations one by one, written into `parameter` and `slots`. It leaves `gradient` as it is, and reads it no more
      once it has written into `parameter`, which may be the same tensor. Only the optimizer's own steps use it, where
      parameters need not be widened; who calls `rule` gets `rule`. A subclass with another `rule` does not inherit it.

    Slots and arithmetic are float32 (float64 for float64 parameters), also where the parameter is float16 or
    bfloat16: there 0.999 rounds to 1, and a running mean would stand still. The parameter keeps its type.

    The sparse gradient of an `Embedding` on TensorFlow is made dense first: its rule then moves every row, as the
    formula says, and takes as long as a dense layer of that size.

    Weight decay, θ ← θ − η λ θ before the rule, is the Keras base's, or in the rule of a class that says `decays`;
    `exclude_from_weight_decay` is obeyed by both. Accumulated gradients make the steps of the large batch: schedule,
    `use_ema` and `ema_overwrite_frequency` count steps of the rule, where Keras's own count batches.

    Args:
        learning_rate: a number, a `keras.optimizers.schedules.LearningRateSchedule`, or a function without arguments.
        hyperparameters: dict of the subclass's own settings, as in its constructor.
        **kwargs: what every Keras optimizer takes: `name`, `weight_decay`, `clipnorm`, `clipvalue`,
            `global_clipnorm`, `use_ema`, `ema_momentum`, `ema_overwrite_frequency`, `loss_scale_factor`,
            `gradient_accumulation_steps`.

    Raises:
        ValueError: a number below 0, or a decay (`beta_1`, `beta_2`, `momentum`, `rho`) not below 1.
    """

    decays = False  # whether `rule` applies `weight_decay` itself; else it is applied before the rule
    rule_in_place: Any = None

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if "rule" in vars(cls) and "rule_in_place" not in vars(cls):
            cls.rule_in_place = None

    def __init__(self, learning_rate, hyperparameters, **kwargs):
        learning_rate = float(learning_rate) if is_number(bare(learning_rate)) else learning_rate
        hyperparameters = {name: bare(value) for name, value in hyperparameters.items()}
        for name, value in {"learning_rate": learning_rate, **hyperparameters}.items():
            bound = 1 if name in BELOW_ONE else math.inf
            if is_number(value) and not 0 <= value < bound:
                raise ValueError(f"`{name}` must lie in [0, {bound}). Received: {name}={value}")
        super().__init__(learning_rate=learning_rate, **{name: bare(value) for name, value in kwargs.items()})
        self.hyperparameters = hyperparameters
        self._slots = []

    @staticmethod
    def start(parameter, hyper):
        """Slots before the first step: a dict of tensors; empty for a rule without memory."""
        del parameter, hyper
        return {}

    @staticmethod
    def rule(gradient, parameter, slots, step, hyper):
        """One update of one parameter: `(new parameter, new slots)`."""
        raise NotImplementedError("A RuleOptimizer must define `rule`.")

    @staticmethod
    def settled(parameter, slots, hyper):
        """The parameter that the trained model has, and its slots: those that are trained."""
        del hyper
        return parameter, slots

    @classmethod
    def settles(cls):
        """Whether the parameters of the trained model differ from those that are trained."""
        return cls.settled is not RuleOptimizer.settled

    def build(self, variables):
        """Creates the slots of every variable, as `start` gives them."""
        if self.built:
            return
        super().build(variables)
        self._slots = [self._add_slots(variable) for variable in variables]

    def _add_slots(self, variable):
        def start():
            return self.start(wide(variable, variable.dtype), self.hyperparameters)

        return {
            name: self.add_variable(
                value.shape,
                # computed again when asked: the variable may be made outside the graph that is being traced
                lambda *_, name=name, **__: start()[name],
                wide_type(variable.dtype),
                name=f"{getattr(variable, 'path', variable.name).replace('/', '_')}_{name}",
            )
            for name, value in start().items()
        }

    def apply(self, grads, trainable_variables=None):
        """One step on all variables, of dense gradients or sparse."""
        variables = self._trainable_variables if trainable_variables is None else list(trainable_variables)
        grads = [dense(*pair) for pair in zip(grads, variables, strict=True)] if variables else grads
        super().apply(grads, trainable_variables)

    def _get_current_learning_rate(self):
        if isinstance(self._learning_rate, keras.optimizers.schedules.LearningRateSchedule):
            return self._learning_rate(self.iterations)
        return super()._get_current_learning_rate()

    def _apply_weight_decay(self, variables):
        if not self.decays:
            super()._apply_weight_decay(variables)

    def _backend_apply_gradients(self, grads, trainable_variables):
        """One step, or one more gradient to accumulate; then the running mean of the parameters, once a batch."""
        if not (self.use_ema and self.gradient_accumulation_steps):
            super()._backend_apply_gradients(grads, trainable_variables)
            return
        step = self.iterations  # before this batch, from 0
        complete = ops.equal((self._iterations + 1) % self.gradient_accumulation_steps, 0)
        self.use_ema = False
        try:
            super()._backend_apply_gradients(grads, trainable_variables)
        finally:
            self.use_ema = True
        often = self.ema_overwrite_frequency
        for variable, mean in zip(self._trainable_variables, self._model_variables_moving_average, strict=True):
            momentum = ops.where(step > 0, ops.where(complete, self.ema_momentum, 1.0), 0.0)
            momentum = ops.cast(momentum, variable.dtype)
            mean.assign(momentum * mean.value + (1 - momentum) * variable.value)
            if often:
                variable.assign(ops.where(complete & ops.equal((step + 1) % often, 0), mean.value, variable.value))

    def _hyper(self, variable, learning_rate):
        """The hyperparameters that the rule gets for a variable."""
        hyper = {**self.hyperparameters, "learning_rate": learning_rate}
        return {**hyper, "weight_decay": 0.0} if self.decays and not self._use_weight_decay(variable) else hyper

    def _backend_update_step(self, grads, trainable_variables, learning_rate):
        """Steps with all variables; Keras's own way, which this hook replaces, calls `update_step` for each."""
        if not (is_eager() and self.rule_in_place):
            super()._backend_update_step(grads, trainable_variables, learning_rate)
            return
        step, rate = (plain(ops.cast(value, "float32")) for value in (self.iterations, learning_rate))
        for gradient, variable in zip(grads, trainable_variables, strict=True):
            parameter = variable.value.detach()
            if parameter.element_size() < 4:  # it must be widened
                self.update_step(gradient, variable, learning_rate)
                continue
            slots = self._slots[self._get_variable_index(variable)]
            slots = {name: slot.value.detach() for name, slot in slots.items()}
            gradient = gradient.detach().to(parameter.dtype)
            self.rule_in_place(gradient, parameter, slots, step + 1, self._hyper(variable, rate))

    def stateless_apply(self, optimizer_variables, grads, trainable_variables):
        """New values of the parameters and of the optimizer's variables; the given tensors stay as they are."""
        if is_eager():  # lest they are changed in place
            optimizer_variables, trainable_variables = (
                [ops.copy(value) for value in values] for values in (optimizer_variables, trainable_variables)
            )
        return super().stateless_apply(optimizer_variables, grads, trainable_variables)

    def update_step(self, gradient, variable, learning_rate):
        """Applies `rule` to one variable and its slots."""
        slots = self._slots[self._get_variable_index(variable)]
        parameter, new_slots = self.rule(
            wide(gradient, variable.dtype),
            wide(variable, variable.dtype),
            {name: slot.value for name, slot in slots.items()},
            plain(wide(self.iterations, variable.dtype)) + 1,
            self._hyper(variable, plain(wide(learning_rate, variable.dtype))),
        )
        # a rule may give back what it was given, under another name: it is kept before that is overwritten
        new_slots = {name: ops.copy(value) for name, value in new_slots.items()}
        self.assign(variable, ops.cast(parameter, variable.dtype))
        for name, value in new_slots.items():
            self.assign(slots[name], value)

    def finalize_variable_values(self, var_list):
        """Puts into the parameters what the trained model has; `model.fit` asks for it when it ends.

        That is their running mean where `use_ema` asks for it, and what `settled` says elsewhere.
        """
        super().finalize_variable_values(var_list)
        untouched = int(ops.convert_to_numpy(self.iterations)) == 0
        for variable in var_list if self.settles() and not (self.use_ema or untouched) else ():
            slots = self._slots[self._get_variable_index(variable)]
            values = {name: slot.value for name, slot in slots.items()}
            parameter, new_slots = self.settled(wide(variable, variable.dtype), values, self.hyperparameters)
            self.assign(variable, ops.cast(parameter, variable.dtype))
            for name, value in new_slots.items():
                self.assign(slots[name], value)

    def get_config(self):
        """The constructor's arguments."""
        return {**super().get_config(), **self.hyperparameters}


def is_number(value):
    """Whether a setting is a number (and so may be a tensor in a compiled program), not a choice of graph."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def bare(value):
    """A NumPy scalar as the Python number that configurations can hold; anything else as it is."""
    return value.item() if isinstance(value, np.generic) else value


def dense(gradient, variable):
    """A gradient as a plain tensor; TensorFlow's for an `Embedding` comes as rows and their numbers."""
    return ops.reshape(gradient, variable.shape) if hasattr(gradient, "dense_shape") else gradient


def wide_type(dtype):
    """The type to calculate in for a parameter of type `dtype`: float32, or float64 for float64."""
    return "float64" if dtype == "float64" else "float32"


def wide(value, dtype):
    """`value` (variable, tensor or number) as a tensor of `wide_type(dtype)`."""
    value, wanted = ops.convert_to_tensor(value), wide_type(dtype)
    return value if keras.backend.standardize_dtype(value.dtype) == wanted else ops.cast(value, wanted)
