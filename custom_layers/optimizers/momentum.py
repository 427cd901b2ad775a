"""Momentum: SGD whose steps accumulate."""

import keras
from keras import ops

from custom_layers.optimizers.in_place import subtract
from custom_layers.optimizers.rule import RuleOptimizer


@keras.saving.register_keras_serializable("custom_layers")
class Momentum(RuleOptimizer):
    """Momentum (heavy ball): each step is the last step, shortened, plus a step down the gradient.

    With gradient `g` and, for each parameter, slot `m` of its shape, at first 0:

        m ← β m − η g
        θ ← θ + m

    On a constant slope the speed tends to η g / (1 − β): with β = 0.9, ten times that of SGD.

    Sources differ on where η stands. Polyak, Sutskever, Keras and `rate_inside=True` put it inside the sum, as above:
    a new rate acts on new gradients only. PyTorch and `rate_inside=False` use m ← β m − g, θ ← θ + η m: a new rate
    acts at once on the whole sum. At a constant rate the two are the same.

    Args:
        learning_rate: η, float or schedule; in units of the parameter per unit of gradient.
        momentum: β, the share of the last step that is kept, in [0, 1).
        rate_inside: whether η multiplies each gradient as it enters `m`.
        **kwargs: see `RuleOptimizer`.

    Reference: Polyak 1964, "Some methods of speeding up the convergence of iteration methods";
        Sutskever et al. 2013, "On the importance of initialization and momentum in deep learning", equations
        (1), (2).
    """

    def __init__(self, learning_rate=0.01, momentum=0.9, rate_inside=True, name="momentum", **kwargs):
        super().__init__(learning_rate, {"momentum": momentum, "rate_inside": rate_inside}, name=name, **kwargs)

    @staticmethod
    def start(parameter, hyper):
        """One zero slot of the parameter's shape."""
        return {"m": ops.zeros_like(parameter)}

    @staticmethod
    def rule(gradient, parameter, slots, step, hyper):
        """One momentum update."""
        rate, momentum = hyper["learning_rate"], hyper["momentum"]
        if hyper["rate_inside"]:
            m = momentum * slots["m"] - rate * gradient
            return parameter + m, {"m": m}
        m = momentum * slots["m"] - gradient
        return parameter + rate * m, {"m": m}

    @staticmethod
    def rule_in_place(gradient, parameter, slots, step, hyper):
        """`rule`, written into `parameter` and `slots`."""
        rate, momentum = hyper["learning_rate"], hyper["momentum"]
        m = slots["m"].mul_(momentum)
        if hyper["rate_inside"]:
            subtract(m, rate, gradient)
            parameter.add_(m)
        else:
            m.sub_(gradient)
            subtract(parameter, -rate, m)
