"""Nesterov: momentum with the gradient taken where the momentum is about to lead."""

import keras
from keras import ops

from custom_layers.optimizers.in_place import subtract
from custom_layers.optimizers.rule import RuleOptimizer


@keras.saving.register_keras_serializable("custom_layers")
class Nesterov(RuleOptimizer):
    """Nesterov's accelerated gradient: momentum that looks ahead before it measures the slope.

    With gradient `g` and, for each parameter, slot `m` of its shape, at first 0:

        m ← β m − η g
        θ ← θ + β m − η g

    Here θ is the look-ahead point (Sutskever's θ + β m), where the model's gradient is taken anyway: in his
    variables the rule reads v ← β v − η ∇f(θ + β v), θ ← θ + v. On a constant slope the speed tends to η g /
    (1 − β).

    Sources differ on where η stands: Keras and `rate_inside=True` put it inside the sum, as above; PyTorch
    and `rate_inside=False` use m ← β m − g, θ ← θ + η (β m − g). At a constant rate the two are the same.

    Args:
        learning_rate: η, float or schedule; in units of the parameter per unit of gradient.
        momentum: β, the share of the last step that is kept, in [0, 1).
        rate_inside: whether η multiplies each gradient as it enters `m`.
        **kwargs: see `RuleOptimizer`.

    Reference: Nesterov 1983, "A method for solving the convex programming problem with convergence rate
        O(1/k²)"; Sutskever et al. 2013, "On the importance of initialization and momentum in deep learning",
        equations (3), (4).
    """

    def __init__(self, learning_rate=0.01, momentum=0.9, rate_inside=True, name="nesterov", **kwargs):
        super().__init__(learning_rate, {"momentum": momentum, "rate_inside": rate_inside}, name=name, **kwargs)

    @staticmethod
    def start(parameter, hyper):
        """One zero slot of the parameter's shape."""
        return {"m": ops.zeros_like(parameter)}

    @staticmethod
    def rule(gradient, parameter, slots, step, hyper):
        """One Nesterov update."""
        rate, momentum = hyper["learning_rate"], hyper["momentum"]
        if hyper["rate_inside"]:
            descent = rate * gradient
            m = momentum * slots["m"] - descent
            return parameter + momentum * m - descent, {"m": m}
        m = momentum * slots["m"] - gradient
        return parameter + rate * momentum * m - rate * gradient, {"m": m}

    @staticmethod
    def rule_in_place(gradient, parameter, slots, step, hyper):
        """`rule`, written into `parameter` and `slots`."""
        rate, momentum = hyper["learning_rate"], hyper["momentum"]
        m = slots["m"].mul_(momentum)
        if hyper["rate_inside"]:
            subtract(m, rate, gradient)
            subtract(parameter, rate, gradient)
            parameter.add_(m, alpha=momentum)
        else:
            m.sub_(gradient)
            subtract(parameter, rate, gradient)
            subtract(parameter, -rate * momentum, m)
