"""AdaMax: Adam with the largest recent gradient in place of the root mean square."""

import keras
from keras import ops

from custom_layers.optimizers.in_place import subtract
from custom_layers.optimizers.rule import RuleOptimizer


@keras.saving.register_keras_serializable("custom_layers")
class AdaMax(RuleOptimizer):
    """AdaMax: each step is the mean gradient over the largest recent gradient (the infinity norm).

    With gradient `g`, step `t = 1, 2, ...` and, for each parameter, slots `m` and `u` of its shape, at first
    0:

        m ← β₁ m + (1 − β₁) g
        u ← max(β₂ u, |g|)
        θ ← θ − η / (1 − β₁ᵗ) · m / (u + ε)

    `u` needs no correction for its start at 0. The paper has no ε; it guards parameters whose gradient was
    always 0.

    Args:
        learning_rate: η, float or schedule; per step, in units of the parameter.
        beta_1: β₁, decay of the mean of gradients, in [0, 1).
        beta_2: β₂, decay of the largest gradient, in [0, 1).
        epsilon: ε > 0, in units of the gradient.
        **kwargs: see `RuleOptimizer`.

    Reference: Kingma and Ba 2015, "Adam: A Method for Stochastic Optimization", Algorithm 2, arXiv:1412.6980.
    """

    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7, name="adamax", **kwargs):
        super().__init__(learning_rate, {"beta_1": beta_1, "beta_2": beta_2, "epsilon": epsilon}, name=name, **kwargs)

    @staticmethod
    def start(parameter, hyper):
        """Two zero slots of the parameter's shape."""
        return {"m": ops.zeros_like(parameter), "u": ops.zeros_like(parameter)}

    @staticmethod
    def rule(gradient, parameter, slots, step, hyper):
        """One AdaMax update."""
        g, b1, b2 = gradient, hyper["beta_1"], hyper["beta_2"]
        m = b1 * slots["m"] + (1 - b1) * g
        u = ops.maximum(b2 * slots["u"], ops.abs(g))
        return parameter - hyper["learning_rate"] / (1 - b1**step) * m / (u + hyper["epsilon"]), {"m": m, "u": u}

    @staticmethod
    def rule_in_place(gradient, parameter, slots, step, hyper):
        """`rule`, written into `parameter` and `slots`."""
        g, b1, b2 = gradient, hyper["beta_1"], hyper["beta_2"]
        m = slots["m"].lerp_(g, 1 - b1)
        u = slots["u"].mul_(b2).clamp_(min=g.abs())
        subtract(parameter, hyper["learning_rate"] / (1 - b1**step), m, u + hyper["epsilon"])
