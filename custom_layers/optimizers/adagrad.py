"""AdaGrad: a rate for each parameter that shrinks with the gradients it has seen."""

import keras
from keras import ops

from custom_layers.optimizers.in_place import subtract
from custom_layers.optimizers.rule import RuleOptimizer


@keras.saving.register_keras_serializable("custom_layers")
class AdaGrad(RuleOptimizer):
    """AdaGrad: each step is the gradient over the root of the sum of all squared gradients so far.

    With gradient `g` and, for each parameter, slot `s` of its shape, at first s₀:

        s ← s + g²
        θ ← θ − η g / (√s + ε)

    Steps only ever shrink: under a constant gradient step t has the size η / √t.

    Sources differ on ε and s₀: the paper (its δ) and PyTorch add ε outside the root, as here; Keras and
    `epsilon_inside=True` use √(s + ε). The paper starts at s₀ = 0, Keras at 0.1.

    Args:
        learning_rate: η, float or schedule; in units of the parameter.
        initial_accumulator_value: s₀ ≥ 0, in squared units of the gradient.
        epsilon: ε > 0, in units of the gradient (squared when inside the root).
        epsilon_inside: whether ε is added inside the root.
        **kwargs: see `RuleOptimizer`.

    Reference: Duchi, Hazan and Singer 2011, "Adaptive Subgradient Methods for Online Learning and Stochastic
        Optimization", Journal of Machine Learning Research 12, Figure 1 (diagonal matrix).
    """

    def __init__(
        self,
        learning_rate=0.001,
        initial_accumulator_value=0.0,
        epsilon=1e-7,
        epsilon_inside=False,
        name="adagrad",
        **kwargs,
    ):
        super().__init__(
            learning_rate,
            {
                "initial_accumulator_value": initial_accumulator_value,
                "epsilon": epsilon,
                "epsilon_inside": epsilon_inside,
            },
            name=name,
            **kwargs,
        )

    @staticmethod
    def start(parameter, hyper):
        """One slot of the parameter's shape, filled with s₀."""
        return {"s": ops.zeros_like(parameter) + hyper["initial_accumulator_value"]}

    @staticmethod
    def rule(gradient, parameter, slots, step, hyper):
        """One AdaGrad update."""
        s, epsilon = slots["s"] + gradient * gradient, hyper["epsilon"]
        root = ops.sqrt(s + epsilon) if hyper["epsilon_inside"] else ops.sqrt(s) + epsilon
        return parameter - hyper["learning_rate"] * gradient / root, {"s": s}

    @staticmethod
    def rule_in_place(gradient, parameter, slots, step, hyper):
        """`rule`, written into `parameter` and `slots`."""
        s, epsilon = slots["s"].addcmul_(gradient, gradient), hyper["epsilon"]
        root = s.add(epsilon).sqrt_() if hyper["epsilon_inside"] else s.sqrt().add_(epsilon)
        subtract(parameter, hyper["learning_rate"], gradient, root)
