"""RMSProp: AdaGrad that forgets."""

import keras
from keras import ops

from custom_layers.optimizers.in_place import subtract
from custom_layers.optimizers.rule import RuleOptimizer


@keras.saving.register_keras_serializable("custom_layers")
class RMSProp(RuleOptimizer):
    """RMSProp: each step is the gradient over the root of the running mean of squared gradients.

    With gradient `g` and, for each parameter, slots `s`, `m` and (if centred) `a` of its shape, at first 0:

        s ← ρ s + (1 − ρ) g²
        a ← ρ a + (1 − ρ) g        (if centred; else a = 0)
        m ← β m + η g / (√(s − a²) + ε)
        θ ← θ − m

    The mean is not corrected for its start at 0: the first step is η / √(1 − ρ) long (3.2 η at ρ = 0.9).

    Sources differ on ε: PyTorch adds it outside the root, as here; Keras and `epsilon_inside=True` use √(s −
    a² + ε).

    Args:
        learning_rate: η, float or schedule; in units of the parameter.
        rho: ρ, decay of the running means, in [0, 1).
        momentum: β, in [0, 1); `None` (the default) is 0 without the slot `m`.
        epsilon: ε > 0, in units of the gradient (squared when inside the root).
        centered: whether to divide by the running standard deviation instead of the root mean square.
        epsilon_inside: whether ε is added inside the root.
        **kwargs: see `RuleOptimizer`.

    Reference: Tieleman and Hinton 2012, "Lecture 6.5 – rmsprop", Coursera: Neural Networks for Machine
        Learning; centred, with momentum: Graves 2013, arXiv:1308.0850, equations (38) to (41).
    """

    def __init__(
        self,
        learning_rate=0.001,
        rho=0.9,
        momentum=None,
        epsilon=1e-7,
        centered=False,
        epsilon_inside=False,
        name="rmsprop",
        **kwargs,
    ):
        super().__init__(
            learning_rate,
            {
                "rho": rho,
                "momentum": momentum,
                "epsilon": epsilon,
                "centered": centered,
                "epsilon_inside": epsilon_inside,
            },
            name=name,
            **kwargs,
        )

    @staticmethod
    def start(parameter, hyper):
        """Zero slots of the parameter's shape."""
        names = ["s"] + ["m"] * (hyper["momentum"] is not None) + ["a"] * hyper["centered"]
        return {name: ops.zeros_like(parameter) for name in names}

    @staticmethod
    def rule(gradient, parameter, slots, step, hyper):
        """One RMSProp update."""
        rate, rho, epsilon, new = hyper["learning_rate"], hyper["rho"], hyper["epsilon"], {}
        variance = new["s"] = rho * slots["s"] + (1 - rho) * gradient * gradient
        if hyper["centered"]:
            new["a"] = rho * slots["a"] + (1 - rho) * gradient
            # round-off may leave s − a² a little below 0
            variance = ops.maximum(variance - new["a"] * new["a"], 0)
        root = ops.sqrt(variance + epsilon) if hyper["epsilon_inside"] else ops.sqrt(variance) + epsilon
        if hyper["momentum"] is None:
            return parameter - rate * gradient / root, new
        new["m"] = hyper["momentum"] * slots["m"] + rate * gradient / root
        return parameter - new["m"], new

    @staticmethod
    def rule_in_place(gradient, parameter, slots, step, hyper):
        """`rule`, written into `parameter` and `slots`."""
        rate, rho, epsilon = hyper["learning_rate"], hyper["rho"], hyper["epsilon"]
        variance = slots["s"].mul_(rho).addcmul_(gradient, gradient, value=1 - rho)
        if hyper["centered"]:
            a = slots["a"].lerp_(gradient, 1 - rho)
            variance = variance.addcmul(a, a, value=-1).clamp_(min=0)
        root = variance.add(epsilon).sqrt_() if hyper["epsilon_inside"] else variance.sqrt().add_(epsilon)
        if hyper["momentum"] is None:
            subtract(parameter, rate, gradient, root)
        else:
            m = slots["m"].mul_(hyper["momentum"])
            subtract(m, -rate, gradient, root)
            parameter.sub_(m)
