"""RAdam: Adam that waits until its mean squared gradient can be trusted."""

import keras
from keras import ops

from custom_layers.optimizers.rule import RuleOptimizer


@keras.saving.register_keras_serializable("custom_layers")
class RAdam(RuleOptimizer):
    """Rectified Adam: momentum at first, then Adam with a rate that grows as the variance of v̂ falls.

    With gradient `g`, step `t = 1, 2, ...` and Adam's slots and m̂, v̂:

        ρ∞ = 2 / (1 − β₂) − 1,  ρ = ρ∞ − 2 t β₂ᵗ / (1 − β₂ᵗ)
        r = √[ (ρ − 4) (ρ − 2) ρ∞ / ((ρ∞ − 4) (ρ∞ − 2) ρ) ]
        θ ← θ − η r m̂ / (√v̂ + ε)       where ρ > threshold
        θ ← θ − η m̂                    elsewhere

    Sources differ on the threshold: 4 in the paper, 5 in its authors' code and in PyTorch. At β₂ = 0.999
    Adam's part begins with step 5 or 6. Below β₂ = 0.6, where ρ∞ ≤ 4, it never begins.

    Args:
        learning_rate: η, float or schedule; per step, in units of the parameter.
        beta_1: β₁, decay of the mean of gradients, in [0, 1).
        beta_2: β₂, decay of the mean of squared gradients, in [0, 1).
        epsilon: ε > 0, in units of the gradient.
        threshold: length of the average, in steps, from which on v̂ is trusted; at least 4.
        **kwargs: see `RuleOptimizer`.

    Reference: Liu et al. 2020, "On the Variance of the Adaptive Learning Rate and Beyond", Algorithm 2,
        arXiv:1908.03265.
    """

    def __init__(
        self,
        learning_rate=0.001,
        beta_1=0.9,
        beta_2=0.999,
        epsilon=1e-7,
        threshold=4.0,
        name="radam",
        **kwargs,
    ):
        super().__init__(
            learning_rate,
            {"beta_1": beta_1, "beta_2": beta_2, "epsilon": epsilon, "threshold": threshold},
            name=name,
            **kwargs,
        )

    @staticmethod
    def start(parameter, hyper):
        """Two zero slots of the parameter's shape."""
        return {"m": ops.zeros_like(parameter), "v": ops.zeros_like(parameter)}

    @staticmethod
    def rule(gradient, parameter, slots, step, hyper):
        """One RAdam update."""
        g, b1, b2 = gradient, hyper["beta_1"], hyper["beta_2"]
        m = b1 * slots["m"] + (1 - b1) * g
        v = b2 * slots["v"] + (1 - b2) * g * g
        # ρ is a small difference of large numbers: 1 − β₂ᵗ must keep its digits
        log_power = step * ops.log1p(b2 - 1)
        correction = -ops.expm1(log_power)
        limit = 2 / (1 - b2) - 1
        length = limit - 2 * step * ops.exp(log_power) / correction
        trusted = length > hyper["threshold"]
        safe = ops.where(trusted, length, limit)
        ratio = (safe - 4) * (safe - 2) * limit / ((limit - 4) * (limit - 2) * safe)
        adaptive = ops.sqrt(ops.maximum(ratio, 0)) / (ops.sqrt(v / correction) + hyper["epsilon"])
        new = parameter - (hyper["learning_rate"] / (1 - b1**step)) * m * ops.where(trusted, adaptive, 1.0)
        return new, {"m": m, "v": v}
