"""Parts that many studies share: the usual network, and the base of studies that train none."""

from typing import Any

from experiments.spec import Part, Trial, part

MOVING = 0.9  # of its stored moments batch normalisation keeps so much at a step (Keras: 0.99), as an epoch has few
# steps here; decided after first runs
NO_HE = {"linear": "glorot_normal", "sigmoid": "glorot_normal", "tanh": "glorot_normal", "selu": "lecun_normal"}
UNTRAINED = Trial(  # simulations take the data of it, and nothing else
    data=part("digits", scaling="standard"), model=part("mlp"), optimizer=part("sgd")
)


def fitting(activation: str) -> str:
    """The initial weights made for an activation: He's for ReLU and what resembles it."""
    return NO_HE.get(activation, "he_normal")


def mlp(hidden: tuple[int, ...], activation: str = "relu", initializer: Part | None = None, **options: Any) -> Part:
    """Dense layers of one activation, with the initial weights made for it unless others are given."""
    weights = initializer or part(fitting(activation))
    return part("mlp", hidden=hidden, activation=part(activation), initializer=weights, **options)
