"""ScheduleFreeAdamW: AdamW that averages instead of lowering its rate."""

import keras
from keras import ops

from custom_layers.optimizers.rule import RuleOptimizer


@keras.saving.register_keras_serializable("custom_layers")
class ScheduleFreeAdamW(RuleOptimizer):
    """Schedule-free AdamW: a fast sequence z, its running mean x, and gradients taken between the two.

    With gradient `g` taken at θ = y, step `t = 1, 2, ...`, and slots `z` and `v` of the parameter's shape, at first 0;
    in step 1, z is θ:

        v ← β₂ v + (1 − β₂) g²
        γ = η min(1, t / warmup_steps)
        z ← z − γ g / (√(v / (1 − β₂ᵗ)) + ε) − γ λ θ
        x ← (1 − c) x + c z,  c = γ² / Σ γ²
        θ ← (1 − β₁) z + β₁ x

    x is not stored: it is (θ − (1 − β₁) z) / β₁. Σ γ² is that of a constant η, a sum of squares; so with a rate that
    changes otherwise than by `warmup_steps`, the mean still weighs the steps by the warm-up alone.

    The trained model is x (`settled`). `model.fit` puts it into the parameters when it ends
    (`finalize_variable_values`); before that, its validation scores are those of y. Training may go on afterwards, with
    z = x. A constraint acts on θ, and through it on x, but not on z. With `use_ema` the trained model is the running
    mean of θ that was asked for.

    Keras's class knows no weights but 1/t, the same without warm-up (in 3.15.1 it errs on TensorFlow and PyTorch, where
    it averages with the new z in place of the old), and ends with y.

    Args:
        learning_rate: η, float or schedule; per step, in units of the parameter.
        beta_1: β₁, share of x in y, in (0, 1).
        beta_2: β₂, decay of the mean of squared gradients, in [0, 1).
        epsilon: ε > 0, in units of the gradient.
        weight_decay: λ ≥ 0, per step and unit of rate, or `None` for 0; part of the rule, not of the Keras base.
        warmup_steps: steps over which the rate rises linearly; 0 for none.
        **kwargs: see `RuleOptimizer`.

    Raises:
        ValueError: as `RuleOptimizer` does, or `beta_1` is 0, so that y would say nothing of x.

    Reference: Defazio et al. 2024, "The Road Less Scheduled", Algorithm 1, arXiv:2405.15682.
    """

    decays = True

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
        if beta_1 == 0:
            raise ValueError(f"`beta_1` must lie in (0, 1). Received: beta_1={beta_1}")
        super().__init__(
            learning_rate,
            {
                "beta_1": beta_1,
                "beta_2": beta_2,
                "epsilon": epsilon,
                "weight_decay": 0.0 if weight_decay is None else weight_decay,
                "warmup_steps": warmup_steps,
            },
            name=name,
            **kwargs,
        )

    @staticmethod
    def start(parameter, hyper):
        """Two zero slots of the parameter's shape."""
        return {"z": ops.zeros_like(parameter), "v": ops.zeros_like(parameter)}

    @staticmethod
    def rule(gradient, parameter, slots, step, hyper):
        """One schedule-free AdamW update."""
        g, b1, b2, decay = gradient, hyper["beta_1"], hyper["beta_2"], hyper["weight_decay"]
        ramp, share = shares(step, hyper["warmup_steps"])
        rate = hyper["learning_rate"] * ramp
        v = b2 * slots["v"] + (1 - b2) * g * g
        first = step == 1
        before = (
            (parameter if first else slots["z"]) if isinstance(step, float) else ops.where(first, parameter, slots["z"])
        )
        z = before - rate * g / (ops.sqrt(v / (1 - b2**step)) + hyper["epsilon"])
        if not isinstance(decay, float) or decay:  # else it would be read for nothing
            z = z - rate * decay * parameter
        mean = parameter - (1 - b1) * before  # β₁ x
        return (1 - share) * mean + (1 - b1 + b1 * share) * z, {"z": z, "v": v}

    @staticmethod
    def settled(parameter, slots, hyper):
        """The running mean x, in which z starts again."""
        mean = (parameter - (1 - hyper["beta_1"]) * slots["z"]) / hyper["beta_1"]
        return mean, {**slots, "z": mean}


def shares(step, warmup):
    """γ / η in step t, and γ² / Σ γ²."""
    if isinstance(warmup, int | float) and warmup <= 1:
        return 1.0, 1 / step
    warmup = ops.maximum(warmup, 1.0)
    rising = ops.minimum(step, warmup)  # steps of the warm-up so far
    total = rising * (rising + 1) * (2 * rising + 1) / (6 * warmup * warmup) + step - rising
    ramp = rising / warmup
    return ramp, ramp * ramp / total
