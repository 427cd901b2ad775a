"""SGD: plain stochastic gradient descent."""

import keras

from custom_layers.optimizers.in_place import subtract
from custom_layers.optimizers.rule import RuleOptimizer


@keras.saving.register_keras_serializable("custom_layers")
class SGD(RuleOptimizer):
    """Stochastic gradient descent: each step goes down the gradient of one mini-batch.

    With gradient `g`; no slots:

        θ ← θ − η g

    On a quadratic of curvature λ it converges when η < 2/λ.

    Args:
        learning_rate: η, float or schedule; in units of the parameter per unit of gradient.
        **kwargs: see `RuleOptimizer`.

    Reference: Robbins and Monro 1951, "A Stochastic Approximation Method", Annals of Mathematical
        Statistics 22(3).
    """

    def __init__(self, learning_rate=0.01, name="sgd", **kwargs):
        super().__init__(learning_rate, {}, name=name, **kwargs)

    @staticmethod
    def rule(gradient, parameter, slots, step, hyper):
        """One SGD update."""
        return parameter - hyper["learning_rate"] * gradient, slots

    @staticmethod
    def rule_in_place(gradient, parameter, slots, step, hyper):
        """`rule`, written into `parameter` and `slots`."""
        subtract(parameter, hyper["learning_rate"], gradient)
