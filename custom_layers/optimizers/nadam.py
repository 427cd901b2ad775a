"""Nadam: Adam with Nesterov's look-ahead."""

import keras
from keras import ops

from custom_layers.optimizers.in_place import subtract
from custom_layers.optimizers.rule import RuleOptimizer


@keras.saving.register_keras_serializable("custom_layers")
class Nadam(RuleOptimizer):
    """Nadam: Adam whose mean gradient already contains the next step's share of the momentum.

    With gradient `g`, step `t = 1, 2, ...`, slots `m` and `v` of the parameter's shape, at first 0, and
    scalar slot `u_product` = ∏ μ, at first 1:

        μ(t) = β₁ (1 − ½ · 0.96ᵗ)
        m ← β₁ m + (1 − β₁) g
        v ← β₂ v + (1 − β₂) g²
        P ← P μ(t)
        m̂ = μ(t+1) m / (1 − P μ(t+1)) + (1 − μ(t)) g / (1 − P)
        θ ← θ − η m̂ / (√(v / (1 − β₂ᵗ)) + ε)

    This is the schedule of Keras and PyTorch. The paper's Algorithm 2 decays `m` with μ(t) too; both take β₁
    there.

    Args:
        learning_rate: η, float or schedule; per step, in units of the parameter.
        beta_1: β₁, decay of the mean of gradients, in [0, 1).
        beta_2: β₂, decay of the mean of squared gradients, in [0, 1).
        epsilon: ε > 0, in units of the gradient.
        **kwargs: see `RuleOptimizer`.

    Reference: Dozat 2016, "Incorporating Nesterov Momentum into Adam", ICLR workshop, Algorithm 2.
    """

    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7, name="nadam", **kwargs):
        super().__init__(learning_rate, {"beta_1": beta_1, "beta_2": beta_2, "epsilon": epsilon}, name=name, **kwargs)

    @staticmethod
    def start(parameter, hyper):
        """Two zero slots of the parameter's shape, and a scalar slot."""
        zeros = ops.zeros_like(parameter)
        return {"m": zeros, "v": zeros, "u_product": ops.ones((), parameter.dtype)}

    @staticmethod
    def rule(gradient, parameter, slots, step, hyper):
        """One Nadam update."""
        g, b1, b2 = gradient, hyper["beta_1"], hyper["beta_2"]
        now, ahead = (b1 * (1 - 0.5 * 0.96**t) for t in (step, step + 1))
        m = b1 * slots["m"] + (1 - b1) * g
        v = b2 * slots["v"] + (1 - b2) * g * g
        product = slots["u_product"] * now
        m_hat = (ahead / (1 - product * ahead)) * m + ((1 - now) / (1 - product)) * g
        new = parameter - hyper["learning_rate"] * m_hat / (ops.sqrt(v / (1 - b2**step)) + hyper["epsilon"])
        return new, {"m": m, "v": v, "u_product": product}

    @staticmethod
    def rule_in_place(gradient, parameter, slots, step, hyper):
        """`rule`, written into `parameter` and `slots`."""
        g, b1, b2 = gradient, hyper["beta_1"], hyper["beta_2"]
        now, ahead = (b1 * (1 - 0.5 * 0.96**t) for t in (step, step + 1))
        m = slots["m"].lerp_(g, 1 - b1)
        v = slots["v"].mul_(b2).addcmul_(g, g, value=1 - b2)
        product = slots["u_product"].mul_(now)
        m_hat = (ahead / (1 - product * ahead)) * m + ((1 - now) / (1 - product)) * g
        subtract(parameter, hyper["learning_rate"], m_hat, v.div(1 - b2**step).sqrt_().add_(hyper["epsilon"]))
