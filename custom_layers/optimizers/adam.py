"""Adam: RMSProp with momentum and bias correction."""

import keras
from keras import ops

from custom_layers.optimizers.in_place import subtract
from custom_layers.optimizers.rule import RuleOptimizer


@keras.saving.register_keras_serializable("custom_layers")
class Adam(RuleOptimizer):
    """Adam: each step is the mean gradient over the root of the mean squared gradient.

    Both running means are corrected for their start at 0. With gradient `g`, step `t = 1, 2, ...` and, for
    each parameter, slots `m` and `v` of its shape, at first 0:

        m ← β₁ m + (1 − β₁) g
        v ← β₂ v + (1 − β₂) g²
        m̂ = m / (1 − β₁ᵗ),  v̂ = v / (1 − β₂ᵗ)
        θ ← θ − η m̂ / (√v̂ + ε)

    ε stands outside the root and is added after the correction (the paper's Algorithm 1). Keras's own Adam
    adds it before (the paper's "ε̂"), so for equal results there its ε is this one times √(1 − β₂ᵗ).

    Args:
        learning_rate: η, float or schedule; per step, in units of the parameter.
        beta_1: β₁, decay of the mean of gradients, in [0, 1).
        beta_2: β₂, decay of the mean of squared gradients, in [0, 1).
        epsilon: ε > 0, in units of the gradient.
        bias_correction: `False` leaves out m̂ and v̂ (uses m and v).
        **kwargs: see `RuleOptimizer`.

    Reference: Kingma and Ba 2015, "Adam: A Method for Stochastic Optimization", Algorithm 1, arXiv:1412.6980.
    """

    def __init__(
        self,
        learning_rate=0.001,
        beta_1=0.9,
        beta_2=0.999,
        epsilon=1e-7,
        bias_correction=True,
        name="adam",
        **kwargs,
    ):
        super().__init__(
            learning_rate,
            {"beta_1": beta_1, "beta_2": beta_2, "epsilon": epsilon, "bias_correction": bias_correction},
            name=name,
            **kwargs,
        )

    @staticmethod
    def start(parameter, hyper):
        """Two zero slots of the parameter's shape."""
        return {"m": ops.zeros_like(parameter), "v": ops.zeros_like(parameter)}

    @staticmethod
    def rule(gradient, parameter, slots, step, hyper):
        """One Adam update."""
        g, b1, b2 = gradient, hyper["beta_1"], hyper["beta_2"]
        m = b1 * slots["m"] + (1 - b1) * g
        v = b2 * slots["v"] + (1 - b2) * g * g
        rate, epsilon = corrected(step, hyper)
        return parameter - rate * m / (ops.sqrt(v) + epsilon), {"m": m, "v": v}

    @staticmethod
    def rule_in_place(gradient, parameter, slots, step, hyper):
        """`rule`, written into `parameter` and `slots`."""
        g, b1, b2 = gradient, hyper["beta_1"], hyper["beta_2"]
        m = slots["m"].lerp_(g, 1 - b1)
        v = slots["v"].mul_(b2).addcmul_(g, g, value=1 - b2)
        rate, epsilon = corrected(step, hyper)
        subtract(parameter, rate, m, v.sqrt().add_(epsilon))


def corrected(step, hyper):
    """η √c₂ / c₁ and ε √c₂, c = 1 − βᵗ: with them m and v stand for m̂ and v̂ in η m̂ / (√v̂ + ε)."""
    if not hyper["bias_correction"]:
        return hyper["learning_rate"], hyper["epsilon"]
    root = (1 - hyper["beta_2"] ** step) ** 0.5
    return hyper["learning_rate"] / (1 - hyper["beta_1"] ** step) * root, hyper["epsilon"] * root
