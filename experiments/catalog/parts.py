"""Parts that many studies share: the usual network, and the base of studies that train none."""

from typing import Any

from experiments.spec import Part, Trial, part

# The share of its stored moments that batch normalisation keeps at each step. Keras keeps 0.99, but here an epoch has
# few steps. Decided after first runs had been seen.
MOVING = 0.9
FITTING = {"linear": "glorot_normal", "sigmoid": "glorot_normal", "tanh": "glorot_normal", "selu": "lecun_normal"}
# Half of training at one rate, then at a tenth and a hundredth of it: where methods are compared by where they end,
# this takes away most of what chance adds in the last steps at a large rate.
SETTLING = part("piecewise_constant", boundary_shares=(0.5, 0.8), factors=(1.0, 0.1, 0.01))
# Where half a point is to be seen, 500 rows train and those left over judge too: most of what replicates differ by lies
# in the test rows.
HALF = {"train_rows": 500, "spare": "test"}
UNTRAINED = Trial(  # simulations take its data alone
    data=part("digits", scaling="standard"), model=part("mlp"), optimizer=part("sgd")
)


def fitting(activation: str) -> str:
    """The initial weights made for an activation: He's for ReLU and its relatives."""
    return FITTING.get(activation, "he_normal")


def mlp(hidden: tuple[int, ...], activation: str = "relu", initializer: Part | None = None, **options: Any) -> Part:
    """Dense layers of one activation, with the initial weights made for it unless others are given."""
    weights = initializer or part(fitting(activation))
    return part("mlp", hidden=hidden, activation=part(activation), initializer=weights, **options)
