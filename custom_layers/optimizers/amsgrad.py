"""AMSGrad: Adam whose mean squared gradient never falls."""

import keras
from keras import ops

from custom_layers.optimizers.adam import corrected
from custom_layers.optimizers.in_place import subtract
from custom_layers.optimizers.rule import RuleOptimizer


@keras.saving.register_keras_serializable("custom_layers")
class AMSGrad(RuleOptimizer):
    """AMSGrad: Adam over the largest mean squared gradient so far: no rate ever grows again.

    With gradient `g`, step `t = 1, 2, ...` and, for each parameter, slots `m`, `v` and `w` of its shape, at
    first 0:

        m ← β₁ m + (1 − β₁) g
        v ← β₂ v + (1 − β₂) g²
        w ← max(w, v)
        θ ← θ − η m̂ / (√ŵ + ε),  m̂ = m / (1 − β₁ᵗ),  ŵ = w / (1 − β₂ᵗ)

    Sources differ on the corrections: the paper has none (`bias_correction=False`); Keras and PyTorch take
    the largest of the uncorrected v and correct afterwards, as above.

    Args:
        learning_rate: η, float or schedule; per step, in units of the parameter.
        beta_1: β₁, decay of the mean of gradients, in [0, 1).
        beta_2: β₂, decay of the mean of squared gradients, in [0, 1).
        epsilon: ε > 0, in units of the gradient.
        bias_correction: `False` uses m and w for m̂ and ŵ.
        **kwargs: see `RuleOptimizer`.

    Reference: Reddi, Kale and Kumar 2018, "On the Convergence of Adam and Beyond", Algorithm 2,
        arXiv:1904.09237.
    """

    def __init__(
        self,
        learning_rate=0.001,
        beta_1=0.9,
        beta_2=0.999,
        epsilon=1e-7,
        bias_correction=True,
        name="amsgrad",
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
        """Three zero slots of the parameter's shape."""
        return {name: ops.zeros_like(parameter) for name in ("m", "v", "w")}

    @staticmethod
    def rule(gradient, parameter, slots, step, hyper):
        """One AMSGrad update."""
        g, b1, b2 = gradient, hyper["beta_1"], hyper["beta_2"]
        m = b1 * slots["m"] + (1 - b1) * g
        v = b2 * slots["v"] + (1 - b2) * g * g
        w = ops.maximum(slots["w"], v)
        rate, epsilon = corrected(step, hyper)
        return parameter - rate * m / (ops.sqrt(w) + epsilon), {"m": m, "v": v, "w": w}

    @staticmethod
    def rule_in_place(gradient, parameter, slots, step, hyper):
        """`rule`, written into `parameter` and `slots`."""
        g, b1, b2 = gradient, hyper["beta_1"], hyper["beta_2"]
        m = slots["m"].lerp_(g, 1 - b1)
        v = slots["v"].mul_(b2).addcmul_(g, g, value=1 - b2)
        w = slots["w"].clamp_(min=v)
        rate, epsilon = corrected(step, hyper)
        subtract(parameter, rate, m, w.sqrt().add_(epsilon))
