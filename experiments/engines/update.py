"""One optimizer step over all parameters of a network, as Keras does it: clip, decay, rule, running mean."""

from typing import Any

from keras import ops

MEAN = "running_mean"  # the slot of a parameter's running mean


def started(optimizer: Any, parameter: Any, hyper: dict[str, Any]) -> dict[str, Any]:
    """A parameter's slots before the first step: those of the rule, and of the running mean that `use_ema` asks for."""
    slots = optimizer.start(parameter, hyper)
    return {**slots, MEAN: ops.zeros_like(parameter)} if hyper.get("use_ema") else slots


def settled(optimizer: Any, parameter: Any, slots: dict[str, Any], hyper: dict[str, Any]) -> Any:
    """The parameter that the trained network has: its running mean where `use_ema` asks for it."""
    return slots[MEAN] if hyper.get("use_ema") else optimizer.settled(parameter, slots, hyper)[0]


def updated(
    optimizer: Any, gradients: list, parameters: list, slots: list[dict], step: Any, hyper: dict[str, Any]
) -> tuple[list, list[dict]]:
    """New parameters and slots.

    Args:
        optimizer: a class with a pure `rule`; see `custom_layers.optimizers.rule`.
        gradients, parameters, slots: one for each parameter.
        step: counts from 1.
        hyper: `learning_rate` and the optimizer's settings; if present also `clipnorm`, `global_clipnorm`,
            `clipvalue` and `weight_decay`, which mean what they mean in every Keras optimizer: a bound of 0 is none;
            and `use_ema`, `ema_momentum` and `ema_overwrite_frequency`: see `averaged`.
    """
    if hyper.get("use_ema"):
        return averaged(optimizer, gradients, parameters, slots, step, hyper)
    gradients = clipped(gradients, hyper)
    if "weight_decay" in hyper and not optimizer.decays:
        parameters = [p - p * hyper["weight_decay"] * hyper["learning_rate"] for p in parameters]
    pairs = [optimizer.rule(g, p, slot, step, hyper) for g, p, slot in zip(gradients, parameters, slots, strict=True)]
    return [parameter for parameter, _ in pairs], [slot for _, slot in pairs]


def averaged(
    optimizer: Any, gradients: list, parameters: list, slots: list[dict], step: Any, hyper: dict[str, Any]
) -> tuple[list, list[dict]]:
    """A step whose slots keep each parameter's running mean, by which the network is judged:

        m₁ = θ₁,  m_t = β m_{t−1} + (1 − β) θ_t

    β is `ema_momentum`. At every multiple of `ema_overwrite_frequency` steps, if it is given, θ becomes m.

    Reference: Polyak and Juditsky 1992, "Acceleration of stochastic approximation by averaging", SIAM Journal on
        Control and Optimization 30(4), which weighs all steps alike; the exponential form is Keras's.
    """
    means = [slot[MEAN] for slot in slots]
    plain = [{name: value for name, value in slot.items() if name != MEAN} for slot in slots]
    parameters, slots = updated(optimizer, gradients, parameters, plain, step, {**hyper, "use_ema": False})
    momentum = ops.where(step > 1, hyper["ema_momentum"], 0.0)
    means = [momentum * mean + (1 - momentum) * parameter for mean, parameter in zip(means, parameters, strict=True)]
    if "ema_overwrite_frequency" in hyper:
        due = ops.equal(step % hyper["ema_overwrite_frequency"], 0)
        parameters = [ops.where(due, mean, parameter) for mean, parameter in zip(means, parameters, strict=True)]
    return parameters, [{**slot, MEAN: mean} for slot, mean in zip(slots, means, strict=True)]


def clipped(gradients: list, hyper: dict[str, Any]) -> list:
    """Gradients with their norm, their common norm or their values bounded, by the first bound that is set."""
    if "clipnorm" in hyper:
        return [shortened(g, ops.sqrt(ops.sum(g * g)), hyper["clipnorm"]) for g in gradients]
    if "global_clipnorm" in hyper:
        norm = ops.sqrt(sum(ops.sum(g * g) for g in gradients))
        return [shortened(g, norm, hyper["global_clipnorm"]) for g in gradients]
    if "clipvalue" in hyper:
        bound = ops.where(hyper["clipvalue"] > 0, hyper["clipvalue"], float("inf"))
        return [ops.minimum(ops.maximum(g, -bound), bound) for g in gradients]
    return gradients


def shortened(gradient: Any, norm: Any, bound: Any) -> Any:
    """The gradient times bound / norm where its norm is above the bound, if that is above 0."""
    return gradient * ops.where((norm > bound) & (bound > 0), bound / ops.maximum(norm, 1e-30), 1.0)
