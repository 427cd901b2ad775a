"""AdaBelief: Adam that takes large steps where gradients come as foreseen."""

import keras
from keras import ops

from custom_layers.optimizers.in_place import subtract
from custom_layers.optimizers.rule import RuleOptimizer


@keras.saving.register_keras_serializable("custom_layers")
class AdaBelief(RuleOptimizer):
    """AdaBelief: each step is the mean gradient over the root mean square of the surprise, g − m.

    With gradient `g`, step `t = 1, 2, ...` and, for each parameter, slots `m` and `s` of its shape, at first
    0:

        m ← β₁ m + (1 − β₁) g
        s ← β₂ s + (1 − β₂) (g − m)² + ε
        θ ← θ − η m̂ / (√ŝ + ε),  m̂ = m / (1 − β₁ᵗ),  ŝ = s / (1 − β₂ᵗ)

    ε enters twice, as in the paper; inside `s` it adds up, so that it must be far smaller than Adam's. The
    default is that of the authors' code; the paper prints 10⁻⁸.

    Args:
        learning_rate: η, float or schedule; per step, in units of the parameter.
        beta_1: β₁, decay of the mean of gradients, in [0, 1).
        beta_2: β₂, decay of the mean squared surprise, in [0, 1).
        epsilon: ε > 0, in units of the gradient and of its square.
        **kwargs: see `RuleOptimizer`.

    Reference: Zhuang et al. 2020, "AdaBelief Optimizer: Adapting Stepsizes by the Belief in Observed
        Gradients", Algorithm 2, arXiv:2010.07468.
    """

    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-16, name="adabelief", **kwargs):
        super().__init__(learning_rate, {"beta_1": beta_1, "beta_2": beta_2, "epsilon": epsilon}, name=name, **kwargs)

    @staticmethod
    def start(parameter, hyper):
        """Two zero slots of the parameter's shape."""
        return {"m": ops.zeros_like(parameter), "s": ops.zeros_like(parameter)}

    @staticmethod
    def rule(gradient, parameter, slots, step, hyper):
        """One AdaBelief update."""
        g, b1, b2 = gradient, hyper["beta_1"], hyper["beta_2"]
        m = b1 * slots["m"] + (1 - b1) * g
        surprise = g - m
        s = b2 * slots["s"] + (1 - b2) * surprise * surprise + hyper["epsilon"]
        c1, c2 = 1 - b1**step, 1 - b2**step
        return parameter - hyper["learning_rate"] / c1 * m / (ops.sqrt(s / c2) + hyper["epsilon"]), {"m": m, "s": s}

    @staticmethod
    def rule_in_place(gradient, parameter, slots, step, hyper):
        """`rule`, written into `parameter` and `slots`."""
        g, b1, b2 = gradient, hyper["beta_1"], hyper["beta_2"]
        m = slots["m"].lerp_(g, 1 - b1)
        surprise = g - m
        s = slots["s"].mul_(b2).addcmul_(surprise, surprise, value=1 - b2).add_(hyper["epsilon"])
        c1, c2 = 1 - b1**step, 1 - b2**step
        subtract(parameter, hyper["learning_rate"] / c1, m, s.div(c2).sqrt_().add_(hyper["epsilon"]))
