"""AdamW: Adam with weight decay beside, not inside, the gradient."""

import keras

from custom_layers.optimizers.adam import Adam
from custom_layers.optimizers.rule import RuleOptimizer


@keras.saving.register_keras_serializable("custom_layers")
class AdamW(RuleOptimizer):
    """AdamW: Adam, after each parameter has been shrunk by a fixed share of itself.

    With gradient `g`, taken before the shrinking, and Adam's slots:

        θ ← θ − η λ θ
        θ ← Adam(g, θ)

    λ never passes through √v̂, so that parameters with large gradients are shrunk as much as the others (with
    an L2 penalty in the loss they are shrunk less). The first line is done by the Keras base, before `rule`,
    on the variables not named in `exclude_from_weight_decay`. The paper's Algorithm 2 has its schedule
    multiply λ and not its rate α; Keras, PyTorch and this class use the product η λ.

    Args:
        learning_rate: η, float or schedule; per step, in units of the parameter.
        beta_1: β₁, decay of the mean of gradients, in [0, 1).
        beta_2: β₂, decay of the mean of squared gradients, in [0, 1).
        epsilon: ε > 0, in units of the gradient.
        bias_correction: `False` leaves out Adam's corrections.
        weight_decay: λ ≥ 0, per step and unit of rate.
        **kwargs: see `RuleOptimizer`.

    Reference: Loshchilov and Hutter 2019, "Decoupled Weight Decay Regularization", Algorithm 2,
        arXiv:1711.05101.
    """

    def __init__(
        self,
        learning_rate=0.001,
        beta_1=0.9,
        beta_2=0.999,
        epsilon=1e-7,
        bias_correction=True,
        weight_decay=0.004,
        name="adamw",
        **kwargs,
    ):
        super().__init__(
            learning_rate,
            {"beta_1": beta_1, "beta_2": beta_2, "epsilon": epsilon, "bias_correction": bias_correction},
            weight_decay=weight_decay,
            name=name,
            **kwargs,
        )

    @staticmethod
    def start(parameter, hyper):
        """Adam's slots."""
        return Adam.start(parameter, hyper)

    @staticmethod
    def rule(gradient, parameter, slots, step, hyper):
        """One Adam update; the decay has been applied before."""
        return Adam.rule(gradient, parameter, slots, step, hyper)

    @staticmethod
    def rule_in_place(gradient, parameter, slots, step, hyper):
        """`rule`, written into `parameter` and `slots`."""
        Adam.rule_in_place(gradient, parameter, slots, step, hyper)
