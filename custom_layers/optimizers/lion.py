"""Lion: the sign of a momentum."""

import keras
from keras import ops

from custom_layers.optimizers.in_place import subtract
from custom_layers.optimizers.rule import RuleOptimizer


@keras.saving.register_keras_serializable("custom_layers")
class Lion(RuleOptimizer):
    """Lion (evolved sign momentum): every parameter moves by exactly η, in the direction of a mean gradient.

    With gradient `g` and, for each parameter, slot `m` of its shape, at first 0:

        c = β₁ m + (1 − β₁) g
        θ ← θ − η sign(c)
        m ← β₂ m + (1 − β₂) g

    The mean that is kept is longer than the one that is used. Good rates are 3 to 10 times smaller than
    Adam's, weight decays as much larger. The paper's decay η λ θ is Keras's `weight_decay` λ.

    Args:
        learning_rate: η, float or schedule; per step, in units of the parameter.
        beta_1: β₁, weight of the mean against the fresh gradient, in [0, 1).
        beta_2: β₂, decay of the mean of gradients, in [0, 1).
        **kwargs: see `RuleOptimizer`.

    Reference: Chen et al. 2023, "Symbolic Discovery of Optimization Algorithms", Algorithm 2,
        arXiv:2302.06675.
    """

    def __init__(self, learning_rate=0.0001, beta_1=0.9, beta_2=0.99, name="lion", **kwargs):
        super().__init__(learning_rate, {"beta_1": beta_1, "beta_2": beta_2}, name=name, **kwargs)

    @staticmethod
    def start(parameter, hyper):
        """One zero slot of the parameter's shape."""
        return {"m": ops.zeros_like(parameter)}

    @staticmethod
    def rule(gradient, parameter, slots, step, hyper):
        """One Lion update."""
        g, b1, b2 = gradient, hyper["beta_1"], hyper["beta_2"]
        direction = ops.sign(b1 * slots["m"] + (1 - b1) * g)
        return parameter - hyper["learning_rate"] * direction, {"m": b2 * slots["m"] + (1 - b2) * g}

    @staticmethod
    def rule_in_place(gradient, parameter, slots, step, hyper):
        """`rule`, written into `parameter` and `slots`."""
        g, b1, b2 = gradient, hyper["beta_1"], hyper["beta_2"]
        direction = slots["m"].lerp(g, 1 - b1).sign_()
        slots["m"].lerp_(g, 1 - b2)
        subtract(parameter, hyper["learning_rate"], direction)
