"""A row an optimizer: options that make every term of its rule count, and the rule as its paper prints it."""

from dataclasses import dataclass
from typing import Any

import keras

from custom_layers import optimizers
from tests import references


@dataclass(frozen=True)
class OptimizerCase:
    """One optimizer with options that make every term of its rule count.

    `reference` is the paper's rule. `same` gives Keras's optimizer and the options under which ours equals
    it; `None` where Keras has none.
    """

    optimizer: Any
    options: dict
    reference: Any
    same: Any = None

    def __str__(self):
        flags = [f"{key}={value}" for key, value in self.options.items() if isinstance(value, bool | None)]
        return "-".join([self.optimizer.__name__, *flags])


# 0.05: with gradients near 1, large enough that ε's place shows at a relative precision of 1e-5
ADAM = {"learning_rate": 0.05, "beta_1": 0.8, "beta_2": 0.95, "epsilon": 0.05}
# Keras adds Adam's ε before the correction of v: equal only where ε does not count
TINY = {"learning_rate": 0.05, "beta_1": 0.8, "beta_2": 0.95, "epsilon": 1e-8}
MOMENTUM = {"learning_rate": 0.05, "momentum": 0.8}
ADAGRAD = {"learning_rate": 0.05, "initial_accumulator_value": 0.1, "epsilon": 0.05}
RMSPROP = {"learning_rate": 0.05, "rho": 0.8, "momentum": 0.7, "epsilon": 0.05}
LION = {"learning_rate": 0.05, "beta_1": 0.8, "beta_2": 0.95}
MUON = {
    "learning_rate": 0.05,
    "momentum": 0.8,
    "nesterov": True,
    "rms_rate": 0.2,
    "adam_lr_ratio": 0.5,
    "adam_beta_1": 0.8,
    "adam_beta_2": 0.95,
    "epsilon": 0.05,
}
INSIDE = {"epsilon_inside": True}

OPTIMIZERS = [
    OptimizerCase(
        optimizers.SGD,
        {"learning_rate": 0.05},
        references.sgd,
        lambda: (keras.optimizers.SGD(0.05), {"learning_rate": 0.05}),
    ),
    OptimizerCase(
        optimizers.Momentum,
        MOMENTUM,
        references.momentum,
        lambda: (keras.optimizers.SGD(**MOMENTUM), MOMENTUM),
    ),
    OptimizerCase(optimizers.Momentum, {**MOMENTUM, "rate_inside": False}, references.momentum),
    OptimizerCase(
        optimizers.Nesterov,
        MOMENTUM,
        references.nesterov,
        lambda: (keras.optimizers.SGD(**MOMENTUM, nesterov=True), MOMENTUM),
    ),
    OptimizerCase(optimizers.Nesterov, {**MOMENTUM, "rate_inside": False}, references.nesterov),
    OptimizerCase(
        optimizers.AdaGrad,
        ADAGRAD,
        references.adagrad,
        lambda: (keras.optimizers.Adagrad(**ADAGRAD), {**ADAGRAD, **INSIDE}),
    ),
    OptimizerCase(optimizers.AdaGrad, {**ADAGRAD, **INSIDE}, references.adagrad),
    OptimizerCase(
        optimizers.RMSProp,
        RMSPROP,
        references.rmsprop,
        lambda: (keras.optimizers.RMSprop(**RMSPROP), {**RMSPROP, **INSIDE}),
    ),
    OptimizerCase(optimizers.RMSProp, {**RMSPROP, "momentum": None}, references.rmsprop),
    OptimizerCase(
        optimizers.RMSProp,
        {**RMSPROP, "centered": True, **INSIDE},
        references.rmsprop,
        lambda: (
            keras.optimizers.RMSprop(**RMSPROP, centered=True),
            {**RMSPROP, "centered": True, **INSIDE},
        ),
    ),
    OptimizerCase(optimizers.Adam, ADAM, references.adam, lambda: (keras.optimizers.Adam(**TINY), TINY)),
    OptimizerCase(optimizers.Adam, {**ADAM, "bias_correction": False}, references.adam),
    OptimizerCase(optimizers.AdaMax, ADAM, references.adamax, lambda: (keras.optimizers.Adamax(**ADAM), ADAM)),
    OptimizerCase(optimizers.Nadam, ADAM, references.nadam, lambda: (keras.optimizers.Nadam(**ADAM), ADAM)),
    OptimizerCase(
        optimizers.AdamW,
        {**ADAM, "weight_decay": 0.1},
        references.adamw,
        lambda: (keras.optimizers.AdamW(**TINY, weight_decay=0.1), {**TINY, "weight_decay": 0.1}),
    ),
    OptimizerCase(optimizers.AdamW, {**ADAM, "weight_decay": 0.1, "bias_correction": False}, references.adamw),
]

OPTIMIZERS += [
    OptimizerCase(
        optimizers.AMSGrad,
        ADAM,
        references.amsgrad,
        lambda: (keras.optimizers.Adam(**TINY, amsgrad=True), TINY),
    ),
    OptimizerCase(optimizers.AMSGrad, {**ADAM, "bias_correction": False}, references.amsgrad),
    OptimizerCase(optimizers.RAdam, {**ADAM, "threshold": 4.0}, references.radam),
    # the usual β₂, at which ρ is the difference of large numbers
    OptimizerCase(optimizers.RAdam, {**ADAM, "beta_2": 0.999, "threshold": 5.0}, references.radam),
    OptimizerCase(optimizers.AdaBelief, ADAM, references.adabelief),
    OptimizerCase(
        optimizers.Lion,
        {**LION, "weight_decay": 0.1},
        references.lion,
        lambda: (keras.optimizers.Lion(**LION, weight_decay=0.1), {**LION, "weight_decay": 0.1}),
    ),
    OptimizerCase(
        optimizers.Muon,
        MUON,
        references.muon,
        lambda: (
            keras.optimizers.Muon(**{**MUON, "epsilon": 1e-8}, adam_weight_decay=None, weight_decay=None),
            {**MUON, "epsilon": 1e-8},
        ),
    ),
    OptimizerCase(optimizers.Muon, {**MUON, "rms_rate": None, "nesterov": False}, references.muon),
    OptimizerCase(
        optimizers.ScheduleFreeAdamW,
        ADAM,
        references.schedule_free_adamw,
        # Keras 3.15.1 averages with the new z in place of the old where variables change in place
        (lambda: (keras.optimizers.ScheduleFreeAdamW(**ADAM, warmup_steps=0), ADAM))
        if keras.backend.backend() == "jax"
        else None,
    ),
    OptimizerCase(
        optimizers.ScheduleFreeAdamW,
        {**ADAM, "weight_decay": 0.1, "warmup_steps": 7},
        references.schedule_free_adamw,
    ),
]
