"""ScheduleFreeAdamW: AdamW that averages instead of lowering its rate."""

import keras
from keras import ops

from custom_layers.optimizers.arithmetic import running_square
from custom_layers.optimizers.rule import RuleOptimizer


@keras.saving.register_keras_serializable("custom_layers")
class ScheduleFreeAdamW(RuleOptimizer):
    """Schedule-free AdamW: a fast sequence z, its running mean x, and gradients taken between the two.

    With gradient `g` taken at θ = y, step `t = 1, 2, ...`, slots `z` and `x` of the parameter's shape, at
    first θ, slot `v` of its shape, at first 0, and scalar slot `total`, at first 0:

        v ← β₂ v + (1 − β₂) g²
        γ = η min(1, t / warmup_steps)
        z ← z − γ g / (√(v / (1 − β₂ᵗ)) + ε) − γ λ θ
        total ← total + γ²,  c = γ² / total
        x ← (1 − c) x + c z
        θ ← (1 − β₁) z + β₁ x

    The trained model is x (`settled`). `model.fit` puts it into the parameters when it ends
    (`finalize_variable_values`); before that, its validation scores are those of y. Training may go on afterwards: z
    and x are kept.

    Keras's class averages with c = 1/t, the same at a constant rate (in 3.15.1 it errs on TensorFlow and
    PyTorch, where it averages with the new z in place of the old). A constraint acts on θ alone,
    not on z and x.

    Args:
        learning_rate: η, float or schedule; per step, in units of the parameter.
        beta_1: β₁, share of x in y, in [0, 1).
        beta_2: β₂, decay of the mean of squared gradients, in [0, 1).
        epsilon: ε > 0, in units of the gradient.
        weight_decay: λ ≥ 0, per step and unit of rate; part of the rule, not of the Keras base.
        warmup_steps: steps over which the rate rises linearly; 0 for none.
        **kwargs: see `RuleOptimizer`.

    Reference: Defazio et al. 2024, "The Road Less Scheduled", Algorithm 1, arXiv:2405.15682.
    """

    def __init__(
        self,
        learning_rate=0.0025,
        beta_1=0.9,
        beta_2=0.999,
        epsilon=1e-8,
        weight_decay=0.0,
        warmup_steps=0,
        name="schedule_free_adamw",
        **kwargs,
    ):
        super().__init__(
            learning_rate,
            {
                "beta_1": beta_1,
                "beta_2": beta_2,
                "epsilon": epsilon,
                "weight_decay": weight_decay,
                "warmup_steps": warmup_steps,
            },
            name=name,
            **kwargs,
        )

    @staticmethod
    def start(parameter, hyper):
        """Three slots of the parameter's shape and a scalar slot."""
        zeros = ops.zeros_like(parameter)
        return {"z": parameter, "x": parameter, "v": zeros, "total": ops.zeros((), parameter.dtype)}

    @staticmethod
    def rule(gradient, parameter, slots, step, hyper):
        """One schedule-free AdamW update."""
        g, b1, b2, decay = gradient, hyper["beta_1"], hyper["beta_2"], hyper["weight_decay"]
        rate = hyper["learning_rate"] * ops.minimum(1.0, step / ops.maximum(hyper["warmup_steps"], 1.0))
        v = running_square(slots["v"], g, b2)
        z = slots["z"] - rate * g / (ops.sqrt(v / (1 - b2**step)) + hyper["epsilon"])
        if not isinstance(decay, float) or decay:  # else it would be read for nothing
            z = z - rate * decay * parameter
        total = slots["total"] + rate * rate
        # a rate of 0 leaves the mean as it is
        share = rate * rate / ops.where(total > 0, total, 1.0)
        x = (1 - share) * slots["x"] + share * z
        return (1 - b1) * z + b1 * x, {"z": z, "x": x, "v": v, "total": total}

    @staticmethod
    def settled(parameter, slots):
        """The running mean x."""
        del parameter
        return slots["x"]
